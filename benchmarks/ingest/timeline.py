"""What an ingest has done, second by second: how busy the cores were, and how far each step had come.

The record is read beside it; nothing of Muster runs for this.
"""

import json
import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

STEPS = {
    "stored": "SELECT count(*) FROM documents",
    "compared": "SELECT count(*) FROM sketched",
    "mentions read": "SELECT count(*) FROM mentions_read",
    "links suggested": """SELECT detail FROM events WHERE action = 'documents compared'
        ORDER BY id DESC LIMIT 1""",
    "indexed": """SELECT count(*) FROM documents
        WHERE id NOT IN (SELECT document FROM outbox WHERE NOT only_tags)""",
}
"""Each step, and what tells how many documents it has done."""
ROWS = 20
"""Moments that are shown."""


class Timeline:
    """Looks at a home as often as it is asked to."""

    def __init__(self, home: Path) -> None:
        self._database = home / "muster.db"
        self._start = self._last = time.perf_counter()
        self._seconds = 0.0
        self._rows: list[tuple[float, float, list[int]]] = []

    def look(self, seconds: float) -> None:
        """Note how things stand, after so many seconds of processor time in all."""
        now = time.perf_counter()
        cores = (seconds - self._seconds) / max(now - self._last, 1e-6)
        self._last, self._seconds = now, seconds
        self._rows.append((now - self._start, cores, self._done()))

    def _done(self) -> list[int]:
        try:
            with closing(sqlite3.connect(f"file:{self._database}?mode=ro", uri=True)) as db:
                return [_count(db.execute(sql).fetchone()) for sql in STEPS.values()]
        except sqlite3.Error:
            return [0] * len(STEPS)  # it is being made

    def __str__(self) -> str:
        """A table in Markdown, and how long it went on after the last document was stored."""
        if not self._rows:
            return ""
        every = max(1, len(self._rows) // ROWS)
        shown = self._rows[every - 1 :: every]
        lines = [_line(["second", "cores busy", *STEPS]), "|" + "---|" * (2 + len(STEPS))]
        lines += [_line([f"{at:.1f}", f"{cores:.1f}", *map(str, done)]) for at, cores, done in shown]
        end, most = self._rows[-1][0], self._rows[-1][2][0]
        stored = next(at for at, _, done in self._rows if done[0] == most)
        tail = f"The last document was stored after {stored:.1f} of {end:.1f} seconds: a tail of "
        return "\n".join([*lines, "", f"{tail}{1 - stored / end:.0%}."])


def _count(row: tuple[object, ...] | None) -> int:
    if row is None:
        return 0
    return int(json.loads(row[0])["up_to"]) if isinstance(row[0], str) else int(str(row[0]))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
