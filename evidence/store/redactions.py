"""Redactions of a pack: marked by a person, each with its exemption and reason; taken back; proposals seen.

The original stays as it is: a redaction is of the pack's copy alone.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evidence.errors import NotFound, UsageError
from evidence.frameworks.exemptions import exemption as known_exemption
from evidence.store.pack_changes import changing
from evidence.store.pack_rows import issued, stays
from evidence.store.record import Record

Rect = tuple[float, float, float, float]
LONGEST_REASON = 300  # characters: the index prints it
LONGEST_WORDS = 20_000
MOST = 2000  # places of one redaction
HELD = """
SELECT 1 FROM pack_items t JOIN pack_sections s ON s.id = t.section
LEFT JOIN links l ON l.id = t.link LEFT JOIN passages p ON p.id = ifnull(t.passage, l.passage)
WHERE s.pack = ? AND s.removed_at IS NULL AND t.removed_at IS NULL AND ifnull(t.document, p.document) = ?
"""


@dataclass(frozen=True)
class Why:
    """The exemption's code (evidence.frameworks.exemptions) and the reason, which the index prints."""

    exemption: str
    reason: str


@dataclass(frozen=True)
class Place:
    """Where: ``rects`` of a page (from 1), left, top, right and bottom in points as displayed, with the words
    there as far as they are known; or, with page 0, words of a text that has no pages."""

    page: int
    rects: tuple[Rect, ...] = ()
    words: str = ""


def add(
    record: Record, pack: str, document: int, places: Sequence[Place], why: Why, seen: int | None = None
) -> list[int]:
    """Redact these places of a document in a pack. Returns the redactions' ids.

    Raises NotFound; UsageError for a document that the pack does not hold, a place that there is not, or
    want of a reason; PackError for a page that was issued, or if the pack changed since ``seen``.
    """
    exemption, reason = known_exemption(why.exemption), " ".join(why.reason.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise UsageError(
            "A redaction needs a reason.",
            f"Say why in up to {LONGEST_REASON} characters: the index prints it.",
        )
    if not places or sum(max(1, len(place.rects)) for place in places) > MOST:
        raise UsageError("Nothing was marked, or too much at once.", f"Mark 1 to {MOST:,} places.")
    with changing(record, pack, seen) as (row, said):
        paged = _document(record, row, document)
        for place in places:
            _check(record, row, document, place, paged=paged)
        made = {"exemption": exemption, "reason": reason, "made_by": record.actor, "made_at": record.now}
        ids = [_insert(record, row["id"], document, place, made) for place in places]
        pages = sorted({place.page for place in places} - {0})
        on = f" on page {', '.join(map(str, pages))}" if pages else ""
        said.append(f"redacted {len(ids)} place{'s' * (len(ids) != 1)}{on} of document {document}")
        record.event(
            "pack redacted", f"pack {row['name']}", document=document, pages=pages, redactions=ids,
            exemption=exemption, reason=reason,
        )  # fmt: skip
    return ids


def remove(record: Record, pack: str, redactions: Sequence[int], seen: int | None = None) -> None:
    """Take redactions back. Raises NotFound; PackError for one on a page that was issued."""
    with changing(record, pack, seen) as (row, said):
        for number in redactions:
            held = record.table("pack_redactions").rows_where("id = ? AND pack = ?", [number, row["id"]])
            found = next(iter(held), None)
            if found is None:
                name = row["name"]
                raise NotFound(
                    f"Pack {name} has no redaction {number}.", f"`muster pack redact list {name}` lists them."
                )
            _refuse_issued(record, row, found["document"], found["page"])
            record.table("pack_redactions").delete(number)
            said.append(f"took back a redaction of document {found['document']}")
            record.event(
                "pack redaction removed", f"pack {row['name']}", document=found["document"],
                page=found["page"], redaction=number,
            )  # fmt: skip


def see_proposals(record: Record, pack: str, documents: Sequence[int]) -> None:
    """Note that a person looked through what is proposed of these documents. Raises NotFound."""
    with changing(record, pack) as (row, _):
        new = [d for d in documents if not _seen(record, row["id"], d)]
        for document in new:
            _document(record, row, document)
            values = {"pack": row["id"], "document": document}
            record.table("pack_proposals_seen").insert(
                {**values, "seen_by": record.actor, "seen_at": record.now}
            )
        if new:
            record.event("redaction proposals seen", f"pack {row['name']}", documents=new)


def _seen(record: Record, pack: int, document: int) -> bool:
    table = record.table("pack_proposals_seen")
    return bool(table.count_where("pack = ? AND document = ?", [pack, document]))


def _insert(record: Record, pack: int, document: int, place: Place, made: dict[str, Any]) -> int:
    rects = json.dumps([[round(v, 1) for v in rect] for rect in place.rects])
    where = {"pack": pack, "document": document, "page": place.page, "rects": rects}
    return record.insert("pack_redactions", {**where, "words": " ".join(place.words.split()), **made})


def _document(record: Record, pack: dict[str, Any], document: int) -> bool:
    """Whether a document that the pack holds has pages of its own."""
    sql = """SELECT d.paged, f.media_type FROM documents d JOIN files f ON f.sha256 = d.sha256
        WHERE d.id = ? AND d.withdrawn_at IS NULL"""
    found = record.db.execute(sql, [document]).fetchone()
    if found is None:
        raise NotFound(f"There is no document {document}.", "`muster documents` lists them.")
    if record.db.execute(HELD, [pack["id"], document]).fetchone() is None:
        raise UsageError(
            f"Pack {pack['name']} does not hold document {document}.",
            "Put it in first, then redact it there.",
        )
    return bool(found[1] == "application/pdf" or found[1].startswith("image/"))


def _check(record: Record, pack: dict[str, Any], document: int, place: Place, *, paged: bool) -> None:
    if len(place.words) > LONGEST_WORDS:
        raise UsageError("That is too much to redact at once.", "Mark less, or take the document out.")
    _refuse_issued(record, pack, document, place.page)
    if not paged:
        if place.page or place.rects or not any(c.isalnum() for c in place.words):
            raise UsageError(
                f"Document {document} is set as text: it has no places on pages.", "Give the words to redact."
            )
        return
    sql = "SELECT width, height FROM pages WHERE document = ? AND number = ?"
    size = record.db.execute(sql, [document, place.page]).fetchone()
    if size is None:
        raise UsageError(f"Document {document} has no page {place.page}.", "Give one of its pages.")
    if not place.rects:
        raise UsageError("No place on the page was marked.", "Mark words or an area.")
    for left, top, right, bottom in place.rects:
        if not (left < right and top < bottom and right > 0 and bottom > 0):
            raise UsageError("An area has no size.", "Give left, top, right and bottom, in points.")
        if size[0] and (left >= size[0] or top >= size[1]):
            raise UsageError(
                f"An area is not on page {place.page}: that is {size[0]:g} by {size[1]:g} points.",
                "Give left, top, right and bottom, in points from its top left.",
            )


def _refuse_issued(record: Record, pack: dict[str, Any], document: int, page: int) -> None:
    held = issued(record, pack["id"]).pages
    if document in held and (not page or page in held[document]):
        raise stays(pack["name"], f"page {page} of document {document}" if page else f"document {document}")
