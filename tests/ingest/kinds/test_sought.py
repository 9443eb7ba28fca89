"""What is looked for in every paper, and what its kind weighs or suppresses."""

from kinds_read import read_text

from evidence.settings import Settings

SELF_EVALUATION = """# Self-evaluation of children's social care

Fernleigh Council, 12 May 2025

## Introduction

This paper says what we know of the effect of our help on children and their families, and how we know it.

## What we do well

- Families are offered help before their needs grow.
- Social workers see children alone.

## What we need to improve

- Too many plans do not say by when things should have changed.
- Return home interviews are not always offered in time.

In March 2025, 84% of initial visits were made on time (NI 59).

Our judgement: the overall effectiveness of our services is good.
"""
PEER_CHALLENGE = """# Children's services peer challenge

Feedback report to Fernleigh Council

3 June 2024

The peer team spent four days with the council and its partners. This report sets out what it found.

## Strengths

- Staff at every level are proud to work for the council.

## Areas for consideration

- Agree with health partners how therapy is paid for.

## Recommendations

1. Publish one practice framework and train every team in it.
2. Give the panel figures on placements each month.
"""
PRACTICE_REVIEW = """# Local child safeguarding practice review

Child F

Published on 4 November 2024

The review asked how agencies worked together before the child came to harm, and what is to be learnt.

## Recommendations

1. The partnership should make sure that every agency knows how to escalate a concern.
2. The partnership should ask its members how they hear from fathers.
"""
REPORT = """# Update on improvement

Report of the Director of Children's Services

Report to: Scrutiny Committee

Date: 9 January 2025

## Recommendations

1. That the committee notes the progress that was made since autumn.
2. That a further report is brought in summer.

## What needs to improve

- The timeliness of visits to children who go missing.

## Next steps

| Action | Owner | By when |
| --- | --- | --- |
| Recruit two more reviewing officers | Head of Quality | 31 March 2025 |

## Progress against the plan

| Action | Owner | RAG |
| --- | --- | --- |
| Thresholds in the hub | Head of Service | Green |
"""


def _types(reading):
    return [(f.type, f.text.split()[0]) for f in reading.findings]


def test_a_self_evaluation_gives_its_strengths_its_weaknesses_and_its_values_but_no_grade(
    settings: Settings,
) -> None:
    read = read_text(SELF_EVALUATION, settings)
    assert read.kind == "self_evaluation" and read.field("date") == "2025-05-12"
    assert read.field("title") == "Self-evaluation of children's social care"
    assert _types(read) == [
        ("strength", "Families"), ("strength", "Social"),
        ("area_for_development", "Too"), ("area_for_development", "Return"),
    ]  # fmt: skip
    assert [(o.indicator, o.value, o.period) for o in read.observations] == [("NI 59", 84, "March 2025")]
    assert read.register is None


def test_what_peers_recommend_is_measures(settings: Settings) -> None:
    read = read_text(PEER_CHALLENGE, settings)
    assert read.kind == "peer_challenge"
    assert [f.type for f in read.findings] == ["strength", *["area_for_development"] * 3]
    assert read.register is not None
    assert [m.text.split()[0] for m in read.register.measures] == ["Agree", "Publish", "Give"]


def test_what_a_practice_review_recommends_is_measures(settings: Settings) -> None:
    read = read_text(PRACTICE_REVIEW, settings)
    assert read.kind == "practice_review" and read.field("date") == "2024-11-04"
    assert read.register is not None and len(read.register.measures) == 2


def test_a_report_gives_what_it_found_and_its_dated_actions_not_what_it_asks_the_committee_to_decide(
    settings: Settings,
) -> None:
    read = read_text(REPORT, settings)
    assert read.kind == "report"
    assert _types(read) == [("area_for_development", "The")]
    assert read.register is not None
    assert [(m.text, m.due) for m in read.register.measures] == [
        ("Recruit two more reviewing officers", "31 March 2025")
    ]


def test_a_plan_gives_its_tables_of_targets_beside_its_actions(settings: Settings) -> None:
    plan = """# Children's improvement plan

Fernleigh Council

| Action | Owner | By when |
| --- | --- | --- |
| Train every manager in supervision | Principal social worker | June 2025 |

## What we will reach

| Indicator | Baseline | Target March 2026 |
| --- | --- | --- |
| NI 59 Initial assessments on time | 61% | 80% |
"""
    read = read_text(plan, settings)
    assert read.kind == "plan" and read.register is not None
    assert [(m.label, len(m.targets)) for m in read.register.measures] == [("", 0), ("NI 59", 1)]
