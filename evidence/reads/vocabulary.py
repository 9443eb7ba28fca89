"""The record's own words, by which a misread one is suspected."""

from typing import Any

from sqlite_utils import Database

from evidence.language.misreadings import Vocabulary
from evidence.reads.documents import sample_texts

SAMPLE = 3000  # passages, from all over the record: what is common is common there too

_kept: dict[tuple[object, ...], Vocabulary] = {}


def vocabulary(db: Database) -> Vocabulary:
    """The record's vocabulary, computed once for as long as no passage comes or goes."""
    (path,) = (row[2] for row in db.execute("PRAGMA database_list") if row[1] == "main")
    key = (path, *db.execute("SELECT max(id), count(*), count(retired_at) FROM passages").fetchone())
    if not path or key not in _kept:
        _kept.clear()
        _kept[key] = Vocabulary.of(sample_texts(db, SAMPLE))
    return _kept[key]


def with_perhaps(db: Database, passages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Passages with "read_perhaps": ``[[word as read, what it may have been]]``. The text stays as read."""
    known = vocabulary(db)
    return [{**p, "read_perhaps": [list(pair) for pair in known.perhaps(p["text"])]} for p in passages]
