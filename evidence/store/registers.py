"""Registers: measures with their codes and targets, and what a register states beside them."""

from collections.abc import Mapping, Sequence
from typing import Any

from evidence.model import Measure, Register
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
    number = int(record.db["registers"].insert(row).last_pk)
    record.db["register_facts"].insert_all(
        {
            "register": number,
            "name": fact.name,
            "value": fact.value,
            "date": fact.date,
            "passage": _at(passages, fact.passage),
        }
        for fact in register.facts
    )
    for suffix, measure in zip(_suffixes(register.measures), register.measures, strict=True):
        _add_measure(record, number, f"{code}-{suffix}", measure, passages)
    return number


def _add_measure(
    record: Record, register: int, code: str, measure: Measure, passages: Mapping[int, int]
) -> None:
    row: dict[str, Any] = {
        "register": register,
        "code": code,
        "label": measure.label,
        "theme": measure.theme,
        "text": measure.text,
        "overarching": int(measure.overarching),
        "passage": _at(passages, measure.passage),
    }
    number = record.db["measures"].insert(row).last_pk
    record.db["targets"].insert_all(
        {
            "measure": number,
            "indicator": t.indicator,
            "comparator": t.comparator.value,
            "value": t.value,
            "unit": t.unit,
            "period": t.period,
            "baseline": t.baseline,
        }
        for t in measure.targets
    )


def _suffixes(measures: Sequence[Measure]) -> list[str]:
    """What tells a register's measures apart: their place, or an overarching one's printed letter.

    A label that is printed twice counts once; the second gets the next free letters.
    """
    suffixes: list[str] = []
    number = 0
    for measure in measures:
        if not measure.overarching:
            number += 1
            suffixes.append(f"{number:02d}")
            continue
        printed = measure.label.strip("(). ").lower()
        free = (name for name in (printed, *_names()) if name and name not in suffixes)
        suffixes.append(next(free))
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
