"""Rows that say how far measures of the record have got: kept beside them, and no measures themselves."""

from collections.abc import Mapping
from dataclasses import replace

from evidence.linking.eligibility import COMPARISON
from evidence.model import Measure, Register
from evidence.store.read_rows import Row, replaced
from evidence.store.record import Record
from evidence.store.reissues import reissued

SAID = ("owner", "due", "rag", "progress")


def take_updates(
    record: Record, document: int, date: str, register: Register | None, passages: Mapping[int, int]
) -> tuple[Register | None, bool]:
    """Keep what a paper's rows say of measures that they name, inside the caller's transaction.

    ``date`` is the paper's. Returns the register of the rows that are measures of their own, None if there is
    nothing to it, and whether what is kept is not what was. Once a row names a measure that the record knows,
    every row that names one is kept as an update, the unknown ones too: a mistyped code makes no measure.
    """
    if register is None or _stands(record, document):
        return register, replaced(record, "measure_updates", "document", document, [])
    named = _named(record, document, date, register)
    rows, own = [], []
    for place, measure in enumerate(register.measures, 1):
        if place not in named:
            own.append(measure)
        for code in named.get(place, ()):
            passage = None if measure.passage is None else passages[measure.passage]
            rows.append({"document": document, "place": place, "passage": passage, **_row(measure, code)})
    changed = replaced(record, "measure_updates", "document", document, rows)
    kept = [m for m in own if m.text]
    return replace(register, measures=tuple(kept)) if kept or register.facts else None, changed


def _named(record: Record, document: int, date: str, register: Register) -> dict[int, tuple[str, ...]]:
    """By its place, the codes that a row is an update of."""
    coded = {n: m.names for n, m in enumerate(register.measures, 1) if m.names}
    known = _known(record, document) if coded else set()
    if any(code in known for codes in coded.values() for code in codes):
        return coded
    # Codes that nobody knows may be the paper's own numbers: its rows are measures, if they ask for anything.
    bare = {n: codes for n, codes in coded.items() if not register.measures[n - 1].text}
    return bare | reissued(record, document, date, register)


def _known(record: Record, document: int) -> set[str]:
    """The codes that the record ever gave, but for measures of other councils and of this paper itself."""
    sql = """SELECT m.code, d.council AS council, this.council AS own FROM measures m
        JOIN registers r ON r.id = m.register JOIN documents d ON d.id = r.document
        JOIN documents this ON this.id = :document WHERE d.id <> :document"""
    rows = record.db.query(sql, {"document": document})
    return {r["code"] for r in rows if record.bar("", r["own"], "", r["council"]) != COMPARISON}


def _stands(record: Record, document: int) -> bool:
    """Whether somebody decided on measures that this paper brought, when it updated none: so it stays."""
    sql = """SELECT 1 FROM links l JOIN measures m ON m.id = l.measure JOIN registers r ON r.id = m.register
        WHERE r.document = :id AND m.retired_at IS NULL AND l.status <> 'suggested'
        AND NOT EXISTS (SELECT 1 FROM measure_updates u WHERE u.document = :id) LIMIT 1"""
    return record.db.execute(sql, {"id": document}).fetchone() is not None


def _row(measure: Measure, code: str) -> Row:
    said = {name: getattr(measure, name) for name in SAID}
    return {"row": measure.row, "code": code, "named": measure.label or code, **said}
