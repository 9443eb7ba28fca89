"""The log without the words of what was disposed of.

A line keeps its number, time, person, action and hash. Its words go; what is left has a hash of its own, kept
where evidence.home.tombstones finds it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from evidence.home import log, statements

GONE = "(disposed of)"
SHORTEST = 8  # letters of a name or title that are looked for in the log: shorter ones are anybody's words
OF_ROWS = """SELECT DISTINCT event FROM statements
    WHERE name = ? AND key IN (SELECT value FROM json_each(?)) AND said <> ''"""
SILENCED = """UPDATE statements SET said = ''
    WHERE name = ? AND key IN (SELECT value FROM json_each(?)) AND said <> ''"""
PART = 20  # letters of a value of the log that is looked for within the texts


@dataclass(frozen=True)
class Words:
    """Names and titles, found wherever they stand; texts, found whole or where a line repeats a part."""

    names: set[str]
    texts: set[str]


class Emptier:
    """Takes words out of events and statements."""

    def __init__(self, db: Database, words: Words, subjects: set[str], sha256: str) -> None:
        self._db, self._subjects, self._sha256 = db, subjects, sha256
        self._names = [name for name in words.names if len(name) >= SHORTEST]
        texts = (text for text in words.texts if len(text) >= PART)
        self._shortest_first = sorted({*self._names, *texts}, key=len)
        self._blob = "\0".join(words.texts)

    def empty(self, keys: Mapping[str, set[Any]]) -> int:
        """Empty every line about the subjects or with the words, and the statements of the rows with these
        keys. Notes what is left; returns how many lines that are."""
        changed = self._events() | self._statements(keys)
        rows = [{"event": event, **self._left(event)} for event in sorted(changed)]
        self._db.table("disposed_lines").insert_all(rows, pk="event", replace=True)
        return len(rows)

    def _events(self) -> set[int]:
        changed = set()
        for number, subject, detail in self._db.execute("SELECT id, subject, detail FROM events").fetchall():
            new_subject, new_detail = self._of_event(subject, detail)
            if (new_subject, new_detail) != (subject, detail):
                sql = "UPDATE events SET subject = ?, detail = ? WHERE id = ?"
                self._db.execute(sql, [new_subject, new_detail, number])
                changed.add(number)
        return changed

    def _of_event(self, subject: str, detail: str) -> tuple[str, str]:
        if subject in self._subjects:
            return subject, json.dumps({"disposed": True})
        try:
            told = json.loads(detail)
        except ValueError:
            told = detail
        if isinstance(told, dict) and told.get("sha256") == self._sha256:
            return self._said(subject), json.dumps({"disposed": True, "sha256": self._sha256})
        emptied = self._within(told)
        text = detail if emptied == told else json.dumps(emptied, ensure_ascii=False, sort_keys=True)
        return self._said(subject), text

    def _within(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {self._said(name): self._within(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self._within(one) for one in value]
        return self._said(value) if isinstance(value, str) else value

    def _said(self, value: str) -> str:
        """The value, or GONE if it holds a name or text, or is a part of a text."""
        part = value.rstrip("…").strip()
        if len(value) < SHORTEST:
            return value
        for word in self._shortest_first:
            if len(word) > len(value):
                break
            if word in value:
                return GONE
        return GONE if len(part) >= PART and part in self._blob else value

    def _statements(self, keys: Mapping[str, set[Any]]) -> set[int]:
        changed: set[int] = set()
        for name, of in keys.items():
            given = [name, json.dumps([str(key) for key in of])]
            changed |= {row[0] for row in self._db.execute(OF_ROWS, given).fetchall()}
            self._db.execute(SILENCED, given)
        for word in self._names:
            within = json.dumps(word, ensure_ascii=False)[1:-1]
            sql = "SELECT DISTINCT event FROM statements WHERE instr(said, ?)"
            found = {row[0] for row in self._db.execute(sql, [within]).fetchall()}
            if found:
                self._db.execute("UPDATE statements SET said = '' WHERE instr(said, ?)", [within])
                changed |= found
        return changed

    def _left(self, event: int) -> dict[str, str]:
        row = next(iter(self._db.query("SELECT * FROM events WHERE id = ?", [event])))
        sql = "SELECT name, key, digest, said FROM statements WHERE event = ? ORDER BY name, key"
        made = [tuple(one) for one in self._db.execute(sql, [event]).fetchall()]
        return {"line": log.digest_of(row), "states": statements.over(made) if made else ""}
