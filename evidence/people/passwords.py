"""What a password must be, and how it is kept.

The rules are NIST SP 800-63B-4, section 3.1.1: at least 15 characters where nothing else proves who signs
in, at least 64 allowed, any character (by its NFKC form), none from a list of what is guessed first, no rule
of composition and no date on which it ends. "Three random words", the NCSC's advice, passes. Kept by argon2id
at RFC 9106's parameters for little memory, which argon2-cffi has as its defaults.
"""

import re
import threading
import unicodedata
from functools import cache
from importlib import resources

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from evidence.errors import UsageError

SHORTEST, LONGEST = 15, 256  # characters
LEFT = 8  # letters that must be left when all that is guessed first is taken out
ADVICE = "Three words that have nothing to do with each other make a good one."
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv",
)
_LOOKALIKE = str.maketrans("013457@$!", "oleastasi")
_HASHER = PasswordHasher()
_TURN = threading.Semaphore(2)
"""Each hash takes 64 MB: sign-ins wait for each other sooner than fill the memory."""


def refuse_weak(password: str, *about: str) -> None:
    """Raise UsageError if a password is too short, too long or easily guessed. ``about``: the person's own
    names and the council's, which are guessed first."""
    words = _plain(password)
    if len(words) < SHORTEST:
        raise UsageError(f"The password has fewer than {SHORTEST} characters.", ADVICE)
    if len(words) > LONGEST:
        raise UsageError(f"The password has more than {LONGEST} characters.", "Choose a shorter one.")
    folded = words.casefold()
    if _repeats(folded) or min(_left(form, about) for form in (folded, folded.translate(_LOOKALIKE))) < LEFT:
        raise UsageError(
            "The password is little else than what is guessed first: common words, names, rows of keys,"
            " or one thing again and again.",
            ADVICE,
        )


def hashed(password: str) -> str:
    """The password as argon2id keeps it, salt and parameters included."""
    with _TURN:
        return _HASHER.hash(_plain(password))


def matches(kept: str, password: str) -> bool:
    """Whether a password is the one kept. Without one (``""``) it is "no" after the same work, so that the
    time tells nobody which names there are."""
    with _TURN:
        try:
            return _HASHER.verify(kept or _nobodys(), _plain(password)[: LONGEST + 1]) and bool(kept)
        except (VerificationError, InvalidHashError):
            return False


def outdated(kept: str) -> bool:
    """Whether a password is kept under weaker parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


def _plain(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


@cache
def _nobodys() -> str:
    return _HASHER.hash("a password that is nobody's")


def _repeats(words: str) -> bool:
    """Whether it is one short thing again and again: "abcabcabcabcabc"."""
    again = (words + words).find(words, 1)
    return again < min(len(words), 9) or len(set(words)) < 5


def _left(words: str, about: tuple[str, ...]) -> int:
    """How many letters are left when what is guessed first is taken out, digits and signs besides."""
    for part in sorted({*_guessed(), *_parts(about)}, key=len, reverse=True):
        words = words.replace(part, " ")
    for row in _ROWS:
        for line in (row, row[::-1]):
            words = _without_runs(words, line)
    return len(re.findall(r"[^\W\d_]", words))


def _without_runs(words: str, row: str) -> str:
    """Without what follows a row of keys for four or more."""
    for length in range(len(row), 3, -1):
        for start in range(len(row) - length + 1):
            words = words.replace(row[start : start + length], " ")
    return words


def _parts(about: tuple[str, ...]) -> set[str]:
    found = {part for name in about for part in re.split(r"[\W_]+", _plain(name).casefold())}
    return {part for part in found if len(part) > 1}


@cache
def _guessed() -> frozenset[str]:
    text = (resources.files("evidence.people") / "guessed_words.txt").read_text(encoding="utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and line[0] != "#")
