"""Did you mean: the nearest words of the corpus itself. No engine is imported."""

import math
import re
from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from evidence.search.syntax import AnyOf, Parsed, Phrase, Word


def suggest(text: str, parsed: Parsed, lexicon: Mapping[str, int], known: set[str]) -> str:
    """The query with each word that the corpus lacks put right, or nothing.

    ``lexicon`` is how many passages have each word as printed; ``known`` the words that are
    found although they are not in it as printed ("assessing", where "assessed" is).
    """
    changed = False
    for word in asked(parsed):
        if word in lexicon or word in known or len(word) < 3 or not word.isalpha():
            continue
        near = nearest(word, lexicon)
        if near:
            text, number = re.subn(rf"(?i)(?<!\w){re.escape(word)}(?!\w)", near, text)
            changed = changed or number > 0
    return text if changed else ""


def nearest(word: str, lexicon: Mapping[str, int]) -> str:
    """The commonest of the nearest words: one slip in a short word, two in a longer one."""
    slips = 1 if len(word) < 6 else 2
    candidates = [w for w in lexicon if abs(len(w) - len(word)) <= slips and w.isalpha()]
    found = process.extract(
        word, candidates, scorer=DamerauLevenshtein.distance, score_cutoff=slips, limit=20
    )
    # A person seldom gets the first letter wrong, and more likely means a common word.
    ranked = [
        (distance + (0.5 if near[0] != word[0] else 0.0) - 0.6 * math.log10(1 + lexicon[near]), near)
        for near, distance, _ in found
    ]
    return min(ranked)[1] if ranked else ""


def asked(parsed: Parsed) -> list[str]:
    """The words of a query, within phrases and alternatives too; not what it excludes, not prefixes."""
    found: list[str] = []
    pending = list(parsed.parts)
    while pending:
        part = pending.pop(0)
        if isinstance(part, Word):
            found.append(part.text)
        elif isinstance(part, Phrase):
            found.extend(part.words)
        elif isinstance(part, AnyOf):
            pending.extend(part.parts)
    return found
