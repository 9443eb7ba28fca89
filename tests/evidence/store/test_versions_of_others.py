"""Corrections and possible duplicates say what they saw, too; and the log, what the machine first said."""

import json

import pytest
from packing import add_notice, add_report, cite

from evidence.errors import Clash, UsageError
from evidence.linking.field_model import label
from evidence.model import Stance, Suggestion
from evidence.reads.corrections import corrections as read_corrections
from evidence.reads.versions import correction_key, version
from evidence.services import Services
from evidence.store import corrections, crosswalk, links, near_duplicates
from evidence.store.near_duplicates import Verdict


@pytest.fixture
def report(services: Services) -> int:
    add_notice(services)
    return add_report(services)


def date_of(services: Services, document: int) -> str:
    return str(services.record.table("documents").get(document)["date"])


def test_a_correction_replaces_none_that_it_did_not_see(services: Services, report: int) -> None:
    ann, bob = services.record.acting_as("ann"), services.record.acting_as("bob")
    corrections.correct(bob, report, "date", "2010-08-01", seen=0)
    with pytest.raises(Clash, match="bob changed this on"):
        corrections.correct(ann, report, "date", "2010-09-01", seen=0)
    assert date_of(services, report) == "2010-08-01"
    now = version(ann.db, "corrections", correction_key(report, "date"))
    corrections.correct(ann, report, "date", "2010-09-01", "The stamp", seen=now)
    assert date_of(services, report) == "2010-09-01"


def test_undoing_a_correction_brings_back_the_one_before_and_only_ones_own(
    services: Services, report: int
) -> None:
    ann, bob = services.record.acting_as("ann"), services.record.acting_as("bob")
    read = date_of(services, report)
    corrections.correct(bob, report, "date", "2010-08-01", "On page 1")
    before = read_corrections(bob.db, report)
    corrections.correct(ann, report, "date", "2010-09-01")
    with pytest.raises(UsageError, match="was corrected by ann"):
        corrections.undo(bob, report, "date")
    assert corrections.undo(ann, report, "date") == "2010-08-01"
    assert read_corrections(bob.db, report) == before
    assert corrections.undo(bob, report, "date") == read == date_of(services, report)


def test_a_verdict_on_a_pair_replaces_none_unseen(services: Services, report: int) -> None:
    ann, bob = services.record.acting_as("ann"), services.record.acting_as("bob")
    with ann.transaction():
        row = {"earlier": 1, "later": report, "share": 0.9, "reason": "alike", "found_at": ann.now}
        pair = ann.insert("near_duplicates", row)
    near_duplicates.decide(bob, pair, Verdict.SAME, seen=0)
    with pytest.raises(Clash, match="bob changed this"):
        near_duplicates.decide(ann, pair, Verdict.DIFFERENT, seen=0)


def test_a_pair_of_measures_replaces_no_decision_unseen(services: Services, report: int) -> None:
    ann, bob = services.record.acting_as("ann"), services.record.acting_as("bob")
    with ann.transaction():
        register = ann.insert(
            "registers", {"document": report, "code": "P2011", "kind": "plan", "title": "Plan"}
        )
        row = {"register": register, "code": "P2011-01", "label": "", "theme": "", "text": "Seen alone"}
        ann.insert("measures", {**row, "overarching": 0})
    crosswalk.decide(bob, "N2010-02", "P2011-01", "approved", seen=0)
    with pytest.raises(Clash, match="bob approved this on"):
        crosswalk.decide(ann, "P2011-01", "N2010-02", "rejected", seen=0)


def test_the_log_has_each_suggestions_first_stance_and_the_model_that_gave_it(
    services: Services, report: int
) -> None:
    link = cite(services, report, 0, measure="N2010-01", stance=Stance.SUPPORTS)
    passage = services.record.table("links").get(link)["passage"] + 1
    links.suggest(
        services.record, "ofsted-2011", [(passage, Suggestion(0.7, "why", Stance.CONTRADICTS, "N2010-01"))]
    )
    db = services.record.db
    number, detail = db.execute(
        "SELECT id, detail FROM events WHERE action = 'links suggested' ORDER BY id DESC LIMIT 1"
    ).fetchone()
    told = json.loads(detail)
    assert told["stances"] == {"contradicts": 1} and told["model"] == f"field's model of words {label()}"
    (said,) = db.execute(
        "SELECT said FROM statements WHERE event = ? AND name = 'links'", [number]
    ).fetchone()
    assert (json.loads(said)["stance"], json.loads(said)["score"]) == ("contradicts", 0.7)
