"""Notices and directions as printed: nested letters, annexes of targets, schedules, tables of heads."""

from pathlib import Path

from kinds_read import fields_of, read_path, read_text
from printed_papers import BOLD, HEADING, INNER, NEW_PAGE, POINT, TITLE, bullet, printed, table

from evidence.model import Reading
from evidence.settings import Settings


def targets(reading: Reading) -> list[tuple[str, str, float | None, str, str, float | None]]:
    assert reading.register is not None
    return [
        (t.indicator, t.comparator.value, t.value, t.unit, t.period, t.baseline)
        for m in reading.register.measures
        for t in m.targets
    ]


def facts(reading: Reading) -> dict[str, str]:
    assert reading.register is not None
    return {f.name: f.date or f.value for f in reading.register.facts}


def test_letters_with_roman_numbers_inside_and_an_annex_of_targets(
    tmp_path: Path, settings: Settings
) -> None:
    head = ["Indicator", "Baseline", "Target", "By"]
    rows = [
        ["Assessments completed in 45 days", "61%", "80%", "December 2024"],
        ["Social workers with more than 25 cases", "34", "0", "March 2025"],
        ["Re-referrals within 12 months", "", "22% or lower", "June 2025"],
        ["Children on a plan per 10,000", "88", "60 to 65", "March 2025"],
        ["Visits in time", "", "85%", "March 2025"],
    ]
    path = printed(
        tmp_path / "notice.pdf",
        (TITLE, "Improvement Notice"),
        (BOLD, "To: Thornmere Borough Council"),
        "1. This Improvement Notice is issued to Thornmere Borough Council on 14 May 2024 following "
        "the inspection "
        "report of 19 March 2024.",
        "2. The council must:",
        (POINT, "(a) work with the adviser whom the Department appoints, and:"),
        (INNER, "(i) give the adviser access to case records;"),
        (
            INNER,
            "(ii) send the adviser its figures by the fifth working day of each month, whatever they "
            "show; and",
        ),
        (INNER, "(iii) answer each report in writing;"),
        (POINT, "(b) by 28 June 2024, submit an improvement plan to the Department;"),
        (POINT, "(c) achieve the targets in Annex A."),
        "3. If the council does not make satisfactory progress, the Secretary of State may use "
        "powers of direction.",
        "Signed:",
        "Eleanor Vance",
        "Deputy Director, Department for Education",
        NEW_PAGE,
        (HEADING, "Annex A: targets"),
        table([head, *rows], [200, 70, 90, 90]),
    )
    (notice,) = read_path(path, settings)
    assert fields_of(notice, "recipient", "author") == ("Thornmere Borough Council", "Eleanor Vance")
    assert notice.register is not None
    assert [m.label for m in notice.register.measures] == ["(a)", "(b)", "(c)", "", "", "", "", ""]
    assert "answer each report in writing" in notice.register.measures[0].text
    assert targets(notice) == [
        ("Assessments completed in 45 days", "at_least", 80, "percent", "December 2024", 61),
        ("Social workers with more than 25 cases", "at_most", 0, "count", "March 2025", 34),
        ("Re-referrals within 12 months", "at_most", 22, "percent", "June 2025", None),
    ]  # a range is no target, and "85%" alone does not say which way is good
    assert "may use powers of direction" in facts(notice)["consequence"]
    assert not any("figures" in w for w in notice.warnings)


