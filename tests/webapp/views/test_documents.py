"""The document page: its text, and beside it the page that the chosen passage stands on."""

from io import BytesIO

import pytest
from cli_runner import Muster
from flask import Flask
from PIL import Image
from web.client import Client
from web.page import Page, words_of
from web.papers import Papers

from evidence.reads import documents as read
from evidence.services import open_services
from evidence.settings import Settings, load
from webapp import create_app
from webapp.people.auth import Role

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def sample(sample_base: Muster) -> Settings:
    return load(home=sample_base.home)


@pytest.fixture(scope="module")
def site(sample: Settings) -> Flask:
    made = create_app(sample)
    made.testing = True
    return made


@pytest.fixture
def reader(site: Flask) -> Client:
    return Client(site).sign_in(Role.AUDITOR, "Alex Orme")


def numbered(settings: Settings, kind: str) -> dict:
    """The first sample document of a kind, with all that was read from it."""
    with open_services(settings) as services:
        listed = read.documents(services.record.db, kind=kind)
        found = next(d for d in listed if d["paged"] or kind == "data")
        return read.document(services.record.db, found["id"])


def marks(page: Page) -> list[dict]:
    return [
        e.attrib
        for e in page.root.iter()
        if e.tag in ("rect", f"{SVG}rect") and "muster-sheet__mark" in e.get("class")
    ]


def test_a_chosen_passage_is_marked_on_its_page_where_it_stands(reader: Client, sample: Settings) -> None:
    found = numbered(sample, "report")
    passage = next(p for p in found["passages_read"] if p["label"] == "3.2.5")
    page = reader.get(f"/documents/{found['id']}", passage=passage["id"])
    (mark,) = marks(page)
    _, left, top, right, bottom = passage["rects"][0]
    assert float(mark["x"]) < left < right < float(mark["x"]) + float(mark["width"])
    assert float(mark["y"]) < top < bottom < float(mark["y"]) + float(mark["height"])
    assert f"Page {passage['page']} of 3, with paragraph 3.2.5 highlighted" in page.text
    assert page.by_id(f"passage-{passage['id']}").get("aria-current") == "true"


def test_htmx_gets_the_page_s_picture_alone(reader: Client, sample: Settings) -> None:
    found = numbered(sample, "report")
    passage = next(p for p in found["passages_read"] if p["page"] != p["end_page"])
    part = reader.fragment(f"/documents/{found['id']}", passage=passage["id"])
    assert not part.all("section") and len(marks(part)) == 1
    onward = next(a for a in part.all("a") if words_of(a) == f"goes on on page {passage['end_page']}")
    assert len(marks(reader.fragment(onward.get("hx-get")))) == 1


def test_each_passage_has_a_link_that_works_without_scripts(reader: Client, sample: Settings) -> None:
    found = numbered(sample, "report")
    page = reader.get(f"/documents/{found['id']}")
    links = [a for a in page.all("a") if "data-show" in a.attrib]
    assert len(links) == len(found["passages_read"])
    assert "highlighted" in reader.get(links[20].get("href").partition("#")[0]).text


def test_pages_can_be_leafed_through(reader: Client, sample: Settings) -> None:
    found = numbered(sample, "report")
    page = reader.get(f"/documents/{found['id']}", page=2)
    assert "Page 2 of 3" in page.text and not marks(page)
    assert [words_of(a) for a in page.by_id("sheet").iter("a")][-2:] == ["Previous page", "Next page"]


def test_a_page_s_picture_is_a_png_with_a_tag_of_its_own(reader: Client, sample: Settings) -> None:
    found = numbered(sample, "report")
    answer = reader.http.get(f"/documents/{found['id']}/pages/1.png")
    assert answer.mimetype == "image/png" and Image.open(BytesIO(answer.data)).width > 1000
    assert answer.headers["Cache-Control"] == "no-store"
    again = reader.http.get(
        f"/documents/{found['id']}/pages/1.png", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304 and not again.data
    larger = reader.http.get(f"/documents/{found['id']}/pages/1.png?size=large")
    assert larger.headers["ETag"] != answer.headers["ETag"]
    assert Image.open(BytesIO(larger.data)).width > 2000


def test_nobody_sees_a_page_without_signing_in(site: Flask, sample: Settings) -> None:
    found = numbered(sample, "report")
    answer = Client(site).http.get(f"/documents/{found['id']}/pages/1.png")
    assert answer.status_code == 302 and "/sign-in" in answer.location


def test_only_the_document_s_own_pages_can_be_had(reader: Client, sample: Settings) -> None:
    found = numbered(sample, "report")
    reader.get(f"/documents/{found['id']}/pages/99.png", status=404)
    reader.get("/documents/9999/pages/1.png", status=404)
    data = numbered(sample, "data")
    reader.get(f"/documents/{data['id']}/pages/1.png", status=404)


def test_a_document_without_pages_has_its_text_alone(reader: Client, sample: Settings) -> None:
    data = numbered(sample, "data")
    page = reader.get(f"/documents/{data['id']}", passage=data["passages_read"][3]["id"])
    assert not page.all("aside") and not [a for a in page.all("a") if "data-show" in a.attrib]


def test_a_table_s_row_names_the_column_of_each_cell(reader: Client, sample: Settings) -> None:
    found = numbered(sample, "plan")
    row = next(p for p in found["passages_read"] if p["columns"])
    cells = reader.get(f"/documents/{found['id']}").by_id(f"passage-{row['id']}")
    assert [words_of(e) for e in cells.iter("dt")] == row["columns"]
    assert [words_of(e) for e in cells.iter("dd")] == row["text"].split(" | ")


def test_searched_words_are_marked_in_a_table_s_cells_too(reader: Client, sample: Settings) -> None:
    found = numbered(sample, "plan")
    page = reader.get(f"/documents/{found['id']}", q="guidance")
    assert [m for dd in page.all("dd") for m in dd.iter("mark")]


def test_letters_of_one_thread_name_each_other(reader: Client, sample: Settings) -> None:
    with open_services(sample) as services:
        letters = read.documents(services.record.db, kind="letter")
    reply = next(d for d in letters if d["replies_to"])
    assert "Replies to" in reader.get(f"/documents/{reply['id']}").text
    assert "Answered by" in reader.get(f"/documents/{reply['replies_to']}").text


def test_a_passage_that_is_no_longer_there_opens_the_document_all_the_same(
    reader: Client, sample: Settings
) -> None:
    found = numbered(sample, "report")
    assert "Page 1 of 3" in reader.get(f"/documents/{found['id']}", passage=999_999, page=50).text


def test_a_page_that_nothing_can_draw_says_what_to_do(client: Client, papers: Papers) -> None:
    page = client.get(f"/documents/{papers.report}/pages/1.png", status=404)
    assert "Open the original to see it." in page.text
    assert not client.get(f"/documents/{papers.report}").all("aside")


def test_what_was_not_understood_stands_at_the_top(client: Client, papers: Papers) -> None:
    page = client.get(f"/documents/{papers.report}")
    assert words_of(page.by_id("not-understood")) == "What was not understood, and what to check"
