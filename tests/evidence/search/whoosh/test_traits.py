"""Passages tagged anew again and again: a segment has what one has that was read only then."""

import json
from collections.abc import Sequence
from typing import cast

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evidence.search.answering.entries import DESCRIBED, TAGGED
from evidence.search.answering.facets import FACETS, Traits
from evidence.search.whoosh import traits
from evidence.search.whoosh.segments import Files, Segment

PAPERS, EACH = 3, 4
EVERY = np.arange(PAPERS * EACH)
BLOCKS = [
    json.dumps(["paragraph", blocks, *([] for _ in TAGGED[2:])]).encode()
    for blocks in ([], ["A"], ["A", "B"])
]


def _segment(values: Sequence[bytes], places: Sequence[int]) -> Segment:
    papers = [json.dumps([n, "letter", *("" for _ in DESCRIBED[2:])]).encode() for n in range(PAPERS)]
    return Segment(
        "one",
        cast(Files, None),  # no word is asked for
        sizes=np.ones(len(EVERY), np.int64),
        passages=EVERY + 1,
        described=(papers, np.repeat(np.arange(PAPERS), EACH)),
        tagged=(values, np.array(places, np.int64)),
    )


def _traits(segment: Segment) -> list[Traits]:
    return [segment.traits[n] for n in segment.trait_of.tolist()]


def _counts(segment: Segment) -> dict[str, dict[str, int]]:
    tally = np.bincount(segment.trait_of, minlength=len(segment.traits))
    return {name: dict(segment.facets[name].count(tally, segment.traits)) for name in FACETS}


@given(
    st.lists(st.lists(st.integers(0, 2), min_size=len(EVERY), max_size=len(EVERY)), min_size=1, max_size=6)
)
def test_a_segment_tagged_anew_is_like_one_read_only_then(turns: list[list[int]]) -> None:
    values = BLOCKS[:1]
    segment = _segment(values, [0] * len(EVERY))
    values += BLOCKS[1:]  # as other values come to be known
    for places in turns:
        before, stood = segment, _traits(segment)
        segment = segment.tagged_anew(values, np.array(places, np.int64))
        fresh = _segment(BLOCKS, places)
        assert _traits(segment) == _traits(fresh) and _counts(segment) == _counts(fresh)
        assert _traits(before) == stood, "whoever holds the one before sees what stood"


def test_tags_of_a_file_made_anew_are_not_taken_for_those_of_the_same_place() -> None:
    segment = _segment([BLOCKS[0], BLOCKS[1]], [1] * len(EVERY))
    anew = segment.tagged_anew([BLOCKS[0], BLOCKS[2]], np.ones(len(EVERY), np.int64))
    assert {t.blocks for t in _traits(anew)} == {("A", "B")}


def test_what_stands_nowhere_any_more_is_forgotten_once_it_is_much() -> None:
    values, zeros = [BLOCKS[0]], np.zeros(len(EVERY), np.int64)
    segment = _segment(values, zeros.tolist())
    for turn in range(1, traits.SPARE + 100):
        values.append(json.dumps(["paragraph", [f"A{turn}"], *([] for _ in TAGGED[2:])]).encode())
        segment = segment.tagged_anew(values, zeros + turn)
    assert len(segment.traits) < traits.SPARE and {t.blocks for t in _traits(segment)} == {(f"A{turn}",)}
