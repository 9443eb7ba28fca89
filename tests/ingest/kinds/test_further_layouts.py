"""Notices and directions of further layouts: annexes, tables, lists in two styles, other subjects."""

import pytest
from kinds_read import fields_of, read_text

from evidence.model import Measure, Reading
from evidence.settings import Settings
from ingest.values.targets import find_targets

ANNEX = """\
Direction to Holmebridge Council under section 497A(4B) of the Education Act 1996

NOW THEREFORE:

1. The Secretary of State directs the Council as set out in the Annex to this direction.

2. This direction will remain in force until it is revoked by the Secretary of State.

Signed on behalf of the Secretary of State for Education

Peter Loam, Senior Civil Servant in the Department for Education

Dated this 2nd day of April 2024

# Annex

# Action to be taken by the Council

The Council to:

- comply with any instructions of the Commissioner;

- provide such amenities as may be required.

# Steps to be taken by the Commissioner

The Commissioner is expected to:

- issue any necessary instructions to the Council;

- bring together evidence of what the Council can do;

- report to the Minister by 31 July 2024.

- meet the Council's leaders each month.

- look at the Council's plans.

- ask for the Council's figures.

- say what has changed.

- visit the Council's offices.
"""


def _measures(reading: Reading) -> tuple[Measure, ...]:
    return reading.register.measures if reading.register else ()


def test_an_annex_holds_what_the_council_is_to_do_and_not_what_the_commissioner_will(
    settings: Settings,
) -> None:
    read = read_text(ANNEX, settings)
    assert fields_of(read, "date", "author") == ("2024-04-02", "Peter Loam")
    assert [m.text for m in _measures(read)] == [
        "comply with any instructions of the Commissioner",
        "provide such amenities as may be required.",
    ]
    assert not any("not read" in w or "Not every item" in w for w in read.warnings)


TABLE = """\
Improvement Notice

Issued to: Stourbeck Council

Date of issue: 19 January 2024

1. This notice follows the inspection of 6 to 10 November 2023.

2. The council must carry out the requirements in the table below.

| Ref | Requirement | By when |
| --- | --- | --- |
| 1.1 | Appoint an independent chair of the board. | 29 February 2024 |
| 2.1 | Issue at least 60% of education, health and care plans within 20 weeks. | September 2024 |

3. The Department will hold a formal review in July 2024.
"""


def test_words_that_point_to_a_table_are_no_measure_and_its_dates_are_when_its_targets_are_due(
    settings: Settings,
) -> None:
    measures = _measures(read_text(TABLE, settings))
    assert [(m.label, m.due) for m in measures] == [("1.1", "29 February 2024"), ("2.1", "September 2024")]
    assert [(t.indicator, t.value, t.period) for t in measures[1].targets] == [
        ("education, health and care plans within 20 weeks", 60, "September 2024")
    ]


def test_words_that_point_below_to_nothing_that_was_read_say_so(settings: Settings) -> None:
    lost = TABLE.replace("Ref | Requirement | By when", "Strand | Words | Page")
    assert (
        "What stands below “The council must carry out the requirements in …” was not read as measures."
        in (read_text(lost, settings).warnings)
    )


OVERARCHING = """\
Improvement Notice

To: Dalehead Metropolitan Borough Council

This Improvement Notice is issued on 3 February 2010 on the basis of the annual assessment of
December 2009.

The following measures are needed for you to comply with this Improvement Notice:

Dalehead Metropolitan Borough Council must:

(i) address the areas for priority action of the last inspection;

(ii) improve its performance against the indicators below; and

(iii) sustain those improvements. In particular:

# Safeguarding

The Council must demonstrate improvement against the above, by:

a. achieving 72% for NI 59 by June 2010;

b. ensuring that no child protection case is unallocated;

c. reviewing the training of all duty staff.
"""


def test_requirements_in_roman_numbers_are_overarching_where_a_lettered_list_spells_them_out(
    settings: Settings,
) -> None:
    read = read_text(OVERARCHING, settings)
    assert read.field("date") == "2010-02-03"  # and not that of the assessment, which ends a line
    assert [(m.label, m.overarching) for m in _measures(read)] == [
        ("(i)", True), ("(ii)", True), ("(iii)", True), ("a.", False), ("b.", False), ("c.", False),
    ]  # fmt: skip


def test_what_must_be_so_is_demanded_whatever_it_is_said_of_but_not_of_the_department(
    settings: Settings,
) -> None:
    read = read_text(
        "Improvement Notice\n\nTo: Tarnside Council\n\nDate: 2 December 2019\n\n# Actions\n\n"
        "2.1 The council must submit its plan by 31 January 2020.\n\n"
        "2.2 Average caseloads must not exceed 16 by September 2020.\n\n"
        "2.3 Children missing from care must be spoken to within 72 hours.\n\n"
        "2.4 The Department’s adviser must be told who attends.\n\n"
        "# Monitoring\n\n3.1 The Department will carry out reviews in June 2020.\n",
        settings,
    )
    assert [m.label for m in _measures(read)] == ["2.1", "2.2", "2.3"]
    assert [(t.indicator, t.value) for t in _measures(read)[1].targets] == [("Average caseloads", 16)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("By June 2024, at least three-quarters of plans are on time.", [("plans on time", 75)]),
        ("Caseloads are to be kept below 18.", [("Caseloads", 18)]),
        ("Reach 80 per cent by December 2010 for core assessments.", []),  # of what, is not clear
    ],
)
def test_a_share_in_words_is_a_target_and_a_verb_alone_names_no_indicator(
    text: str, found: list[tuple[str, float]]
) -> None:
    assert [(t.indicator, t.value) for t in find_targets(text)] == found
