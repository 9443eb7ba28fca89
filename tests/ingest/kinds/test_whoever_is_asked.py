"""Demands of notices whoever they are laid on, and however they say what must come to be."""

from pathlib import Path

from kinds_read import fields_of, read_path
from printed_papers import BOLD, HEADING, TITLE, printed

from evidence.model import Reading
from evidence.settings import Settings


def labels_of(paper: Reading) -> list[str]:
    assert paper.register is not None
    return [m.label for m in paper.register.measures]


def test_numbered_duties_of_officers_and_levels_that_should_be_reached_are_measures(
    tmp_path: Path, settings: Settings
) -> None:
    path = printed(
        tmp_path / "notice.pdf",
        (TITLE, "Improvement Notice"),
        (BOLD, "To: Harwick Metropolitan Borough Council"),
        "This Notice is given following Ofsted's report of 9 January 2023.",
        (HEADING, "Governance"),
        "2.1 The council shall set up an Improvement Board with an independent chair.",
        "2.2 The Chief Executive shall attend each meeting of the Board.",
        (HEADING, "Workforce"),
        "3.1 The council is required to fill every post of team manager by March 2024.",
        "3.2 Average caseloads should be no higher than 18 by December 2023.",
        (HEADING, "Monitoring"),
        "4.1 Officials will review progress in September 2023. If progress is not sufficient, the Secretary "
        "of State may issue a statutory direction.",
        "4.2 The adviser shall report to the Minister. Ministers should hear of delay.",
    )
    (notice,) = read_path(path, settings)
    assert labels_of(notice) == ["2.1", "2.2", "3.1", "3.2"]
    assert notice.register is not None
    assert [(t.value, t.period) for t in notice.register.measures[-1].targets] == [(18, "December 2023")]
    assert "may issue" in {f.name: f.value for f in notice.register.facts}["consequence"]


def test_what_must_come_to_be_is_demanded_by_items_that_say_that_it_is(
    tmp_path: Path, settings: Settings
) -> None:
    path = printed(
        tmp_path / "notice.pdf",
        (TITLE, "Improvement notice"),
        "To Oakmoor Borough Council",
        "17 February 2014",
        (HEADING, "1. Background"),
        "The inspection published on 3 December 2013 found services inadequate.",
        (HEADING, "2. Action required"),
        (HEADING, "2.1 Leadership"),
        "This notice sets out the improvements that the Council is expected to make.",
        "The Council, working with partners, is to:",
        "2.1.1 appoint a permanent Director of Children's Services by 30 April 2014;",
        "2.1.2 secure effective scrutiny by elected members;",
        (HEADING, "2.2 Front door"),
        "2.2.1 Every referral is screened by a qualified manager within one working day.",
        "2.2.2 Thresholds are understood and applied by all partner agencies.",
        (HEADING, "2.3 Quality"),
        "2.3.1 At least 20 case files are audited each month.",
    )
    (notice,) = read_path(path, settings)
    assert labels_of(notice) == ["2.1.1", "2.1.2", "2.2.1", "2.2.2", "2.3.1"]
    assert fields_of(notice, "recipient") == ("Oakmoor Borough Council",)
    assert not [w for w in notice.warnings if "demand" in w]


def test_a_title_in_capitals_is_whole_and_names_whom_it_directs(tmp_path: Path, settings: Settings) -> None:
    title = (
        "STATUTORY DIRECTION TO LOXBRIDGE COUNTY COUNCIL IN RELATION TO CHILDREN'S SERVICES UNDER SECTION "
        "497A(4B) OF THE EDUCATION ACT 1996"
    )
    path = printed(
        tmp_path / "direction.pdf",
        (TITLE, title),
        "The Secretary of State has considered the report of Ofsted published on 14 June 2022, and directs "
        "the Council as follows:",
        "1. To comply with any instructions of the Commissioner.",
        "2. To provide such assistance and information to the Commissioner as she may require.",
        "Dated this 8th day of September 2022",
    )
    (direction,) = read_path(path, settings)
    assert fields_of(direction, "title", "recipient") == (
        "Statutory Direction to Loxbridge County Council in Relation to Children's Services under Section "
        "497A(4B) of the Education Act 1996",
        "Loxbridge County Council",
    )
    assert labels_of(direction) == ["1.", "2."]
