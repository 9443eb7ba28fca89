"""Registers: measures with their codes and targets, and what a register states beside them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from evidence.model import Measure, Register, Target
from evidence.store.record import Record

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def add_register(
    record: Record, document: int, date: str, register: Register, passages: Mapping[int, int]
) -> int:
    """Store a document's register inside the caller's transaction. Returns its id.

    ``date`` is the document's; ``passages`` gives the record's id for each ordinal.
    """
    code = _register_code(record, register.kind, date)
    row = {"document": document, "code": code, "kind": register.kind, "title": register.title}
    number = record.insert("registers", row)
    record.insert_all("register_facts", fact_rows(number, register, passages))
    suffixes = _suffixes(register.measures)
    for place, (suffix, measure) in enumerate(zip(suffixes, register.measures, strict=True), 1):
        add_measure(record, f"{code}-{suffix}", measure_row(number, place, measure, passages), measure)
    return number


def fact_rows(register: int, read: Register, passages: Mapping[int, int]) -> list[dict[str, Any]]:
    """A register's facts as rows."""
    return [
        {
            "register": register,
            "name": fact.name,
            "value": fact.value,
            "date": fact.date,
            "passage": _at(passages, fact.passage),
        }
        for fact in read.facts
    ]


def measure_row(register: int, place: int, measure: Measure, passages: Mapping[int, int]) -> dict[str, Any]:
    """A measure as a row, without its code. ``place`` is its place in its paper, from 1."""
    return {
        "register": register,
        "label": measure.label,
        "theme": measure.theme,
        "text": measure.text,
        "overarching": int(measure.overarching),
        "passage": _at(passages, measure.passage),
        "ordinal": place,
        "owner": measure.owner,
        "due": measure.due,
        "rag": measure.rag,
        "progress": measure.progress,
        "answer": str(measure.answer),
        "response": measure.response,
        "answered_at": _at(passages, measure.answered_at),
    }


def target_rows(measure: int, targets: Sequence[Target]) -> list[dict[str, Any]]:
    """A measure's targets as rows."""
    return [
        {
            "measure": measure,
            "indicator": t.indicator,
            "comparator": t.comparator.value,
            "value": t.value,
            "unit": t.unit,
            "period": t.period,
            "baseline": t.baseline,
        }
        for t in targets
    ]


def add_measure(record: Record, code: str, row: dict[str, Any], measure: Measure) -> int:
    """Store one measure with its targets. Returns its id."""
    number = record.insert("measures", {"code": code, **row})
    record.insert_all("targets", target_rows(number, measure.targets))
    return number


def next_suffix(measure: Measure, taken: Collection[str]) -> str:
    """What tells a measure that was found later from the others; one once given is never given again."""
    if not measure.overarching:
        return f"{max((int(s) for s in taken if s.isdigit()), default=0) + 1:02d}"
    printed = measure.label.strip("(). ").lower()
    return next(name for name in (printed, *_names()) if name and name not in taken)


def _suffixes(measures: Sequence[Measure]) -> list[str]:
    """What tells a register's measures apart: their place, or an overarching one's printed letter.

    A label that is printed twice counts once; the second gets the next free letters.
    """
    suffixes: list[str] = []
    for measure in measures:
        suffixes.append(next_suffix(measure, suffixes))
    return suffixes


def _register_code(record: Record, kind: str, date: str) -> str:
    """A letter for the kind and the year, as in N2010; a second one of a year becomes N2010b."""
    stem = f"{kind[0].upper()}{date[:4] or 'x'}"
    taken = {row["code"] for row in record.db.query("SELECT code FROM registers")}
    candidates = (stem, *(f"{stem}{name}" for name in _names()[1:]))
    return next(code for code in candidates if code not in taken)


def _names() -> list[str]:
    """a, b, … z, aa, ab, … zz"""
    return [*LETTERS, *(first + second for first in LETTERS for second in LETTERS)]


def _at(passages: Mapping[int, int], ordinal: int | None) -> int | None:
    return None if ordinal is None else passages[ordinal]
