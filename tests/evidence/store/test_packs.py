"""Inspections, packs, their sections and items, in the record."""

import pytest
from packing import add_minutes, add_notice, add_report, announce, cite, make_pack

from evidence.errors import NotFound, PackError, UsageError
from evidence.inspections.working_days import WorkingDays
from evidence.model import Inspection, LinkStatus, Milestone, Stance
from evidence.packs.issuing import issue
from evidence.reads import inspections as inspection_reads
from evidence.reads import packs as reads
from evidence.services import Services
from evidence.store import inspections, links, packs


def _items(services: Services, name: str) -> list[dict[str, object]]:
    return [item for section in reads.pack(services.record.db, name)["sections"] for item in section["items"]]


def test_an_inspection_keeps_its_dates_and_milestones(services: Services) -> None:
    announce(services)
    db = services.record.db
    found = inspection_reads.told(
        db, inspection_reads.called(db, "safeguarding 2011"), WorkingDays(), services.record.minute
    )
    assert found["cutoff"] == "2011-01-31"
    assert found["milestones"] == [
        {"name": "Evidence to inspectors", "date": "2011-02-01", "ends": "", "step": ""}
    ]
    assert [i["name"] for i in inspection_reads.listed(db)] == ["Safeguarding 2011"]


@pytest.mark.parametrize(
    "wrong",
    [
        Inspection("", "ofsted-2011"),
        Inspection("x", "ofsted-2011", starts="31/01/2011"),
        Inspection("x", "ofsted-2011", cutoff="2011-02-30"),
        Inspection("x", "ofsted-2011", starts="2011-02-02", ends="2011-02-01"),
        Inspection("x", "ofsted-2011", milestones=(Milestone("m", "soon"),)),
    ],
)
def test_a_wrong_inspection_is_refused_with_advice(services: Services, wrong: Inspection) -> None:
    with pytest.raises(UsageError) as caught:
        inspections.add(services.record, wrong)
    assert caught.value.advice
    assert not inspection_reads.listed(services.record.db)


def test_two_inspections_cannot_have_one_name(services: Services) -> None:
    announce(services)
    with pytest.raises(UsageError, match="already an inspection"):
        announce(services)


@pytest.mark.parametrize("other", ["pack ONE", "Pack One 😀", "Pack -- one!", "a" * 60 + " second"])
def test_no_two_packs_have_files_of_the_same_names(services: Services, other: str) -> None:
    announce(services)
    packs.add(services.record, "Pack One", "Safeguarding 2011")
    packs.add(services.record, "a" * 60 + " first", "Safeguarding 2011")
    with pytest.raises(UsageError):
        packs.add(services.record, other, "Safeguarding 2011")
    assert len(reads.packs(services.record.db)) == 2


def test_a_section_is_filled_from_accepted_links_alone(services: Services) -> None:
    name = make_pack(services)
    report, minutes = 2, 3
    suggested = cite(services, report, 1, measure="N2010-01")
    links.decide(services.record, [suggested], LinkStatus.SUGGESTED)
    rejected = cite(services, minutes, 3, measure="N2010-01")
    links.decide(services.record, [rejected], LinkStatus.REJECTED)
    packs.add_section(services.record, name, measure="N2010-01")
    assert {i["link"] for i in _items(services, name)}.isdisjoint({suggested, rejected})


def test_contradicting_links_are_in_by_default(services: Services) -> None:
    name = make_pack(services)
    assert [i["stance"] for i in _items(services, name)].count(Stance.CONTRADICTS) == 2


def test_evidence_dated_on_the_cut_off_day_itself_is_in(services: Services) -> None:
    add_notice(services)
    announce(services, cutoff="2011-01-31")
    link = cite(services, add_report(services, date="2011-01-31"), 0, measure="N2010-01")
    packs.add(services.record, "On the day", "Safeguarding 2011")
    packs.add_section(services.record, "On the day", measure="N2010-01")
    (item,) = _items(services, "On the day")
    assert item["link"] == link
    packs.remove_item(services.record, "On the day", item["id"])
    (section,) = reads.pack(services.record.db, "On the day")["sections"]
    assert [item["why"] for item in section["left_out"]] == ["taken out"]


