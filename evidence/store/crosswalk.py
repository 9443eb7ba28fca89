"""The crosswalk: proposed by the machine, approved or rejected by a person."""

from collections.abc import Sequence
from typing import Any

from evidence.errors import NotFound, UsageError
from evidence.linking.crosswalk import Alike
from evidence.reads.crosswalk import PROPOSED
from evidence.reads.indexing import Tagged
from evidence.store.record import Record
from evidence.store.seen import check as check_seen

OWN = "Tied by a person"


def propose(record: Record, found: Sequence[Alike]) -> int:
    """Put these pairs in the place of those proposed; what was decided stays. Returns how many are new."""
    with record.transaction():
        ids = {row["code"]: row["id"] for row in record.db.query("SELECT code, id FROM measures")}
        rows: dict[tuple[int, int], dict[str, Any]] = {}
        for pair in found:
            one, other = sorted((ids[pair.one], ids[pair.other]))
            rows[one, other] = {"score": pair.score, "reason": pair.reason}
        known = {(r["one"], r["other"]): r for r in record.table("crosswalks").rows}
        for key, row in known.items():
            if row["status"] == PROPOSED and key not in rows:
                record.table("crosswalks").delete(key)
            elif row["status"] == PROPOSED and any(row[name] != value for name, value in rows[key].items()):
                record.table("crosswalks").update(key, rows[key])
        new = [
            {"one": key[0], "other": key[1], "status": PROPOSED, **values}
            for key, values in rows.items()
            if key not in known
        ]
        record.insert_all("crosswalks", new)
        if new:
            record.event("crosswalk proposed", f"{len(new)} pairs of measures")
    return len(new)


def decide(
    record: Record, one: str, other: str, status: str, note: str = "", *, seen: int | None = None
) -> None:
    """Approve or reject a pair of measures, by their codes, or put it back to proposed.

    A pair that nobody proposed can be approved as well; put back, it goes. ``seen`` is the version of it that
    this rests on, 0 for one undecided. Raises NotFound for a measure, UsageError for a pair that cannot be
    one, Clash if it is not as it was seen.
    """
    with record.transaction():
        first, second = sorted((_measure(record, one), _measure(record, other)))
        _check(first, second)
        key = (first[0], second[0])
        if seen is not None:
            row_key = f"[{key[0]},{key[1]}]"
            check_seen(record, "crosswalks", {row_key: f"{first[1]} and {second[1]}"}, {row_key: seen})
        table = record.table("crosswalks")
        before = next(iter(table.rows_where("one = ? AND other = ?", key)), None)
        if before is None and status == PROPOSED:
            raise NotFound(f"{one} and {other} are no pair.", "`muster crosswalk list` lists those that are.")
        undone = status == PROPOSED
        if before and undone and before["reason"] == OWN:
            table.delete(key)
        else:
            row = {"score": 1.0, "reason": OWN, **(before or {}), "one": key[0], "other": key[1]}
            row |= {"status": status, "note": "" if undone else note}
            row |= {
                "decided_by": "" if undone else record.actor,
                "decided_at": "" if undone else record.now,
            }
            table.upsert(row, pk=("one", "other"))
        fields = ("status", "note", "decided_by", "decided_at")
        now = next(iter(table.rows_where("one = ? AND other = ?", key)), None)
        was, after = ({name: row[name] for name in fields} if row else None for row in (before, now))
        subject = f"{first[1]} and {second[1]}"
        record.event(f"crosswalk {status}", subject, before=was, after=after)
        _reindex(record, key)


def _measure(record: Record, code: str) -> tuple[int, str, int]:
    sql = "SELECT id, code, register FROM measures WHERE code = ? COLLATE NOCASE AND retired_at IS NULL"
    row = record.db.execute(sql, [code]).fetchone()
    if row is None:
        raise NotFound(f"There is no measure {code}.", "`muster measures` lists their codes.")
    return row[0], row[1], row[2]


def _check(first: tuple[int, str, int], second: tuple[int, str, int]) -> None:
    if first[0] == second[0]:
        raise UsageError(f"{first[1]} is one measure.", "Name two, of different registers.")
    if first[2] == second[2]:
        raise UsageError(
            f"{first[1]} and {second[1]} stand in one register.", "A crosswalk is between two registers."
        )


def _reindex(record: Record, measures: tuple[int, int]) -> None:
    sql = "SELECT DISTINCT document FROM links WHERE measure IN (?, ?) AND status <> 'rejected'"
    record.enqueue([row[0] for row in record.db.execute(sql, measures).fetchall()], only_tags=Tagged.BY_HAND)
