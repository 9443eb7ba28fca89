"""Finding words again after a file was read anew: which passage is which, where a quote stands now. Pure.

The file is the same; only its reading differs. So what was right before is still there, perhaps edited where
a letter was misread, divided, joined, numbered or placed otherwise.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz.fuzz import partial_ratio

MOST = 0.5  # a passage holds a quote if it has at least this share of the quote's words
SAME = 0.75  # two passages are one if they share this much of the longer one's words …
WITHIN = 0.9  # … or one lies this much within the other …
PART = 0.3  # … and is this much of it
RUN = 3  # words: only runs of this many count as shared, or chance would find "of the" everywhere
SHORT = (
    25  # words: a text this short must keep its figures, since "NI 59: 72%" and "NI 60: 71%" share the rest
)
BRIEF = 6  # words: a text this short stands in many places, so that its place must agree
LARGEST = 4_000_000  # pairs of texts to compare in order; beyond, equal texts are paired as they come
CANDIDATES = 12  # passages looked at closely for one text
RAREST = 16  # words of a text by which they are found
END = 1 << 30  # after every place
RESEMBLES = 55  # of 100: texts less like a quote than this are not offered for it

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Words:
    """A text made comparable."""

    plain: str  # with its white space made single
    words: tuple[str, ...]

    @property
    def key(self) -> str:
        """What two texts of the same words have in common."""
        return " ".join(self.words) or self.plain

    @property
    def figures(self) -> Counter[str]:
        return Counter(w for w in self.words if any(c.isdigit() for c in w))


def words_of(text: str) -> Words:
    """A text's words, without case and punctuation."""
    plain = " ".join(text.split())
    return Words(plain, tuple(_WORD.findall(plain.casefold())))


def align(old: Sequence[str], new: Sequence[str], *, alike: bool = True) -> dict[int, int]:
    """Which of the old texts each new one is: ``{index in new: index in old}``, one to one.

    Texts of the same words come first, in their order; then the same words elsewhere; then, unless ``alike``
    is false, the most alike.
    """
    before, after = [words_of(t) for t in old], [words_of(t) for t in new]
    found = _equal_in_order([w.key for w in before], [w.key for w in after])
    _equal_anywhere(before, after, found)
    if alike:
        _alike(before, after, found)
    return found


def held(quote: Words, text: Words) -> float:
    """The share of the quote's words, 0 to 1, that stand in the text in order and in runs."""
    if not quote.words:
        return float(quote.plain == text.plain)
    return _shared(quote.words, text.words) / len(quote.words)


def expected(pairs: Sequence[tuple[int, int]], old: int) -> tuple[int, int]:
    """Between which new places an old text should stand, by its neighbours; it may have been joined to one.

    ``pairs`` are ``(old, new)`` of those that were found, sorted.
    """
    at = bisect_left(pairs, (old, -1))
    after = pairs[at - 1][1] if at else -1
    if at < len(pairs) and pairs[at][0] == old:
        at += 1
    return after, pairs[at][1] if at < len(pairs) else END


class Places:
    """Texts in their order, in which others are looked for."""

    def __init__(self, texts: Iterable[Words]) -> None:
        self.texts = list(texts)
        self._having: dict[str, list[int]] = defaultdict(list)
        for index, text in enumerate(self.texts):
            for word in set(text.words):
                self._having[word].append(index)

    def candidates(self, text: Words, near: float) -> list[int]:
        """The places that share most of the text's rarest words, the nearest of equals first."""
        known = sorted((w for w in set(text.words) if w in self._having), key=self._rarity)
        votes = Counter(i for word in known[:RAREST] for i in self._having[word])
        return sorted(votes, key=lambda i: (-votes[i], abs(i - near), i))[:CANDIDATES]

    def _rarity(self, word: str) -> tuple[int, str]:
        return len(self._having[word]), word

    def most_alike(self, quote: Words, most: int = 5) -> list[int]:
        """The places that may hold a quote's words, the likest first, for a person to choose from.

        Looser than ``find``, which decides alone. A text shorter than the quote can hold only a part of it,
        and ranks as such.
        """
        ranked = []
        for place in self.candidates(quote, 0):
            text = self.texts[place].key
            share = min(1.0, len(text) / max(1, len(quote.key)))
            score = share * partial_ratio(quote.key, text)
            if score >= RESEMBLES:
                ranked.append((-score, place))
        return [place for _, place in sorted(ranked)[:most]]

    def find(
        self,
        quote: Words,
        between: tuple[int, int] | None,
        home: int | None = None,
        among: Set[int] | None = None,
    ) -> int | None:
        """Where the quote stands: the place that holds most of it, or None if none holds enough.

        ``between`` is where it should stand, as ``expected`` says; None if nothing is known. ``home`` is
        the place that its passage became, preferred where others hold no more. ``among``: no others.
        """
        near = float(home) if home is not None else float(between[0] + 1) if between else 0.0
        looked_at = dict.fromkeys([*([home] if home is not None else []), *self.candidates(quote, near)])
        best: tuple[float, bool, float, int] | None = None
        for index in looked_at:
            if among is not None and index not in among:
                continue
            share = held(quote, self.texts[index])
            if index != home and len(quote.words) < BRIEF and (share < 1 or not _inside(index, between)):
                continue
            if share < MOST or not _figures_kept(quote, self.texts[index], share):
                continue
            rank = (round(share, 3), index == home, -abs(index - near), -index)
            best = max(best, rank) if best else rank
        return -best[3] if best else None


