"""Area inspections, joint letters and reports whose title names no place."""

from pathlib import Path

import pytest
from kinds_read import fields_of, read_path, read_text
from printed_papers import BOLD, HEADING, TITLE, bullet, printed

from evidence.model import Reading
from evidence.settings import Settings

SEND = """Area SEND inspection of Fernleigh Local Area Partnership

Inspection dates: 13 to 17 May 2024

Inspection outcome

{statement}

Ofsted and CQC ask that the partnership updates and publishes its strategic plan.

What is it like to be a child or young person with special educational needs in this area?

Children's needs are found at different speeds in different places.

Inspection team

{team}
"""
STATEMENTS = [
    (
        "The local area partnership's special educational needs and/or disabilities arrangements typically "
        "lead to positive experiences and outcomes for children and young people.",
        "typically positive experiences and outcomes",
    ),
    (
        "The local area partnership’s arrangements lead to inconsistent experiences and outcomes for "
        "children and young people with special educational needs and/or disabilities (SEND).",
        "inconsistent experiences and outcomes",
    ),
    (
        "There are widespread and/or systemic failings leading to significant concerns about the "
        "experiences and outcomes of children and young people, which the partnership must address urgently.",
        "widespread and/or systemic failings",
    ),
]
TEAMS = [
    "Ofsted\n\nNoor Aziz HMI, Ofsted Lead inspector\n\nLee Finch, Ofsted Inspector\n\n"
    "Care Quality Commission\n\nKit Dale, CQC Lead inspector",
    "| Ofsted | Care Quality Commission |\n| --- | --- |\n"
    "| Noor Aziz HMI, Lead Inspector | Kit Dale, Lead Inspector |",
    "| Ofsted Noor Aziz HMI, Lead inspector Lee Finch, HMI Bo Hart, Ofsted Inspector Di Shaw, HMI | "
    "Care Quality Commission Kit Dale, Lead inspector Cy Lane, CQC Inspector |\n| --- | --- |",
    "| Noor Aziz HMI | Kit Dale |\n| --- | --- |\n| Lead inspector, HMI | CQC lead inspector |",
]


def _outcomes(reading: Reading) -> list[str]:
    return [f.grade for f in reading.findings if f.type == "judgement"]


@pytest.mark.parametrize(("statement", "grade"), STATEMENTS)
@pytest.mark.parametrize("team", TEAMS)
def test_an_area_inspection_has_its_outcome_and_a_lead_inspector_of_each_body(
    settings: Settings, statement: str, grade: str, team: str
) -> None:
    read = read_text(SEND.format(statement=statement, team=team), settings)
    assert read.kind == "inspection_report" and _outcomes(read) == [grade]
    assert [f.value for f in read.fields if f.name == "lead_inspector"] == ["Noor Aziz HMI", "Kit Dale"]
    assert read.field("author").startswith("Noor Aziz")


def test_a_paper_that_tells_all_the_outcomes_there_are_has_none(settings: Settings) -> None:
    every = " ".join(statement for statement, _ in STATEMENTS)
    assert _outcomes(read_text(SEND.format(statement=every, team=""), settings)) == []


@pytest.mark.parametrize(
    "outlines",
    [
        "This letter to all the service leaders in the area outlines our findings about joint work.",
        "This letter outlines our findings about the effectiveness of partnership working.",
        "This letter is addressed to the partnership and reports the findings of the inspection.",
    ],
)
def test_a_joint_letter_is_an_inspection_with_its_dates_and_findings(
    settings: Settings, outlines: str
) -> None:
    read = read_text(
        f"""9 May 2018

Noor Aziz, Director of Children's Services, Fernleigh Council
Kit Dale, Chief Constable, Westmere Police

Dear local partnership

Joint targeted area inspection of the multi-agency response to exploitation in Fernleigh

Between 19 and 23 March 2018, Ofsted, HMICFRS, the CQC and HMI Probation carried out a joint inspection of the
response to children who are exploited or missing in Fernleigh.

{outlines}

Key strengths

• The police share what they know with schools on the same morning.

Areas for improvement

• Health staff are too seldom asked to strategy discussions.

Yours sincerely

Ofsted
Lee Finch
National Director, Social Care
""",
        settings,
    )
    assert read.kind == "inspection_report"
    assert fields_of(read, "date", "inspection_dates", "title") == (
        "2018-05-09",
        "19 and 23 March 2018",
        "Joint targeted area inspection of the multi-agency response to exploitation in Fernleigh",
    )
    assert [f.type for f in read.findings] == ["strength", "area_for_development"]
    assert read.register is not None and len(read.register.measures) == 1


