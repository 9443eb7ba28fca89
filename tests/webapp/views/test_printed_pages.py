"""A Word file's pages as they print, beside its text: asked for once, then with the chosen passage marked."""

from io import BytesIO

import pytest
from cli_runner import Muster
from flask import Flask
from PIL import Image
from reader_files import paragraph
from web.client import Client
from web.page import Page
from without_libreoffice import uninstall_libreoffice
from word_packages import word

from evidence.pages import libreoffice
from evidence.reads import documents as read
from evidence.services import open_services
from evidence.settings import Settings, load
from webapp import create_app
from webapp.people.auth import Role

SVG = "{http://www.w3.org/2000/svg}"
SHOW = "Show the pages as they print"

needs_libreoffice = pytest.mark.skipif(
    libreoffice.installed() is None, reason="LibreOffice is not installed: scripts/setup installs it"
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("printed")
    filler = "".join(
        paragraph(f"The {n}th visit was on time and the record of it was full.") for n in range(80)
    )
    made = word(folder / "report.docx", filler + paragraph("Only the northern team was late in May."))
    muster = Muster(folder / "home")
    assert muster("ingest", made).code == 0
    return load(home=muster.home)


@pytest.fixture(scope="module")
def site(settings: Settings) -> Flask:
    made = create_app(settings)
    made.testing = True
    return made


@pytest.fixture
def reader(site: Flask) -> Client:
    return Client(site).sign_in(Role.AUDITOR, "Alex Orme")


def passage_of(settings: Settings, words: str) -> int:
    with open_services(settings) as services:
        found = read.document(services.record.db, 1)["passages_read"]
        return next(p["id"] for p in found if words in p["text"])


def marks(page: Page) -> list[dict[str, str]]:
    return [
        e.attrib
        for e in page.root.iter()
        if e.tag in ("rect", f"{SVG}rect") and "muster-sheet__mark" in e.get("class", "")
    ]


@needs_libreoffice
def test_pages_are_made_when_asked_for_and_mark_the_passage(reader: Client, settings: Settings) -> None:
    late = passage_of(settings, "northern team")
    assert SHOW in reader.get("/documents/1", passage=late).text
    assert "Page 1 of" in reader.get("/documents/1", page=1).text
    page = reader.get("/documents/1", passage=late)
    assert SHOW not in page.text
    (mark,) = marks(page)
    assert "Page 2 of 2" in page.text or "Page 3 of 3" in page.text
    assert float(mark["width"]) > 100
    picture = reader.http.get("/documents/1/pages/2.png")
    assert Image.open(BytesIO(picture.data)).width > 1000
    assert reader.http.get("/documents/1/pages/99.png").status_code == 404


def test_without_libreoffice_no_pages_are_offered(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    uninstall_libreoffice(monkeypatch)
    assert SHOW not in reader.get("/documents/1").text
