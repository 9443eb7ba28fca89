"""A note's raised number after a figure is no part of the figure."""

import pytest

from evidence.model import Passage, PassageKind
from ingest.values.observation_names import names_in
from ingest.values.observation_prose import Context, find_told


def _values(*texts: tuple[PassageKind, str, str]) -> list[float]:
    passages = [Passage(n, kind, text, label=label) for n, (kind, label, text) in enumerate(texts)]
    return [o.value for o in find_told(passages, Context("2025-04-01", names_in(passages, None)))]


TOLD = "By March 2025 the number of households had risen to 47.12 Two more were approved in April."


@pytest.mark.parametrize(
    "note",
    [
        (PassageKind.FOOTNOTE, "12", "Fostering return, 2 April 2025."),
        (PassageKind.PARAGRAPH, "", "12 Fostering return, 2 April 2025."),
    ],
)
def test_a_figure_before_a_note_of_its_page_is_read_without_it(note: tuple[PassageKind, str, str]) -> None:
    assert _values((PassageKind.PARAGRAPH, "", TOLD), note) == [47]


def test_a_decimal_is_kept_where_the_page_has_no_such_note() -> None:
    paper = (PassageKind.PARAGRAPH, "", TOLD), (PassageKind.FOOTNOTE, "3", "Fostering return.")
    assert _values(*paper) == [47.12]


def test_a_raised_number_after_a_full_stop_does_not_join_two_sentences() -> None:
    said = (
        "By 31 January 2025 the number of claims made had risen to 512.¹¹⁸ Offers were made to 377 families."
    )
    assert _values((PassageKind.PARAGRAPH, "", said)) == [512.0]
