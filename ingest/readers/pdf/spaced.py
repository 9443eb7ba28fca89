"""Words set letter by letter ("C H I L D R E N"), put back together."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.readers.raw import Box

FEWEST = 5  # letters
SINGLE = 0.8  # of what white parts are single letters, in text that is spaced out
WIDER = 1.5  # times the usual gap between letters, and a point: a gap between words
VARIED = 0.45  # of a word's letters are different ones
WIDE = 0.9  # of the type's size, from capital to capital
LONGEST = 60  # letters: a longer line is no heading
_VOWELS = frozenset("aeiouyAEIOUY")


def is_spaced(text: str) -> bool:
    """Whether a text may be words spaced out letter by letter."""
    if text.count(" ") * 2 + 4 < len(text):
        return False
    parts = text.split()
    return len(parts) >= FEWEST and sum(len(part) == 1 for part in parts) >= SINGLE * len(parts)


def is_set_wide(text: str, box: Box, size: float) -> bool:
    """Whether capitals stand letter by letter, though too near for PDFium to part them. Those of a plain face
    are some 0.7 of their size apart, of a wide one 0.8. Small letters may be justified in a narrow column.
    """
    if not FEWEST <= len(text) <= LONGEST or size <= 0 or not text.isupper():
        return False
    return (box[2] - box[0]) / len(text) > WIDE * size


def closed_up(letters: Sequence[tuple[str, Box]]) -> str:
    """The words, parted where the gap is wider than that between letters; nothing where they are no words.

    Columns' letters ("A B C D") and ticks ("Y N Y N N") are none.
    """
    gaps = [after[1][0] - before[1][2] for before, after in pairwise(letters)]
    if not gaps:
        return ""
    usual = max(0.0, median(gaps))
    text = letters[0][0]
    for gap, (letter, _) in zip(gaps, letters[1:], strict=True):
        text += f" {letter}" if gap > WIDER * usual + 1 else letter
    words = [word for word in text.split() if word.isalpha()]
    runs = all(ord(b) - ord(a) == 1 for a, b in pairwise(text.replace(" ", "")))
    longest = max(words, key=len, default="")
    if runs or len(longest) < FEWEST - 1 or not all(_is_word(word) for word in words):
        return ""
    return text


def _is_word(word: str) -> bool:
    """Whether letters may be a word: it has a vowel, and no few letters over and over ("RAGRAGAG")."""
    if len(word) < 3:
        return True
    return any(letter in _VOWELS for letter in word) and len(set(word.casefold())) > VARIED * len(word)
