"""Marking documents: by hand, with a reason, undone by who did it; and by the rules of config.toml."""

from collections.abc import Iterable, Sequence
from typing import Any

from evidence.errors import NotFound, UsageError
from evidence.marking import LONGEST, MARKINGS, MarkingRule, rule_for
from evidence.reads import markings as reads
from evidence.store.record import Record
from evidence.store.seen import check
from evidence.store.taking_back import last_step

FILE = "file marked"
MARKED, RULED, UNDONE = "document marked", "document marked by rule", "document marking undone"
REASON = 500  # characters of a reason
LINKED = """SELECT document FROM links WHERE measure IN (SELECT m.id FROM measures m
    JOIN registers r ON r.id = m.register WHERE r.document = ?) UNION SELECT ?"""


def mark(
    record: Record, document: int, marking: str, reason: str, *, caveat: str = "", seen: int | None = None
) -> None:
    """Mark a document by hand; "" takes its marking away. What a hand set no rule changes.

    ``seen`` is the version this rests on. Raises NotFound, Clash; UsageError without a reason, for a marking
    that is none, a caveat that is too long, or what stands already.
    """
    reason, caveat = " ".join(reason.split()), " ".join(caveat.split())
    if marking not in ("", *MARKINGS):
        raise UsageError(f"There is no marking “{marking}”.", f"Use one of: {', '.join(MARKINGS)}.")
    if not reason or len(reason) > REASON:
        raise UsageError("Say why: the log and the document's page show it.", f"At most {REASON} characters.")
    if len(caveat) > LONGEST or (caveat and not marking):
        raise UsageError("A caveat goes with a marking.", f"It has at most {LONGEST} characters.")
    with record.transaction():
        reads.marking(record.db, document)  # or there is no such document
        subject = f"document {document}"
        if seen is not None:
            check(record, "markings", {str(document): subject}, {str(document): seen})
        before = _stored(record, document)
        if before and (before["marking"], before["caveat"], before["how"]) == (marking, caveat, "hand"):
            raise UsageError(f"Document {document} is marked so already.", "There is nothing to change.")
        made = {"marking": marking, "caveat": caveat, "how": "hand", "reason": reason}
        _put(record, document, made, MARKED, before)


def undo(record: Record, document: int) -> None:
    """Take back one's own last marking of a document. Raises NotFound; UsageError if there is none, or if it
    is another's."""
    with record.transaction():
        reads.marking(record.db, document)
        event, stood = last_step(record, [MARKED], UNDONE, f"document {document}")
        unmarked = {"marking": "", "caveat": "", "how": "rule", "reason": "taken back"}
        made = {name: (stood or unmarked)[name] for name in unmarked}
        _put(record, document, made, UNDONE, _stored(record, document), undoes=event)


def mark_file(
    record: Record, sha256: str, marking: str, reason: str, *, caveat: str = "", how: str = "hand"
) -> None:
    """Mark a file that could not be read: its lines in the ledger are closed with it. Raises NotFound."""
    with record.transaction():
        row = record.db.execute("SELECT name FROM files WHERE sha256 = ?", [sha256]).fetchone()
        if row is None:
            raise NotFound(f"There is no file {sha256}.", "`muster ledger --json` tells the sha256 of each.")
        before = next(record.db.query("SELECT * FROM file_markings WHERE sha256 = ?", [sha256]), None)
        if how == "rule" and before:
            return
        made = {"marking": marking, "caveat": caveat, "how": how, "reason": reason}
        stamped = {**made, "by": record.actor, "at": record.now}
        record.table("file_markings").upsert({"sha256": sha256, **stamped}, pk="sha256")
        record.event(FILE, row[0], sha256=sha256, before=before, after=stamped)


def by_rules(
    record: Record, rules: Sequence[MarkingRule], documents: Iterable[int] | None = None
) -> list[int]:
    """Mark documents, these or all, as the rules say; what no rule asks for any more loses what a rule gave.

    Returns those whose marking changed.
    """
    if not rules and not record.db.execute("SELECT 1 FROM markings WHERE how = 'rule' LIMIT 1").fetchone():
        return []
    changed = []
    with record.transaction():
        for row in reads.ruled(record.db, documents):
            rule = rule_for(rules, row["kind"], row["source"], row["paths"])
            asked = (rule.marking, rule.caveat) if rule else ("", "")
            if row["how"] == "hand" or asked == (row["marking"], row["caveat"]):
                continue
            reason = f"Rule of config.toml: {rule.said}." if rule else "No rule of config.toml asks for it."
            made = {"marking": asked[0], "caveat": asked[1], "how": "rule", "reason": reason}
            _put(record, row["id"], made, RULED, _stored(record, row["id"]))
            changed.append(row["id"])
    return changed


def _stored(record: Record, document: int) -> dict[str, Any] | None:
    row = next(record.db.query("SELECT * FROM markings WHERE document = ?", [document]), None)
    return {name: value for name, value in row.items() if name != "document"} if row else None


def _put(
    record: Record,
    document: int,
    made: dict[str, Any],
    action: str,
    before: dict[str, Any] | None,
    **detail: object,
) -> None:
    after = {**made, "by": record.actor, "at": record.now}
    record.table("markings").upsert({"document": document, **after}, pk="document")
    record.event(action, f"document {document}", **detail, before=before, after=after)
    # Papers linked to its measures are indexed with them.
    record.enqueue({row[0] for row in record.db.execute(LINKED, [document, document]).fetchall()})
