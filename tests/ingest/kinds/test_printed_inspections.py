"""Inspectors' reports and letters as printed: two services' records, several addressees, points' parts."""

from pathlib import Path

from kinds_read import fields_of, read_path
from printed_papers import BOLD, HEADING, NEW_PAGE, TITLE, bullet, printed, table

from evidence.model import Reading
from evidence.settings import Settings


def found(reading: Reading, kind: str) -> list[tuple[str, str]]:
    return [(f.area or f.text, f.grade) for f in reading.findings if f.type == kind]


def test_two_services_recorded_in_one_table_keep_their_grades_apart(
    tmp_path: Path, settings: Settings
) -> None:
    front = [
        ["Inspection dates:", "7 to 18 March 2011"],
        ["Reporting inspector", "Gillian Moody HMI"],
        ["Age group: All", ""],
        ["Published:", "15 April 2011"],
    ]
    record = [
        ["Safeguarding services", ""],
        ["Overall effectiveness", "Adequate"],
        ["Capacity for improvement", "Good"],
        ["Safeguarding outcomes for children and young people", ""],
        ["Quality of provision", "Adequate"],
        ["Services for looked after children", ""],
        ["Overall effectiveness", "Good"],
        ["Capacity for improvement", "Good"],
    ]
    path = printed(
        tmp_path / "report.pdf",
        (TITLE, "Inspection of safeguarding and looked after children services"),
        (HEADING, "Brackenford"),
        table(front, [150, 250], headed=False),
        NEW_PAGE,
        (HEADING, "Areas for improvement"),
        "3. In order to improve services in Brackenford, the local authority and its partners should "
        "take the "
        "following action.",
        (BOLD, "Immediately:"),
        bullet("ensure that all referrals are subject to a strategy discussion"),
        (BOLD, "Within three months:"),
        bullet("improve the quality of assessments"),
        NEW_PAGE,
        (HEADING, "Annex: record of main findings"),
        table(record, [330, 120], headed=False),
    )
    (report,) = read_path(path, settings)
    assert fields_of(report, "lead_inspector", "inspection_dates", "published") == (
        "Gillian Moody HMI",
        "7 to 18 March 2011",
        "2011-04-15",
    )
    assert found(report, "judgement") == [
        ("Safeguarding services: Overall effectiveness", "adequate"),
        ("Safeguarding services: Capacity for improvement", "good"),
        ("Safeguarding services: Quality of provision", "adequate"),
        ("Services for looked after children: Overall effectiveness", "good"),
        ("Services for looked after children: Capacity for improvement", "good"),
    ]
    assert report.register is not None
    assert [m.due for m in report.register.measures] == ["Immediately", "Within three months"]


def test_whoever_a_joint_letter_is_sent_to_did_not_write_it(tmp_path: Path, settings: Settings) -> None:
    signed = [
        ["Yvette Stanhope", "Victoria Morrow"],
        ["National Director, Ofsted", "Chief Inspector, CQC"],
    ]
    path = printed(
        tmp_path / "letter.pdf",
        "7 April 2025",
        "Caroline Betts, Director of Children's Services, Ashdale County Council<br/>"
        "Olivia Brandt, Chief Constable, Ashdale Police",
        "Dear Ashdale Local Safeguarding Partnership",
        (TITLE, "Joint targeted area inspection of Ashdale"),
        "This letter summarises the findings of the joint targeted area inspection. It was carried "
        "out by inspectors "
        "from Ofsted and the Care Quality Commission from 24 to 28 February 2025.",
        (HEADING, "What needs to improve"),
        bullet("Information-sharing between police and health partners."),
        (HEADING, "Areas for priority action"),
        "Strategy discussions do not always include health professionals.",
        "Yours sincerely",
        table(signed, [200, 200], headed=False),
    )
    (letter,) = read_path(path, settings)
    assert letter.kind == "inspection_report"
    assert fields_of(letter, "author", "recipient") == ("", "Ashdale Local Safeguarding Partnership")
    assert found(letter, "area_for_development") == [
        ("Information-sharing between police and health partners.", "")
    ]
    assert len(found(letter, "priority_action")) == 1 and not found(letter, "judgement")