def test_a_letter_that_only_speaks_of_a_joint_inspection_stays_a_letter(settings: Settings) -> None:
    read = read_text(
        """9 May 2018

Dear Ms Aziz

Joint targeted area inspection

Thank you for your letter. We have told Ofsted that the partnership will send its plan in June, and we look
forward to seeing you at the board.

Yours sincerely

Lee Finch
Head of Service
""",
        settings,
    )
    assert read.kind == "letter"


INSPECTION = """{above}

{title}

Inspection dates: 18 November 2019 to 29 November 2019

Lead inspector: Noor Aziz

What needs to improve

• The timeliness of visits to children.
"""


@pytest.mark.parametrize(
    ("above", "title", "whole"),
    [
        ("Fernleigh", "Inspection of children's social care services",
         "Fernleigh: Inspection of children's social care services"),
        ("London Borough of Fernleigh and Westmere", "Inspection of local authority children’s services",
         "London Borough of Fernleigh and Westmere: Inspection of local authority children’s services"),
        ("Fernleigh Council", "Inspection of Fernleigh local authority children’s services",
         "Inspection of Fernleigh local authority children’s services"),
        ("Ofsted", "Inspection of children's social care services",
         "Inspection of children's social care services"),
        ("Inspection report", "Inspection of children's social care services",
         "Inspection of children's social care services"),
    ],
)  # fmt: skip
def test_the_place_above_a_title_that_names_none_belongs_to_it(
    settings: Settings, above: str, title: str, whole: str
) -> None:
    assert read_text(INSPECTION.format(above=above, title=title), settings).field("title") == whole


def test_areas_of_significant_weakness_are_what_a_written_statement_must_answer(
    tmp_path: Path, settings: Settings
) -> None:
    path = printed(
        tmp_path / "letter.pdf",
        "14 March 2018",
        "Dear Mr Porrit and Dr Lind",
        (BOLD, "Joint local area SEND inspection in Ashmere"),
        "Between 15 January 2018 and 19 January 2018, Ofsted and the Care Quality Commission conducted a "
        "joint inspection of the local area of Ashmere to judge its effectiveness.",
        (HEADING, "Areas for development"),
        bullet("Parents wait too long for a diagnosis."),
        (HEADING, "The inspection raises significant concerns about the local area."),
        "The local area is required to submit a Written Statement of Action that explains how it will tackle "
        "the following areas of significant weakness:",
        bullet("the absence of a strategy shared by all agencies"),
        bullet("the weak quality of plans."),
        "Yours sincerely",
        "Emma Rudge, HMI",
        "Regional Director",
    )
    (letter,) = read_path(path, settings)
    assert letter.kind == "inspection_report"
    assert letter.field("inspection_dates") == "15 January 2018 and 19 January 2018"
    assert letter.register is not None
    weak = "Areas of significant weakness"
    assert [(m.theme, m.text) for m in letter.register.measures] == [
        ("Areas for development", "Parents wait too long for a diagnosis."),
        (weak, "the absence of a strategy shared by all agencies"),
        (weak, "the weak quality of plans."),
    ]


def test_a_letter_of_a_revisit_has_its_subject_as_title(tmp_path: Path, settings: Settings) -> None:
    path = printed(
        tmp_path / "revisit.pdf",
        "5 May 2021",
        "Dear Ms Holm and Mr Obi",
        (BOLD, "Joint area SEND revisit in Brackley Vale"),
        "Between 22 March 2021 and 25 March 2021, Ofsted and the Care Quality Commission revisited the area "
        "to decide whether it has made sufficient progress.",
        "As a result of the findings of the initial inspection and in accordance with the Children Act 2004 "
        "(Joint Area Reviews) Regulations 2015, Her Majesty's Chief Inspector determined that a written "
        "statement of action was required. This letter outlines our findings from the revisit.",
        "Yours sincerely",
        "Kit Ransome",
        "Her Majesty's Inspector",
    )
    (letter,) = read_path(path, settings)
    assert letter.kind == "inspection_report"
    assert letter.field("title") == "Joint area SEND revisit in Brackley Vale"
    assert letter.field("inspection_dates") == "22 March 2021 and 25 March 2021"


def test_what_a_question_tells_in_bullets_is_not_asked_where_lists_of_what_is_asked_follow(
    tmp_path: Path, settings: Settings
) -> None:
    path = printed(
        tmp_path / "area.pdf",
        (TITLE, "Area SEND inspection of Wexcombe Local Area Partnership"),
        "Inspection dates: 4 to 8 November 2024",
        (HEADING, "What does the area partnership need to do better?"),
        bullet("Strategic leaders do not hold one another to account."),
        bullet("Waits for autism assessment exceed 104 weeks."),
        (HEADING, "Areas for improvement"),
        bullet("Leaders should strengthen the joint commissioning of short breaks."),
    )
    (report,) = read_path(path, settings)
    assert report.register is not None
    assert [m.text for m in report.register.measures] == [
        "Leaders should strengthen the joint commissioning of short breaks."
    ]
