"""The names that a measure is about: "Improvement Board", "National Challenge", "CAF". Pure.

A notice asks for things that have names of their own; a paper that reports on one of them names it. Measures
of a register share some names, so a name counts for a measure as far as it is that measure's: how often the
measure has it, among all measures and among the measure's own names.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

import numpy as np

from evidence.linking.candidates import Asked
from evidence.linking.overlap import PAIR
from evidence.linking.passages import Texts, in_sentences
from evidence.linking.roots import Roots
from evidence.linking.sparse import sparse
from evidence.linking.vocabulary import Floats, Ints

NAMED = 1.2
MISSING = -0.3  # a passage that lacks the name which a measure repeats
FEW = 2  # a name that more measures have, and more than a fifth of them, is nobody's
SHORTEST = 4  # letters of a word in a name
SHORTEST_ACRONYM = 3
AROUND = 0.3  # worth of a name in the words around

# Who helps, and whom something is agreed with, is not what a measure is about: "Working with the Board and
# other agencies, the council must …", "agree processes with partners in the Trust so that …".
_END = r"[^.;,]*?(?=[.;,]|$|\s(?:to|so|for|that|on)\b)"
_HELPERS = (
    re.compile(r"^\s*(?:In partnership|Together|Working|Along) with [^.;]*?,\s(?=the\b)", re.IGNORECASE),
    re.compile(
        r"\b(?:with|by) (?:(?:its|the|all|other) )?(?:[\w-]+ )?(?:partners?|agenc(?:y|ies)) (?:in|on|of) "
        + _END,
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:agreed|working|in (?:partnership|consultation|co-?operation)|together) with {_END}",
        re.IGNORECASE,
    ),
    re.compile(rf"(?P<kept>\bagree (?:[\w’'-]+ ){{1,8}}?)with {_END}", re.IGNORECASE),
)


class Names:
    """Measures as the names they have: pairs of neighbouring capitalised words, and short forms.

    Words count here that are too common to be compared otherwise ("Improvement Board"): together they name
    something.
    """

    def __init__(self, roots: Roots, measures: list[Asked]) -> None:
        self._roots, self._vocabulary = roots, roots.vocabulary
        times = self._times(in_sentences(self._vocabulary, [_without_helpers(m.text) for m in measures]))
        having: dict[int, set[int]] = defaultdict(set)
        for measure, name in times:
            having[name].add(measure)
        kept = {n for n, some in having.items() if len(some) <= max(FEW, len(measures) / 5)}
        self._names = np.array(sorted(kept), dtype=np.int64)
        self._repeats = np.zeros(len(measures), dtype=bool)
        self._weights = sparse(self._weighed(times, having, kept), (len(measures), len(self._names)))

    def _weighed(
        self, times: Counter[tuple[int, int]], having: Mapping[int, set[int]], kept: set[int]
    ) -> Iterator[tuple[int, int, float]]:
        """What each name that is somebody's weighs for each measure that has it, as (measure, the name's
        place, weight)."""
        of_measure: dict[int, dict[int, int]] = defaultdict(dict)
        for (measure, name), x in times.items():
            if name in kept:
                of_measure[measure][name] = x
        every = {name: sum(times[m, name] for m in having[name]) for name in kept}
        for measure, own in of_measure.items():
            most = max(own.values())
            self._repeats[measure] = most > 1
            for name, x in own.items():
                weight = x / every[name] * x / most / np.sqrt(len(own))
                yield measure, int(np.searchsorted(self._names, name)), weight

    def scores(self, passages: Texts, context: Texts, wanted: Ints) -> Floats:
        """Passages × the wanted measures."""
        out = np.zeros((passages.texts, len(wanted)))
        if not len(self._names):
            return out
        worth: dict[int, dict[int, float]] = defaultdict(dict)  # of names, in passages
        for much, texts in ((AROUND, context), (1.0, passages)):
            text, name, _ = self._in(texts)
            for passage, place in zip(text.tolist(), name.tolist(), strict=True):
                worth[place][passage] = much
        for place, here in worth.items():
            measures, weights = self._weights.of_column(place)
            column = np.minimum(np.searchsorted(wanted, measures), len(wanted) - 1)
            asked = wanted[column] == measures
            block = np.ix_(list(here), column[asked])
            out[block] = np.maximum(out[block], np.outer(list(here.values()), weights[asked]))
        return np.asarray(NAMED * out + MISSING * (self._repeats[wanted][None] & (out == 0)))

    def named(self, passages: Texts, passage: int, measure: int) -> list[str]:
        """The measure's names that a passage has, as it writes them."""
        names, weights = self._weights.of_row(measure)
        own = set(names[weights > 0].tolist())
        if not own:
            return []
        _, name, at = self._in(passages, slice(*np.searchsorted(passages.text, (passage, passage + 1))))
        found = []
        for n, place in zip(name.tolist(), at.tolist(), strict=True):
            if n in own:
                length = 2 if self._names[n] >= PAIR else 1
                forms = passages.form[place : place + length].tolist()
                found.append(" ".join(self._vocabulary.written[f] for f in forms))
        return list(dict.fromkeys(found))

    def _in(self, texts: Texts, some: slice = slice(None)) -> tuple[Ints, Ints, Ints]:
        """The measures' names in texts, as (text, the name's place, the form's place)."""
        offset = some.start or 0
        number, text, part = self._roots.of(texts)[some], texts.text[some], texts.part[some]
        pairs = np.where(part[:-1] == part[1:], _pair(number[:-1], number[1:]), -1)
        found = []
        for terms in (pairs, number):
            place = np.minimum(np.searchsorted(self._names, terms), len(self._names) - 1)
            at = np.flatnonzero(self._names[place] == terms) if len(terms) else np.zeros(0, dtype=np.int64)
            found.append((text[at], place[at] if len(terms) else at, at + offset))
        return tuple(np.concatenate(parts) for parts in zip(*found, strict=True))  # type: ignore[return-value]

    def _times(self, measures: Texts) -> Counter[tuple[int, int]]:
        """How often each measure has each name."""
        number, written = self._roots.of(measures), self._vocabulary.written
        words = [written[f] for f in measures.form.tolist()]
        capital = np.array([w[0].isupper() and len(w) >= SHORTEST for w in words], dtype=bool)
        short = np.array([w.isupper() and len(w) >= SHORTEST_ACRONYM for w in words], dtype=bool)
        together = capital[:-1] & capital[1:] & (measures.part[:-1] == measures.part[1:])
        text = np.concatenate([measures.text[:-1][together], measures.text[short]])
        pairs = _pair(number[:-1], number[1:])[together]
        names = np.concatenate([pairs, number[short]])
        return Counter(zip(text.tolist(), names.tolist(), strict=True))


def _without_helpers(text: str) -> str:
    for helpers in _HELPERS:
        text = helpers.sub(lambda match: match.groupdict().get("kept", ""), text)
    return text


def _pair(first: Ints, second: Ints) -> Ints:
    return (first + 1) * PAIR + second
