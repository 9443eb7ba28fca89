"""Demands without "must": imperatives, gerunds and "To …;" paragraphs, and what is said of those not read."""

from kinds_read import read_text

from evidence.model import Measure, Reading
from evidence.settings import Settings
from ingest.values.targets import find_targets

NOTICE = """\
Improvement Notice

To: FARROW VALE COUNCIL (the Council)

This Improvement Notice is being issued because of poor performance in children's services.

The following measures are needed for you to comply with this Improvement Notice:

{body}

Progress will be reviewed in March 2013.

Signed: Parliamentary Under Secretary of State for Children
Date: 7 June 2012
"""
DIRECTION = """\
DIRECTION UNDER SECTION 497A(4B) OF THE EDUCATION ACT 1996

To: Farrow Vale Council

The Secretary of State directs the Council as follows:

{body}

This direction remains in force until it is revoked.
"""


def _measures(paper: Reading) -> list[Measure]:
    return list(paper.register.measures) if paper.register else []


def test_imperatives_below_themes_are_measures(settings: Settings) -> None:
    body = (
        "The Council must take action to:\n\n(a) sustain progress; and\n\n(b) address each weakness.\n\n"
        "The Council must demonstrate improved outcomes, through:\n\n"
        "Workforce\n\n1. Recruit permanent team managers;\n\n2. Roll out a supervision policy.\n\n"
        "Partnership\n\n3. Agree an early help offer."
    )
    found = _measures(read_text(NOTICE.format(body=body), settings))
    assert [(m.label, m.theme, m.overarching) for m in found] == [
        ("(a)", "", True),
        ("(b)", "", True),
        ("1.", "Workforce", False),
        ("2.", "Workforce", False),
        ("3.", "Partnership", False),
    ]


def test_unmarked_gerunds_are_measures(settings: Settings) -> None:
    body = (
        "The Council must provide evidence of better outcomes, by:\n\nPractice\n\n"
        "Strengthening the oversight of child protection plans in every team;\n\n"
        "Recording the child's voice in each assessment and review."
    )
    found = _measures(read_text(NOTICE.format(body=body), settings))
    assert [m.text.split()[0] for m in found] == ["Strengthening", "Recording"]


def test_unmarked_infinitives_of_a_direction_are_measures(settings: Settings) -> None:
    body = (
        "To co-operate with the Commissioner;\n\n"
        "To provide what the Commissioner needs, including:\n\na. records;\n\nb. staff time;\n\n"
        "To report every three months to the Department."
    )
    found = _measures(read_text(DIRECTION.format(body=body), settings))
    assert [m.text for m in found] == [
        "To co-operate with the Commissioner",
        "To provide what the Commissioner needs, including: records; staff time",
        "To report every three months to the Department.",
    ]


def test_a_purpose_before_a_statement_is_no_measure(settings: Settings) -> None:
    body = "To appoint a lead officer;\n\nTo support this, the Department may visit the Council."
    assert len(_measures(read_text(DIRECTION.format(body=body), settings))) == 1


def test_a_list_of_demands_that_gave_no_measure_is_said(settings: Settings) -> None:
    body = (
        "The Council must publish its plan by May 2013.\n\n"
        "The Council must also:\n\nThe threshold document in schools\n\nThe quality of visits\n\n"
    )
    paper = read_text(NOTICE.format(body=body), settings)
    assert [w for w in paper.warnings if "The Council must also:" in w]


def test_a_share_out_of_a_round_number_is_a_target() -> None:
    (target,) = find_targets("Ensure that four out of five visits are made on time by June 2014.")
    assert (target.comparator.value, target.value, target.unit, target.period) == (
        "at_least",
        80,
        "percent",
        "June 2014",
    )


def test_a_share_after_with_is_a_target() -> None:
    (target,) = find_targets("Report monthly, with at least 92% of reviews held in time by July 2014.")
    assert (target.indicator, target.value) == ("reviews held in time", 92)


def test_a_count_within_a_span_is_no_share() -> None:
    assert find_targets("Make 2 in 10 days of the year training days.") == ()
