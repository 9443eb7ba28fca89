"""Near-duplicates: sketches to find them by, pairs that the machine flags and a person decides."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from evidence.errors import NotFound, UsageError
from evidence.relations.near_duplicates import Likeness
from evidence.store.record import Record
from evidence.store.seen import check


class Verdict(StrEnum):
    """What a person says of a pair; ``SUGGESTED`` takes that back."""

    SAME = "same"
    DIFFERENT = "different"
    SUGGESTED = "suggested"


def keep_sketches(record: Record, sketches: Mapping[int, Iterable[int]]) -> None:
    """Keep each document's sketch. No event: it is derived, and changes nothing in the record."""
    with record.transaction():
        record.table("sketches").insert_all(
            ({"document": d, "value": value} for d, values in sketches.items() for value in values),
            ignore=True,
        )


def flag(record: Record, sizes: Mapping[int, int], pairs: Iterable[tuple[int, int, Likeness]]) -> int:
    """Flag ``(earlier, later, likeness)`` pairs for a person, and note that the documents of ``sizes``
    (document: words) have been compared. A pair that is known stays as it is. Returns how many are new."""
    added = 0
    with record.transaction():
        for earlier, later, found in pairs:
            if _known(record, earlier, later):
                continue
            row = {"earlier": earlier, "later": later, "share": found.share, "reason": found.reason}
            record.table("near_duplicates").insert({**row, "found_at": record.now})
            record.event("near-duplicate flagged", f"document {later}", like=earlier, reason=found.reason)
            added += 1
        record.table("sketched").insert_all(
            ({"document": document, "words": words} for document, words in sizes.items()), ignore=True
        )
    return added


def forget(record: Record, document: int) -> None:
    """Have a document that was read anew compared anew. Pairs stay, with what was decided of them."""
    with record.transaction():
        for table in ("sketches", "sketched"):
            record.table(table).delete_where("document = ?", [document])


def decide(record: Record, pair: int, verdict: Verdict, note: str = "", *, seen: int | None = None) -> None:
    """A person's word on a pair. ``seen`` is the version of it that this rests on, 0 for one undecided.

    Raises NotFound if there is no such pair, Clash if it is not as it was seen.
    """
    with record.transaction():
        row = next(iter(record.table("near_duplicates").rows_where("id = ?", [pair])), None)
        if row is None:
            raise NotFound(f"There is no pair {pair}.", "The page of possible duplicates lists them.")
        if seen is not None:
            check(record, "near_duplicates", {str(pair): f"document {row['later']}"}, {str(pair): seen})
        undecided = verdict is Verdict.SUGGESTED
        change = {
            "status": verdict.value,
            "note": note,
            "decided_by": "" if undecided else record.actor,
            "decided_at": "" if undecided else record.now,
        }
        record.table("near_duplicates").update(pair, change)
        record.event(
            "near-duplicate decided",
            f"document {row['later']}",
            like=row["earlier"],
            before={name: row[name] for name in change},
            after=change,
        )


def verdict_of(word: str) -> Verdict:
    """The verdict a form names. Raises UsageError."""
    try:
        return Verdict(word)
    except ValueError as error:
        raise UsageError("The form does not say what the pair is.", "Use one of its buttons.") from error


def _known(record: Record, one: int, other: int) -> bool:
    sql = "SELECT 1 FROM near_duplicates WHERE (earlier = :a AND later = :b) OR (earlier = :b AND later = :a)"
    return record.db.execute(sql, {"a": one, "b": other}).fetchone() is not None
