"""What inspectors ask for during fieldwork, and what they are answered with."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from evidence.errors import NotFound, UsageError
from evidence.language.dates import is_day
from evidence.store.inspections import stored
from evidence.store.record import Record
from evidence.store.seen import check
from evidence.store.taking_back import last_step

ADDED, UNDONE = "request added", "request step undone"
CHANGED, ANSWERED, REOPENED, DROPPED = (
    "request changed", "request answered", "request opened again", "request dropped",
)  # fmt: skip
STEPS = (CHANGED, ANSWERED, REOPENED, DROPPED)
LONGEST = 2000  # characters of a request or an answer
_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
Paper = tuple[int, int | None]
"""A document, and the passage of it; None is all of it."""


@dataclass(frozen=True)
class Request:
    """What an inspector asked for. ``due`` is an ISO date, ``due_time`` "14:00"; both may be ""."""

    words: str
    asked_by: str = ""
    asked_on: str = ""
    due: str = ""
    due_time: str = ""


def add(record: Record, inspection: int, asked: Request) -> int:
    """Store what an inspector asked for. Returns its number, which counts from 1 in each inspection.

    ``asked_on`` is today if left out. Raises NotFound; UsageError without words, for a day that is none, or
    one that is due before it was asked for.
    """
    with record.transaction():
        name = stored(record, inspection).name
        row = _checked(record, asked)
        sql = "SELECT ifnull(max(number), 0) + 1 FROM requests WHERE inspection = ?"
        number = int(record.db.execute(sql, [inspection]).fetchone()[0])
        stamp = {"by": record.actor, "at": record.now}
        record.insert("requests", {"inspection": inspection, "number": number, **row, **stamp})
        record.event(ADDED, _subject(name, number), **row)
    return number


def edit(record: Record, inspection: int, number: int, asked: Request, *, seen: int | None = None) -> None:
    """Put what was asked right. Raises as ``add``; Clash if another changed it since ``seen``."""
    with record.transaction():
        _put(record, inspection, number, CHANGED, _checked(record, asked), seen=seen)


def attach(
    record: Record, inspection: int, number: int, papers: Sequence[Paper], *, seen: int | None = None
) -> None:
    """Have these be the papers of a request, whether it is answered or not. Raises as ``answer``."""
    with record.transaction():
        kept = _papers(record, _row(record, inspection, number)["id"])
        for paper in papers:
            if paper not in kept:
                _check_paper(record, *paper)
        _put(record, inspection, number, CHANGED, {}, papers=list(dict.fromkeys(papers)), seen=seen)


def answer(
    record: Record,
    inspection: int,
    number: int,
    words: str,
    papers: Sequence[Paper] | None = None,
    *,
    on: str = "",
    seen: int | None = None,
) -> None:
    """Answer a request, in words, with papers, or both; an answer there was is replaced.

    ``papers`` left out are those that are attached. ``on`` is an ISO day, today if left out. Raises
    NotFound for the request, a document or a passage of it;
    UsageError for an answer of nothing, or a day before it was asked for; Clash.
    """
    words, on = words.strip(), on or record.now[:10]
    _day("answered on", on)
    with record.transaction():
        row = _row(record, inspection, number)
        given = _papers(record, row["id"]) if papers is None else list(dict.fromkeys(papers))
        if not (words or given) or len(words) > LONGEST:
            raise UsageError(
                "An answer needs words, a document or a paragraph.", f"Words: at most {LONGEST} characters."
            )
        if on < row["asked_on"]:
            raise UsageError(
                f"It was asked for on {row['asked_on']}, after {on}.", "Correct the day of the answer."
            )
        for paper in given:
            _check_paper(record, *paper)
        new = {"answer": words, "answered_on": on, "dropped": ""}
        _put(record, inspection, number, ANSWERED, new, papers=given, seen=seen)


def reopen(record: Record, inspection: int, number: int, *, seen: int | None = None) -> None:
    """Put a request back on the list; its answer stays as a draft. Raises NotFound, UsageError, Clash."""
    with record.transaction():
        row = _row(record, inspection, number)
        if not (row["answered_on"] or row["dropped"]):
            raise UsageError(f"Request {number} is open already.", "There is nothing to change.")
        _put(record, inspection, number, REOPENED, {"answered_on": "", "dropped": ""}, seen=seen)


def drop(record: Record, inspection: int, number: int, reason: str, *, seen: int | None = None) -> None:
    """Take a request off the list, as withdrawn by who asked, with the reason. Raises as ``answer``."""
    reason = " ".join(reason.split())
    if not reason or len(reason) > LONGEST:
        raise UsageError("Say why nothing is to be answered.", f"At most {LONGEST} characters.")
    with record.transaction():
        _put(record, inspection, number, DROPPED, {"dropped": reason, "answered_on": ""}, seen=seen)


def undo(record: Record, inspection: int, number: int) -> None:
    """Take back one's own last step with a request. Raises NotFound; UsageError if there is none."""
    with record.transaction():
        subject = _subject(stored(record, inspection).name, number)
        event, before = last_step(record, STEPS, UNDONE, subject)
        papers = [(document, passage) for document, passage in before.pop("papers")]
        _put(record, inspection, number, UNDONE, before, papers=papers, undoes=event)


