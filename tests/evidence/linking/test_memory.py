"""What measures made ready take in memory, and that what is kept of it gives the same sums as all of it."""

import tracemalloc
from random import Random

import numpy as np
import pytest

from evidence.frameworks.framework import load
from evidence.linking import spelling
from evidence.linking.candidates import Candidate
from evidence.linking.passages import Counts
from evidence.linking.sparse import Sparse
from evidence.linking.suggesting import Linker
from evidence.model import Measure


def _measures(count: int) -> list[Measure]:
    """Each with words that no other has."""
    drawn = Random(1)
    words = ["".join(drawn.choices("abcdefghiklmnoprstuvwy", k=7)) for _ in range(8 * count)]
    return [Measure(" ".join(words[8 * n : 8 * n + 8]), code=f"M{n}") for n in range(count)]


def _taken(count: int) -> int:
    measures = _measures(count)
    tracemalloc.start()
    try:
        Linker(measures, load("ofsted-2011"))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_twice_the_measures_take_no_more_than_three_times_the_memory() -> None:
    _taken(10)  # what is loaded once
    assert _taken(160) < 3 * _taken(80)


def test_a_passage_is_scored_the_same_however_few_forms_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    measures = _measures(20)
    candidates = [Candidate(f"The council has seen to {m.text} this year.") for m in measures]

    def scores() -> list[list[tuple[str, float]]]:
        linker = Linker(measures, load("ofsted-2011"))
        return [found for c in candidates for found in linker.nearest([c], 5)]

    usual = scores()
    monkeypatch.setattr(spelling, "MEMORY", 8 * 21 * 10)  # lines for ten forms
    assert scores() == usual


def test_a_sparse_matrix_has_what_was_put_in() -> None:
    full = np.array([[0, 2.0, 0, 1.0], [0, 0, 0, 0], [3.0, 0.5, 0, 0]])
    row, column = np.nonzero(full)
    found = Sparse(row, column, full[row, column], (3, 4))
    assert found.of_columns(np.arange(4)).T.tolist() == full.tolist()
    assert [(c.tolist(), v.tolist()) for c, v in map(found.of_row, range(3))] == [
        ([1, 3], [2.0, 1.0]),
        ([], []),
        ([0, 1], [3.0, 0.5]),
    ]
    assert [some.tolist() for some in found.of_column(1)] == [[0, 2], [2.0, 0.5]]
    assert found.largest(2).tolist() == [[1.0, 2.0], [0.0, 0.0], [0.5, 3.0]]


def test_sums_are_the_same_however_many_words_are_weighted_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = np.random.default_rng(1)
    table, start = drawn.random((50, 7)), np.array([0, 0, 13, 13, 30, 30])
    counts = Counts(drawn.integers(0, 50, 30), drawn.random(30), start, 5)
    whole = counts.sums(table)
    monkeypatch.setattr("evidence.linking.passages.WEIGHTED", 20)  # in several parts
    assert (counts.sums(table) == whole).all()
    assert not whole[[0, 2, 4]].any()
    for row, some in ((1, slice(0, 13)), (3, slice(13, 30))):
        assert np.allclose(whole[row], (table[counts.column[some]] * counts.weight[some, None]).sum(axis=0))
