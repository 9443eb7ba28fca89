"""The coverage table at a day, as known on a day, and against the last review."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook
from packing import COUNCIL, add_minutes, add_notice, add_report, cite, paragraph, store_file

from evidence.exports import coverage as tables
from evidence.model import LinkStatus, Stance
from evidence.reads import coverage as reads
from evidence.services import Services
from evidence.store import links


def on(services: Services, day: str) -> Services:
    """The same services, on that day at noon."""
    moment = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)
    return replace(services, record=replace(services.record, clock=lambda: moment))


def state(found: tables.CoverageTable, code: str) -> tuple[str, str, int]:
    row = next(r for r in found.rows if r["code"] == code)
    return row["state"], row["was"], row["voices"]


@pytest.fixture
def year(services: Services) -> Services:
    """Papers on 1 March 2026; one link accepted in March, one in May and rejected in July."""
    march = on(services, "2026-03-01")
    add_notice(march)
    report, minutes = add_report(march), add_minutes(march)
    cite(march, report, 0, measure="N2010-01")
    later = cite(on(services, "2026-05-01"), minutes, 1, measure="N2010-01", stance=Stance.CONTRADICTS)
    links.decide(on(services, "2026-07-01").record, [later], LinkStatus.REJECTED, note="Of another team")
    return on(services, "2026-08-01")


def test_it_says_what_was_known_on_any_day(year: Services) -> None:
    for day, expected in (("2026-04-01", "thin"), ("2026-06-01", "contested"), ("2026-07-02", "thin")):
        assert state(tables.table(year, known=day), "N2010-01")[0] == expected
    known = reads.trace(year.record.db, year.framework, "N2010-01", "2026-08-01", 12, "2026-06-01")[0]
    assert [e["stance"] for e in known["evidence"]] == ["supports", "contradicts"] and not known["rejected"]
    now = reads.trace(year.record.db, year.framework, "N2010-01", "2026-08-01", 12)[0]
    assert [len(now[part]) for part in ("evidence", "rejected")] == [1, 1]


def test_before_anything_was_accepted_it_says_so_and_lists_nothing(year: Services) -> None:
    for asked in ({"at": "2009"}, {"known": "2026-02-01"}):
        found = tables.table(year, **asked)
        assert found.empty and "nothing to list" in found.says[0]
    assert not tables.table(year, at="2010-12-31").empty


def test_against_the_last_review_it_says_what_moved(year: Services) -> None:
    found = tables.table(year, since="2026-06-01")
    assert state(found, "N2010-01")[:2] == ("thin", "contested")
    assert found.says == ("Since 1 June 2026: one moved from contested to thin.",)


def test_a_review_before_the_record_began_is_told_by_the_dates_of_the_papers(year: Services) -> None:
    found = tables.table(year, at="2010-11-30", since="2010-10-01")
    assert state(found, "N2010-01")[:2] == ("thin", "no evidence")
    assert "judged by the dates of the papers" in found.says[-1]


def test_a_letter_and_its_reply_are_one_voice(services: Services) -> None:
    add_notice(services)
    ids = [
        store_file(
            services, name.encode(), f"{name}.txt", [paragraph(0, words)],
            media_type="text/plain", kind="letter",
            title=name, date=date, source=COUNCIL,
        )
        for name, words, date in (
            ("one", "Assessments are on time now.", "2010-06-01"),
            ("two", "I note what you tell me.", "2010-07-01"),
        )
    ]  # fmt: skip
    for document in ids:
        cite(services, document, 0, measure="N2010-01")
    assert state(tables.table(services), "N2010-01")[2] == 2
    with services.record.transaction():
        services.record.table("documents").update(ids[1], {"replies_to": ids[0]})
        services.record.event("tied", "letters")
    found = tables.table(services)
    assert state(found, "N2010-01")[2] == 1
    assert "2 documents, 1 voice" in next(r for r in found.rows if r["code"] == "N2010-01")["reason"]


def test_the_workbook_holds_every_row_and_what_was_asked(year: Services) -> None:
    found = tables.table(year, since="2026-06-01")
    book = load_workbook(io.BytesIO(tables.as_xlsx(found)))
    assert len(list(book["Coverage"].iter_rows())) == len(found.rows) + 1
    assert "one moved" in str([c.value for row in book["About"].iter_rows() for c in row])
    assert tables.as_csv(found).decode("utf-8-sig").startswith("Code,Register,Theme")
