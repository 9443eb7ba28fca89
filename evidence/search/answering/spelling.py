"""Did you mean: the nearest words of the corpus itself. No engine is imported."""

import math
import re
from collections.abc import Callable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from evidence.language.misreadings import loose_shape
from evidence.language.stems import stem
from evidence.language.words import COMMON
from evidence.search.answering.compounds import joined
from evidence.search.answering.vocabulary import SHORTEST, Vocabulary
from evidence.search.query.clauses import Clause, Row
from evidence.search.query.parts import AnyOf, Near, Parsed, Phrase, Word

Count = Callable[[Clause], int]
"""How many passages a clause finds."""
CLEARLY = 5
"""A word as much commoner than one that looks like it, is what that was meant to be."""
MOST = 300
"""Characters of a query: nobody reads a longer one again to see what was put right."""
MOST_NEAR = 4
"""Words like one half of a word that are tried beside its other half."""
SEVERAL, MANY = 3, 4
"""Words of a query, of which most or nearly all are unknown, that are no slips of a hand."""
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
    return next((better(near, vocabulary) or near for near in _nearest(word, vocabulary)[:1]), "")


def _nearest(word: str, vocabulary: Vocabulary) -> list[str]:
    """The nearest words, best first."""
    slips = 1 if len(word) < LONG else 2
    counts = vocabulary.counts
    candidates = [w for n in range(-slips, slips + 1) for w in vocabulary.of_length(len(word) + n)]
    near = process.extract(
        word, candidates, scorer=DamerauLevenshtein.distance, score_cutoff=slips, limit=None
    )
    found = [each for each in near if each[0] not in COMMON and counts.get(each[0])]
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
    return [near for _, near in ranked]


def mended(text: str, parsed: Parsed, vocabulary: Vocabulary, count: Count) -> tuple[str, list[str]]:
    """The query with each mistyped word put right, and those words; ("", []) where there is none.

    Of a word that no passage has, in plain letters and outside quotation marks: the nearest word, else two
    words that were typed as one. Short words and capitals are names more often than slips.
    """
    slips: list[str] = []
    if len(text) > MOST:
        return "", []
    for at, part in enumerate(parsed.parts):
        word = part.text if isinstance(part, Word) else ""
        # What stands in the query with a small letter outside quotation marks.
        shown = re.search(rf"(?i)(?<![\w\"“])({re.escape(word)})(?![\w\"”])", text) if word else None
        if not shown or len(word) < SHORTEST or not word.isalpha() or shown[1].isupper():
            continue
        if vocabulary.count(word) or vocabulary.misread(word):
            continue
        if any(joined(parsed.parts[max(0, one) : one + 2], vocabulary) for one in (at - 1, at)):
            continue  # "safe guarding": one word typed as two, which is found as that
        if near := nearest(word, vocabulary) or _two(word, vocabulary, count):
            slips.append(shown[1])
            text = text.replace(shown[1], near)
    return (text, slips) if slips else ("", [])


def foreign(parsed: Parsed, vocabulary: Vocabulary) -> bool:
    """Whether a query seems to be in a language that the corpus is not in: it lacks nearly all of its words,
    or most of several, and most of these are like no word that it has."""
    every = {word for word in asked(parsed) if word.isalpha() and word not in COMMON}
    unknown = [word for word in every if not (vocabulary.count(word) or vocabulary.misread(word))]
    if len(every) < SEVERAL or len(unknown) * 2 <= len(every):
        return False
    if len(unknown) >= MANY and len(unknown) * 5 >= len(every) * 4:
        return True
    return sum(not nearest(word, vocabulary) for word in unknown) * 2 > len(unknown)


def quoted(text: str, slips: Sequence[str]) -> str:
    """The query with those words in quotation marks, in which they are not put right."""
    for slip in slips:
        text = re.sub(rf"(?<!\w){re.escape(slip)}(?!\w)", f'"{slip}"', text)
    return text


def _two(word: str, vocabulary: Vocabulary, count: Count) -> str:
    """Two words typed as one, either with a slip: "carelevers" is "care leavers". Those that stand side by
    side most often."""
    best = (0, "")
    for at in range(3, len(word) - 2):
        one, other = word[:at], word[at:]
        if one in COMMON or other in COMMON:
            continue
        pairs = [(one, near) for near in _nearest(other, vocabulary)[:MOST_NEAR] if one in vocabulary.counts]
        pairs += [
            (near, other) for near in _nearest(one, vocabulary)[:MOST_NEAR] if other in vocabulary.counts
        ]
        best = max([best, *((count(Row((stem(a), stem(b)))), f"{a} {b}") for a, b in pairs)])
    return best[1] if best[0] else ""


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
