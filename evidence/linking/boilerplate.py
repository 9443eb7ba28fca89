"""Sentences that many councils' reports repeat word for word ("Ofsted regulates and inspects …"): they say
nothing of any of them, and are never evidence. Pure."""

import hashlib
import re
from collections.abc import Collection

from evidence.linking.vocabulary import sentences

SHORTEST = 6  # words; what is shorter may be said alike by chance
SHARE = 0.5  # of a passage's words: with as many of them in such sentences, it is one of them

_WORD = re.compile(r"[a-z0-9]+")


def marks(text: str) -> list[tuple[int, int]]:
    """Each sentence's mark, by which it is known again, and how many words it has. Figures count: the same
    sentence with another figure says something else."""
    return [
        (mark(words) if len(words) >= SHORTEST else 0, len(words))
        for words in (_WORD.findall(part.lower().replace("’", "'")) for part in sentences(text))
    ]


def mark(words: list[str]) -> int:
    """The first 63 bits of its words' SHA-256; never 0."""
    digest = hashlib.sha256(" ".join(words).encode("utf-8")).digest()
    return int.from_bytes(digest[:8], "big") >> 1 | 1


def is_boilerplate(text: str, known: Collection[int]) -> bool:
    """Whether at least half of a passage's words are in sentences whose marks are ``known``."""
    if not known:
        return False
    found = marks(text)
    return sum(n for m, n in found if m in known) >= SHARE * max(sum(n for _, n in found), 1)
