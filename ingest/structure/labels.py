"""Which labels are labels: a number that begins a line may be a date, a quantity or a wrapped sentence."""

import re

from evidence.language.months import MONTH
from ingest.structure.marks import Label

_MONTH = re.compile(rf"{MONTH}\b", re.I)
_NOT_AFTER_BARE = re.compile(
    r"(?:A\*|[A-Z]\*|(?:\w+\s+){0,3}(?:street|road|lane|avenue|house|place|square|gate|way|court|row|floor)\b)",
    re.I,
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_PUNCTUATION = ".()"
_FIGURES, _LETTERS, _ROMANS = "figures", "letters", "romans"


class Sequence:
    """The labels accepted so far in a file, and whether another would follow on from them."""

    def __init__(self) -> None:
        self._dotted: set[tuple[int, ...]] = set()
        self._last: dict[tuple[str, str], int] = {}  # by way of writing, and letters apart from roman numbers
        self._top = 0

    def follows(self, label: Label) -> bool:
        """Whether the label is the one that a reader of the labels so far would expect, or nearly."""
        if label.style == "dotted":
            return self._dotted_follows(numbers(label.printed))
        if label.style == "bare":
            return self._top in (value(label) - 1, value(label))
        places = _places(label)
        return any(0 < v - self._last.get((self._key(label), t), v) <= 2 for t, v in places.items())

    def starts(self, label: Label) -> bool:
        """Whether the label can open a list: 1, a, i, A."""
        return 1 in values(label)

    def add(self, label: Label) -> None:
        """Remember an accepted label."""
        if label.style == "dotted":
            parts = numbers(label.printed)
            self._dotted.add(parts)
            self._top = parts[0]
            return
        key, places = self._key(label), _places(label)
        track = self._track(key, places)
        self._last[key, track] = places[track]
        if track == _LETTERS:
            self._last.pop((key, _ROMANS), None)  # the list within the last letter has ended
        if label.style in ("number", "bare"):
            self._top = value(label)

    def _track(self, key: str, places: dict[str, int]) -> str:
        """Whether "(i)" is the first roman number, within "(a)", or the ninth letter, after "(h)"."""
        for track in (_ROMANS, *places):
            last = self._last.get((key, track))
            if track in places and last is not None and places[track] == last + 1:
                return track
        if _ROMANS in places and (len(places) == 1 or places[_ROMANS] == 1):
            return _ROMANS
        return next(iter(places))

    def _dotted_follows(self, parts: tuple[int, ...]) -> bool:
        if parts[:-1] in self._dotted or (parts[-1] <= 1 and parts[0] in (self._top, self._top + 1)):
            return True
        return any((*parts[:-1], parts[-1] - back) in self._dotted for back in (1, 2, 3))

    @staticmethod
    def _key(label: Label) -> str:
        closing = "".join(c for c in label.printed if c in _PUNCTUATION)
        style = label.style + (label.printed[0] if label.style == "coded" else "")
        return ("figure" if label.printed.strip(_PUNCTUATION).isdigit() else style) + closing


def numbers(printed: str) -> tuple[int, ...]:
    """The numbers of a dotted label: "3.2.5" is (3, 2, 5)."""
    return tuple(int(n) for n in re.findall(r"\d+", printed))


def value(label: Label) -> int:
    """Where the label stands in its list, counting from 1."""
    return values(label)[0]


def values(label: Label) -> tuple[int, ...]:
    """Every place that the label can stand for: "i" is the first roman number and the ninth letter."""
    return tuple(_places(label).values()) or (0,)


def _places(label: Label) -> dict[str, int]:
    """The same, by what the label would then be: a figure, a letter, a roman number."""
    core = label.printed.strip(_PUNCTUATION + ":")
    if core.isdigit():
        return {_FIGURES: int(core)}
    if label.style in ("mixed", "coded", "dotted"):
        return {_FIGURES: numbers(core)[-1]}
    places = {_LETTERS: ord(core.lower()) - 96} if len(core) == 1 else {}
    return places | ({_ROMANS: _roman(core)} if set(core) <= set(_ROMAN) else {})


def plausible(label: Label, so_far: Sequence, later: list[Label], *, gap: bool, flowing: bool) -> bool:
    """Whether a label that begins a line is one.

    ``gap``: white space or a list dash stands before. ``flowing``: the line above is text without an end, so
    that this line may be its continuation. ``later``: the possible labels of the lines below.
    """
    follows = so_far.follows(label)
    rest = label.rest.lstrip("*_\"'‘“(")
    if not rest:
        return label.style in ("dotted", "number") and follows and not flowing
    if label.style != "letter" and _MONTH.match(rest) and not (follows and gap and label.style == "dotted"):
        return False
    if label.style == "dotted" and _looks_like_a_date(label.printed):
        return False
    lower = rest[0].islower()
    if label.style == "coded":
        return _coded(label, follows, later, gap and not flowing and rest[:1].isupper())
    if label.style == "bare":
        return _bare(label, follows, later, gap and not flowing and not lower)
    if label.style in ("dotted", "number"):
        return follows if lower or flowing else True
    if label.style == "capital":
        return (follows or (so_far.starts(label) and _next_is_near(label, later))) and not flowing
    opens = so_far.starts(label) and (gap or not flowing)
    return follows or opens


def _bare(label: Label, follows: bool, later: list[Label], stands_alone: bool) -> bool:
    if not stands_alone or _NOT_AFTER_BARE.match(label.rest) or not label.rest[0].isalpha():
        return False
    if len(label.rest.split()) < 2 and not _next_is_near(label, later):
        return False
    return (follows and value(label) > 1) or _next_is_near(label, later, anywhere=True)


def _coded(label: Label, follows: bool, later: list[Label], stands_alone: bool) -> bool:
    """Whether "A1" labels a sentence: "A2" comes below; or "A2" one, since "A1" stood above."""
    if not stands_alone or len(label.rest.split()) < 3:
        return False
    letter, near = label.printed[0], [o for o in later[:40] if o.style == "coded"]
    is_next = any(o.printed[0] == letter and value(o) == value(label) + 1 for o in near)
    return is_next or (follows and value(label) > 1)


def _next_is_near(label: Label, later: list[Label], anywhere: bool = False) -> bool:
    """Whether the next label of the same style comes below; for "1" also "1.1"."""
    for other in later if anywhere else later[:40]:
        if other.style == label.style and value(other) == value(label) + 1:
            return True
        if label.style == "bare" and other.style == "dotted" and numbers(other.printed)[0] == value(label):
            return True
    return False


def _looks_like_a_date(printed: str) -> bool:
    parts = re.findall(r"\d+", printed)
    return len(parts) == 3 and any(len(p) == 2 and p.startswith("0") for p in parts[:2])


def _roman(text: str) -> int:
    total = 0
    for here, after in zip(text, [*text[1:], ""], strict=True):
        amount = _ROMAN[here]
        total += -amount if after and _ROMAN[after] > amount else amount
    return total
