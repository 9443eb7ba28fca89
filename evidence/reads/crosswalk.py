"""The crosswalk: pairs of measures that ask for the same, and the groups that approved pairs make."""

from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

PROPOSED, APPROVED, REJECTED = STATUSES = ("proposed", "approved", "rejected")
# What stands: neither measure was retired by a re-reading or left with its paper.
PAIRS = """
SELECT (SELECT max(event) FROM statements WHERE name = 'crosswalks' AND key = json_array(c.one, c.other))
           AS version,
       c.one AS one_id, c.other AS other_id, a.code AS one, b.code AS other, c.status, c.score, c.reason,
       c.note, c.decided_by, c.decided_at, a.text AS one_text, b.text AS other_text,
       ra.code AS one_register, ra.title AS one_title, rb.code AS other_register, rb.title AS other_title
FROM crosswalks c JOIN measures a ON a.id = c.one JOIN measures b ON b.id = c.other
JOIN registers ra ON ra.id = a.register JOIN registers rb ON rb.id = b.register
JOIN documents da ON da.id = ra.document JOIN documents db ON db.id = rb.document
WHERE a.retired_at IS NULL AND b.retired_at IS NULL
  AND (da.withdrawn_at IS NULL OR ra.kept) AND (db.withdrawn_at IS NULL OR rb.kept)
"""


def pairs(db: Database, *, status: str = "", measure: str = "") -> list[dict[str, Any]]:
    """The pairs, the most alike first; of one status, or of one measure, which is then ``one`` of each."""
    sql = f"""{PAIRS} AND (:status = '' OR c.status = :status)
        AND (:measure = '' OR :measure COLLATE NOCASE IN (a.code, b.code))
        ORDER BY c.score DESC, a.code, b.code"""
    rows = list(db.query(sql, {"status": status, "measure": measure}))
    return [_turned(row, measure) for row in rows]


def proposed(db: Database) -> int:
    """How many pairs wait for a decision."""
    return int(db.execute(f"SELECT count(*) FROM ({PAIRS} AND c.status = 'proposed')").fetchone()[0])


def groups(db: Database) -> dict[int, int]:
    """The measures of approved pairs, each with the least measure of its group: all ask for the same."""
    sql = f"SELECT one_id, other_id FROM ({PAIRS} AND c.status = 'approved') ORDER BY 1, 2"
    return grouped(db.execute(sql).fetchall())


def grouped(tied: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Each of these with the least of all that it is tied to, however far."""
    of: dict[int, int] = {}

    def root(x: int) -> int:
        while of.setdefault(x, x) != x:
            x = of[x]
        return x

    for one, other in tied:
        a, b = sorted((root(one), root(other)))
        of[b] = a
    return {x: root(x) for x in of}


def equivalents(db: Database) -> dict[int, list[str]]:
    """Of each measure in a group, the codes of the others."""
    of = groups(db)
    if not of:
        return {}
    codes = dict(db.execute("SELECT id, code FROM measures ORDER BY code").fetchall())
    return {
        x: [code for y, code in codes.items() if y != x and of.get(y) == group] for x, group in of.items()
    }


def _turned(row: dict[str, Any], measure: str) -> dict[str, Any]:
    """A pair seen from the measure that was asked for."""
    if not measure or row["one"].casefold() == measure.casefold():
        return row
    mirror = {"one": "other", "other": "one"}
    turned = dict(row)
    for key, value in row.items():
        first, _, rest = key.partition("_")
        if first in mirror:
            turned[mirror[first] + (f"_{rest}" if rest else "")] = value
    return turned
