"""Inspections and packs on the pages, from the announcement to the issued files."""

import hashlib
from io import BytesIO

import pytest
from pypdf import PdfReader
from web.client import Client, queue_of
from web.page import words_of
from web.papers import Papers

from evidence.model import LinkStatus, Stance
from evidence.services import open_services
from evidence.settings import Settings
from evidence.store.deciding import decide
from webapp.people.auth import Role


@pytest.fixture
def pack(client: Client, papers: Papers) -> str:
    """A pack's address: a section each for N2010-01, with an accepted passage, and for N2010-02."""
    client.post(f"/links/{papers.met}", {"status": "accepted"})
    client.submit(
        client.get("/inspections/new"), "/inspections", name="Announced inspection 2010", cutoff="2010-12-31"
    )
    made = client.submit(
        client.get("/packs/new"), "/packs", inspection="Announced inspection 2010", name="Wexcombe/2010"
    )
    client.submit(client.get(made.location), f"{made.location}/sections", **{"for": "register:N2010"})
    return made.location


def test_an_inspection_shows_its_dates_and_milestones(client: Client):
    form = {
        "name": "ILACS 2026",
        "announced": "2026-11-02",
        "cutoff": "2026-11-20",
        "milestone": ["Feedback", ""],
        "milestone_date": ["2026-11-27", ""],
    }
    page = client.get(client.post("/inspections", form).location)
    assert words_of(page.one("h1")) == "ILACS 2026"
    assert (
        "Evidence cut-off 20 November 2026" in page.text and "Feedback Friday 27 November 2026" in page.text
    )


def test_a_wrong_inspection_comes_back_with_what_was_typed(client: Client):
    form = {"name": "ILACS 2026", "starts": "2026-11-20", "ends": "2026-11-02"}
    answer = client.post("/inspections", form, status=400)
    assert (
        "Fieldwork ends on 2 November 2026, before it starts" in answer.text
        and 'value="ILACS 2026"' in answer.text
    )


def test_a_pack_needs_an_inspection_first(client: Client):
    assert "Add the inspection" in client.get("/packs/new").text
    assert "No inspection yet." in client.get("/packs").text


def test_a_section_starts_with_the_accepted_evidence_and_says_what_is_missing(client: Client, pack: str):
    page = client.get(pack)
    assert "3 sections, 1 item." in page.text
    assert "Improvement update, 14 July 2010, para 3.1 (p. 1)" in page.text
    assert "Note No supporting evidence in the section for" in page.text


def test_an_inspections_own_framework_decides_which_blocks_its_pack_and_its_links_offer(
    client: Client, papers: Papers
):
    """An ILACS pack, made in a home of the 2011 framework, from the browser alone."""
    client.submit(client.get("/inspections/new"), "/inspections", name="ILACS", framework="ofsted-ilacs")
    made = client.submit(client.get("/packs/new"), "/packs", inspection="ILACS", name="ILACS")
    new = f"/passages/{papers.welcome}/links/new"
    found = client.get(new, find="help protection")
    assert found.one("input", value="block:help-and-protection@ofsted-ilacs") is not None
    assert client.get(new, find="block a").one("input", value="block:A@ofsted-2011") is not None
    client.post(
        f"/passages/{papers.welcome}/links",
        {"to": "block:help-and-protection@ofsted-ilacs", "stance": "supports"},
    )
    client.submit(
        client.get(made.location), f"{made.location}/sections", **{"for": "block:help-and-protection"}
    )
    page = client.get(made.location)
    assert "1 section, 1 item." in page.text
    assert client.get("/blocks/help-and-protection?framework=ofsted-ilacs")


def test_an_empty_pack_is_blocked_from_freezing(client: Client, papers: Papers):
    client.post("/inspections", {"name": "I"})
    made = client.post("/packs", {"name": "Empty", "inspection": "I"}).location
    client.post(f"{made}/sections", {"for": "block:A"})
    page = client.get(made)
    assert "Blocks The pack holds no evidence." in page.text
    assert "disabled" in page.all("form", action=f"{made}/freeze")[0].find("button").attrib
    client.post(f"{made}/freeze", {})
    queue_of(client).work_off()
    assert "cannot be frozen" in client.get(made).text


def test_what_is_taken_out_is_shown_as_left_out_and_can_come_back(client: Client, pack: str):
    page = client.get(pack)
    action = next(f.get("action") for f in page.all("form") if "/items/" in f.get("action", ""))
    client.submit(page, action)
    page = client.get(pack)
    assert "1 accepted passage left out" in page.text and "3 sections, 0 items." in page.text
    action = next(f.get("action") for f in page.all("form") if f.get("action", "").endswith("/restore"))
    client.submit(page, action)
    assert "3 sections, 1 item." in client.get(pack).text


