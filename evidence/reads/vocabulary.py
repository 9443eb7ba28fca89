"""The record's own words, by which a misread one is suspected."""

from typing import Any

from sqlite_utils import Database

from evidence.language.misreadings import Vocabulary
from evidence.reads.documents import sample_texts

SAMPLE = 3000  # passages, from all over the record: what is common is common there too
TENTH = 10  # of the passages that were looked at: with so many more the common words may be others

_kept: dict[object, tuple[int, Vocabulary]] = {}
"""By whose words they are: how many passages had come, and the words."""


def vocabulary(db: Database) -> Vocabulary:
    """The record's vocabulary, computed anew once a tenth more passages have come.

    At once where a document was disposed of, or is hidden from another reader than before: words of what is
    gone are not kept. While papers come in, the words of those before them tell what is common.
    """
    whose = _whose(db)
    (came,) = db.execute("SELECT ifnull(max(id), 0) FROM main.passages").fetchone()
    before, found = _kept.get(whose, (0, None))
    if found is None or not before <= came < before + before / TENTH:
        found = Vocabulary.of(sample_texts(db, SAMPLE))
        _keep(whose, came, found)
    return found


def _whose(db: Database) -> tuple[object, ...]:
    """The record's path, its last disposal, and what is hidden on this connection."""
    (path,) = (row[2] for row in db.execute("PRAGMA database_list") if row[1] == "main")
    (disposal,) = db.execute("SELECT max(id) FROM main.disposals").fetchone()
    hides = db.execute("SELECT 1 FROM temp.sqlite_master WHERE name = 'closed'").fetchone()
    hidden = db.execute("SELECT document FROM temp.closed ORDER BY 1").fetchall() if hides else ()
    return path, disposal, tuple(document for (document,) in hidden)


def _keep(whose: tuple[object, ...], came: int, words: Vocabulary) -> None:
    """Keep the words of who sees all and of who does not; not of a record in memory, which has no path."""
    if len(_kept) > 1:
        _kept.clear()
    if whose[0]:
        _kept[whose] = came, words


def with_perhaps(db: Database, passages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Passages with "read_perhaps": ``[[word as read, what it may have been]]``. The text stays as read."""
    known = vocabulary(db)
    return [{**p, "read_perhaps": [list(pair) for pair in known.perhaps(p["text"])]} for p in passages]
