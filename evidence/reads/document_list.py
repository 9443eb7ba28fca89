"""The list of documents: how many there are of what, and which of them a filter leaves, in order."""

from dataclasses import dataclass

from sqlite_utils import Database

from evidence.relations.councils import same_council


@dataclass(frozen=True)
class Counts:
    """How many documents are not withdrawn, and of those by kind and by source: the names in order."""

    total: int
    kinds: dict[str, int]
    sources: dict[str, int]


def counts(db: Database) -> Counts:
    """What the list can be filtered by."""
    kinds, sources = (
        dict(sorted(db.execute(sql).fetchall(), key=lambda row: row[0].casefold()))
        for sql in (
            "SELECT kind, count(*) FROM documents WHERE withdrawn_at IS NULL GROUP BY kind",
            "SELECT source, count(*) FROM documents WHERE withdrawn_at IS NULL GROUP BY source",
        )
    )
    return Counts(sum(kinds.values()), kinds, {name: n for name, n in sources.items() if name})


def listed(db: Database, kind: str = "", source: str = "", council: str = "") -> list[int]:
    """The documents' ids, the newest date first, undated ones last; "" does not filter."""
    sql = """SELECT id, council FROM documents WHERE withdrawn_at IS NULL AND (:kind = '' OR kind = :kind)
        AND (:source = '' OR source = :source) ORDER BY date = '', date DESC, id"""
    rows = db.execute(sql, {"kind": kind, "source": source}).fetchall()
    return [number for number, about in rows if not council or same_council(about, council)]
