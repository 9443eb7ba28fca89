"""What to look for, said so that every engine can: a tree over an index's fields.

- ``body``: the stems of a passage's text, heading and label, with their positions;
- ``titled``: those of its document's title;
- ``printed``: the same words as they stand;
- ``named``: what else a passage can be found by, such as its label (see entries.py).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stems:
    """Any of these stems, which count as one word."""

    stems: tuple[str, ...]


@dataclass(frozen=True)
class Titled:
    """Any of these stems in the document's title. It adds nothing to a score."""

    stems: tuple[str, ...]


@dataclass(frozen=True)
class Printed:
    """Any of these words as printed, which count as one word."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Beginning:
    """Any word, as printed, that begins so."""

    prefix: str


@dataclass(frozen=True)
class Row:
    """These stems side by side, in this order."""

    stems: tuple[str, ...]


@dataclass(frozen=True)
class Together:
    """These stems side by side, in this order, each passage scoring ``gain`` whatever its length."""

    stems: tuple[str, ...]
    gain: float


@dataclass(frozen=True)
class Close:
    """Each of these stems with at most ``within`` words between it and the next, in either order."""

    stems: tuple[str, ...]
    within: int


@dataclass(frozen=True)
class Named:
    """Any of these names, each passage scoring ``gain``."""

    names: tuple[str, ...]
    gain: float = 0.0


@dataclass(frozen=True)
class Every:
    """Every passage. It adds nothing to a score."""


@dataclass(frozen=True)
class All:
    """All of these; their scores are added."""

    parts: "tuple[Clause, ...]"


@dataclass(frozen=True)
class Any:
    """At least ``needed`` of these; their scores are added."""

    parts: "tuple[Clause, ...]"
    needed: int = 1


@dataclass(frozen=True)
class But:
    """The first without any of the others."""

    part: "Clause"
    without: "tuple[Clause, ...]"


@dataclass(frozen=True)
class Weighed:
    """The same, its score multiplied."""

    part: "Clause"
    weight: float


Clause = (
    Stems | Titled | Printed | Beginning | Row | Together | Close | Named | Every | All | Any | But | Weighed
)


def all_of(parts: "list[Clause]") -> "Clause":
    """All of the parts; every passage if there is none."""
    return parts[0] if len(parts) == 1 else All(tuple(parts)) if parts else Every()


def without(part: "Clause", banned: "list[Clause]") -> "Clause":
    """The part without the banned ones, if any."""
    return But(part, tuple(banned)) if banned else part


def bare(clause: "Clause") -> "Clause":
    """What finds the same passages, without what only lifts some of them: enough to count by."""
    if isinstance(clause, Any):
        parts = tuple(bare(part) for part in clause.parts if not isinstance(part, Together))
        return parts[0] if len(parts) == 1 else Any(parts, clause.needed)
    if isinstance(clause, All):
        return All(tuple(map(bare, clause.parts)))
    if isinstance(clause, But):
        return But(bare(clause.part), tuple(map(bare, clause.without)))
    if isinstance(clause, Named):
        return Named(clause.names)
    return clause
