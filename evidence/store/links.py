"""Links: suggested by the machine, decided by a person."""

from collections.abc import Iterable

from evidence.errors import NotFound, UsageError
from evidence.model import LinkStatus, Stance, Suggestion
from evidence.store.record import Record

NEW = """
INSERT OR IGNORE INTO links (document, passage, measure, block, framework, stance, status, score, reason,
    quote, created_by, created_at)
VALUES (:document, :passage, :measure, :block, :framework, :stance, :status, :score, :reason,
    :quote, :created_by, :created_at)
"""


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

    A decision also answers a link that waits to be looked at again. Raises NotFound if any id is not a
    link's, UsageError if it would count although its passage is no longer read from its file.
    """
    with record.transaction():
        for link in ids:
            row = _row(record, link)
            if status is not LinkStatus.REJECTED:
                _check_passage(record, row)
            undecided = status is LinkStatus.SUGGESTED
            change = {
                "status": status.value,
                "stance": (stance or Stance(row["stance"])).value,
                "note": note or row["note"],
                "decided_by": "" if undecided else record.actor,
                "decided_at": "" if undecided else record.now,
                "needs_review": "",
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


def reanchor(record: Record, link: int, passage: int) -> None:
    """Tie a link to another passage: the one that a person says holds its words now. Its decision stands.

    Raises NotFound for either, UsageError if that passage is already tied to the same.
    """
    with record.transaction():
        row = _row(record, link)
        found = next(iter(record.db["passages"].rows_where("id = ?", [passage])), None)
        if found is None or found["retired_at"]:
            raise NotFound(
                f"There is no passage {passage}.", f"`muster show {row['document']}` lists its document's."
            )
        sql = """SELECT id FROM links WHERE passage = ? AND ifnull(measure, 0) = ifnull(?, 0)
            AND framework = ? AND block = ? AND id <> ?"""
        key = [passage, row["measure"], row["framework"], row["block"], link]
        twin = record.db.execute(sql, key).fetchone()
        if twin:
            raise UsageError(
                f"Link {twin[0]} already ties passage {passage} to the same.",
                f"Accept that one, and reject link {link}.",
            )
        change = {
            "passage": passage,
            "document": found["document"],
            "quote": found["text"],
            "needs_review": "",
        }
        record.db["links"].update(link, change)
        record.event("link anchored by hand", f"link {link}", before=row["passage"], **change)
        record.enqueue({row["document"], found["document"]})


def _check_passage(record: Record, row: dict[str, str]) -> None:
    retired = record.db["passages"].get(row["passage"])["retired_at"]
    if retired:
        raise UsageError(
            f"Link {row['id']} ties a passage that is no longer read from its file.",
            f"Tie it to the one that holds its words (`muster reanchor {row['id']} PASSAGE`), or reject it.",
        )


def _insert(
    record: Record, framework: str, passage: int, suggestion: Suggestion, status: LinkStatus
) -> int | None:
    """Insert one link. Returns its document, or None if the passage already has it."""
    row = record.db.execute(
        "SELECT document, text FROM passages WHERE id = ? AND retired_at IS NULL", [passage]
    ).fetchone()
    if row is None:
        raise NotFound(f"There is no passage {passage}.", "`muster search` and `muster show` list passages.")
    measure = _measure_id(record, suggestion.measure) if suggestion.measure else None
    before = record.db.conn.total_changes
    values = {
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
    }
    record.db.execute(NEW, values)  # thousands at once, after an ingest: insert() would take most of the time
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
