"""Shares that open a sentence: what they are of, and when they are of nothing that can be named."""

import pytest

from evidence.model import Passage, PassageKind
from ingest.values.observation_names import Names
from ingest.values.observation_prose import Context, find_told

DAY = "2011-06-01"


def told(sentence: str) -> list[tuple[str, float, str, float | None]]:
    passage = Passage(0, PassageKind.PARAGRAPH, sentence)
    found = find_told([passage], Context(DAY, Names([])))
    return [(o.indicator, o.value, o.period, o.target) for o in found]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "62% of core assessments were completed in 35 working days in January 2011.",
            ("core assessments completed in 35 working days", 62, "January 2011", None),
        ),
        (
            "In March 2011, 71% of visits were made on time against a target of 85%.",
            ("visits made on time", 71, "March 2011", 85),
        ),
        (
            "98% of looked after children were allocated to a social worker at the end of March 2011.",
            ("looked after children allocated to a social worker", 98, "end of March 2011", None),
        ),
    ],
)
def test_a_share_is_of_what_the_sentence_says(sentence: str, found: tuple[str, float, str, float]) -> None:
    assert told(sentence) == [found]


@pytest.mark.parametrize(
    "sentence",
    [
        "64% of the cases sampled were judged good in March 2011.",
        "45% of those children were seen within five days in May 2011.",
        "We expect that 62% of visits were made on time in January 2011.",
        "Nationally 62% of visits were made on time in May 2011.",
        "In 2010/11, only 56% of care leavers were in employment, education or training.",
        "81% of visits were made on time.",
        "71% of children were placed near home in 2010/11 and 29% were placed elsewhere.",
    ],
)
def test_a_share_of_a_part_a_guess_or_an_unfinished_name_is_left_alone(sentence: str) -> None:
    assert told(sentence) == []
