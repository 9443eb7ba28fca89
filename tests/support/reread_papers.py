"""Papers for the tests of reading again: readings of paragraphs, stored as though read from one file."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from evidence.model import Page, Passage, PassageKind, Reading
from evidence.store import Record
from evidence.store.documents import add_readings
from evidence.store.ledger import keep_file
from evidence.store.opening import open_record

FILE = "ab" * 32

VISITS = "Social workers visited children in care within the timescale in nine of every ten cases this year."
TRAINING = "Every team manager has finished the training in reflective supervision that the board asked for."
AUDITS = "Audits of 40 case files found that plans were up to date in 31 of them and out of date in 9."
HOUSING = "The housing service has found somewhere to live for each care leaver who asked for it in June."


def paper(*texts: str, labels: Sequence[str] = (), **rest: object) -> Reading:
    """A report of one page with these paragraphs; a label for each, if any are given."""
    passages = tuple(
        Passage(i, PassageKind.PARAGRAPH, text, label=labels[i] if labels else "")
        for i, text in enumerate(texts)
    )
    return Reading("report", (Page(1, "\n".join(texts)),), passages, **rest)  # type: ignore[arg-type]


def empty_record() -> Record:
    """A record in memory."""
    return open_record(Path(":memory:"), "tester")


def stored(record: Record, readings: Iterable[Reading]) -> list[int]:
    """Store readings as those of FILE. Returns the documents' ids."""
    keep_file(record, sha256=FILE, size=1, media_type="text/plain", name="paper.txt")
    return add_readings(record, FILE, list(readings))


def passages_of(record: Record, document: int) -> dict[int, str]:
    """The live passages of a document, in order: ``{id: text}``."""
    rows = record.db["passages"].rows_where(
        "document = ? AND retired_at IS NULL", [document], order_by="ordinal"
    )
    return {row["id"]: row["text"] for row in rows}
