"""Decisions in the record: what a later one keeps of an earlier one."""

from packing import add_notice, add_report, cite

from evidence.model import LinkStatus, Stance
from evidence.services import Services
from evidence.store import links


def test_a_decision_without_a_note_or_a_stance_keeps_those_that_were_given_before(services: Services) -> None:
    add_notice(services)
    report = add_report(services)
    link = cite(services, report, 0, measure="N2010-01", stance=Stance.CONTRADICTS, note="Counted twice.")
    links.decide(services.record, [link], LinkStatus.REJECTED)
    kept = services.record.db["links"].get(link)
    assert (kept["status"], kept["stance"], kept["note"]) == ("rejected", "contradicts", "Counted twice.")
    links.decide(services.record, [link], LinkStatus.ACCEPTED, stance=Stance.SUPPORTS, note="Counted once.")
    kept = services.record.db["links"].get(link)
    assert (kept["status"], kept["stance"], kept["note"]) == ("accepted", "supports", "Counted once.")
