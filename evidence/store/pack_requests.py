"""An inspector's request and its answer as a section of a pack."""

from textwrap import shorten

from evidence.errors import NotFound, UsageError
from evidence.language.citations import say_date
from evidence.store.pack_changes import changing
from evidence.store.pack_items import add_document, add_note, add_passage
from evidence.store.packs import add_section
from evidence.store.record import Record

LONGEST = 90  # characters of the request's words in the section's title

REQUEST = """
SELECT q.*, i.name AS inspection_name FROM requests q JOIN inspections i ON i.id = q.inspection
WHERE q.inspection = ? AND q.number = ?
"""
PAPERS = "SELECT document, passage FROM request_papers WHERE request = ? ORDER BY ordinal"


def add_request(record: Record, pack: str, number: int, seen: int | None = None) -> int:
    """Put an answered request of the pack's inspection at the end of a pack. Returns the section's id.

    The section holds what was asked for and the answer as a note, then the answer's papers. Raises NotFound;
    UsageError for one that is not answered, or is in the pack already, or for a paper that was withdrawn.
    """
    with changing(record, pack, seen) as (row, said):
        found = next(iter(record.db.query(REQUEST, [row["inspection"], number])), None)
        if found is None:
            raise NotFound(
                f"The inspection of {row['name']} has no request {number}.", "Its page lists its requests."
            )
        if not found["answered_on"]:
            raise UsageError(f"Request {number} is not answered.", "Answer it first.")
        title = shorten(f"Request {number}: {found['words']}", LONGEST, placeholder=" …")
        sql = "SELECT 1 FROM pack_sections WHERE pack = ? AND title = ? AND removed_at IS NULL"
        if record.db.execute(sql, [row["id"], title]).fetchone():
            raise UsageError(f"Request {number} is in {row['name']} already.", "Take its section out first.")
        section = add_section(record, row["name"], title=title)
        add_note(record, row["name"], section, _note(found))
        for document, passage in record.db.execute(PAPERS, [found["id"]]).fetchall():
            if passage is None:
                add_document(record, row["name"], section, document)
            else:
                add_passage(record, row["name"], section, passage)
        said.append(f"put in request {number} with its answer")
    return section


def _note(found: dict[str, str]) -> str:
    who = f" by {found['asked_by']}" if found["asked_by"] else ""
    asked = f"Asked for on {say_date(found['asked_on'])}{who}: {found['words']}"
    answered = f"Answered on {say_date(found['answered_on'])}"
    return f"{asked}\n\n{answered}: {found['answer']}" if found["answer"] else f"{asked}\n\n{answered}."