def test_a_recommendation_with_parts_is_one_and_earlier_judgements_are_told(
    tmp_path: Path, settings: Settings
) -> None:
    path = printed(
        tmp_path / "report.pdf",
        (TITLE, "Inspection of services for children in need of help and protection in Eastmoor"),
        "Inspection date: 12 January 2016 to 4 February 2016",
        "Ofsted",
        (HEADING, "Executive summary"),
        "The previous inspection of Eastmoor's safeguarding arrangements was in May 2012. The local "
        "authority was "
        "judged to be adequate.",
        "The predecessor council was judged inadequate in 2009.",
        (HEADING, "Recommendations"),
        "1. Ensure that thresholds are understood and applied.",
        "2. Improve the quality of return home interviews, so that:",
        bullet("risk is understood; and"),
        bullet("information is shared."),
        "3. Reduce caseloads to a manageable level.",
    )
    (report,) = read_path(path, settings)
    assert [text for text, _ in found(report, "area_for_development")] == [
        "Ensure that thresholds are understood and applied.",
        "Improve the quality of return home interviews, so that: risk is understood; and information "
        "is shared.",
        "Reduce caseloads to a manageable level.",
    ]
    assert found(report, "previous_judgement") == [("safeguarding arrangements", "adequate")]


def test_a_monitoring_letter_says_when_the_council_was_judged(tmp_path: Path, settings: Settings) -> None:
    path = printed(
        tmp_path / "letter.pdf",
        "Ofsted<br/>Piccadilly Gate<br/>Manchester<br/>M1 2WD",
        "12 September 2022",
        "Mr Desmond Clarke<br/>Director of Children's Services<br/>Norbridge Council",
        "Dear Mr Clarke",
        (BOLD, "Monitoring visit of Norbridge Council children's services"),
        "This letter summarises the findings of the monitoring visit on 9 and 10 August 2022. This "
        "was the third since "
        "the local authority was judged inadequate in July 2021.",
        "Yours sincerely",
        "Sandra Lim<br/>Her Majesty's Inspector",
    )
    (letter,) = read_path(path, settings)
    assert letter.kind == "monitoring_letter"
    assert fields_of(letter, "author", "recipient", "previous_inspection") == (
        "Sandra Lim",
        "Mr Desmond Clarke",
        "July 2021: inadequate",
    )


def test_an_area_inspection_has_owners_and_no_grades(tmp_path: Path, settings: Settings) -> None:
    bodies = [
        ["Responsible body", "Areas for priority action"],
        ["NHS Tarnmoor", "Leaders should take urgent action to reduce waiting times for assessment."],
        ["Tarnmoor Council", "Leaders should take urgent action to improve the oversight of reviews."],
    ]
    path = printed(
        tmp_path / "report.pdf",
        (TITLE, "Area SEND inspection of Tarnmoor Local Area Partnership"),
        (BOLD, "Inspection dates: 4 to 8 March 2024"),
        (HEADING, "Inspection outcome"),
        "There are widespread failings, which the partnership must address urgently.",
        (HEADING, "What is the area partnership doing that is effective?"),
        bullet("Plans are written in time."),
        (HEADING, "What does the area partnership need to do better?"),
        bullet("The quality of plans is variable."),
        (HEADING, "Areas for priority action"),
        table(bodies, [150, 300]),
        "Ofsted carried out this inspection with the Care Quality Commission.",
    )
    (report,) = read_path(path, settings)
    assert report.register is not None
    assert [m.owner for m in report.register.measures] == ["", "NHS Tarnmoor", "Tarnmoor Council"]
    assert [text for text, _ in found(report, "strength")] == ["Plans are written in time."]
    assert not found(report, "judgement")


def test_a_report_without_overall_effectiveness_is_given_none(tmp_path: Path, settings: Settings) -> None:
    grades = [
        ["Judgement", "Grade"],
        ["The impact of leaders on social work practice with children and families", "Good"],
        ["The experiences and progress of children in care", "Outstanding"],
        ["The experiences and progress of care leavers", "Requires improvement to be good"],
    ]
    path = printed(
        tmp_path / "report.pdf",
        (TITLE, "Inspection of Tarnmoor local authority children's services"),
        (BOLD, "Inspection dates: 1 to 12 June 2026"),
        (BOLD, "Lead inspector: Gwen Adeyemi, His Majesty's Inspector"),
        table(grades, [300, 150]),
        (HEADING, "What is it like?"),
        "Most children receive a good service. Services were judged good overall in 2022.",
    )
    (report,) = read_path(path, settings)
    assert [grade for _, grade in found(report, "judgement")] == [
        "good",
        "outstanding",
        "requires improvement",
    ]
    assert report.field("previous_inspection") == "2022: good"
