"""A passage's stems with their weights, as an index keeps them beside it. No engine is imported.

What scores the best passages again (rescoring.py) reads these alone, so that every engine gives one order.
"""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

TENTHS = 10.0
_MOST = 127
_LONGEST = 65_535

Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]


def number(stem: str) -> int:
    """A stem as a number of three bytes. Of 30,000 stems some thirty pairs share one: that may change an
    order a little, and nothing else."""
    return zlib.crc32(stem.encode("utf-8", "replace")) & 0xFFFFFF


def numbers(stems: Iterable[str]) -> Numbers:
    """Several stems as numbers."""
    return np.fromiter((number(stem) for stem in stems), np.int64)


def pack(size: int, factor: float, title: float, weights: Mapping[str, tuple[float, bool]]) -> bytes:
    """``size`` is the text's words, ``factor`` what the score is multiplied by, ``title`` what a word of the
    title counts; ``weights`` are each stem's own weight, and whether it is in the title.

    Four bytes a stem: its number, its weight in tenths as seven bits, and whether it is in the title.
    """
    head = min(size, _LONGEST) << 16 | round(factor * TENTHS) << 8 | round(title * TENTHS)
    stems = [
        number(stem) << 8 | min(round(own * TENTHS), _MOST) << 1 | titled
        for stem, (own, titled) in weights.items()
    ]
    return np.array([head, *sorted(stems)], "<u4").tobytes()


def summed(of: Numbers, values: Floats, length: int) -> Floats:
    """The values added up by where they belong."""
    return np.bincount(of, values, length).astype(np.float64)


@dataclass(frozen=True)
class Entries:
    """The stems of some passages, passage after passage. An entry is one stem in one passage: ``stem`` is its
    number, ``owner`` the passage's place in the list, ``own`` and ``title`` its weights."""

    sizes: Floats
    factors: Floats
    stem: Numbers
    owner: Numbers
    own: Floats
    title: Floats

    def __len__(self) -> int:
        return len(self.sizes)

    def weights(self, stems: Numbers) -> tuple[Floats, Floats]:
        """How much any of these stems counts in each passage, and in its title."""
        own, title = np.zeros(len(self)), np.zeros(len(self))
        for stem in stems:
            here = np.flatnonzero(self.stem == stem)
            own[self.owner[here]] += self.own[here]
            title[self.owner[here]] += self.title[here]
        return own, title

    def by_stem(self) -> "Vectors":
        """The same by rising stem, then passage."""
        # Whole numbers are sorted several times as fast as an order of them is found.
        places = np.sort(self.stem << 32 | np.arange(len(self.stem)))
        keys, order = places >> 32, places & 0xFFFFFFFF
        starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])[: len(keys)])
        counts = np.concatenate([starts[1:], [len(keys)]])[: len(starts)] - starts
        entries = (keys, self.owner[order], self.own[order], self.title[order])
        return Vectors(self.sizes, self.factors, *entries, keys[starts], starts, counts)


@dataclass(frozen=True)
class Vectors(Entries):
    """Entries by rising stem, then passage. ``stems`` are the different ones, ``starts`` each one's first
    entry, ``counts`` how many it has."""

    stems: Numbers
    starts: Numbers
    counts: Numbers

    def weights(self, stems: Numbers) -> tuple[Floats, Floats]:
        """See Entries."""
        own, title = np.zeros(len(self)), np.zeros(len(self))
        for stem in stems:
            at = int(np.searchsorted(self.stems, stem))
            if at < len(self.stems) and self.stems[at] == stem:
                here = slice(self.starts[at], self.starts[at] + self.counts[at])
                own[self.owner[here]] += self.own[here]
                title[self.owner[here]] += self.title[here]
        return own, title

    @cached_property
    def column(self) -> Numbers:
        """Each entry's place in ``stems``."""
        return np.repeat(np.arange(len(self.stems)), self.counts)

    @cached_property
    def words(self) -> Floats:
        """Each passage's weights added up."""
        return summed(self.owner, self.own, len(self))


def unpack(packed: Sequence[bytes]) -> Entries:
    """The entries that pack() made, of some passages."""
    sizes = np.fromiter((len(data) // 4 for data in packed), np.int64, len(packed))
    every = np.frombuffer(b"".join(packed), "<u4")
    firsts = np.cumsum(sizes) - sizes
    heads = every[firsts]
    entries = np.delete(every, firsts)
    owner = np.repeat(np.arange(len(packed)), sizes - 1)
    titles = (heads & 255) / TENTHS
    return Entries(
        (heads >> 16).astype(np.float64),
        (heads >> 8 & 255) / TENTHS,
        (entries >> 8).astype(np.int64),
        owner,
        (entries >> 1 & 127) / TENTHS,
        (entries & 1) * titles[owner],
    )


@dataclass(frozen=True)
class Frequencies:
    """How many passages of the index have each stem; about, where passages were deleted."""

    stems: Numbers
    counts: Floats

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> "Frequencies":
        """From each stem's number of passages."""
        stems = numbers(counts)
        order = np.argsort(stems, kind="stable")
        return cls(stems[order], np.fromiter(counts.values(), np.float64, len(counts))[order])

    @classmethod
    def sum(cls, every: Sequence["Frequencies"]) -> "Frequencies":
        """Those of several parts of an index."""
        if not every:
            return cls(np.empty(0, np.int64), np.empty(0))
        stems, of = np.unique(np.concatenate([each.stems for each in every]), return_inverse=True)
        return cls(stems, summed(of, np.concatenate([each.counts for each in every]), len(stems)))

    def among(self, stems: Numbers) -> Floats:
        """Those of these stems; 1 for one that is not known."""
        if not len(self.stems):
            return np.ones(len(stems))
        at = np.minimum(np.searchsorted(self.stems, stems), len(self.stems) - 1)
        return np.where(self.stems[at] == stems, self.counts[at], 1.0)
