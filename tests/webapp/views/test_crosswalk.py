"""The crosswalk on the pages: without a script."""

import pytest
from flask import Flask
from short_papers import notice, report
from web.client import Client

from evidence.reads.crosswalk import pairs
from evidence.services import Services
from ingest.run.pipeline import ingest
from webapp.people.auth import Role


@pytest.fixture
def home(services: Services, tmp_path) -> Services:
    """A notice, the same issued again a year later, and a report after both."""
    for name, text in (("1", notice(2019)), ("2", notice(2020)), ("3", report(year=2021))):
        (tmp_path / f"{name}.txt").write_text(text)
    ingest(services, sorted(tmp_path.glob("*.txt")), origin="test")
    return services


def test_a_notice_issued_again_is_proposed_by_its_words_and_approved_on_the_page(
    client: Client, home: Services
) -> None:
    page = client.get("/measures/crosswalk")
    assert "the same words" in page.text and "N2019-01" in page.text
    client.submit(page, "/measures/crosswalk", status="approved")
    decided = pairs(home.record.db, status="approved")
    assert [p["decided_by"] for p in decided] == ["Sam Ellery"]
    one, other = decided[0]["one"], decided[0]["other"]
    for code, twin in ((one, other), (other, one)):
        text = client.get(f"/measures/{code}").text
        assert "Asks for the same (1)" in text and twin in text
    assert f"Same as {other}" in client.get("/measures").text
    client.submit(client.get(f"/measures/{one}"), "/measures/crosswalk", status="proposed")
    assert pairs(home.record.db, status="approved") == []


def test_a_passage_waits_once_and_what_is_accepted_is_offered(client: Client, home: Services) -> None:
    before = client.get("/review")
    for _ in range(2):
        client.submit(client.get("/measures/crosswalk"), "/measures/crosswalk", status="approved")
    after = client.get("/review")
    items = [len(p.all("li", class_="muster-queue__item")) for p in (before, after)]
    assert items[1] < items[0] and "Also asked for by" in after.text
    form = after.all("form", class_="muster-decide")[0]
    client.post(form.get("action"), {"status": "accepted", "stance": "supports"})
    offering = [c for c in ("N2019-01", "N2020-01") if "Offered" in client.get(f"/measures/{c}").text]
    assert len(offering) == 1, "it counts for one, and is offered for the other"
    page = client.get(f"/measures/{offering[0]}")
    (add,) = [f.get("action") for f in page.all("form") if str(f.get("action")).startswith("/passages/")]
    answer = client.submit(page, add)
    assert answer.location == f"/measures/{offering[0]}"
    assert "Offered" not in client.get(f"/measures/{offering[0]}").text


def test_an_auditor_sees_the_pairs_and_decides_none(app: Flask, home: Services) -> None:
    auditor = Client(app).sign_in(Role.AUDITOR)
    page = auditor.get("/measures/crosswalk")
    assert "Proposed" in page.text and "Approve" not in page.text
    auditor.post(
        "/measures/crosswalk", {"one": "N2019-01", "other": "N2020-01", "status": "approved"}, status=403
    )
