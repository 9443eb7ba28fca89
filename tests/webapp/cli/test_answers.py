"""What was answered to a recommendation: on the command line, on the pages and in packs."""

from pathlib import Path

import pytest
from cli_runner import Muster
from web.client import Client
from web.page import words_of

from evidence.packs.planning import plan as planning
from evidence.services import open_services
from evidence.settings import load
from webapp import create_app

RESPONSE = """\
Response to the independent review of fostering

Aldermarsh County Council

12 March 2024

The council thanks the reviewers, who spoke with forty carers over the summer and autumn of last year.

Recommendation 1: The council should raise the fostering allowance.

The council accepts this recommendation. The allowance will rise in April 2024.

Recommendation 2: The council should close its in-house agency.

The council does not accept this recommendation, because the agency costs less than others.

Recommendation 3: The council should survey its carers each year.
"""


@pytest.fixture
def base(tmp_path: Path) -> Muster:
    muster = Muster(tmp_path / "home")
    (tmp_path / "response.txt").write_text(RESPONSE, encoding="utf-8")
    assert muster("ingest", tmp_path / "response.txt").code == 0
    return muster


def test_measures_carry_their_answer_with_its_words_and_its_citation(base: Muster) -> None:
    rows = base("measures", "--all", "--json").data
    assert [(r["code"], r["answer"]) for r in rows] == [
        ("R2024-01", "accepted"), ("R2024-02", "rejected"), ("R2024-03", "no response"),
    ]  # fmt: skip
    assert rows[0]["response"] == (
        "The council accepts this recommendation. The allowance will rise in April 2024."
    )
    assert rows[0]["response_citation"].startswith(
        "Response to the independent review of fostering, 12 March 2024"
    )
    assert rows[2]["response"] == "" and rows[2]["answered_at"] is None and rows[2]["response_citation"] == ""
    (document,) = base("documents", "--json").data
    shown = base("show", str(document["id"]), "--json").data
    assert [m["answer"] for m in shown["measures"]] == ["accepted", "rejected", "no response"]
    said = next(p for p in shown["passages"] if p["id"] == rows[1]["answered_at"])
    assert said["text"].startswith("The council does not accept this recommendation")


def test_the_printed_list_and_the_trace_say_what_was_answered(base: Muster) -> None:
    listed = " ".join(base("measures", "--all").out.split())
    assert "accepted" in listed and "rejected" in listed and "no response" in listed
    trace = base("trace", "R2024-02", "--json").data
    assert trace["answer"] == "rejected" and "costs less" in trace["response"] and trace["response_citation"]
    printed = base("trace", "R2024-02").out
    assert "answer: rejected: “The council does not accept this recommendation" in printed


def test_the_measures_page_shows_the_answer_and_where_it_stands(base: Muster) -> None:
    site = create_app(load(home=base.home))
    site.testing = True
    reader = Client(site).sign_in()
    answered = reader.get("/measures/R2024-02")
    assert "Rejected" in answered.text and "costs less than others" in answered.text
    at = base("measures", "--all", "--json").data[1]["answered_at"]
    assert any(f"passage-{at}" in a.get("href", "") for a in answered.all("a"))
    unanswered = reader.get("/measures/R2024-03")
    assert "No response" in unanswered.text
    document = base("documents", "--json").data[0]["id"]
    (table,) = [t for t in reader.get(f"/documents/{document}").all("table") if "R2024-02" in words_of(t)]
    assert "Rejected" in words_of(table) and "No response" in words_of(table)


def test_a_pack_says_the_answer_beside_the_recommendation(base: Muster) -> None:
    assert base("inspection", "new", "ILACS 2026", "--announced", "2026-06-01").code == 0
    assert base("pack", "new", "bundle", "--inspection", "ILACS 2026").code == 0
    assert base("pack", "add", "bundle", "--measure", "R2024-02").code == 0
    with open_services(load(home=base.home)) as services:
        (part,) = planning.plan(services, "bundle").parts
    assert "Answer: rejected. “The council does not accept" in part.sections[0].words


def test_an_answer_that_reads_otherwise_now_is_corrected_by_a_rereading(base: Muster, tmp_path: Path) -> None:
    with open_services(load(home=base.home), actor="tester") as services, services.record.transaction():
        services.record.db.execute("UPDATE measures SET answer = '', response = '', answered_at = NULL")
    (document,) = base("documents", "--json").data
    assert base("reread", document["id"]).code == 0
    assert [r["answer"] for r in base("measures", "--all", "--json").data] == [
        "accepted", "rejected", "no response",
    ]  # fmt: skip
