"""Disposal of a file: every row that rests on it goes, and what the log says of it loses its words.

Which rows rest on it is what the record's own references say, so that a table that is added later is not
forgotten. What remains is the fact: which file by its hash, which documents by their numbers, when, who, why,
on whose authority.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from evidence.errors import NotFound, UsageError
from evidence.home import statements
from evidence.store.emptying import GONE, Emptier, Words
from evidence.store.record import Record

GIVEN = "(SELECT value FROM json_each(?))"
NAMING = (
    """SELECT id, path, reason FROM ledger WHERE path >= ? || '/' AND path < ? || '0' OR instr(reason, ?)"""
)
CHANGES = """SELECT id FROM pack_changes WHERE pack IN (
    SELECT pack FROM pack_sections WHERE id IN (SELECT value FROM json_each(?)))"""
LOOSENED = frozenset(
    {
        ("documents", "parent"),
        ("documents", "replies_to"),
        ("refs", "target_passage"),
        ("measures", "answered_at"),
        ("entered_judgements", "passage"),
        ("ledger", "sha256"),
        ("job_files", "sha256"),
    }
)
"""References that let go: the row stays without them. Every other row goes with what it refers to."""
SPOKEN = {
    "files": ("name",),
    "documents": ("title", "reference"),
    "passages": ("text",),
    "links": ("quote", "note"),
    "corrections": ("value", "was", "note"),
    "measures": ("text", "response"),
    "registers": ("title",),
    "enclosures": ("name",),
    "withdrawals": ("note",),
    "findings": ("text",),
    "pack_items": ("note",),
    "pack_redactions": ("words",),
    "value_decisions": ("note",),
}
"""Columns whose words the log may repeat."""
SUBJECTS = {"documents": "document {}", "passages": "passage {}", "links": "link {}"}

Doomed = dict[str, set[Any]]


@dataclass
class Disposed:
    """What a disposal took out of the record: rows by table, and how many lines of the log lost words."""

    sha256: str
    documents: list[int]
    rows: dict[str, int] = field(default_factory=dict)
    lines: int = 0


def dispose(record: Record, sha256: str, reason: str, authority: str) -> Disposed:
    """Take a file and all that rests on it out of the record, in one transaction. The bytes and the index are
    the caller's (evidence.upkeep.disposal).

    Raises NotFound if there is no such file, UsageError without a reason or an authority.
    """
    if not reason.strip() or not authority.strip():
        raise UsageError(
            "A disposal needs a reason, and the authority that asks for it.",
            "Name the court’s order, or the person’s request with its date.",
        )
    db = record.db
    with record.transaction():
        row = next(iter(db.query("SELECT sha256, size FROM files WHERE sha256 = ?", [sha256])), None)
        if row is None:
            raise NotFound("There is no such file.", "It may have been disposed of before.")
        db.execute("PRAGMA defer_foreign_keys = ON")
        doomed = resting_on(db, sha256)
        numbers = sorted(doomed.get("documents", set()))
        record.enqueue(numbers)
        emptier = Emptier(db, _words(db, doomed, sha256), _subjects(db, doomed), sha256)
        loose = _let_go(db, doomed, sha256)
        for table, keys in doomed.items():
            _delete(db, table, keys)
        changed = emptier.empty({**doomed, **loose})
        why = {"reason": reason.strip(), "authority": authority.strip()}
        kept = {**row, "documents": json.dumps(numbers), **why, "by": record.actor, "at": record.now}
        record.table("disposals").insert(kept)
        told = {"sha256": sha256, "documents": numbers, **why}
        record.event("document disposed of", f"file {sha256}", lines=changed, **told)
    return Disposed(sha256, numbers, {name: len(keys) for name, keys in doomed.items()}, changed)


def resting_on(db: Database, sha256: str) -> Doomed:
    """The keys of every row that refers to a file, by whatever way, table by table."""
    doomed: Doomed = defaultdict(set, {"files": {sha256}})
    references = _references(db)
    new: Doomed = {"files": {sha256}}
    while new:
        found: Doomed = defaultdict(set)
        for table, column, other in references:
            if other in new and (table, column) not in LOOSENED:
                keys = _keys_where(db, table, column, new[other]) - doomed[table]
                found[table] |= keys
        for table, keys in found.items():
            doomed[table] |= keys
        new = {table: keys for table, keys in found.items() if keys}
    return {table: keys for table, keys in doomed.items() if keys}


def _references(db: Database) -> list[tuple[str, str, str]]:
    """Every foreign key: (table, column, the table that it refers to)."""
    names = [name for name in db.table_names() if not name.startswith("sqlite_")]
    keys = ((name, db.execute(f"PRAGMA foreign_key_list({name})").fetchall()) for name in names)
    return [(name, row[3], row[2]) for name, rows in keys for row in rows]


def _keys_where(db: Database, table: str, column: str, values: Iterable[Any]) -> set[Any]:
    key = statements.key_of(db, table, "t.")
    sql = f"SELECT {key} FROM {table} t WHERE t.{column} IN {GIVEN}"  # noqa: S608 - our own schema
    return {row[0] for row in db.execute(sql, [json.dumps(list(values))]).fetchall()}


def _delete(db: Database, table: str, keys: Iterable[Any]) -> None:
    sql = f"DELETE FROM {table} WHERE {statements.key_of(db, table, '')} IN {GIVEN}"  # noqa: S608 - our own schema
    db.execute(sql, [json.dumps(list(keys))])


def _rows(db: Database, table: str, columns: str, keys: Iterable[Any]) -> list[Any]:
    sql = f"SELECT {columns} FROM {table} WHERE {statements.key_of(db, table, '')} IN {GIVEN}"  # noqa: S608 - our own schema
    return list(db.execute(sql, [json.dumps(list(keys))]).fetchall())


def _words(db: Database, doomed: Doomed, sha256: str) -> Words:
    """What the log may have repeated: names and titles, but for those that other papers share; and texts."""
    found: dict[str, set[str]] = defaultdict(set)
    for table, columns in SPOKEN.items():
        if table in doomed:
            for row in _rows(db, table, ", ".join(columns), doomed[table]):
                found[table] |= {value for value in row if value}
    paths = {r[0] for r in db.execute("SELECT path FROM ledger WHERE sha256 = ?", [sha256]).fetchall()}
    others = {
        row[0]
        for row in db.execute(
            "SELECT title FROM documents WHERE sha256 <> ? UNION SELECT name FROM files WHERE sha256 <> ?",
            [sha256, sha256],
        ).fetchall()
    }
    names = (
        found.pop("files", set()) | found.pop("documents", set()) | found.pop("enclosures", set())
    ) - others
    return Words(names | paths, {text for texts in found.values() for text in texts})


def _subjects(db: Database, doomed: Doomed) -> set[str]:
    """What events call the rows that go."""
    found = {form.format(key) for table, form in SUBJECTS.items() for key in doomed.get(table, ())}
    for table in ("measures", "registers"):
        codes = {row[0] for row in _rows(db, table, "code", doomed.get(table, ()))}
        found |= codes | {f"{table[:-1]} {code}" for code in codes}
    return found


def _let_go(db: Database, doomed: Doomed, sha256: str) -> Doomed:
    """Rows that stay lose what tells of the file. Returns their keys."""
    loose: Doomed = defaultdict(set)
    for table, column, other in _references(db):
        if (table, column) in LOOSENED and other in doomed:
            keys = _keys_where(db, table, column, doomed[other]) - doomed.get(table, set())
            if table not in ("ledger", "job_files") and keys:
                loose[table] |= keys
                blank = ", answer = '', response = ''" if table == "measures" else ""
                _update(db, table, f"{column} = NULL{blank}", keys)
    loose["ledger"] = _ledger(db, sha256)
    db.execute("UPDATE job_files SET name = ? || ' ' || id, sha256 = NULL WHERE sha256 = ?", [GONE, sha256])
    loose["pack_changes"] = _changes(db, doomed)
    return loose


def _update(db: Database, table: str, setting: str, keys: Iterable[Any]) -> None:
    sql = f"UPDATE {table} SET {setting} WHERE {statements.key_of(db, table, '')} IN {GIVEN}"  # noqa: S608 - our own schema
    db.execute(sql, [json.dumps(list(keys))])


def _ledger(db: Database, sha256: str) -> set[Any]:
    """The lines of the file stay, without its name; those of what came inside it lose its name, too."""
    of_file = db.execute("SELECT id, path FROM ledger WHERE sha256 = ?", [sha256]).fetchall()
    keys = {number for number, _ in of_file}
    sql = "UPDATE ledger SET path = ?, reason = ?, sha256 = NULL WHERE sha256 = ?"
    db.execute(sql, [GONE, "It was disposed of; the log says why.", sha256])
    for path in {path for _, path in of_file}:
        name = path.rsplit("/", 1)[-1]
        db.execute("DELETE FROM watched WHERE path = ? OR path LIKE '%/' || ?", [path, name])
        for number, other, reason in db.execute(NAMING, [path, path, path]).fetchall():
            keys.add(number)
            inside = GONE + other[len(path) :] if other.startswith(f"{path}/") else other
            sql = "UPDATE ledger SET path = ?, reason = ? WHERE id = ?"
            db.execute(sql, [inside, reason.replace(path, GONE), number])
    return keys


def _changes(db: Database, doomed: Doomed) -> set[Any]:
    """What stood in packs before a change holds notes and quotes: it can be undone no more."""
    sections = [row[0] for row in _rows(db, "pack_items", "section", doomed.get("pack_items", ()))]
    keys = {row[0] for row in db.execute(CHANGES, [json.dumps(sections)]).fetchall()}
    undone = "undone_at = iif(undone_at = '', at, undone_at)"
    _update(db, "pack_changes", f"says = '{GONE}', before = '[]', {undone}", keys)
    return keys
