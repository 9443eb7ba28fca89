"""A decision says what it saw: it replaces nothing unseen, and an undo brings back what stood before."""

import json
from typing import Any

import pytest
from packing import add_notice, add_report, cite

from evidence.errors import Clash, UsageError
from evidence.model import LinkStatus, Stance
from evidence.reads.links import links as read_links
from evidence.services import Services
from evidence.store import links
from evidence.store.record import Record

DECIDED = ("status", "stance", "note", "decided_by", "decided_at", "needs_review", "regardless")


@pytest.fixture
def suggested(services: Services) -> int:
    """A link that ann accepted, with a note, and put back to suggested."""
    add_notice(services)
    report = add_report(services)
    link = cite(services, report, 0, measure="N2010-01", stance=Stance.SUPPORTS, note="Read twice.")
    links.decide(services.record, [link], LinkStatus.SUGGESTED)
    return link


@pytest.fixture
def ann(services: Services) -> Record:
    return services.record.acting_as("ann")


@pytest.fixture
def bob(services: Services) -> Record:
    return services.record.acting_as("bob")


def row(record: Record, link: int) -> dict[str, Any]:
    return record.table("links").get(link)


def seen(record: Record, link: int) -> dict[int, int]:
    return {link: read_links(record.db, ids=[link])[0]["version"]}


def test_a_decision_on_what_another_decided_since_replaces_nothing(
    suggested: int, ann: Record, bob: Record
) -> None:
    page = seen(ann, suggested)
    links.decide(bob, [suggested], LinkStatus.REJECTED, note="Of another team", seen=page)
    before = row(ann, suggested)
    with pytest.raises(Clash, match="bob rejected this on") as clash:
        links.decide(ann, [suggested], LinkStatus.ACCEPTED, seen=page)
    assert row(ann, suggested) == before
    (changed,) = clash.value.changed
    assert (changed.by, changed.what) == ("bob", "rejected")
    links.decide(ann, [suggested], LinkStatus.ACCEPTED, seen={suggested: changed.version})
    assert row(ann, suggested)["decided_by"] == "ann"


def test_all_of_a_bulk_decision_or_none(services: Services, suggested: int, ann: Record, bob: Record) -> None:
    other = cite(services, 2, 1, measure="N2010-01", stance=Stance.SUPPORTS)
    page = seen(ann, suggested) | seen(ann, other)
    links.decide(bob, [other], LinkStatus.REJECTED)
    with pytest.raises(Clash) as clash:
        links.decide(ann, [suggested, other], LinkStatus.ACCEPTED, seen=page)
    assert [one.key for one in clash.value.changed] == [str(other)]
    assert row(ann, suggested)["status"] == "suggested"


def test_a_page_that_says_no_version_saw_the_link_undecided(suggested: int, ann: Record, bob: Record) -> None:
    links.decide(ann, [suggested], LinkStatus.ACCEPTED, seen={suggested: 0})
    with pytest.raises(Clash):
        links.decide(bob, [suggested], LinkStatus.REJECTED, seen={suggested: 0})


def test_a_suggestion_that_is_only_scored_anew_is_as_it_was_seen(suggested: int, ann: Record) -> None:
    page = seen(ann, suggested)
    with ann.transaction():
        ann.table("links").update(suggested, {"score": 0.25, "reason": "other words"})
    links.decide(ann, [suggested], LinkStatus.ACCEPTED, seen=page)


def test_a_suggestion_whose_stance_was_made_anew_is_not(suggested: int, ann: Record) -> None:
    page = seen(ann, suggested)
    with ann.transaction():
        ann.table("links").update(suggested, {"stance": "contradicts"})
    with pytest.raises(Clash):
        links.decide(ann, [suggested], LinkStatus.ACCEPTED, seen=page)


def test_undo_restores_exactly_what_stood_before(suggested: int, ann: Record, bob: Record) -> None:
    links.decide(ann, [suggested], LinkStatus.ACCEPTED, stance=Stance.CONTRADICTS, note="Page 3")
    before = row(ann, suggested)
    links.decide(bob, [suggested], LinkStatus.REJECTED)
    assert row(ann, suggested)["note"] == ""  # ann's words are not bob's
    links.undo(bob, [suggested])
    links.decide(ann, [suggested], LinkStatus.SUGGESTED)
    links.decide(bob, [suggested], LinkStatus.REJECTED)
    assert row(ann, suggested)["note"] == ""  # nor after ann put it back
    links.undo(bob, [suggested])
    links.undo(ann, [suggested])
    links.decide(bob, [suggested], LinkStatus.REJECTED)
    links.undo(bob, [suggested])
    assert row(ann, suggested) == before
    assert {name: before[name] for name in DECIDED} | {"note": "Page 3"} == {n: before[n] for n in DECIDED}


def test_only_ones_own_last_step_can_be_undone(suggested: int, ann: Record, bob: Record) -> None:
    links.decide(ann, [suggested], LinkStatus.ACCEPTED)
    links.decide(bob, [suggested], LinkStatus.ACCEPTED, stance=Stance.CONTRADICTS)
    with pytest.raises(UsageError, match="The last step with link 1 was bob's"):
        links.undo(ann, [suggested])
    assert row(ann, suggested)["decided_by"] == "bob"
    links.undo(bob, [suggested])
    links.undo(ann, [suggested])
    assert row(ann, suggested)["status"] == "suggested"


def test_undo_is_an_event_that_says_what_it_took_back(suggested: int, ann: Record) -> None:
    links.decide(ann, [suggested], LinkStatus.REJECTED, note="Not ours")
    links.undo(ann, [suggested])
    (action, text) = ann.db.execute("SELECT action, detail FROM events ORDER BY id DESC LIMIT 1").fetchone()
    detail = json.loads(text)
    assert action == "link decision undone"
    assert (detail["before"]["note"], detail["after"]["status"]) == ("Not ours", "suggested")
    assert detail["measure"] == "N2010-01" and detail["citation"] and detail["quote"]


def test_ones_own_link_is_taken_away_by_undo(services: Services, ann: Record) -> None:
    add_notice(services)
    report = add_report(services)
    passage = ann.db.execute("SELECT min(id) FROM passages WHERE document = ?", [report]).fetchone()[0]
    link = links.add(ann, "ofsted-2011", passage, measure="N2010-01")
    links.undo(ann, [link])
    assert not ann.db.execute("SELECT 1 FROM links").fetchone()
    assert "link taken away" in [r[0] for r in ann.db.execute("SELECT action FROM events").fetchall()]


def test_ones_own_link_does_not_replace_a_decision_unseen(
    services: Services, ann: Record, bob: Record
) -> None:
    add_notice(services)
    report = add_report(services)
    link = cite(services, report, 0, measure="N2010-01", stance=Stance.SUPPORTS)
    passage = row(ann, link)["passage"]
    links.decide(bob, [link], LinkStatus.REJECTED)
    with pytest.raises(Clash, match="bob rejected this"):
        links.add(ann, "ofsted-2011", passage, measure="N2010-01", seen=0)
