"""A posting list as bytes: which passages have a word, how much it counts there, and where it stands.

Numbers are written as differences in as few bytes as the largest needs, then compressed; they are read whole,
at the speed of numpy. Positions are packed apart: only phrases read them.
"""

import struct
import sys
import zlib
from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Weights = NDArray[np.float32]

_HEAD = struct.Struct("<II")
_TENTHS = 10.0
_KINDS = (np.dtype("<u1"), np.dtype("<u2"), np.dtype("<u4"))


def pack(ids: Sequence[int], weights: Sequence[float], positions: Sequence[bytes]) -> bytes:
    """One word's postings, by rising ``ids``. Weights are kept to a tenth, 25.5 at most.

    ``positions`` are each a run of two-byte numbers, as positions_of() makes them, or all empty.
    """
    tenths = np.minimum(np.rint(np.asarray(weights, np.float64) * _TENTHS), 255).astype(np.uint8)
    plain = bool((tenths == _TENTHS).all())
    which = _numbers(np.diff(np.asarray(ids, np.int64), prepend=0)) + (b"" if plain else tenths.tobytes())
    first = _squeezed(which)
    return _HEAD.pack(len(ids), len(first)) + first + _squeezed(_positions(positions))


def _positions(positions: Sequence[bytes]) -> bytes:
    joined = np.frombuffer(b"".join(positions), "<u2").astype(np.int64)
    if not joined.size:
        return b""
    counts = np.array([len(each) // 2 for each in positions], np.int64)
    steps = np.diff(joined, prepend=0)
    starts = np.cumsum(counts) - counts
    steps[starts] = joined[starts]
    return _numbers(counts) + _numbers(steps)


def unpack(data: bytes) -> tuple[Ids, Weights]:
    """The passages that have the word, and how much it counts in each."""
    number, length = _HEAD.unpack_from(data)
    which = _spread(data[_HEAD.size : _HEAD.size + length])
    steps, used = _read(which, 0, number)
    tenths = np.frombuffer(which, np.uint8, offset=used)
    weights = tenths.astype(np.float32) / np.float32(_TENTHS) if tenths.size else np.ones(number, np.float32)
    return np.cumsum(steps), weights


def unpack_places(data: bytes, ids: Ids) -> NDArray[np.int64]:
    """The word's places in order, each as passage * 65,536 + position."""
    number, length = _HEAD.unpack_from(data)
    where = _spread(data[_HEAD.size + length :])
    if not where:
        return np.empty(0, np.int64)
    counts, used = _read(where, 0, number)
    steps, _ = _read(where, used, int(counts.sum()))
    total = np.cumsum(steps)
    starts = np.cumsum(counts) - counts
    before = total[starts] - steps[starts]  # each passage's positions begin anew
    return np.repeat(ids * 65_536 - before, counts) + total


def positions_of(positions: Sequence[int]) -> bytes:
    """Positions of one word in one passage, as pack() takes them."""
    found = array("H", sorted(positions))
    if sys.byteorder == "big":
        found.byteswap()
    return found.tobytes()


def positions_from(data: bytes, ids: Ids) -> list[bytes]:
    """What positions_of() made, passage by passage: for rewriting a list."""
    places = unpack_places(data, ids)
    if not places.size:
        return [b""] * len(ids)
    ends = np.searchsorted(places, (ids + 1) * 65_536)
    return [part.tobytes() for part in np.split((places % 65_536).astype("<u2"), ends[:-1])]


def _numbers(values: NDArray[np.int64]) -> bytes:
    kind = 0 if (top := int(values.max(initial=0))) < 256 else 1 if top < 65_536 else 2
    return bytes([kind]) + values.astype(_KINDS[kind]).tobytes()


def _read(data: bytes, at: int, number: int) -> tuple[NDArray[np.int64], int]:
    kind = _KINDS[data[at]]
    found = np.frombuffer(data, kind, count=number, offset=at + 1).astype(np.int64)
    return found, at + 1 + number * kind.itemsize


def _squeezed(data: bytes) -> bytes:
    small = zlib.compress(data, 6) if len(data) > 40 else data
    return b"\x01" + small if len(small) < len(data) else b"\x00" + data


def _spread(data: bytes) -> bytes:
    return zlib.decompress(data[1:]) if data[0] == 1 else data[1:]
