"""What was asked for, part by part: each with what finds it, as it was meant and where OCR broke it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from evidence.language.words import COMMON
from evidence.search.engine import Marks
from evidence.search.query.clauses import Any, Clause, Named, Titled


@dataclass(frozen=True)
class Unit:
    """One thing that was asked for.

    ``exact`` finds it as it was meant; ``wide`` also where OCR broke it, into the words ``misread``.
    ``others`` are its long form or acronym: how each is said, and its stems. A ``demanded`` unit is never
    given up.
    """

    said: str
    exact: Clause
    wide: Clause
    stems: tuple[str, ...] = ()
    misread: tuple[str, ...] = ()
    others: tuple[tuple[str, tuple[str, ...]], ...] = ()
    beginnings: tuple[str, ...] = ()
    weight: float = 1.0
    whole: str = ""  # the stem of the hyphened word that this is a part of, or what names all its spellings
    also: str = ""  # another of its spellings
    demanded: bool = False
    quoted: bool = False
    common: bool = False
    who: bool = False
    titled: tuple[str, ...] = ()
    """Any of these in a document's title says that it is the paper that was meant."""
    dated: tuple[str, ...] = ()
    """The names of papers of the date that was asked for (entries.py)."""
    theirs: Clause | None = None
    """What finds the papers of whom it names, or of the date."""
    ranks: Clause | None = None
    """What a passage is scored by, where that is not what finds it."""

    @property
    def anywhere(self) -> Clause:
        """It, or its words in the document's title, or its paper's date."""
        if not self.titled:
            return self.wide
        paper: tuple[Clause, ...] = (Named(self.dated),) if self.dated else ()
        return Any((self.wide, Titled(self.titled), *paper))


@dataclass(frozen=True)
class Plan:
    """All that was asked for, and what must not be there."""

    units: tuple[Unit, ...]
    banned: tuple[Clause, ...]
    named: tuple[Clause, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @cached_property
    def marks(self) -> Marks:
        """What to mark in a passage: common words only within phrases, or if nothing else was asked."""
        shown = [unit for unit in self.units if not unit.common] or self.units
        stems = [
            s
            for unit in shown
            for s in (
                *unit.stems,
                unit.whole,
                *_telling(unit.others),
            )
            if s
        ]
        return Marks(
            frozenset(stems),
            frozenset(w for unit in shown for w in unit.misread),
            frozenset(b for unit in shown for b in unit.beginnings),
        )


def _telling(others: Iterable[tuple[str, tuple[str, ...]]]) -> list[str]:
    """The stems of long forms, without their little words, which stand all over a text."""
    return [each for _, stems in others for each in stems if each not in COMMON]
