"""A measure's target stated in a passage: "16.4, below the target of 18" tells what it is about. Pure."""

import re
from collections.abc import Sequence

import numpy as np

from evidence.language.units import say_value
from evidence.linking.candidates import Asked, Candidate
from evidence.linking.vocabulary import Floats, Ints
from evidence.model import Target

STATED = 0.4  # less than the measure's indicator named: another measure may ask for the same number

_WORD = r"\b(?:targets?|limit|ceiling|threshold|goal|maximum|minimum)\b"
_NUMBER = r"(?<![\w.,£])\d+(?:,\d{3})*(?:\.\d+)?(?![\w,]|\.\d)\s*(?:%|per\s?cent\b)?"
# "target of 18", "targets (72% and …)", "an 18 per cent target".
_STATED = re.compile(
    rf"{_WORD}\W{{0,3}}(?:(?!\d)\w+\W{{1,3}}){{0,4}}?(?P<after>{_NUMBER})|(?P<before>{_NUMBER})\s+{_WORD}",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")

Value = tuple[float, bool]
"""A number, and whether it is a percentage."""


class StatedTargets:
    """The values of measures' targets, looked for where passages speak of targets."""

    def __init__(self, measures: Sequence[Asked]) -> None:
        self._targets = [{value_of(t): t for t in m.targets if t.value is not None} for m in measures]

    def scores(self, stated: Sequence[frozenset[Value]], wanted: Ints) -> Floats:
        """Passages × the wanted measures; ``stated`` are the passages' values (``stated_in``)."""
        out = np.zeros((len(stated), len(wanted)))
        for row, values in enumerate(stated):
            for column, measure in enumerate(wanted.tolist() if values else ()):
                if values & self._targets[measure].keys():
                    out[row, column] = STATED
        return out

    def shared(self, stated: frozenset[Value], measure: int) -> list[str]:
        """The measure's targets that a passage states, in words."""
        own = self._targets[measure]
        return [say_value(v, own[v, p].unit) for v, p in sorted(stated & own.keys())]


def value_of(target: Target) -> Value:
    return target.value or 0.0, target.unit == "percent"


def stated_in(candidates: Sequence[Candidate]) -> list[frozenset[Value]]:
    """The values that each passage states as targets."""
    stating = (_STATED.finditer(c.text) if _DIGIT.search(c.text) else () for c in candidates)
    return [frozenset(map(_read, found)) for found in stating]


def _read(match: re.Match[str]) -> Value:
    said = match["after"] or match["before"]
    number = re.match(r"[\d,.]+", said)
    return float(number[0].replace(",", "")) if number else 0.0, "%" in said or "cent" in said.lower()
