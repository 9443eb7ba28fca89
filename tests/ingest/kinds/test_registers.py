"""Registers beside notices': what an inspection asks for, and what a plan says will be done."""

from pathlib import Path

from kinds_read import read_path, read_text
from openpyxl import Workbook

from evidence.model import Measure
from evidence.settings import Settings

PLAN = """\
Children's Services Improvement Plan

Norbury Borough Council

Agreed by the Improvement Board on 3 March 2011

Front door

| Ref | Action | Lead officer | By when | RAG | How we shall know |
|---|---|---|---|---|---|
| 1.1 | Decide every referral within a day | Rosa Acht | June 2011 | G | NI 59 at least 72% by June 2011 |
| 1.2 | Publish the threshold guidance | Tom Vane | 30 April 2011 | Amber | |

Workforce

| Ref | Action | Lead officer | By when | RAG | How we shall know |
|---|---|---|---|---|---|
| 2.1 | Recruit twelve social workers | Ann Lee | | Blue | |
"""


def rows(measures: tuple[Measure, ...]) -> list[tuple[str, str, str, str, str, str]]:
    return [(m.label, m.theme, m.text, m.owner, m.due, m.rag) for m in measures]


def test_a_plans_rows_are_measures_with_owner_due_date_and_rating(settings: Settings) -> None:
    plan = read_text(PLAN, settings)
    assert plan.kind == "plan" and plan.register is not None and plan.register.kind == "plan"
    assert rows(plan.register.measures) == [
        ("1.1", "Front door", "Decide every referral within a day", "Rosa Acht", "June 2011", "green"),
        ("1.2", "Front door", "Publish the threshold guidance", "Tom Vane", "30 April 2011", "amber"),
        ("2.1", "Workforce", "Recruit twelve social workers", "Ann Lee", "", "blue"),
    ]
    assert [(t.indicator, t.value) for t in plan.register.measures[0].targets] == [("NI 59", 72.0)]


def test_a_plan_in_a_workbook_keeps_columns_that_are_empty_apart(settings: Settings, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Improvement plan"
    for row in (
        ["Priority", "Action", "Owner", "Due date", "Status"],
        ["Front door", "Decide every referral within a day", "Rosa Acht", "2011-06-30", "Green"],
        [None, "Publish the threshold guidance", None, "2011-04-30", "Complete"],
        ["Workforce", "Recruit twelve social workers", "Ann Lee", None, "Red"],
    ):
        sheet.append(row)
    book.save(tmp_path / "plan.xlsx")
    (plan,) = read_path(tmp_path / "plan.xlsx", settings)
    assert plan.kind == "plan" and plan.register is not None
    assert rows(plan.register.measures) == [
        ("", "Front door", "Decide every referral within a day", "Rosa Acht", "2011-06-30", "green"),
        ("", "Front door", "Publish the threshold guidance", "", "2011-04-30", ""),
        ("", "Workforce", "Recruit twelve social workers", "Ann Lee", "", "red"),
    ]
    assert all(m.passage is not None for m in plan.register.measures)


def test_an_action_that_goes_on_overleaf_is_one_measure(settings: Settings) -> None:
    text = PLAN.replace("\n\nWorkforce", "\n| | and train all staff in it | | | | |\n\nWorkforce")
    plan = read_text(text, settings)
    assert plan.register is not None
    assert plan.register.measures[1].text == "Publish the threshold guidance and train all staff in it"


REPORT = """\
Ofsted

Inspection of safeguarding and looked after children services

Westmere County Council

Inspection dates: 7 – 18 March 2011
Reporting inspector: Imogen Starkey HMI
Published: 21 April 2011

Areas for improvement

3. In order to improve the quality of services, the local authority should take the following action:

Immediately:

- ensure that all enquiries are carried out by qualified social workers

- review all cases closed since January 2011.

Within three months:

- agree a workforce strategy.

Record of main findings

| Safeguarding services | |
|---|---|
| Overall effectiveness | Inadequate |
| Capacity for improvement | Adequate |
| Services for looked after children | |
| Overall effectiveness | Adequate |
| Capacity for improvement | Good |
"""


def test_an_inspections_areas_for_improvement_are_a_register_with_their_time(settings: Settings) -> None:
    report = read_text(REPORT, settings)
    assert report.register is not None and report.register.kind == "inspection"
    assert [(m.text.split()[0], m.due, m.theme) for m in report.register.measures] == [
        ("ensure", "Immediately", "Areas for improvement"),
        ("review", "Immediately", "Areas for improvement"),
        ("agree", "Within three months", "Areas for improvement"),
    ]


def test_the_same_areas_graded_for_two_services_stay_apart(settings: Settings) -> None:
    judged = {f.area: f.grade for f in read_text(REPORT, settings).findings if f.type == "judgement"}
    assert judged == {
        "Safeguarding services: Overall effectiveness": "inadequate",
        "Safeguarding services: Capacity for improvement": "adequate",
        "Services for looked after children: Overall effectiveness": "adequate",
        "Services for looked after children: Capacity for improvement": "good",
    }


def test_an_undated_reports_register_takes_the_year_in_which_the_inspection_ended(settings: Settings) -> None:
    report = read_text(REPORT.replace("Published: 21 April 2011", ""), settings)
    assert (report.field("date"), report.register_date) == ("", "2011")
