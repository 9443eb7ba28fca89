"""Long lists of documents and measures come in pages, which together have each of them once, in order."""

from importlib import import_module
from itertools import count

import pytest
from cli_runner import Muster
from web.client import Client
from web.page import Page, audit, words_of

from evidence.settings import load
from webapp import create_app
from webapp.people.auth import Role

FEW = 4


@pytest.fixture
def reader(sample_base: Muster, monkeypatch: pytest.MonkeyPatch) -> Client:
    for name in ("documents", "measures"):
        monkeypatch.setattr(import_module(f"webapp.views.{name}"), "A_PAGE", FEW)
    site = create_app(load(home=sample_base.home))
    site.testing = True
    return Client(site).sign_in(Role.AUDITOR, "Alex Orme")


def pages(reader: Client, address: str) -> list[Page]:
    """The pages, from the first on, by their links to the next."""
    found = []
    for number in count(1):
        found.append(reader.get(address))
        audit(found[-1])
        following = [a.get("href") for a in found[-1].all("a") if words_of(a).startswith("Next")]
        if not following:
            return found
        address = following[0]
        assert f"page={number + 1}" in address
    raise AssertionError("unreachable")


def hrefs(page: Page, begins: str) -> list[str]:
    found = [str(a.get("href")).partition("?")[0] for a in page.by_id("main-content").iter("a")]
    return [href for href in found if href.startswith(begins)]


def test_pages_of_documents_have_each_once(reader: Client, sample_base: Muster) -> None:
    every = [d["id"] for d in sample_base("documents", "--json").data]
    found = pages(reader, "/documents")
    assert [
        int(href.split("/")[2])
        for page in found
        for href in hrefs(page, "/documents/")
        if href[11:].isdigit()
    ] == every
    assert f"{len(every)} documents, 1 to {FEW} here" in found[0].text


def test_a_filter_stays_from_page_to_page(reader: Client, sample_base: Muster) -> None:
    letters = [d["id"] for d in sample_base("documents", "--kind", "letter", "--json").data]
    found = pages(reader, "/documents?kind=letter")
    assert sum(len([h for h in hrefs(page, "/documents/") if h[11:].isdigit()]) for page in found) == len(
        letters
    )
    assert all(
        "letter" in [o.get("value") for o in p.by_id("kind").iter("option") if o.get("selected") is not None]
        for p in found
    )
    assert (
        reader.get("/documents", page="99").text
        == reader.get("/documents", page=str(-(-len(sample_base("documents", "--json").data) // FEW))).text
    )


def test_pages_of_measures_have_each_once(reader: Client, sample_base: Muster) -> None:
    codes = [m["code"] for m in sample_base("measures", "--json").data]
    found = [href.split("/")[2] for page in pages(reader, "/measures") for href in hrefs(page, "/measures/")]
    assert [code for code in found if code in codes] == codes
