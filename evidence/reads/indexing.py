"""What waits for the index, and since when: for the process that keeps it."""

from enum import IntEnum

from sqlite_utils import Database

EVENTS = 500  # of the log, that are looked through for somebody's


class Tagged(IntEnum):
    """Who changed a document's links and tags, where those alone wait: ``only_tags`` of the outbox, which is
    0 where its words do."""

    BY_HAND = 1
    SUGGESTED = 2


def waiting_since(db: Database, moment: str) -> set[int]:
    """The documents whose words have waited since before that moment (ISO 8601, UTC)."""
    sql = "SELECT document FROM outbox WHERE NOT only_tags AND queued_at <= ?"
    return {row[0] for row in db.execute(sql, [moment])}


def tagged_before(db: Database, moment: str, last: Tagged = Tagged.SUGGESTED) -> list[tuple[int, int]]:
    """The documents whose links or tags alone wait, and last changed before that moment, each with how many
    passages it has; the first one first. ``last`` may leave out what was only suggested."""
    sql = """SELECT document, (SELECT count(*) FROM passages p
            WHERE p.document = o.document AND p.retired_at IS NULL)
        FROM outbox o GROUP BY document HAVING min(only_tags) BETWEEN 1 AND ? AND max(queued_at) <= ?
        ORDER BY min(id)"""
    return [(row[0], row[1]) for row in db.execute(sql, [last, moment])]


def acted_since(db: Database, actor: str, moment: str) -> bool:
    """Whether somebody did anything since that moment, as the newest lines of the log have it."""
    sql = """SELECT 1 FROM (SELECT actor, at FROM events ORDER BY id DESC LIMIT ?)
        WHERE actor = ? AND at >= ? LIMIT 1"""
    return db.execute(sql, [EVENTS, actor, moment]).fetchone() is not None


def many_passages(db: Database, more_than: int) -> bool:
    """Whether the record holds more passages than this."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM passages LIMIT ?)"
    return int(db.execute(sql, [more_than + 1]).fetchone()[0]) > more_than
