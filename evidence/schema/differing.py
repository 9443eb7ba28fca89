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
    expected, found = _expected(), _parts(db)
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
            yield _gone(kind, name, sql)


def gone(name: str) -> Part | None:
    """What is told of a table or view that a statement found to be gone; None if Muster makes no such one."""
    made = ((kind, sql) for (kind, part), sql in _expected().items() if part == name)
    kind, sql = next(made, ("", ""))
    return _gone(kind, name, sql) if kind in ("table", "view") else None


def _gone(kind: str, name: str, sql: str) -> Part:
    says = f"The {kind} {name} is gone from the record."
    return Part(name, says, _way_out(kind, sql), lost=kind == "table")


def _expected() -> dict[tuple[str, str], str]:
    made = Database(memory=True)
    migrations.apply(made)
    views.make(made)
    return _parts(made)


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
