"""The index's own words: which are there in which forms, and which are OCR's misreadings of another."""

from bisect import bisect_left, insort
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from evidence.language.misreadings import loose_shape
from evidence.language.stems import stem

SHORTEST = 5
"""Letters a word needs to be taken for a misreading: shorter ones look alike too often."""
LONG = 8
"""Letters from which one other slip is forgiven too."""


@cache
def twins() -> frozenset[str]:
    """Words in their own right that look like another."""
    lines = (Path(__file__).parent / "twins.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


class Vocabulary:
    """Words as printed, with the number of passages that have each (about: deleted ones may count)."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts: dict[str, int] = {}
        self._sorted: list[str] = []
        self._alike: dict[str, list[str]] = {}
        self._rare: dict[int, list[str]] = {}
        self._by_length: dict[int, list[str]] = {}
        self._misread: dict[str, tuple[str, ...]] = {}
        self.update(counts)

    def update(self, counts: Mapping[str, int]) -> None:
        """Take in new counts: all of them, as they now are."""
        new = [word for word in counts if word not in self.counts]
        self.counts = dict(counts)
        if len(new) > 1000:
            self._sorted = sorted({*self._sorted, *new})
        else:
            for word in new:
                insort(self._sorted, word)
        for word in new:
            if len(word) >= SHORTEST and not word.isdigit():
                self._alike.setdefault(loose_shape(word), []).append(word)
        self._rare = {}
        self._misread = {}
        self._by_length = {}

    def forms(self, word: str) -> list[str]:
        """The forms of a word that occur, and those of its other spellings."""
        root = stem(word)
        start = root[: max(3, min(len(root) - 2, 5))]
        at = bisect_left(self._sorted, start)
        found = []
        while at < len(self._sorted) and self._sorted[at].startswith(start):
            if self._sorted[at] in self.counts and stem(self._sorted[at]) == root:
                found.append(self._sorted[at])
            at += 1
        return found

    def beginning(self, prefix: str, most: int = 5000) -> list[str]:
        """Words that begin so, by the alphabet; at most so many."""
        at = bisect_left(self._sorted, prefix)
        found: list[str] = []
        while len(found) < most and at < len(self._sorted) and self._sorted[at].startswith(prefix):
            if self.counts.get(self._sorted[at]):
                found.append(self._sorted[at])
            at += 1
        return found

    def of_length(self, length: int) -> list[str]:
        """The words of so many letters."""
        if not self._by_length:
            found: dict[int, list[str]] = {}
            for word in self.counts:
                if word.isalpha():
                    found.setdefault(len(word), []).append(word)
            self._by_length = found
        return self._by_length.get(length, [])

    def count(self, word: str) -> int:
        """How many passages have any form of it, at most."""
        return sum(self.counts.get(form, 0) for form in {word, *self.forms(word)})

    def alike(self, word: str) -> list[str]:
        """Other words that OCR could make of it, or it of them; none if it is a word in its own right."""
        if word in twins():
            return []
        return [w for w in self._alike.get(loose_shape(word), ()) if w != word and w in self.counts]

    def misread(self, word: str) -> tuple[str, ...]:
        """The words that OCR seems to have made of this one, as they stand: "safequarding" for
        "safeguarding"."""
        if word not in self._misread:
            self._misread[word] = self._find_misread(word)
        return self._misread[word]

    def _find_misread(self, word: str) -> tuple[str, ...]:
        if len(word) < SHORTEST or not word.isalpha():
            return ()
        root = stem(word)
        forms = {word, *self.forms(word)}
        at_most = max(3, sum(self.counts.get(form, 0) for form in forms) // 3)
        found = set()
        for form in forms:
            alike = self._alike.get(loose_shape(form), ())
            found |= {other for other in alike if 0 < self.counts.get(other, 0) <= at_most}
            found.update(self._one_slip(form))
        return tuple(sorted(w for w in found if w not in forms and w not in twins() and stem(w) != root))

    def _one_slip(self, form: str) -> list[str]:
        """Rare words one letter away from a long and common one, not at its beginning or ending."""
        count = self.counts.get(form, 0)
        if len(form) < LONG or count < 10:
            return []
        if not self._rare:
            for word in self._sorted:
                if len(word) >= LONG - 1 and 0 < self.counts.get(word, 0) <= 2:
                    self._rare.setdefault(len(word), []).append(word)
        near = [w for n in (-1, 0, 1) for w in self._rare.get(len(form) + n, ())]
        found = process.extract(form, near, scorer=Levenshtein.distance, score_cutoff=1, limit=None)
        return [w for w, _, _ in found if w[0] == form[0] and w[-3:] == form[-3:] and w != form + "s"]
