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


def waiting_newest(db: Database, documents: int = 100) -> list[tuple[int, int]]:
    """The documents whose words changed last and wait, newest first, each with how many passages it has."""
    return _newest(db, "min(only_tags) = 0", documents)


def waiting_for_tags(
    db: Database, passages: int, last: Tagged = Tagged.SUGGESTED, documents: int = 100
) -> tuple[list[int], int]:
    """The documents that wait for their links and tags alone: the newest, of so many passages and no more;
    and how many others. ``last`` may leave those out whose links were only suggested, which are then
    others."""
    some: list[int] = []
    for document, size in _newest(db, f"min(only_tags) BETWEEN 1 AND {int(last)}", documents):
        passages -= size
        if passages < 0:
            break
        some.append(document)
    sql = "SELECT count(*) FROM (SELECT 1 FROM outbox GROUP BY document HAVING min(only_tags) > 0)"
    return some, int(db.execute(sql).fetchone()[0]) - len(some)


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


def _newest(db: Database, which: str, documents: int) -> list[tuple[int, int]]:
    sql = f"""SELECT document, (SELECT count(*) FROM passages p
            WHERE p.document = o.document AND p.retired_at IS NULL)
        FROM outbox o GROUP BY document HAVING {which} ORDER BY max(id) DESC LIMIT ?"""
    return [(row[0], row[1]) for row in db.execute(sql, [documents])]
