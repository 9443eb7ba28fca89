"""Links: suggested by the machine, decided by a person."""

from collections.abc import Iterable

from evidence.errors import NotFound
from evidence.model import LinkStatus, Stance, Suggestion
from evidence.store.record import Record


def suggest(record: Record, framework: str, suggestions: Iterable[tuple[int, Suggestion]]) -> int:
    """Store ``(passage, suggestion)`` pairs as suggested links.

    A passage already tied to the same measure or block, in whatever status, is left alone: a
    decision outlives every later suggestion. Returns how many were new.
    """
    added = 0
    with record.transaction():
        touched = set()
        for passage, suggestion in suggestions:
            document = _insert(record, framework, passage, suggestion, LinkStatus.SUGGESTED)
            if document is not None:
                added += 1
                touched.add(document)
        record.enqueue(sorted(touched))
        if added:
            record.event("links suggested", f"{len(touched)} documents", links=added)
    return added


def decide(
    record: Record, ids: Iterable[int], status: LinkStatus, *, stance: Stance | None = None, note: str = ""
) -> None:
    """Accept, reject, or put back to suggested. All of them or none.

    Raises NotFound if any id is not a link's.
    """
    with record.transaction():
        for link in ids:
            row = _row(record, link)
            undecided = status is LinkStatus.SUGGESTED
            change = {
                "status": status.value,
                "stance": (stance or Stance(row["stance"])).value,
                "note": note or row["note"],
                "decided_by": "" if undecided else record.actor,
                "decided_at": "" if undecided else record.now,
            }
            record.db["links"].update(link, change)
            record.event(f"link {status.value}", f"link {link}", before=row["status"], **change)
            record.enqueue([row["document"]])


def add(
    record: Record,
    framework: str,
    passage: int,
    *,
    measure: str = "",
    block: str = "",
    stance: Stance = Stance.SUPPORTS,
    note: str = "",
) -> int:
    """A person's own link, accepted at once. Returns its id.

    If the passage is already tied to that measure or block, that link is accepted instead.
    """
    own = Suggestion(1.0, f"Linked by {record.actor}", stance, measure, block)
    with record.transaction():
        _insert(record, framework, passage, own, LinkStatus.SUGGESTED)
        link = _find(record, framework, passage, measure, block)
        decide(record, [link], LinkStatus.ACCEPTED, stance=stance, note=note)
    return link


def _insert(
    record: Record, framework: str, passage: int, suggestion: Suggestion, status: LinkStatus
) -> int | None:
    """Insert one link. Returns its document, or None if the passage already has it."""
    row = record.db.execute("SELECT document, text FROM passages WHERE id = ?", [passage]).fetchone()
    if row is None:
        raise NotFound(f"There is no passage {passage}.", "`muster search` and `muster show` list passages.")
    measure = _measure_id(record, suggestion.measure) if suggestion.measure else None
    before = record.db.conn.total_changes
    record.db["links"].insert(
        {
            "document": row[0],
            "passage": passage,
            "measure": measure,
            "block": suggestion.block,
            "framework": framework if suggestion.block else "",
            "stance": suggestion.stance.value,
            "status": status.value,
            "score": suggestion.score,
            "reason": suggestion.reason,
            "quote": row[1],
            "created_by": record.actor,
            "created_at": record.now,
        },
        ignore=True,
    )
    return int(row[0]) if record.db.conn.total_changes > before else None


def _measure_id(record: Record, code: str) -> int:
    row = record.db.execute("SELECT id FROM measures WHERE code = ? COLLATE NOCASE", [code]).fetchone()
    if row is None:
        raise NotFound(f"There is no measure {code}.", "`muster measures` lists their codes.")
    return int(row[0])


def _row(record: Record, link: int) -> dict[str, str]:
    row = next(iter(record.db.query("SELECT * FROM links WHERE id = ?", [link])), None)
    if row is None:
        raise NotFound(f"There is no link {link}.", "`muster links` lists them.")
    return row


def _find(record: Record, framework: str, passage: int, measure: str, block: str) -> int:
    if measure:
        sql, key = "SELECT id FROM links WHERE passage = ? AND measure = ?", _measure_id(record, measure)
        return int(record.db.execute(sql, [passage, key]).fetchone()[0])
    sql = "SELECT id FROM links WHERE passage = ? AND block = ? AND framework = ?"
    return int(record.db.execute(sql, [passage, block, framework]).fetchone()[0])
