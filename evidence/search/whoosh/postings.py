"""A posting list as bytes: which passages have a word, how much it counts there, and where it stands.

Numbers are written as differences in as few bytes as the largest needs, then compressed; they are read whole,
at the speed of numpy. Positions are packed apart: only phrases read them.
"""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Weights = NDArray[np.float32]
Counts = NDArray[np.int64]

_HEAD = struct.Struct("<II")
_TENTHS = 10.0
_KINDS = (np.dtype("<u1"), np.dtype("<u2"), np.dtype("<u4"))


def pack(ids: Ids, tenths: NDArray[np.uint8], counts: Counts, places: Counts) -> bytes:
    """One word's postings, by rising ``ids``. ``tenths`` are its weights in tenths, none if each is 1.

    ``counts`` says how often it stands in each passage, and ``places`` where, passage after passage, rising;
    both are empty where nobody asks for places.
    """
    plain = bool((tenths == _TENTHS).all())
    which = _numbers(_steps(ids)) + (b"" if plain else tenths.tobytes())
    first = _squeezed(which)
    return _HEAD.pack(len(ids), len(first)) + first + _squeezed(_places(counts, places))


def _places(counts: Counts, places: Counts) -> bytes:
    if not places.size:
        return b""
    steps = _steps(places)
    if len(counts) > 1:
        starts = np.cumsum(counts) - counts
        steps[starts] = places[starts]
    return _numbers(counts) + _numbers(steps)


def _steps(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """From 0 to the first, and from each to the next: np.diff takes longer, and most lists are short."""
    steps = values.copy()
    steps[1:] -= values[:-1]
    return steps


def unpack(data: bytes) -> tuple[Ids, Weights]:
    """The passages that have the word, and how much it counts in each."""
    number, length = _HEAD.unpack_from(data)
    which = _spread(data[_HEAD.size : _HEAD.size + length])
    steps, used = _read(which, 0, number)
    tenths = np.frombuffer(which, np.uint8, offset=used)
    weights = tenths.astype(np.float32) / np.float32(_TENTHS) if tenths.size else np.ones(number, np.float32)
    return np.cumsum(steps), weights


def unpack_places(data: bytes, ids: Ids) -> Counts:
    """The word's places in order, each as passage * 65,536 + position."""
    counts, places = unpack_counted(data)
    return np.repeat(ids * 65_536, counts) + places if places.size else places


def unpack_counted(data: bytes) -> tuple[Counts, Counts]:
    """``counts`` and ``places``, as pack() took them."""
    number, length = _HEAD.unpack_from(data)
    where = _spread(data[_HEAD.size + length :])
    if not where:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    counts, used = _read(where, 0, number)
    steps, _ = _read(where, used, int(counts.sum()))
    total = np.cumsum(steps)
    starts = np.cumsum(counts) - counts
    before = total[starts] - steps[starts]  # each passage's positions begin anew
    return counts, total - np.repeat(before, counts)


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
