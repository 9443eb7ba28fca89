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