def test_a_schedule_after_the_signature_holds_what_is_directed(tmp_path: Path, settings: Settings) -> None:
    path = printed(
        tmp_path / "direction.pdf",
        (BOLD, "DEPARTMENT FOR EDUCATION"),
        (
            TITLE,
            "Statutory Direction to Wexcombe County Council in relation to children's services under "
            "section 497A(4B) "
            "of the Education Act 1996",
        ),
        "WHEREAS:",
        "1. The Secretary of State for Education has noted that Wexcombe County Council (the "
        "Council) is failing.",
        "2. Ofsted's inspection report of 8 February 2019 judged services to be inadequate.",
        "3. The Secretary of State has appointed Marian Oakes as Commissioner for Children's Services.",
        "NOW THEREFORE the Secretary of State directs the Council as set out in the Schedule to this "
        "Direction.",
        "Signed on behalf of the Secretary of State for Education",
        "Hugh Pemble",
        "A Senior Civil Servant in the Department for Education",
        "Dated this 27th day of March 2019",
        NEW_PAGE,
        (HEADING, "SCHEDULE"),
        (BOLD, "Part 1: Commissioner"),
        (POINT, "1. The Council shall comply with the instructions of the Commissioner."),
        (BOLD, "Part 2: Improvement"),
        (
            POINT,
            "2. The Council shall reduce the average caseload of social workers from 31 to no more than 18.",
        ),
    )
    (direction,) = read_path(path, settings)
    assert direction.kind == "direction"
    assert fields_of(direction, "title", "date", "author") == (
        "Statutory Direction to Wexcombe County Council in relation to children's services under "
        "section 497A(4B) of "
        "the Education Act 1996",
        "2019-03-27",
        "Hugh Pemble",
    )
    assert direction.register is not None
    assert [(m.label, m.theme) for m in direction.register.measures] == [
        ("1.", "Part 1: Commissioner"),
        ("2.", "Part 2: Improvement"),
    ]
    assert [(f.name, f.date) for f in direction.register.facts if f.name == "rests_on"] == [
        ("rests_on", "2019-02-08")
    ]


def test_heads_in_a_table_and_codes_in_brackets(tmp_path: Path, settings: Settings) -> None:
    heads = [
        ["To", "The Chief Executive, Saltmarsh City Council"],
        ["Date of issue", "9 March 2010"],
        ["Reference", "DCSF/IN/2010/17"],
    ]
    path = printed(
        tmp_path / "notice.pdf",
        (TITLE, "IMPROVEMENT NOTICE"),
        table(heads, [110, 340], headed=False),
        (HEADING, "What the council must do"),
        "To comply with this Notice the council must, as a minimum:",
        bullet(
            "raise initial assessments within 7 working days (NI 59) from 48.3 per cent in 2008-09 "
            "to 65 per cent by "
            "September 2010 and 78 per cent by March 2011;"
        ),
        bullet("have regard to Working Together to Safeguard Children 2010 when revising procedures;"),
        bullet(
            "cut vacancies by 10 percentage points by December 2010 and hold average caseloads at or "
            "below 20;"
        ),
        (HEADING, "How progress will be assessed"),
        "Progress will be reviewed by the Government Office for the South West in September 2010 and "
        "March 2011.",
    )
    (notice,) = read_path(path, settings)
    assert fields_of(notice, "date", "recipient", "reference") == (
        "2010-03-09",
        "Saltmarsh City Council",
        "DCSF/IN/2010/17",
    )
    assert targets(notice) == [
        ("NI 59", "at_least", 65, "percent", "September 2010", 48.3),
        ("NI 59", "at_least", 78, "percent", "March 2011", 48.3),
        ("vacancies", "reduce_by", 10, "ppts", "December 2010", None),
        ("average caseloads", "at_most", 20, "count", "", None),
    ]
    assert facts(notice)["assessed_by"] == "Government Office for the South West"


