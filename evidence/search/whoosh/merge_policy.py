"""Which segments of an index a commit writes again. Pure."""

from collections import Counter
from collections.abc import Sequence

FAN = 10
"""Segments of about one size from which they are merged."""
FELT = 1000
"""Passages that any commit may write again: about a second's work."""
MOST = 250_000
"""Passages that no commit writes again more of: their lists stand in memory meanwhile, some 300 MB."""


def to_merge(segments: Sequence[tuple[int, int]], written: int) -> set[int]:
    """The places in ``segments`` of those to be merged with the ``written`` passages of this commit.

    A segment is (passages that are alive, all of its passages). Ten of about one size are merged, and one
    that is mostly deleted is written again. A commit does no more of it than goes unfelt: a search waits for
    the last change's commit, while a large ingest has time.
    """
    sizes = Counter(_magnitude(alive) for alive, _ in segments)
    room = min(max(FELT, 4 * written), MOST)
    chosen = set()
    for number, (alive, every) in sorted(enumerate(segments), key=lambda item: item[1]):
        if alive * 2 < every or sizes[_magnitude(alive)] >= FAN:
            room -= alive
            if room < 0:
                break
            chosen.add(number)
    return chosen


def with_deleted(segments: Sequence[tuple[int, int]]) -> set[int]:
    """The places of those that hold passages which were deleted: their words stand in its files still."""
    return {number for number, (alive, every) in enumerate(segments) if alive < every}


def _magnitude(passages: int) -> int:
    return passages.bit_length() // 3
