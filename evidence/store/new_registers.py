"""Registers of a file read again: a measure keeps its code and its id where its words stay."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from evidence.model import Measure, Reading, Register
from evidence.rereading.anchoring import MOST, align, held, words_of
from evidence.store.measure_edits import as_read, overlay
from evidence.store.measure_updates import take_updates
from evidence.store.read_rows import Row, replaced
from evidence.store.record import Record
from evidence.store.registers import (
    add_measure,
    add_register,
    fact_rows,
    measure_row,
    next_suffix,
    target_rows,
)


@dataclass(frozen=True)
class RegisterChange:
    """The codes of measures that read otherwise, are new, or are gone. ``other``: its title, its facts, or
    what it says of measures that it names."""

    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    other: bool = False


def reread_registers(
    record: Record, documents: Sequence[int], readings: Sequence[Reading], places: Sequence[Mapping[int, int]]
) -> list[RegisterChange]:
    """Put the readings' registers in the place of those stored. Returns a change for each document.

    ``documents`` are the readings' documents, then those withdrawn; ``places`` gives, for each reading, the
    record's id for each ordinal. A document's register is its own, or one that another document of the
    file no longer has. Runs inside the caller's transaction.
    """
    stored = [
        row
        for d in documents
        for row in record.table("registers").rows_where("document = ?", [d], order_by="id")
    ]
    left = [
        take_updates(record, documents[n], reading.field("date"), reading.register, places[n])
        for n, reading in enumerate(readings)
    ]
    readings = [replace(r, register=own) for r, (own, _) in zip(readings, left, strict=True)]
    claimed: dict[int, Row] = {}
    for index, reading in enumerate(readings):
        own = [r for r in stored if r["document"] == documents[index] and r not in claimed.values()]
        if reading.register and own:
            claimed[index] = own[0]
    for index, reading in enumerate(readings):
        free = [r for r in stored if r not in claimed.values()]
        if reading.register and index not in claimed and free:
            claimed[index] = free[0]
    changes = [RegisterChange() for _ in documents]
    for row in stored:
        if row not in claimed.values() and row["retired_at"] is None:
            changes[documents.index(row["document"])] = _retire(record, row)
    for index, reading in enumerate(readings):
        if reading.register:
            changes[index] = _reread(
                record, claimed.get(index), documents[index], reading, reading.register, places[index]
            )
    for index, (_, updates) in enumerate(left):
        changes[index] = replace(changes[index], other=changes[index].other or updates)
    return changes


def _retire(record: Record, register: Row) -> RegisterChange:
    """A register that no reading of its file has: its measures stay as far as something rests on them."""
    record.table("registers").update(register["id"], {"retired_at": record.now})
    rows = record.table("measures").rows_where("register = ? AND retired_at IS NULL", [register["id"]])
    gone = list(rows)
    for row in gone:
        record.table("measures").update(
            row["id"], {"retired_at": record.now, "passage": None, "answered_at": None}
        )
    record.table("register_facts").delete_where("register = ?", [register["id"]])
    return RegisterChange(retired=tuple(row["code"] for row in gone), other=True)


def _reread(
    record: Record,
    stored: Row | None,
    document: int,
    reading: Reading,
    register: Register,
    passages: Mapping[int, int],
) -> RegisterChange:
    if stored is None:
        number = add_register(record, document, reading.register_date, register, passages)
        rows = record.table("measures").rows_where("register = ?", [number], order_by="ordinal")
        return RegisterChange(added=tuple(row["code"] for row in rows))
    facts = fact_rows(stored["id"], register, passages)
    other = replaced(record, "register_facts", "register", stored["id"], facts)
    row = {"document": document, "kind": register.kind, "title": register.title, "retired_at": None}
    if any(stored[key] != value for key, value in row.items()):
        record.table("registers").update(stored["id"], row)
        other = True
    return _measures(record, stored, register, passages, other)


def _measures(
    record: Record, stored: Row, register: Register, passages: Mapping[int, int], other: bool
) -> RegisterChange:
    """Update, add and retire a register's measures."""
    every = list(
        record.table("measures").rows_where(
            "register = ?", [stored["id"]], order_by="retired_at, ordinal, id"
        )
    )
    before = as_read(record, [row for row in every if not row["made_by"]])
    rows = [measure_row(stored["id"], i, m, passages) for i, m in enumerate(register.measures, 1)]
    same = _same_measures(before, rows)
    taken = [row["code"].removeprefix(f"{stored['code']}-") for row in every]
    changed, added = [], []
    for index, (row, measure) in enumerate(zip(rows, register.measures, strict=True)):
        if index in same:
            if _update(record, same[index], {**row, "retired_at": None}, measure):
                changed.append(same[index]["code"])
            continue
        taken.append(next_suffix(measure, taken))
        code = f"{stored['code']}-{taken[-1]}"
        add_measure(record, code, row, measure)
        added.append(code)
    kept = {row["id"] for row in same.values()}
    gone = [row for row in before if row["id"] not in kept and row["retired_at"] is None]
    for row in gone:
        record.table("measures").update(
            row["id"], {"retired_at": record.now, "passage": None, "answered_at": None}
        )
    return RegisterChange(tuple(changed), tuple(added), tuple(row["code"] for row in gone), other)


def _update(record: Record, before: Row, row: Row, measure: Measure) -> bool:
    """Update one measure and its targets. Returns whether anything was otherwise."""
    targets = replaced(record, "targets", "measure", before["id"], target_rows(before["id"], measure.targets))
    if all(before[key] == value for key, value in row.items()):
        return targets
    record.table("measures").update(before["id"], overlay(record, before["id"], row))
    return True


def _same_measures(before: list[Row], rows: list[Row]) -> dict[int, Row]:
    """Which stored measure each new one is: by its words, else by its passage, else by its label and theme if
    most of its words agree. One that was retired comes back only by its words."""
    live = [row for row in before if row["retired_at"] is None]
    found = {n: live[o] for n, o in align([r["text"] for r in live], [r["text"] for r in rows]).items()}
    retired = [row for row in before if row["retired_at"] is not None]
    rest = [n for n in range(len(rows)) if n not in found]
    back = align([r["text"] for r in retired], [rows[n]["text"] for n in rest], alike=False)
    found.update((rest[n], retired[o]) for n, o in back.items())
    for keys in (("passage",), ("label", "theme")):
        _by(keys, live, rows, found)
    return found


def _by(keys: tuple[str, ...], live: list[Row], rows: list[Row], found: dict[int, Row]) -> None:
    """Pair what is left where the keys name one on either side."""
    taken = {row["id"] for row in found.values()}
    old = [row for row in live if row["id"] not in taken]
    new = [n for n in range(len(rows)) if n not in found]
    for n in new:
        key = [rows[n][k] for k in keys]
        twins = [m for m in new if [rows[m][k] for k in keys] == key]
        those = [row for row in old if [row[k] for k in keys] == key]
        if key[0] and len(twins) == len(those) == 1 and _related(those[0]["text"], rows[n]["text"], keys):
            found[n] = those[0]


def _related(one: str, other: str, keys: tuple[str, ...]) -> bool:
    """A label says little: list items move up. A passage that kept its identity kept its words."""
    a, b = words_of(one), words_of(other)
    return "passage" in keys or max(held(a, b), held(b, a)) >= MOST
