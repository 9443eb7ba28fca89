"""A pack's issues on the pages: what changed from one to the next."""

import pytest
from web.client import Client
from web.page import words_of
from web.papers import Papers

from evidence.model import LinkStatus
from evidence.services import open_services
from evidence.settings import Settings
from evidence.store.deciding import decide


@pytest.fixture
def pack(client: Client, papers: Papers) -> str:
    """A pack's address: a section for each measure of N2010, the first with an accepted passage."""
    client.post(f"/links/{papers.met}", {"status": "accepted"})
    client.post("/inspections", {"name": "Announced inspection 2010", "cutoff": "2010-12-31"})
    made = client.post("/packs", {"inspection": "Announced inspection 2010", "name": "Wexcombe"})
    client.post(f"{made.location}/sections", {"for": "register:N2010"})
    return str(made.location)


def test_what_changed_since_an_issue_is_a_page_that_leads_to_its_sources(
    client: Client, pack: str, papers: Papers, settings: Settings
):
    assert "not been issued" in client.get(f"{pack}/changes", status=400).text
    client.submit(client.get(pack), f"{pack}/freeze")
    page = client.get(pack)
    assert page.one("a", href=f"{pack}/changes") is not None
    page = client.get(f"{pack}/changes")
    assert words_of(page.one("h1")) == "What changed"
    assert "Nothing differs between issue 1 and the pack as it is now." in page.text
    client.post(f"/passages/{papers.welcome}/links", {"to": "measure:N2010-02", "stance": "contradicts"})
    client.post(f"{pack}/sections", {"for": "measure:N2010-02"})
    with open_services(settings, actor="tester") as work:
        decide(work.record, [papers.met], LinkStatus.REJECTED)
    page = client.get(f"{pack}/changes")
    assert "From issue 1 to the pack as it is now: 1 cited passage" in page.text
    assert "Contradicts N2010-02:" in page.text and "No longer accepted since it was issued" in page.text
    assert [a for a in page.all("a") if f"passage={papers.welcome}" in a.get("href", "")]


def test_issues_that_are_not_in_their_order_are_told_on_the_page(client: Client, pack: str):
    client.submit(client.get(pack), f"{pack}/freeze")
    page = client.get(f"{pack}/changes?from=1&to=1", status=400)
    assert "Issue 1 is the first." in page.text and page.one("select", name="from") is not None
    client.get(f"{pack}/changes?from=7", status=404)
    assert client.get(f"{pack}/changes?from=x&to=y")