def _equal_in_order(old: list[str], new: list[str]) -> dict[int, int]:
    """Equal texts in the same order. Those that occur once on either side hold the rest in place."""
    once_old, once_new = _once(old), _once(new)
    fixed = _rising([(once_old[t], once_new[t]) for t in once_old if t in once_new])
    found: dict[int, int] = {}
    last_old = last_new = 0
    for at_old, at_new in [*fixed, (len(old), len(new))]:
        for a, b in _common(old[last_old:at_old], new[last_new:at_new]):
            found[last_new + b] = last_old + a
        if at_new < len(new):
            found[at_new] = at_old
        last_old, last_new = at_old + 1, at_new + 1
    return found


def _common(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Pairs of equal texts in the same order, where neither side has anything unique to hold on to."""
    head = next(
        (i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
    )
    pairs = [(i, i) for i in range(head)]
    old, new = old[head:], new[head:]
    if len(old) * len(new) <= LARGEST:
        blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        pairs += [(head + a + i, head + b + i) for a, b, size in blocks for i in range(size)]
    return pairs


def _once(texts: list[str]) -> dict[str, int]:
    counts = Counter(texts)
    return {text: i for i, text in enumerate(texts) if counts[text] == 1}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that rises on both sides (patience sorting). ``pairs`` rise on the first."""
    ends: list[int] = []
    last: list[int] = []
    back: list[int | None] = []
    for i, (_, value) in enumerate(pairs):
        at = bisect_left(ends, value)
        back.append(last[at - 1] if at else None)
        ends[at : at + 1] = [value]
        last[at : at + 1] = [i]
    run: list[tuple[int, int]] = []
    step = last[-1] if last else None
    while step is not None:
        run.append(pairs[step])
        step = back[step]
    return run[::-1]


def _equal_anywhere(before: list[Words], after: list[Words], found: dict[int, int]) -> None:
    """Equal texts that moved: each new one takes the first old one that is free."""
    taken = set(found.values())
    free: dict[str, list[int]] = defaultdict(list)
    for index in reversed(range(len(before))):
        if index not in taken:
            free[before[index].key].append(index)
    for index, text in enumerate(after):
        if index not in found and free[text.key]:
            found[index] = free[text.key].pop()


def _alike(before: list[Words], after: list[Words], found: dict[int, int]) -> None:
    """Texts that were edited, divided or joined: the most alike pairs first."""
    taken = set(found.values())
    left = [i for i in range(len(before)) if i not in taken]
    places = Places(before[i] for i in left)
    pairs = []
    for index, text in enumerate(after):
        if index in found or not text.words:
            continue
        near = bisect_left(left, _place_before(index, found))
        for candidate in places.candidates(text, near):
            score = _likeness(places.texts[candidate], text)
            if score:
                pairs.append((-score, abs(candidate - near), index, left[candidate]))
    for _, _, index, was in sorted(pairs):
        if index not in found and was not in taken:
            found[index] = was
            taken.add(was)


def _place_before(index: int, found: dict[int, int]) -> int:
    """Where in the old texts a new one should stand: after the old text of the nearest one above it."""
    return next((found[i] + 1 for i in range(index - 1, -1, -1) if i in found), 0)


def _likeness(one: Words, other: Words) -> float:
    """How much of the longer text both share, 0 to 1; 0 if that does not make them one passage."""
    short, long = sorted((len(one.words), len(other.words)))
    if not short:
        return 0.0
    common = _shared(one.words, other.words)
    if long < SHORT and one.figures != other.figures:
        return 0.0
    share = common / long
    inside = short >= BRIEF and common / short >= WITHIN and share >= PART
    return share if share >= SAME or inside else 0.0


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words stand in both in order, in runs of at least RUN (or the whole of the shorter)."""
    least = min(RUN, len(one), len(other))
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= least)


def _figures_kept(quote: Words, text: Words, share: float) -> bool:
    """Whether a short quote's figures are all in the text, or the text is a piece of it and nothing else."""
    if len(quote.words) >= SHORT:
        return True
    if quote.figures <= text.figures:
        return True
    return share * len(quote.words) >= WITHIN * len(text.words)


def _inside(index: int, between: tuple[int, int] | None) -> bool:
    return between is not None and between[0] <= index <= between[1]
