"""Is a record's schema what the migrations make? A trigger that is not theirs rewrites what Muster writes."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from evidence.schema import views
from evidence.schema.migrations import migrations

PARTS = """SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
    AND tbl_name <> '_sqlite_migrations' ORDER BY type, name"""


@dataclass(frozen=True)
class Part:
    """A table, index, view or trigger that is not as it should be: a sentence, and what to do."""

    name: str
    says: str
    advice: str
    lost: bool = False  # a table, without which nothing else can be read


def differing(db: Database) -> Iterator[Part]:
    """Each part of a record that is not Muster's, is gone, or is otherwise than Muster makes it."""
    made = Database(memory=True)
    migrations.apply(made)
    views.make(made)
    expected, found = _parts(made), _parts(db)
    for (kind, name), sql in found.items():
        if (kind, name) not in expected:
            says = f"The {kind} {name} is in the record, and is none of Muster's"
            says += ": it may change what Muster writes." if kind == "trigger" else "."
            yield Part(
                name, says, f"Find out who put it there, and take it out: `DROP {kind.upper()} {name}`."
            )
        elif _plain(sql) != _plain(expected[kind, name]):
            yield Part(name, f"The {kind} {name} is not as Muster makes it.", _way_out(kind, sql))
    for (kind, name), sql in expected.items():
        if (kind, name) not in found:
            says = f"The {kind} {name} is gone from the record."
            yield Part(name, says, _way_out(kind, sql), lost=kind == "table")


def _parts(db: Database) -> dict[tuple[str, str], str]:
    return {(kind, name): sql for kind, name, sql in db.execute(PARTS).fetchall()}


def _plain(sql: str) -> str:
    return " ".join(sql.split())


def _way_out(kind: str, sql: str) -> str:
    if kind == "view":
        return "`muster reindex` makes it again."
    if kind == "index":
        return f"Make it again: `{_plain(sql)}`."
    return "Restore the record from a backup, or find out who wrote to muster.db by other means than Muster."
