"""Did you mean: the nearest words of the corpus itself. No engine is imported."""

import math
import re

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from evidence.language.misreadings import loose_shape
from evidence.language.words import COMMON
from evidence.search.answering.vocabulary import SHORTEST, Vocabulary
from evidence.search.query.parts import AnyOf, Near, Parsed, Phrase, Word

CLEARLY = 5
"""A word as much commoner than one that looks like it, is what that was meant to be."""
MOST = 300
"""Characters of a query: nobody reads a longer one again to see what was put right."""
LONG = 7
"""Letters of a word in which a person may have slipped twice: two in "speech" make "speed" of it."""


def suggest(text: str, parsed: Parsed, vocabulary: Vocabulary, *, found: bool) -> str:
    """The query with each word put right that the corpus lacks, or has only as a misreading; or nothing.

    If all of the words were ``found`` together, only misreadings are.
    """
    if len(text) > MOST:
        return ""
    changed = False
    for word in asked(parsed):
        if len(word) < 3 or not word.isalpha():
            continue
        if vocabulary.count(word):
            near = better(word, vocabulary)
        else:
            near = "" if found else nearest(word, vocabulary)
        if near:
            text, number = re.subn(rf"(?i)(?<!\w){re.escape(word)}(?!\w)", near, text)
            changed = changed or number > 0
    return text if changed else ""


def better(word: str, vocabulary: Vocabulary) -> str:
    """The much commoner word that OCR made this one of, or nothing: "safeguarding" for "safequarding"."""
    if len(word) < SHORTEST:
        return ""
    own = vocabulary.count(word)
    counts = vocabulary.counts  # another thread may bring the vocabulary up to date, with other counts
    found = [w for w in vocabulary.alike(word) if counts.get(w, 0) >= max(2, CLEARLY * own)]
    return max(found, key=lambda w: (counts[w], w), default="")


def nearest(word: str, vocabulary: Vocabulary) -> str:
    """The commonest of the nearest words, and no misreading: one slip in a short word, two in a longer
    one. Never a word too common to ask for."""
    slips = 1 if len(word) < LONG else 2
    counts = vocabulary.counts
    candidates = [w for w in counts if abs(len(w) - len(word)) <= slips and w.isalpha() and w not in COMMON]
    found = process.extract(
        word, candidates, scorer=DamerauLevenshtein.distance, score_cutoff=slips, limit=None
    )
    # A person seldom gets the first letter wrong, and more likely means a common word. A slip that OCR
    # makes, a # person makes who copies from a scan.
    looks = loose_shape(word)
    ranked = sorted(
        (
            (0.5 if loose_shape(near) == looks else distance)
            + (0.5 if near[0] != word[0] else 0.0)
            - 0.6 * math.log10(1 + counts[near]),
            near,
        )
        for near, distance, _ in found
        if distance < 2 or near[0] == word[0]
    )
    return next((better(near, vocabulary) or near for _, near in ranked[:1]), "")


def asked(parsed: Parsed) -> list[str]:
    """The words of a query, within phrases and alternatives too; not what it excludes, not prefixes."""
    found: list[str] = []
    pending = list(parsed.parts)
    while pending:
        part = pending.pop(0)
        if isinstance(part, Word):
            found.append(part.text)
        elif isinstance(part, Phrase | Near):
            found.extend(part.words)
        elif isinstance(part, AnyOf):
            pending.extend(part.parts)
    return found
