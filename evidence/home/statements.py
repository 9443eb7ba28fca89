"""Statements: what the log says that each row of the record is.

Every change that Muster makes is noted by triggers of its own connection, row by row, and stated at the end
of its transaction under an event. Whoever writes to the file by other means leaves rows that no statement is
for.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from sqlite_utils import Database

UNSTATED = frozenset(
    {
        "_sqlite_migrations",
        "events",
        "statements",
        "outbox",  # what the index has not seen yet
        "open_outbox",  # nor that of those who are not cleared
        "jobs",
        "job_files",
        "freezings",
        "watched",
        "sketched",
        "sketches",
        "mentions_read",
        "looks",
        "to_compare",  # work that waits
        "saved_searches",  # private: the log must not tell of them
    }
)
"""Tables that say nothing of the evidence, or are made again from those that do. All others are stated."""
BULKY = frozenset(
    {
        "account_passwords",  # that the log repeats no hash of a password
        "document_blocks",
        "fields",
        "findings",
        "ledger",
        "mentions",
        "observations",
        "pack_changes",
        "pack_issues",
        "pages",
        "passages",
    }
)
"""Tables whose statements are hashes alone: their words would double the record, or are nobody's business."""
LONGEST = 100
"""Characters of a value that a statement repeats; its hash covers all of them."""
GONE = b""
LAST = """
SELECT s.key, s.digest, max(s.event)
FROM (SELECT DISTINCT CAST(key AS TEXT) AS key FROM temp.touched WHERE name = ?) x
CROSS JOIN main.statements s ON s.name = ? AND s.key = x.key GROUP BY s.key
"""
"""The newest statement of each row of a table that was written."""

Row = dict[str, Any]


def tables(db: Database) -> list[str]:
    """The tables that are accounted for, by name."""
    sql = (
        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    return [name for (name,) in db.execute(sql).fetchall() if name not in UNSTATED]


def watch(db: Database) -> None:
    """Have this connection note which rows it writes. Asked again, it does nothing."""
    if db.execute("SELECT 1 FROM temp.sqlite_master WHERE name = 'touched'").fetchone():
        return
    db.execute("CREATE TEMP TABLE touched (name TEXT NOT NULL, key NOT NULL)")
    for name in tables(db):
        keys = key_columns(db, name)
        for verb, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
            notes = " ".join(
                f"INSERT INTO touched VALUES ('{name}', {_key(keys, f'{row}.')});" for row in rows
            )
            db.execute(
                f"CREATE TEMP TRIGGER touched_{name}_{verb} AFTER {verb} ON main.{name} BEGIN {notes} END"
            )


def touched(db: Database) -> bool:
    """Whether this connection wrote rows that are not stated yet."""
    return db.execute("SELECT 1 FROM temp.touched LIMIT 1").fetchone() is not None


def changed(db: Database) -> list[tuple[str, str, bytes, str]]:
    """What is to be stated of the rows written: (table, key, hash, words); none of one that is as it was."""
    found = []
    before: dict[tuple[str, str], bytes] = {}
    for (name,) in db.execute("SELECT DISTINCT name FROM temp.touched ORDER BY name").fetchall():
        keys = key_columns(db, name)
        wanted = "SELECT DISTINCT key FROM temp.touched WHERE name = ?"
        # CROSS JOIN: the few that were written first, so that no table is read through for them.
        source = f"({wanted}) x CROSS JOIN main.{name} t ON {matches(keys)}"
        now = dict(_rows(db, name, source, [name]))
        for (key,) in db.execute(wanted, [name]).fetchall():
            found.append((name, str(key), *stated(name, now.get(str(key)))))
        before |= {(name, key): digest for key, digest, _ in db.execute(LAST, [name, name])}
    db.execute("DELETE FROM temp.touched")
    return [one for one in found if before.get((one[0], one[1]), GONE) != one[2]]


def state(db: Database, event: int, found: Iterable[tuple[str, str, bytes, str]]) -> str:
    """Store statements under an event. Returns the hash over them, which the event must carry."""
    rows = sorted(found)
    sql = "INSERT INTO main.statements (name, key, event, digest, said) VALUES (?, ?, ?, ?, ?)"
    db.conn.executemany(sql, [(name, key, event, digest, said) for name, key, digest, said in rows])
    return over(rows)


def over(rows: Iterable[tuple[str, str, bytes, str]]) -> str:
    """SHA-256 over statements in the order of their tables and keys, in hex."""
    total = hashlib.sha256()
    for name, key, digest, said in rows:
        total.update(_json([name, key, digest.hex(), said]).encode() + b"\n")
    return total.hexdigest()


def stated(name: str, row: Row | None) -> tuple[bytes, str]:
    """A row's hash and the words that its statement repeats. The row is without what is its column's default,
    so that a column added later changes no hash."""
    if row is None:
        return GONE, ""
    digest = hashlib.sha256(_json([name, row]).encode()).digest()
    return digest, "" if name in BULKY else _json({column: _short(value) for column, value in row.items()})


def rows(db: Database, name: str) -> Iterator[tuple[str, Row]]:
    """Every row of a table with its key, less what is its column's default."""
    return _rows(db, name, f"main.{name} t", [])


def defaults(db: Database, name: str) -> Row:
    """What each column of a table is unless it is given."""
    return dict(_columns(db, name))


def key_of(db: Database, name: str, of: str) -> str:
    """The key of a table's row as SQL; ``of`` is its alias with a point, or nothing."""
    return _key(key_columns(db, name), of)


def _rows(db: Database, name: str, source: str, values: list[Any]) -> Iterator[tuple[str, Row]]:
    columns, keys = _columns(db, name), key_columns(db, name)
    named = ", ".join(f't."{column}"' for column, _ in columns)
    found = db.execute(f"SELECT {_key(keys, 't.')}, {named} FROM {source}", values)
    for key, *row in found:
        yield (
            str(key),
            {
                column: value.hex() if isinstance(value, bytes) else value
                for (column, usual), value in zip(columns, row, strict=True)
                if value != usual
            },
        )


def _columns(db: Database, name: str) -> list[tuple[str, Any]]:
    """A table's columns by name, each with its default."""
    found = db.execute(f"PRAGMA main.table_info({name})").fetchall()
    return sorted((row[1], _value(db, row[4])) for row in found)


def _value(db: Database, sql: str | None) -> Any:
    return None if sql is None else db.execute(f"SELECT {sql}").fetchone()[0]


def key_columns(db: Database, name: str) -> list[str]:
    """The columns of a table's key."""
    found = db.execute(f"PRAGMA main.table_info({name})").fetchall()
    return [row[1] for row in sorted(found, key=lambda row: row[5]) if row[5]]


def _key(keys: list[str], of: str) -> str:
    """The key of a row as SQL: its own value, or a JSON list of several."""
    named = [f'{of}"{key}"' for key in keys]
    return named[0] if len(keys) == 1 else f"json_array({', '.join(named)})"


def matches(keys: list[str], to: str = "x.key") -> str:
    """SQL that a row ``t`` has the key that a statement names."""
    if len(keys) == 1:
        return f't."{keys[0]}" = {to}'
    return " AND ".join(f"t.\"{key}\" = json_extract({to}, '$[{n}]')" for n, key in enumerate(keys))


def _short(value: Any) -> Any:
    if isinstance(value, str) and len(value) > LONGEST:
        return value[: LONGEST - 1] + "…"
    return value


@cache
def _encoder() -> json.JSONEncoder:
    return json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _json(value: Any) -> str:
    return _encoder().encode(value)
