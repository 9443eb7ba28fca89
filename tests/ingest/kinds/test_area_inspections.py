"""Area inspections, joint letters and reports whose title names no place."""

import pytest
from kinds_read import fields_of, read_text

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