def test_evidence_after_the_cut_off_stays_out_and_is_listed_as_left_out(services: Services) -> None:
    add_notice(services)
    late = add_report(services, date="2011-02-01")
    month = add_minutes(services)
    services.record.db["documents"].update(month, {"date": "2011-01"})
    cite(services, late, 0, measure="N2010-01")
    cite(services, month, 1, measure="N2010-01")
    announce(services)
    packs.add(services.record, "P", "Safeguarding 2011")
    packs.add_section(services.record, "P", measure="N2010-01")
    section = reads.pack(services.record.db, "P")["sections"][0]
    assert [i["document"] for i in section["items"]] == [month]
    assert [(i["document"], i["why"]) for i in section["left_out"]] == [(late, "after the cut-off")]


def test_a_link_that_lost_its_place_is_not_put_into_a_pack_and_is_listed_as_left_out(
    services: Services,
) -> None:
    add_notice(services)
    announce(services)
    link = cite(services, add_report(services), 0, measure="N2010-01")
    services.record.db["links"].update(link, {"needs_review": "its words are gone"})
    packs.add(services.record, "P", "Safeguarding 2011")
    packs.add_section(services.record, "P", measure="N2010-01")
    (section,) = reads.pack(services.record.db, "P")["sections"]
    assert section["items"] == []
    assert [(i["link"], i["why"]) for i in section["left_out"]] == [(link, "to be looked at again")]


def test_items_stand_as_they_were_added_until_the_section_is_added_again(services: Services) -> None:
    name = make_pack(services)
    before = len(_items(services, name))
    cite(services, 3, 3, measure="N2010-01")
    assert len(_items(services, name)) == before
    left_out = reads.pack(services.record.db, name)["sections"][0]["left_out"]
    assert [i["why"] for i in left_out] == ["accepted since"]
    packs.add_section(services.record, name, measure="N2010-01")
    assert len(_items(services, name)) == before + 1
    assert len(reads.pack(services.record.db, name)["sections"]) == 2


def test_an_item_taken_out_does_not_come_back_by_itself(services: Services) -> None:
    name = make_pack(services)
    item = _items(services, name)[0]
    packs.remove_item(services.record, name, item["id"])
    section = packs.add_section(services.record, name, measure="N2010-01")
    assert item["link"] not in {i["link"] for i in _items(services, name)}
    assert [i["why"] for i in reads.pack(services.record.db, name)["sections"][0]["left_out"]] == [
        "taken out"
    ]
    assert packs.restore_items(services.record, name, section) == 1
    assert item["link"] in {i["link"] for i in _items(services, name)}


def test_what_was_issued_cannot_be_taken_out(services: Services) -> None:
    name = make_pack(services)
    issue.freeze(services, name)
    section = reads.pack(services.record.db, name)["sections"][0]
    with pytest.raises(PackError, match="issued pages never change"):
        packs.remove_item(services.record, name, section["items"][0]["id"])
    with pytest.raises(PackError, match="issued pages never change"):
        packs.remove_section(services.record, name, section["id"])


def test_a_section_can_be_taken_out_of_a_draft(services: Services) -> None:
    name = make_pack(services)
    packs.remove_section(services.record, name, reads.pack(services.record.db, name)["sections"][0]["id"])
    assert [s["measure"] for s in reads.pack(services.record.db, name)["sections"]] == ["N2010-02"]


@pytest.mark.parametrize("given", [{}, {"measure": "N2010-01", "block": "A"}])
def test_a_section_is_a_measure_or_a_block(services: Services, given: dict[str, str]) -> None:
    name = make_pack(services)
    with pytest.raises(UsageError):
        packs.add_section(services.record, name, **given)


@pytest.mark.parametrize("given", [{"measure": "N1999-01"}, {"block": "Z"}])
def test_an_unknown_measure_or_block_is_named(services: Services, given: dict[str, str]) -> None:
    name = make_pack(services)
    with pytest.raises(NotFound, match=next(iter(given.values()))):
        packs.add_section(services.record, name, **given)


def test_every_change_is_an_event(services: Services) -> None:
    name = make_pack(services)
    packs.remove_item(services.record, name, _items(services, name)[0]["id"])
    actions = [row["action"] for row in services.record.db.query("SELECT action FROM events")]
    for action in (
        "inspection added",
        "pack added",
        "pack section added",
        "pack items added",
        "pack item removed",
    ):
        assert action in actions
