"""Decision records, performance reports, risk registers and equality assessments: none is a plan."""

import pytest
from kinds_read import fields_of, read_text

from evidence.settings import Settings

DECISION = """Fernleigh Council

RECORD OF DECISION

Decision taken by: Noor Aziz, Cabinet Member for Children

Decision No: 24/00231

Date of decision: 14 August 2024

Subject: Delivery plan for short breaks

Decision: As Cabinet Member for Children I agree to extend the contract for short breaks by one year.

Reasons for the decision: the present contract ends in March, and families have asked that it goes on.

Alternative options considered: none.
"""
RISKS = """# Children's services risk register

Fernleigh Council, 2 September 2024

| Risk | Likelihood | Impact | Mitigating action | Owner | Target date |
| --- | --- | --- | --- | --- | --- |
| Too few foster homes | 4 | 5 | Recruit twenty households | Head of Fostering | March 2025 |
| Loss of case records | 2 | 5 | Test the restore of backups | Head of IT | June 2025 |
"""
EQUALITY = """# Equality impact assessment

Title of the proposal: Children's Improvement Plan 2024 to 2026

Responsible officer: Lee Finch

Date: 9 October 2024

## Protected characteristics

| Characteristic | Impact | Action | Owner | By when |
| --- | --- | --- | --- | --- |
| Disability | Positive | Ask disabled children | Lee Finch | May 2025 |
"""
PERFORMANCE = """# Fernleigh Council

# Children's Services Quarterly Performance Report, Quarter 1, 2024/25

Performance of our indicators to the end of June 2024.

| Indicator | Target | Q1 2024/25 |
| --- | --- | --- |
| NI 59 Initial assessments on time | 80% | 76% |
"""


@pytest.mark.parametrize(
    ("text", "kind", "date"),
    [
        (DECISION, "decision_record", "2024-08-14"),
        (RISKS, "risk_register", "2024-09-02"),
        (EQUALITY, "equality_assessment", "2024-10-09"),
        (PERFORMANCE, "performance_report", ""),
    ],
)
def test_each_is_its_own_kind_and_makes_no_measures(
    settings: Settings, text: str, kind: str, date: str
) -> None:
    read = read_text(text, settings)
    assert (read.kind, read.field("date")) == (kind, date)
    assert read.register is None and read.findings == ()


def test_a_decision_record_names_who_decided(settings: Settings) -> None:
    read = read_text(DECISION, settings)
    assert fields_of(read, "author", "reference") == ("Noor Aziz", "24/00231")


def test_a_performance_report_tells_its_values(settings: Settings) -> None:
    read = read_text(PERFORMANCE, settings)
    assert read.field("title") == "Children's Services Quarterly Performance Report, Quarter 1, 2024/25"
    assert [(o.value, o.target) for o in read.observations] == [(76, 80)]


def test_risks_are_no_values_and_their_controls_no_actions(settings: Settings) -> None:
    assert read_text(RISKS, settings).observations == ()


@pytest.mark.parametrize(
    "text",
    [
        "Submission form\n\nSection A\n\nName of the proposal\n\nAdoption of the Youth Delivery Plan\n\n"
        "Responsible officer\n\nLee Finch\n\nType of activity\n\nStrategy\n",
        "Fernleigh Council\n\nBriefing note\n\nFor the leadership team\n\nOpen\n\nThe improvement plan\n\n"
        "Our plan was agreed in March, and this note says what staff should tell families who ask.\n",
    ],
)
def test_a_paper_that_only_names_a_plan_is_no_plan(settings: Settings, text: str) -> None:
    assert read_text(text, settings).kind != "plan"


def test_a_report_on_a_register_is_a_report(settings: Settings) -> None:
    text = """# Report on the risk register

Report of: Director of Finance

Report to: Audit Committee

Date: 3 July 2024

This report tells the committee how risks are managed and what their likelihood is.
"""
    assert read_text(text, settings).kind == "report"


FORM = """\
Equality Impact Assessment

Name of policy, plan or service: SEND Improvement Plan 2024–26

Date completed: 4 June 2024

| Protected characteristic | Impact | Mitigation |
| --- | --- | --- |
| Age | Positive | None needed |

Action plan

| Action | Lead | By when |
| --- | --- | --- |
| Publish an easy read version | Di Shaw | 30 September 2024 |
"""


def test_what_a_form_is_about_is_not_what_it_is(settings: Settings) -> None:
    assert read_text(FORM, settings).kind == "equality_assessment"


def test_a_record_that_its_council_heads_is_dated_by_no_committee_that_considered_it(
    settings: Settings,
) -> None:
    read = read_text(
        "FERNLEIGH COUNTY COUNCIL – PROPOSED RECORD OF DECISION\n\nDecision no: 24/00109\n\n"
        "Title of Decision: Children in Care Improvement Plan 2025\n\n"
        "Reasons for decision: the contract ends.\n\n"
        "Cabinet Committee recommendations: Considered on 21 November 2024.\n\nSigned       Date\n",
        settings,
    )
    assert read.kind == "decision_record" and read.field("date") == "" == read.field("recipient")


@pytest.mark.parametrize("dated", ["Published May 2024", "Updated: May 2024", "Last updated May 2024"])
def test_a_month_of_publication_dates_a_strategy(dated: str, settings: Settings) -> None:
    text = (
        f"# Fernleigh Early Help Strategy 2024–2027\n\n{dated}\n\n# Foreword\n\nEvery child deserves help.\n"
    )
    read = read_text(text, settings)
    assert read.kind == "other" and read.field("date") == "2024-05"


def test_a_log_of_actions_is_a_plan_whatever_its_actions_name(settings: Settings) -> None:
    read = read_text(
        "Action log\n\nImprovement Board, 20 November 2024\n\n| No | Action | Owner | Due | Status |\n"
        "| --- | --- | --- | --- | --- |\n| 31 | Share the dashboard | DCS | 18 December 2024 | Open |\n"
        "| 32 | Revise the scorecard | Head of data | 15 January 2025 | Open |\n",
        settings,
    )
    assert (read.kind, read.field("title")) == ("plan", "Action log")
    assert read.register is not None and len(read.register.measures) == 2


@pytest.mark.parametrize(
    "title",
    [
        "Q2 2024/25 Corporate Performance Report",
        "Children’s Services Performance Report Quarter 2 2024/25",
        "Performance report 2024/25",
    ],
)
def test_a_performance_report_gives_its_quarters_the_year_of_its_title(
    title: str, settings: Settings
) -> None:
    table = (
        "| Indicator | Target | Q1 | Q2 |\n| --- | --- | --- | --- |\n| Visits on time | 90% | 92% | 94% |\n"
    )
    read = read_text(f"# {title}\n\nCabinet, 10 December 2024\n\n{table}", settings)
    assert read.kind == "performance_report"
    assert [o.period for o in read.observations] == ["Q1 2024/25", "Q2 2024/25"]