def _put(
    record: Record,
    inspection: int,
    number: int,
    action: str,
    new: dict[str, Any],
    *,
    papers: list[Paper] | None = None,
    seen: int | None = None,
    **detail: Any,
) -> None:
    row = _row(record, inspection, number)
    subject = _subject(stored(record, inspection).name, number)
    if seen is not None:
        check(record, "requests", {str(row["id"]): subject}, {str(row["id"]): seen})
    before = _said(record, row)
    stamp = {"edits": row["edits"] + 1, "by": record.actor, "at": record.now}
    record.table("requests").update(row["id"], {**new, **stamp})
    if papers is not None:
        record.table("request_papers").delete_where("request = ?", [row["id"]])
        for ordinal, (document, passage) in enumerate(papers):
            values = {"ordinal": ordinal, "document": document, "passage": passage}
            record.insert("request_papers", {"request": row["id"], **values})
    after = _said(record, _row(record, inspection, number))
    record.event(action, subject, **detail, before=before, after=after)


def _said(record: Record, row: dict[str, Any]) -> dict[str, Any]:
    """What the log says of a request; ``undo`` reads it."""
    names = ("words", "asked_by", "asked_on", "due", "due_time", "answer", "answered_on", "dropped")
    papers = [list(paper) for paper in _papers(record, row["id"])]
    return {**{name: row[name] for name in names}, "papers": papers}


def _papers(record: Record, request: int) -> list[Paper]:
    sql = "SELECT document, passage FROM request_papers WHERE request = ? ORDER BY ordinal"
    return [(document, passage) for document, passage in record.db.execute(sql, [request]).fetchall()]


def _row(record: Record, inspection: int, number: int) -> dict[str, Any]:
    found = record.table("requests").rows_where("inspection = ? AND number = ?", [inspection, number])
    row: dict[str, Any] | None = next(iter(found), None)
    if row is None:
        raise NotFound(f"The inspection has no request {number}.", "`muster inspection show` lists them.")
    return row


def _subject(inspection: str, number: int) -> str:
    return f"request {number} of {inspection}"


def _checked(record: Record, asked: Request) -> dict[str, Any]:
    row = {name: " ".join(value.split()) for name, value in asdict(asked).items()}
    row["asked_on"] = row["asked_on"] or record.now[:10]
    if not row["words"] or len(row["words"]) > LONGEST:
        raise UsageError("Say what was asked for.", f"At most {LONGEST} characters.")
    for name in ("asked_on", "due"):
        _day(name.replace("_", " "), row[name])
    if row["due"] and row["due"] < row["asked_on"]:
        raise UsageError(
            f"It is due on {row['due']}, before it was asked for ({row['asked_on']}).", "Correct a date."
        )
    if row["due_time"] and (not row["due"] or not _CLOCK.fullmatch(row["due_time"])):
        raise UsageError(f"“{row['due_time']}” is no time of a day.", "Write it as 14:00, after its day.")
    return row


def _day(what: str, day: str) -> None:
    if day and not is_day(day):
        raise UsageError(f"{what}: “{day}” is no day.", "Write it as 2026-11-30.")


def _check_paper(record: Record, document: int, passage: int | None) -> None:
    sql = "SELECT withdrawn_at FROM documents WHERE id = ?"
    row = record.db.execute(sql, [document]).fetchone()
    if row is None:
        raise NotFound(f"There is no document {document}.", "`muster documents` lists them.")
    if row[0]:
        raise UsageError(f"Document {document} is withdrawn.", "Answer with papers that stand.")
    if passage is None:
        return
    found = record.db.execute(
        "SELECT 1 FROM passages WHERE id = ? AND document = ? AND retired_at IS NULL", [passage, document]
    ).fetchone()
    if found is None:
        raise NotFound(
            f"Document {document} has no passage {passage}.", f"`muster show {document}` lists them."
        )
