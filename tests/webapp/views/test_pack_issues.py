"""A pack's issues on the pages: what changed from one to the next."""

import time

import pytest
from patience import PATIENCE
from web.client import Client, queue_of
from web.page import words_of
from web.papers import Papers

from evidence.model import LinkStatus
from evidence.reads import packs as pack_reads
from evidence.reads.freezings import newest, unfinished
from evidence.services import Services, open_services
from evidence.settings import Settings
from evidence.store import freezings
from evidence.store.deciding import decide
from webapp.background.queue import Queue


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
    queue_of(client).work_off()
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
    queue_of(client).work_off()
    page = client.get(f"{pack}/changes?from=1&to=1", status=400)
    assert "Issue 1 is the first." in page.text and page.one("select", name="from") is not None
    client.get(f"{pack}/changes?from=7", status=404)
    assert client.get(f"{pack}/changes?from=x&to=y")


def test_a_freezing_shows_how_far_it_is_and_the_page_is_loaded_anew_at_its_end(
    client: Client, pack: str, services: Services
):
    client.submit(client.get(pack), f"{pack}/freeze")
    page = client.get(pack)
    assert "Issue 1 is being built: it waits for its turn." in page.text
    assert not page.all("form", action=f"{pack}/freeze"), "one at a time"
    freezings.progress(services.record, 1, "Setting pages", 20, 40)
    part = client.http.get(f"{pack}/freezing", headers={"HX-Request": "true"})
    assert "Setting pages: 20 of 40" in part.text and 'hx-trigger="every 1s"' in part.text
    assert "HX-Refresh" not in part.headers
    assert client.http.get(f"{pack}/freezing").location == pack
    queue_of(client).work_off()
    ended = client.http.get(f"{pack}/freezing", headers={"HX-Request": "true"})
    assert ended.headers["HX-Refresh"] == "true" and "hx-get" not in ended.text
    assert "Issue 1 is frozen: " in client.get(pack).text


def test_a_pack_is_frozen_once_however_often_it_is_asked_for(client: Client, pack: str, services: Services):
    client.post(f"{pack}/freeze", {})
    client.post(f"{pack}/freeze", {})
    assert "is being frozen already" in client.get(pack).text
    queue_of(client).work_off()
    assert [i["number"] for i in pack_reads.pack(services.record.db, "Wexcombe")["issues"]] == [1]


def test_a_change_made_while_the_freezing_waited_is_told_and_nothing_is_issued(client: Client, pack: str):
    client.submit(client.get(pack), f"{pack}/freeze")
    client.post(f"{pack}/sections", {"title": "Of my own"})
    queue_of(client).work_off()
    page = client.get(pack)
    assert "was not made." in page.text and "was changed since you saw it" in page.text
    client.submit(page, f"{pack}/freeze")
    queue_of(client).work_off()
    page = client.get(pack)
    assert "Issue 1 is frozen: " in page.text and "was not made" not in page.text


def test_a_freezing_that_a_kill_cut_short_is_begun_again_and_issues_once(
    client: Client, pack: str, services: Services, settings: Settings
):
    client.post(f"{pack}/freeze", {})
    freezings.progress(services.record, 1, "Setting pages", 1, 2)  # as a kill leaves it
    queue_of(client)._huey.flush()
    _run_until_done(settings, services)
    found = newest(services.record.db, 1)
    assert found is not None and found["state"] == "done" and found["issue"] == 1
    services.record.table("freezings").update(1, {"state": "running"})  # killed after the issue
    _run_until_done(settings, services)
    found = newest(services.record.db, 1)
    assert found is not None and found["state"] == "done" and not found["problem"] and found["issue"] == 1


def _run_until_done(settings: Settings, services: Services) -> None:
    later = Queue(settings)
    later.start()
    deadline = time.monotonic() + PATIENCE
    while unfinished(services.record.db) and time.monotonic() < deadline:
        time.sleep(0.05)
    later.stop()


def test_an_issue_is_offered_in_parts_or_it_is_said_why_not(client: Client, pack: str):
    client.submit(client.get(pack), f"{pack}/freeze")
    queue_of(client).work_off()
    page = client.get(pack)
    assert page.one("a", href=f"{pack}/issues/1/files") is not None
    page = client.get(f"{pack}/issues/1/files")
    assert page.one("input", name="mb").get("value") == "20"
    assert "needs no splitting" in client.get(f"{pack}/issues/1/files?mb=20").text
    assert "no number of megabytes" in client.get(f"{pack}/issues/1/files?mb=x", status=400).text
    client.get(f"{pack}/issues/7/files", status=404)
    client.get(f"{pack}/issues/7/files?mb=1", status=404)


def test_a_download_tells_its_size_and_goes_on_where_it_was_cut_short(client: Client, pack: str):
    client.submit(client.get(pack), f"{pack}/freeze")
    queue_of(client).work_off()
    with client.http.get(f"{pack}/issues/1.pdf") as answer:
        whole = answer.data
        assert answer.content_length == len(whole) and answer.headers["Accept-Ranges"] == "bytes"
    with client.http.get(f"{pack}/issues/1.pdf", headers={"Range": "bytes=100-"}) as rest:
        assert rest.status_code == 206 and rest.data == whole[100:]
