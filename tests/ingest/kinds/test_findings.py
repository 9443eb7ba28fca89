"""What inspectors found, in letters and reports of every framework since 2009."""

from kinds_read import fields_of, read_text

from evidence.model import Reading
from evidence.settings import Settings

UNANNOUNCED = """\
Ofsted

12 August 2010

Mr Aled Pryce
Director of Children's Services
Carrow Metropolitan Borough Council

Dear Mr Pryce

Annual unannounced inspection of contact, referral and assessment arrangements in Carrow children's services

This letter summarises the findings of the recent unannounced inspection of contact, referral and assessment \
arrangements within local authority children's services in Carrow, which was conducted on 13 and 14 July 2010.

Strengths

- Partnership working is well established.

The service meets the requirements of guidance in the following areas

- Children are seen promptly.

Areas for development

- Supervision is not always recorded.

Priority action

- Thresholds are not applied consistently.

Yours sincerely

Gwen Halloran
Her Majesty's Inspector
"""

ASSESSMENT = """\
Ofsted

1 November 2010

Ms Odile Farrant
Director of Children's Services
Eastholme Council

Dear Ms Farrant

Annual children's services assessment

This letter provides an assessment of services and outcomes for children in your area.

Children's services assessment 2010: performs poorly

Key strengths

- The majority of schools are good.

Areas for further improvement

- Safeguarding arrangements for vulnerable children.

Yours sincerely

Juliet Winstan
Divisional Manager
"""

JOINT = """\
20 September 2022

Northmarsh County Council

Dear Northmarsh Local Safeguarding Partnership

Joint targeted area inspection of Northmarsh

This letter summarises the findings of the joint targeted area inspection (JTAI) of Northmarsh.

This inspection took place from 18 to 22 July 2022. It was carried out by inspectors from Ofsted and the CQC.

Areas for priority action

The partnership must act swiftly to ensure that children in custody are seen by an appropriate adult.

Health partners must ensure that information is shared when children miss appointments.

What needs to improve?

- The consistency of strategy meetings.

Main findings

1. Senior leaders know their area well.

Yours sincerely

Yvette Stanhope
National Director, Ofsted
"""

SINGLE = """\
Saltby Council

Inspection of services for children in need of help and protection, children looked after and care leavers

Inspection dates: 21 November 2016 to 25 November 2016 and
5 December 2016 to 15 December 2016

Report published: 3 February 2017

Children's services in Saltby require improvement to be good

1. Children who need help and protection
Requires improvement

2. Children looked after and achieving permanence
Good

2.1 Adoption performance
Outstanding

3. Leadership, management and governance
Good

Executive summary

Services for children in Saltby have improved since the last inspection in June 2012, when they were \
judged to be inadequate.

Recommendations

1. Improve the quality of pathway plans.

Summary for children

- Social workers see you often.

The Local Safeguarding Children Board requires improvement

The experiences and progress of children looked after and achieving permanence are good
"""


def points(reading: Reading) -> list[tuple[str, str]]:
    return [(f.type, f.text) for f in reading.findings if f.type not in ("judgement", "previous_judgement")]


def test_an_unannounced_inspections_letter_gives_its_points_by_kind(settings: Settings) -> None:
    letter = read_text(UNANNOUNCED, settings)
    assert letter.kind == "inspection_report"
    assert fields_of(letter, "date", "inspection_dates") == ("2010-08-12", "13 and 14 July 2010")
    assert points(letter) == [
        ("strength", "Partnership working is well established."),
        ("area_for_development", "Supervision is not always recorded."),
        ("priority_action", "Thresholds are not applied consistently."),
    ]
    assert letter.register is not None and len(letter.register.measures) == 2


def test_the_annual_assessment_gives_its_one_grade(settings: Settings) -> None:
    letter = read_text(ASSESSMENT, settings)
    assert [(f.area, f.grade) for f in letter.findings if f.type == "judgement"] == [
        ("Children's services", "performs poorly")
    ]
    assert [kind for kind, _ in points(letter)] == ["strength", "area_for_development"]


def test_priority_actions_in_plain_paragraphs_are_read(settings: Settings) -> None:
    letter = read_text(JOINT, settings)
    assert letter.field("inspection_dates") == "18 to 22 July 2022"
    assert [(kind, text.split()[0]) for kind, text in points(letter)] == [
        ("priority_action", "The"),
        ("priority_action", "Health"),
        ("area_for_development", "The"),
    ]


def test_a_single_inspection_gives_each_judgement_once_both_spans_and_what_went_before(
    settings: Settings,
) -> None:
    report = read_text(SINGLE, settings)
    assert {f.area: f.grade for f in report.findings if f.type == "judgement"} == {
        "Children who need help and protection": "requires improvement",
        "Children looked after and achieving permanence": "good",
        "Adoption performance": "outstanding",
        "Leadership, management and governance": "good",
        "Overall effectiveness": "requires improvement",
        "The Local Safeguarding Children Board": "requires improvement",
    }
    assert fields_of(report, "inspection_dates", "previous_inspection") == (
        "21 November 2016 to 25 November 2016 and 5 December 2016 to 15 December 2016",
        "June 2012: inadequate",
    )
    assert points(report) == [("area_for_development", "Improve the quality of pathway plans.")]


def test_what_an_earlier_inspection_found_of_something_else_is_no_earlier_judgement(
    settings: Settings,
) -> None:
    text = SINGLE.replace(
        "in June 2012, when they were judged to be inadequate.",
        "in June 2012 has not been kept up, and action on outcomes judged inadequate is slow.",
    )
    assert read_text(text, settings).field("previous_inspection") == ""
