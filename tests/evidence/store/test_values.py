"""Values that were read: what a person says of them stands over the reading, and is counted."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from packing import COUNCIL, add_notice, paragraph

from evidence.errors import Clash, UsageError
from evidence.home.check import check
from evidence.model import Field, Observation, Page, Reading
from evidence.reads import coverage as reads
from evidence.reads import events
from evidence.reads import values as values_read
from evidence.reads.measures import targets_of
from evidence.services import Services
from evidence.store import documents, ledger, values

OBSERVATION, TARGET = values_read.KINDS


def report(services: Services, name: str, date: str, *observations: Observation) -> None:
    """A paper that states these values."""
    sha256 = f"{name:a>64}"
    passage = paragraph(0, f"{name}: what the figures are.")
    reading = Reading(
        "report",
        (Page(1, "text"),),
        (passage,),
        fields=(Field("date", date), Field("title", name)),
        source=COUNCIL,
        observations=tuple(replace(o, passage=0) for o in observations),
    )
    with services.record.transaction():
        ledger.keep_file(services.record, sha256=sha256, size=1, media_type="text/plain", name=f"{name}.txt")
        documents.add_readings(services.record, sha256, [reading])


def ni59(value: float, period: str = "June 2010") -> Observation:
    return Observation("NI 59", value, "percent", period)


def target(services: Services) -> dict:
    (trace,) = reads.trace(services.record.db, services.framework, "N2010-01", "2011-12-31", 12)
    return trace["targets"][0]


@pytest.fixture
def read(services: Services) -> Services:
    """A target of 72% for June 2010; papers that say 70% and then 75%."""
    add_notice(services)
    report(services, "first", "2010-07-01", ni59(70.0))
    report(services, "second", "2010-08-01", ni59(75.0))
    return services


def numbers(services: Services) -> list[int]:
    return [row["id"] for row in values_read.observed(services.record.db)]


def test_values_that_disagree_stand_side_by_side_until_a_person_decides(read: Services) -> None:
    first, second = numbers(read)
    assert values_read.disagreeing(values_read.observed(read.record.db)) == {first, second}
    assert target(read)["conflict"] and not target(read)["observation"]["confirmed"]
    values.decide(read.record, OBSERVATION, first, "confirmed")
    found = target(read)
    assert (found["state"], found["conflict"]) == ("not met", "")
    assert found["observation"]["value"] == 70.0 and found["observation"]["confirmed"]
    assert not values_read.disagreeing(values_read.observed(read.record.db))


def test_a_correction_counts_and_keeps_what_was_read(read: Services) -> None:
    _, second = numbers(read)
    values.decide(read.record, OBSERVATION, second, "corrected", value=71.0, note="Misread")
    assert (target(read)["state"], target(read)["observation"]["value"]) == ("not met", 71.0)
    row = values_read.one(read.record.db, OBSERVATION, second)
    assert (row["value"], row["read_value"], row["note"]) == (71.0, 75.0, "Misread")


def test_what_is_rejected_counts_no_more(read: Services) -> None:
    for number in numbers(read):
        values.decide(read.record, OBSERVATION, number, "rejected")
    assert target(read)["state"] == "no data"


def test_a_step_is_taken_back_by_who_took_it_and_brings_back_what_stood(read: Services) -> None:
    first, _ = numbers(read)
    values.decide(read.record, OBSERVATION, first, "confirmed")
    values.decide(read.record, OBSERVATION, first, "rejected")
    with pytest.raises(UsageError, match="tester"):
        values.undo(read.record.acting_as("ann"), OBSERVATION, first)
    for expected in ("confirmed", ""):
        values.undo(read.record, OBSERVATION, first)
        assert values_read.one(read.record.db, OBSERVATION, first)["decided"] == expected
    said = [line["what"] for line in events.lines(read.record.db, kind="measures")]
    assert said.count("observation decision undone") == 2 and "observation rejected" in said


def test_a_stale_page_replaces_nothing(read: Services) -> None:
    first, _ = numbers(read)
    values.decide(read.record, OBSERVATION, first, "confirmed", seen=0)
    with pytest.raises(Clash):
        values.decide(read.record.acting_as("ann"), OBSERVATION, first, "rejected", seen=0)


def test_a_change_by_so_much_is_judged_from_the_baseline_that_a_person_enters(read: Services) -> None:
    with read.record.transaction():
        (row,) = values_read.targets(read.record.db)
        read.record.table("targets").update(row["id"], {"comparator": "increase_by", "value": 10.0})
        read.record.event("target changed", "for the test")
    assert target(read)["state"] == "no data"
    values.decide(read.record, TARGET, row["id"], "confirmed", baseline=64.0)
    assert (target(read)["state"], target(read)["baseline"]) == ("met", 64.0)
    values.decide(read.record, TARGET, row["id"], "rejected")
    (trace,) = reads.trace(read.record.db, read.framework, "N2010-01", "2011-12-31", 12)
    assert trace["targets"] == []


def test_a_month_is_no_quarter_and_no_run_of_months(read: Services) -> None:
    row = values_read.targets(read.record.db)[0]
    report(read, "third", "2010-11-01", ni59(80.0, "September 2010"))
    for asked in ("Q2 2010/11", "cumulative April 2010 to September 2010", "12 months to September 2010"):
        values.decide(read.record, TARGET, row["id"], "corrected", period=asked)
        assert target(read)["state"] == "no data"
    values.decide(read.record, TARGET, row["id"], "corrected", period="September 2010")
    assert target(read)["state"] == "met"


def test_a_decision_that_makes_no_sense_is_refused(read: Services) -> None:
    first, _ = numbers(read)
    for wrong in (
        {"status": "corrected"},
        {"status": "corrected", "value": 70.0},
        {"status": "corrected", "period": "soon"},
        {"status": "rejected", "value": 71.0},
        {"status": "confirmed", "baseline": 3.0},
        {"status": "perhaps"},
        {"status": "corrected", "value": float("nan")},
        {"status": "corrected", "value": 1e300},
        {"status": "confirmed", "note": "n" * 501},
    ):
        with pytest.raises(UsageError):
            values.decide(read.record, OBSERVATION, first, **wrong)


def test_it_stands_when_the_row_is_made_anew(read: Services) -> None:
    first, _ = numbers(read)
    values.decide(read.record, OBSERVATION, first, "confirmed")
    with read.record.transaction():
        table = read.record.table("observations")
        row = table.get(first)
        table.delete(first)
        table.insert({**row, "id": 900})
        read.record.event("document read again", "document 2")
    assert values_read.one(read.record.db, OBSERVATION, 900)["decided"] == "confirmed"


def test_what_was_known_on_a_day_rests_on_what_was_decided_by_then(read: Services) -> None:
    _, second = numbers(read)
    (row,) = values_read.targets(read.record.db)
    january, february = (
        replace(read.record, clock=lambda month=month: datetime(2030, month, 5, tzinfo=UTC))
        for month in (1, 2)
    )
    values.decide(january, OBSERVATION, second, "corrected", value=71.0)
    values.decide(february, OBSERVATION, second, "confirmed")
    values.decide(february, TARGET, row["id"], "rejected")

    def known(day: str) -> list:
        (found,) = reads.trace(read.record.db, read.framework, "N2010-01", "2031-01-01", 12, day)
        return [(t["state"], t["observation"]["value"]) for t in found["targets"]]

    assert (known("2030-01-06"), known("2030-02-06")) == ([("not met", 71.0)], [])
    assert known("2029-12-31") == [("met", 75.0)]


def test_two_values_that_people_confirmed_still_disagree(read: Services) -> None:
    for number in numbers(read):
        values.decide(read.record, OBSERVATION, number, "confirmed")
    assert "70 and 75" in target(read)["conflict"]
    assert len(values_read.disagreeing(values_read.observed(read.record.db))) == 2


def test_a_rounded_value_is_no_disagreement(services: Services) -> None:
    report(services, "told", "2010-07-01", ni59(81.0))
    report(services, "tabled", "2010-08-01", ni59(81.4))
    assert values_read.disagreeing(values_read.observed(services.record.db)) == set()


def test_a_decision_that_was_taken_back_is_no_longer_what_was_seen(read: Services) -> None:
    first, _ = numbers(read)
    values.decide(read.record, OBSERVATION, first, "confirmed")
    seen = values_read.one(read.record.db, OBSERVATION, first)["version"]
    values.undo(read.record, OBSERVATION, first, seen=seen)
    with pytest.raises(Clash, match="taken back"):
        values.decide(read.record, OBSERVATION, first, "rejected", seen=seen)
    values.decide(read.record, OBSERVATION, first, "rejected")
    with pytest.raises(Clash):
        values.undo(read.record, OBSERVATION, first, seen=seen)


def test_the_targets_of_a_measure_that_is_no_longer_found_are_kept(read: Services) -> None:
    with read.record.transaction():
        read.record.table("measures").update(1, {"retired_at": "2030-01-01"})
        read.record.event("measure retired", "for the test")
    (row,) = values_read.targets(read.record.db)
    assert not row["asked"] and targets_of(read.record.db)[1][0]["indicator"] == "NI 59"


def test_a_trend_is_confirmed_when_each_of_its_values_is(read: Services) -> None:
    with read.record.transaction():
        read.record.table("targets").update(1, {"comparator": "trend_up", "value": None})
        read.record.event("target changed", "for the test")
    report(read, "third", "2010-11-01", ni59(76.0, "July 2010"), ni59(77.0, "August 2010"))
    first, _second, third, fourth = numbers(read)
    values.decide(read.record, OBSERVATION, fourth, "confirmed")
    assert target(read)["state"] == "met" and not target(read)["observation"]["confirmed"]
    for number in (first, third):
        values.decide(read.record, OBSERVATION, number, "confirmed")
    assert target(read)["observation"]["confirmed"]


def test_the_views_for_analysts_hold_what_stands(read: Services) -> None:
    first, second = numbers(read)
    values.decide(read.record, OBSERVATION, first, "corrected", value=71.0)
    values.decide(read.record, OBSERVATION, second, "rejected")
    rows = list(read.record.db.query("SELECT value, decided FROM muster_observations"))
    assert rows == [{"value": 71.0, "decided": "corrected"}]


def test_a_forged_decision_is_found(read: Services) -> None:
    first, _ = numbers(read)
    values.decide(read.record, OBSERVATION, first, "confirmed")
    read.record.db.execute("UPDATE value_decisions SET new_value = 99, status = 'corrected'")
    read.record.db.conn.commit()
    said = [p.of for p in check(read.record.db, read.files)]
    assert any("decision on a value" in of for of in said)
