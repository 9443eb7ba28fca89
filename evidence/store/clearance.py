"""A record as a person who is not cleared has it: what is marked is not there, to read or to write.

evidence.schema.clearance takes marked documents, and what hangs on them, off a connection. Here is what SQL
alone cannot tell: which events and issues speak of them; and the connection that writes past the views.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from evidence.errors import NotFound, UsageError
from evidence.home import statements
from evidence.language.citations import name_document
from evidence.reads.signing import MADE
from evidence.schema import clearance

_WRITES = re.compile(
    r"^(\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM))\s+"
    r"(?!main\.|temp\.)",
    re.IGNORECASE,
)
_LOOKS = re.compile(r"^(\s*PRAGMA)\s+(?=table_info|foreign_key_list|index_list)", re.IGNORECASE)
SHORTEST = 8
"""Characters of a name that is looked for in the log's words: a shorter one stands in many."""
_NUMBERS = frozenset(
    {"document", "documents", "like", "replies_to", "enclosed", "papers", "earlier", "later"}
)
"""Details of events that are documents by number."""


class Connection(sqlite3.Connection):
    """A connection whose writes go to the tables, while what it reads comes from the views before them."""

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        return super().execute(_past_views(sql), *values)

    def executemany(self, sql: str, *values: Any) -> sqlite3.Cursor:
        return super().executemany(_past_views(sql), *values)


def _past_views(sql: str) -> str:
    return _LOOKS.sub(r"\1 main.", _WRITES.sub(r"\1 main.", sql, count=1), count=1)


def close(db: Database, actor: str) -> bool:
    """Take what is marked off ``actor``'s connection, a Connection. Returns whether anything was."""
    if not clearance.any_closed(db):
        return False
    clearance.close(db, actor, Names(db))
    return True


@contextmanager
def guarded(db: Database) -> Iterator[None]:
    """Write on a closed connection: what is not there stays as it is, and nothing can be made to hang on it.

    Raises NotFound for what would, UsageError where a name is taken by what is not there.
    """
    clearance.guard(db)
    try:
        yield
    except sqlite3.IntegrityError as error:
        if clearance.REFUSED in str(error):
            raise NotFound("This is not in the record.", "Check the number or name.") from error
        if "UNIQUE" in str(error):
            raise UsageError(
                "Something of that name or place is there already.", "Choose another."
            ) from error
        raise


@dataclass
class Names:
    """Called with "event 12" or "issue 3": does it name anything that is closed on this connection?"""

    db: Database
    _known: dict[str, bool] = field(default_factory=dict)
    _words: "_Words | None" = None

    def __call__(self, what: str) -> bool:
        if what not in self._known:
            kind, _, number = what.partition(" ")
            self._known[what] = (self._issue if kind == "issue" else self._event)(int(number))
        return self._known[what]

    @property
    def words(self) -> "_Words":
        if self._words is None:
            self._words = _Words.of(self.db)
        return self._words

    def _issue(self, number: int) -> bool:
        row = self.db.execute("SELECT plan FROM main.pack_issues WHERE id = ?", [number]).fetchone()
        return self.words.within(row[0])

    def _event(self, number: int) -> bool:
        sql = "SELECT action, subject, detail, actor, states FROM main.events WHERE id = ?"
        action, subject, detail, actor, states = self.db.execute(sql, [number]).fetchone()
        if action == MADE:  # the home's key, whichever pack was the first: hidden, another would be made
            return False
        if self.words.subject(subject) or self.words.within(detail) or self.words.numbered(detail):
            return True
        if action.startswith(_OF_ONE):
            return False
        if not states:  # rows are stated under the last event of their transaction
            sql = "SELECT id, actor FROM main.events WHERE id > ? AND states <> '' ORDER BY id LIMIT 1"
            number, by = self.db.execute(sql, [number]).fetchone() or (0, "")
            if by != actor:
                return False
        return any(self._stated(number, *row) for row in self.db.execute(_STATED, [number]).fetchall())

    def _stated(self, event: int, name: str) -> bool:
        """Whether an event stated a row of that table that is closed."""
        condition = clearance.CLOSED.get(name, clearance.OPEN)
        if not condition or name in _TOLD_BY_DOCUMENT:
            return False
        matches = statements.matches(statements.key_columns(self.db, name), "s.key")
        sql = f"""SELECT 1 FROM main.statements s JOIN main.{name} t ON {matches}
            WHERE s.event = ? AND s.name = ? AND NOT ({condition}) LIMIT 1"""
        if self.db.execute(sql, [event, name]).fetchone():
            return True
        gone = f"""SELECT o.said FROM main.statements s
            JOIN main.statements o ON o.name = s.name AND o.key = s.key
            WHERE s.event = ? AND s.name = ? AND o.said <> ''
            AND NOT EXISTS (SELECT 1 FROM main.{name} t WHERE {matches})"""
        return any(self.words.row(said) for (said,) in self.db.execute(gone, [event, name]))