def test_a_stem_in_the_perfect_and_reviews_in_brackets(tmp_path: Path, settings: Settings) -> None:
    path = printed(
        tmp_path / "notice.pdf",
        (BOLD, "IMPROVEMENT NOTICE"),
        "To: Dunmere Metropolitan Borough Council",
        "1. Following the inspection of the local authority's arrangements published on 21 December "
        "2012, the "
        "Secretary of State has decided to issue this notice.",
        (BOLD, "B. Measures"),
        "2. The Council should, by 31 July 2013, have:",
        (POINT, "a. put in place a quality assurance framework which is used to:"),
        (INNER, "i. audit at least 30 cases each month; and"),
        (INNER, "ii. report to the Board quarterly."),
        (POINT, "b. reduced the average caseload of social workers from 27 to no more than 20;"),
        (POINT, "c. filled at least 90% of permanent posts."),
        (BOLD, "C. Review"),
        "3. The Department for Education will review progress at six months (September 2013) and "
        "twelve months "
        "(March 2014).",
        "Signed: Tim Alder MP",
        "Parliamentary Under Secretary of State for Children and Families",
        "Date: 14 March 2013",
    )
    (notice,) = read_path(path, settings)
    assert notice.register is not None
    assert [m.label for m in notice.register.measures] == ["a.", "b.", "c."]
    assert targets(notice) == [
        ("average caseload of social workers", "at_most", 20, "count", "31 July 2013", 27),
        ("permanent posts", "at_least", 90, "percent", "31 July 2013", None),
    ]
    dates = [f.date for f in notice.register.facts if f.name in {"rests_on", "review_date"}]
    assert dates == ["2012-12-21", "2013-09", "2014-03"]


def test_what_an_adviser_will_do_is_part_of_what_the_council_must(settings: Settings) -> None:
    notice = read_text(
        "Improvement Notice\n\nTo: Ainsbury Metropolitan Borough Council\n\nThis Notice is issued "
        "because of poor "
        "performance. Evidence of the poor performance is contained in:\n\n"
        "- the inspection of contact arrangements dated 20 September 2010; and\n"
        "- the inspection of safeguarding published on 19 November 2010.\n\n"
        "1. Adviser and board\n\n1.1 The Council must engage with the Improvement Adviser, who will:\n\n"
        "a. advise the Council; and\n\nb. report every three months.\n\n"
        "1.2 The Council must ensure that the board meets every eight weeks.\n",
        settings,
    )
    assert notice.register is not None
    assert [(m.label, m.text) for m in notice.register.measures] == [
        (
            "1.1",
            "The Council must engage with the Improvement Adviser, who will: advise the Council; and "
            "report every "
            "three months.",
        ),
        ("1.2", "The Council must ensure that the board meets every eight weeks."),
    ]
    assert [(f.date, f.value[-4:]) for f in notice.register.facts if f.name == "rests_on"] == [
        ("2010-09-20", "2010"),
        ("2010-11-19", "010."),
    ]


def test_a_matrix_of_targets_has_one_for_each_period(tmp_path: Path, settings: Settings) -> None:
    head = ["NI", "Description", "Baseline (2008/09)", "June 2010", "March 2011"]
    rows = [
        ["59", "Initial assessments in 7 working days", "64.4%", "72%", "82%"],
        ["65", "Second child protection plans", "16%", "-", "10 to 15%"],
    ]
    path = printed(
        tmp_path / "notice.pdf",
        (TITLE, "Improvement Notice to Ferrisby Council"),
        "1. This Notice is issued to Ferrisby Council on 30 March 2010.",
        (HEADING, "Actions required"),
        "2. In order to comply with this Notice Ferrisby Council must achieve the following targets:",
        table([head, *rows], [30, 160, 80, 70, 70]),
        "3. The council must also:",
        (POINT, "(a) ensure all cases are allocated;"),
        (HEADING, "Review"),
        "4. The Government Office will review progress in July 2010, December 2010 and March 2011.",
    )
    (notice,) = read_path(path, settings)
    assert notice.register is not None
    assert [m.label for m in notice.register.measures] == ["NI 59", "NI 65", "(a)"]
    assert targets(notice) == [
        ("NI 59", "at_least", 72, "percent", "June 2010", 64.4),
        ("NI 59", "at_least", 82, "percent", "March 2011", 64.4),
    ]
    reviews = [f.date for f in notice.register.facts if f.name == "review_date"]
    assert reviews == ["2010-07", "2010-12", "2011-03"]
