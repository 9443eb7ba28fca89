"""Posting lists keep what was buffered, also when a segment is merged into another."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evidence.search.whoosh.posting_buffer import PostingBuffer
from evidence.search.whoosh.postings import unpack, unpack_counted, unpack_places

PLACES = st.lists(st.integers(0, 65_535), min_size=1, max_size=4, unique=True)
LISTS = st.lists(st.none() | st.tuples(st.integers(1, 255), PLACES), min_size=1, max_size=30)
"""For each passage None, if it lacks the word, or the word's weight in tenths and its places."""


def buffered(passages: list) -> PostingBuffer:
    buffer = PostingBuffer()
    for number, one in enumerate(passages):
        if one is not None:
            buffer.placed("body", [("word", one[0] / 10, one[1])], number)
            buffer.present("printed", ["word"], number)
    return buffer


def lists(buffer: PostingBuffer) -> dict[str, bytes]:
    return {field: data for field, words in buffer.fields() for _, _, data in words}


def told(data: bytes) -> list[tuple[int, int, list[int]]]:
    ids, weights = unpack(data)
    counts, places = unpack_counted(data)
    parts = np.split(places, np.cumsum(counts)[:-1]) if counts.size else [np.empty(0)] * len(ids)
    return [(int(i), round(w * 10), p.tolist()) for i, w, p in zip(ids, weights, parts, strict=True)]


@given(LISTS)
def test_a_list_keeps_passages_weights_and_places(passages: list) -> None:
    found = lists(buffered(passages))
    expected = [(n, one[0], sorted(one[1])) for n, one in enumerate(passages) if one is not None]
    assert told(found["body"]) == expected if expected else not found
    if expected:
        assert [i for i, _, _ in told(found["printed"])] == [i for i, _, _ in expected]
        ids, _ = unpack(found["body"])
        spread = unpack_places(found["body"], ids).tolist()
        assert spread == [n * 65_536 + place for n, _, places in expected for place in places]


@given(LISTS, st.data())
def test_a_merge_keeps_what_is_not_deleted(passages: list, data: st.DataObject) -> None:
    dead = data.draw(st.sets(st.integers(0, len(passages) - 1)))
    alive = [n for n in range(len(passages)) if n not in dead]
    renumbered = np.array([alive.index(n) + 7 if n in alive else -1 for n in range(len(passages))])
    merged = PostingBuffer()
    for field, words in buffered(passages).fields():
        for word, _, packed in words:
            merged.again(field, word.decode(), packed, renumbered)
    kept = [one if n in alive else None for n, one in enumerate(passages)]
    moved = [None] * 7 + [kept[n] for n in alive]
    assert lists(merged) == lists(buffered(moved))
