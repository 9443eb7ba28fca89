"""The log held against the record: every row with the newest statement that the log makes of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from evidence.home import statements, tombstones
from evidence.home.statements import GONE, Row

NEWEST = """SELECT key, digest, said, max(event) AS event FROM main.statements WHERE name = ? GROUP BY key"""
MADE = "SELECT event, name, key, digest, said FROM main.statements ORDER BY event, name, key"


@dataclass(frozen=True)
class Difference:
    """A row that is not what the log says. ``event`` is the statement's, 0 where there is none; ``row`` is
    None where the row is gone."""

    name: str
    key: str
    event: int
    said: str
    row: Row | None
    gone: bool = False  # whether the log says that it is gone


def differences(db: Database) -> Iterator[Difference]:
    """Every row that is not as the log says, table by table."""
    standing = statements.tables(db)
    for name in standing:
        newest = {key: (digest, said, event) for key, digest, said, event in db.execute(NEWEST, [name])}
        for key, row in statements.rows(db, name):
            digest, said, event = newest.pop(key, (GONE, "", 0))
            if digest != statements.stated(name, row)[0]:
                yield Difference(name, key, event, said, row, gone=event > 0 and digest == GONE)
        for key, (digest, said, event) in newest.items():
            if digest != GONE:
                yield Difference(name, key, event, said, None)
    for (name,) in db.execute("SELECT DISTINCT name FROM main.statements").fetchall():
        if name not in standing and name not in statements.UNSTATED:
            yield Difference(name, "", 0, "", None)


def unsealed(db: Database) -> Iterator[tuple[int, str]]:
    """Events whose statements are not those that were made: (event, what is wrong)."""
    sealed: dict[int, str] = dict(
        db.execute("SELECT id, states FROM main.events WHERE states <> ''").fetchall()
    )
    sealed |= {event: states for event, (_, states) in tombstones.left(db).items() if event in sealed}
    known = {row[0] for row in db.execute("SELECT id FROM main.events").fetchall()}
    for event, made in groupby(db.execute(MADE), key=lambda row: row[0]):
        over = statements.over(tuple(row[1:]) for row in made)
        states = sealed.pop(event, "")
        if event not in known:
            yield event, "is not in the log, which has statements of it"
        elif over != states:
            yield event, "has other statements than it made"
    for event in sealed:
        yield event, "has lost its statements"


def restate(db: Database, event: int, but: set[tuple[str, str]]) -> str:
    """State under ``event`` every row that is not as it was stated, except ``but``. Returns the hash over
    the statements, which the event must carry; nothing if there are none."""
    found = [d for d in differences(db) if d.name in statements.tables(db) and (d.name, d.key) not in but]
    made = [(d.name, d.key, *statements.stated(d.name, d.row)) for d in found]
    return statements.state(db, event, made) if made else ""


def counted(db: Database) -> dict[str, int]:
    """How many rows each table has that is accounted for; none that is empty."""
    sizes: dict[str, Any] = {
        name: db.execute(f"SELECT count(*) FROM main.{name}").fetchone()[0] for name in statements.tables(db)
    }
    return {name: size for name, size in sizes.items() if size}
