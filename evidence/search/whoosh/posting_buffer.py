"""Posting lists in memory while a segment is written: word by word, some twelve bytes a posting."""

from array import array
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evidence.search.whoosh.postings import Ids, pack, unpack, unpack_counted

MOST = 255
"""Tenths of a weight, at the most: one byte."""


class _List:
    """One word's postings. ``tenths``, ``counts`` and ``places`` stay empty for words that are only there."""

    __slots__ = ("counts", "ids", "places", "tenths")

    def __init__(self) -> None:
        self.ids, self.tenths, self.counts, self.places = array("I"), array("B"), array("H"), array("H")

    def packed(self) -> bytes:
        numbers = (np.asarray(each, np.int64) for each in (self.counts, self.places))
        return pack(np.asarray(self.ids, np.int64), np.asarray(self.tenths, np.uint8), *numbers)


class PostingBuffer:
    """The posting lists of a segment to be. Passages are given in order."""

    def __init__(self) -> None:
        self._lists: dict[str, dict[str, _List]] = {}

    def present(self, field: str, words: Iterable[str], number: int) -> None:
        """Each of these different words is in a passage."""
        lists = self._lists.setdefault(field, {})
        for word in words:
            found = lists.get(word)
            if found is None:
                found = lists[word] = _List()
            found.ids.append(number)

    def placed(self, field: str, words: Iterable[tuple[str, float, list[int]]], number: int) -> None:
        """Each word is in a passage with a weight, and stands at these positions."""
        lists = self._lists.setdefault(field, {})
        for word, weight, positions in words:
            found = lists.get(word)
            if found is None:
                found = lists[word] = _List()
            found.ids.append(number)
            found.tenths.append(min(round(weight * 10), MOST))
            found.counts.append(len(positions))
            if len(positions) == 1:
                found.places.append(positions[0])
            else:
                found.places.extend(sorted(positions))

    def again(self, field: str, word: str, data: bytes, renumbered: Ids) -> None:
        """A word's list from another segment; ``renumbered`` says each passage's number here, -1 for none."""
        ids, weights = unpack(data)
        counts, places = unpack_counted(data)
        numbers = renumbered[ids]
        alive = numbers >= 0
        if not alive.any():
            return
        found = self._lists.setdefault(field, {}).setdefault(word, _List())
        _extend(found.ids, numbers[alive])
        if counts.size:
            _extend(found.tenths, np.rint(weights[alive] * 10))
            _extend(found.counts, counts[alive])
            _extend(found.places, places[np.repeat(alive, counts)])

    def fields(self) -> Iterator[tuple[str, Iterator[tuple[bytes, int, bytes]]]]:
        """The fields in order; each one's words in order as UTF-8, with how many postings, and the list."""
        for field, lists in sorted(self._lists.items()):
            words = sorted((word.encode("utf-8", "replace"), word) for word in lists)
            yield field, ((said, len(lists[word].ids), lists[word].packed()) for said, word in words)


def _extend(to: "array[Any]", values: NDArray[Any]) -> None:
    to.frombytes(values.astype(to.typecode).tobytes())