_OF_ONE = (
    "document ", "file ", "link ", "field ", "correction ", "reply ", "enclosure ", "near-duplicate ",
)  # fmt: skip
"""Events that name the one thing they are of. Many are written in one transaction, whose rows are stated
under its last event: what that stated says nothing of the others."""
_STATED = "SELECT DISTINCT name FROM main.statements WHERE event = ?"
_TOLD_BY_DOCUMENT = statements.BULKY - {"ledger", "pack_changes", "pack_issues"}
"""Tables whose rows are written with an event that names their document."""


@dataclass(frozen=True)
class _Words:
    """By what closed things are named: in words, and by number."""

    words: "re.Pattern[str] | None"
    documents: frozenset[int]
    measures: frozenset[int]
    subjects: frozenset[str]

    @classmethod
    def of(cls, db: Database) -> "_Words":
        documents = frozenset(row[0] for row in db.execute("SELECT document FROM temp.closed"))
        measures = frozenset(row[0] for row in db.execute("SELECT measure FROM temp.closed_measures"))
        subjects = {f"document {number}" for number in documents}
        subjects |= {row[0] for row in db.execute(_SUBJECTS)}
        found = set(_spoken(db))
        pattern = re.compile("|".join(map(re.escape, sorted(found)))) if found else None
        return cls(pattern, documents, measures, frozenset(subjects))

    def subject(self, words: str) -> bool:
        """Whether an event's subject is closed: a pair of measures, too, or a request."""
        return words in self.subjects or self.within(words)

    def within(self, text: str) -> bool:
        """Whether a text names a closed document, file, measure or register."""
        return self.words is not None and self.words.search(text) is not None

    def numbered(self, detail: str) -> bool:
        """Whether an event's details name a closed document by its number."""
        try:
            return any(number in self.documents for number in _numbers(json.loads(detail)))
        except ValueError:
            return True

    def row(self, said: str) -> bool:
        """Whether a row that is gone hung on what is closed, by what was stated of it."""
        row = json.loads(said)
        of = {row.get(name) for name in (*_NUMBERS, "target_document", "parent")}
        tied = {row.get(name) for name in ("measure", "one", "other", "origin")}
        return bool(of & self.documents or tied & self.measures)


_SUBJECTS = f"""
SELECT 'link ' || id FROM main.links WHERE document IN temp.closed OR measure IN temp.closed_measures
UNION SELECT 'saved search ' || t.id FROM main.saved_searches t WHERE NOT {clearance.CLOSED["saved_searches"]}
UNION SELECT 'pack ' || name FROM main.packs WHERE id IN temp.closed_packs
UNION SELECT 'judgement ' || j.id FROM main.entered_judgements j JOIN main.passages p ON p.id = j.passage
    WHERE p.document IN temp.closed
UNION SELECT 'request ' || r.number || ' of ' || i.name FROM main.requests r
    JOIN main.inspections i ON i.id = r.inspection
    JOIN main.request_papers p ON p.request = r.id WHERE p.document IN temp.closed
"""


def _spoken(db: Database) -> Iterator[str]:
    """What closed things are called, where nothing else is called so."""
    for sha256, name in db.execute(
        "SELECT sha256, name FROM main.files WHERE sha256 IN temp.closed_files"
    ).fetchall():
        yield sha256
        yield from [name] if len(name) >= SHORTEST else []
    for (path,) in db.execute("SELECT path FROM main.ledger WHERE sha256 IN temp.closed_files").fetchall():
        yield from [path] if len(path) >= SHORTEST else []
    sql = """SELECT code FROM main.measures WHERE id IN temp.closed_measures UNION
        SELECT code FROM main.registers WHERE document IN temp.closed"""
    yield from (row[0] for row in db.execute(sql).fetchall())
    called: dict[bool, set[str]] = {True: set(), False: set()}
    sql = """SELECT d.id IN temp.closed, d.kind, d.title, d.author, d.recipient, f.name
        FROM main.documents d JOIN main.files f ON f.sha256 = d.sha256"""
    for closed, *named in db.execute(sql).fetchall():
        called[bool(closed)].add(name_document(*named))
    yield from (name for name in called[True] - called[False] if len(name) >= SHORTEST)


def _numbers(value: Any, of: str = "") -> Iterator[int]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _numbers(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from _numbers(one, of)
    elif isinstance(value, int) and of in _NUMBERS:
        yield value
