"""The fields of the query language: kind:letter from:2010 by:"A. Name" label:3.2.5 has:finding.

Two values of one field are alternatives (``kind:letter kind:report``, ``kind:letter,report``); different
fields must all hold. NOT or - before a field takes away what it holds for.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from evidence.language.dates import span

NAMES = {
    "kind": "kind",
    "from": "from",
    "to": "to",
    "year": "year",
    "by": "by",
    "author": "by",
    "block": "block",
    "measure": "measure",
    "label": "label",
    "para": "label",
    "source": "source",
    "council": "council",
    "document": "document",
    "stance": "stance",
    "finding": "finding",
    "has": "has",
}
"""What may be typed before the colon, and what it is called."""

SAID = {
    "from": "dated from {}",
    "to": "dated up to {}",
    "by": "by {}",
    "has": "with a {}",
    "accepted": "accepted with the stance {}",
    "label": "para {}",
}


STANCES = frozenset({"supports", "contradicts", "context"})
"""After ``has:``, what a person accepted with that stance; with ``measure:``, for that measure."""


@dataclass(frozen=True)
class Field:
    """One value of one field; ``name`` is one of NAMES' values, or "accepted"."""

    name: str
    value: str
    without: bool = False


def say(fields: Iterable[Field]) -> list[str]:
    """The fields in words: "kind letter or report", "not by A. Name"."""
    grouped: dict[tuple[str, bool], list[str]] = {}
    for field in fields:
        grouped.setdefault((field.name, field.without), []).append(field.value)
    return [
        ("not " if without else "") + SAID.get(name, f"{name} {{}}").format(" or ".join(values))
        for (name, without), values in grouped.items()
    ]


def read(name: str, value: str, without: bool = False) -> tuple[list[Field], str]:
    """The fields that were meant, and a note in words; no fields for a value that cannot be one.

    ``name`` is a key of NAMES.
    """
    name = NAMES[name]
    if not re.search(r"\w", value):
        return [], f"Nothing was given after “{name}:”, so it was read as a word."
    if name in {"from", "to"}:
        if not span(value):
            return [], not_a_date(value) + " It was searched for as words."
        return [Field(name, value, False)], "Dates cannot be excluded; NOT was left out." if without else ""
    values = [value] if name in {"by", "label"} else re.split(r"[,;]", value)
    said = [v.strip() for v in values if re.search(r"\w", v)]
    return [Field(_called(name, v), v, without) for v in said], ""


def _called(name: str, value: str) -> str:
    return "accepted" if name == "has" and value.casefold() in STANCES else name


def not_a_date(typed: str) -> str:
    """The sentence that says so."""
    return f"“{typed[:40]}” is not a date such as 2011, 2011-06 or 2011-06-22, so it was not used."


def plain_label(label: str) -> str:
    """A label as it is compared: without the spaces, brackets and the full stop around it."""
    return re.sub(r"\s", "", label).strip(".:()[]").casefold()


def titles_of(fields: Iterable[Field]) -> list[str]:
    """What documents are asked for by: words of their titles; none if it is their numbers."""
    asked = [field.value for field in fields if field.name == "document"]
    return [] if all(value.isdecimal() for value in asked) else asked