def test_contradicting_evidence_left_out_is_acknowledged_on_the_page_before_freezing(
    client: Client, pack: str, papers: Papers, settings: Settings
):
    with open_services(settings, actor="tester") as work:
        decide(work.record, [papers.met], LinkStatus.ACCEPTED, stance=Stance.CONTRADICTS)
    page = client.get(pack)
    client.submit(page, next(f.get("action") for f in page.all("form") if "/items/" in f.get("action", "")))
    page = client.get(pack)
    assert "Contradicting evidence left out of N2010-01" in page.text
    refused = client.post(f"{pack}/acknowledge", {"words": "no"}, status=400)
    assert "Say in a sentence why" in refused.text and ">no</textarea>" in refused.text
    client.submit(client.get(pack), f"{pack}/acknowledge", words="It is answered in the next issue.")
    page = client.get(pack)
    assert "Your words will stand on the cover." in page.text
    assert "“It is answered in the next issue.”" in page.text
    client.submit(page, f"{pack}/mend", code="contradicting_left_out")
    assert "Contradicting evidence left out of N2010-01" not in client.get(pack).text


def test_a_section_can_be_removed(client: Client, pack: str):
    page = client.get(pack)
    action = next(f.get("action") for f in page.all("form") if "/sections/" in f.get("action", ""))
    client.submit(page, action)
    assert "2 sections" in client.get(pack).text


def test_the_draft_is_a_pdf_that_is_kept_nowhere(client: Client, pack: str, settings):
    answer = client.http.get(f"{pack}/draft.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=wexcombe-2010-draft-")
    assert len(PdfReader(BytesIO(answer.data)).pages) >= 3
    assert not list(settings.home.glob("packs/*/*"))


def test_a_frozen_issue_downloads_the_same_for_ever_and_checks_out(client: Client, pack: str):
    client.submit(client.get(pack), f"{pack}/freeze")
    queue_of(client).work_off()
    page = client.get(pack)
    assert "Issue 1 is frozen" in page.text
    pdf = client.http.get(f"{pack}/issues/1.pdf").data
    assert hashlib.sha256(pdf).hexdigest() in page.text
    assert client.http.get(f"{pack}/issues/1.pdf").data == pdf
    assert client.http.get(f"{pack}/issues/1.zip").data.startswith(b"PK")
    assert "byte for byte what was issued" in client.get(f"{pack}/issues/1/check").text
    client.get(f"{pack}/issues/2.pdf", status=404)


def test_freezing_again_without_anything_new_says_so(client: Client, pack: str):
    client.submit(client.get(pack), f"{pack}/freeze")
    queue_of(client).work_off()
    client.get(pack)
    client.post(f"{pack}/freeze", {})
    queue_of(client).work_off()
    assert "Nothing was added" in client.get(pack).text


def test_an_officer_reads_packs_and_changes_none(app, pack: str):
    officer = Client(app).sign_in(Role.OFFICER, "Jo Marsh")
    page = officer.get(pack)
    assert [f.get("action") for f in page.all("form", method="post")] == ["/sign-out"]
    officer.post(f"{pack}/freeze", {}, status=403)
    assert officer.http.get(f"{pack}/draft.pdf").status_code == 200


def test_what_preflight_cannot_mend_itself_links_to_where_it_is_put_right(
    client: Client, pack: str, settings: Settings
):
    page = client.get(pack)
    client.submit(page, next(f.get("action") for f in page.all("form") if "/items/" in f.get("action", "")))
    with open_services(settings) as services, services.record.transaction():
        services.record.db.execute("UPDATE inspections SET cutoff = '2009-01-01'")
    links = {words_of(link).split(":")[0]: link.get("href") for link in client.get(pack).all("a")}
    assert links["Change the cut-off"] == "/inspections/1/edit#cutoff"
    assert "Evidence" in client.get(links["Change the cut-off"].partition("#")[0]).text


def test_a_document_is_read_again_in_the_background_from_a_packs_page(
    client: Client, papers: Papers, pack: str, settings: Settings
):
    with open_services(settings) as services:
        document = services.record.db.execute("SELECT document FROM links").fetchone()[0]
    number = pack.rsplit("/", 1)[1]
    answer = client.post(f"/documents/{document}/read-again", {"pack": number})
    assert answer.location == pack
    queue_of(client).work_off()
    assert "being read again" in client.get(pack).text
