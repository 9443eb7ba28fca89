"""Redacted documents in a plan: their pages as pictures with black places, their texts with masks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from evidence.errors import NotFound, Tampered
from evidence.packs import sentences
from evidence.packs.originals.sharing import sharing
from evidence.packs.pack import OcrLine, PackDocument, Rect, SourcePage
from evidence.packs.planning.documents import ocr_lines
from evidence.packs.planning.page_notes import opened_on
from evidence.packs.planning.redactions import Redacted, marked, rect_of
from evidence.packs.redacting.masking import fold
from evidence.packs.redacting.page_words import overlap, parts
from evidence.reads import packs as reads
from evidence.services import Services


@dataclass(frozen=True)
class _Paper:
    """A document of a plan as its pages are redacted. ``free``: passages that no redaction touches anywhere;
    ``shared``: pages that draw with what a redacted one does."""

    services: Services
    found: Redacted
    row: dict[str, Any]
    free: tuple[dict[str, Any], ...]
    shared: frozenset[int]


def in_documents(
    services: Services, found: Redacted, documents: Sequence[PackDocument]
) -> tuple[PackDocument, ...]:
    """The documents with their redacted pages as pictures, and their texts masked."""
    return tuple(
        _document(services, found, document) if document.sha256 in found.withheld else document
        for document in documents
    )


def _document(services: Services, found: Redacted, document: PackDocument) -> PackDocument:
    if document.form == "set":
        hide = found.own.get(document.sha256)
        kept = document.passages
        if hide is not None:
            kept = tuple(
                replace(
                    p,
                    text=hide.hide(p.text),
                    label=hide.hide(p.label),
                    columns=tuple(map(hide.hide, p.columns)),
                )
                for p in kept
            )
        sheets = tuple((n, hide.hide(name)) for n, name in document.sheets) if hide else document.sheets
        return replace(document, passages=kept, sheets=sheets, withheld=True, alone=False)
    row = reads.packed_document(services.record.db, document.id)
    free = tuple(p for p in row["passage_rows"] if not _touched(found, row["sha256"], p))
    paper = _Paper(services, found, row, free, _shared(services, found, document))
    return replace(document, pages=tuple(_page(paper, page) for page in document.pages), withheld=True)


def _page(paper: _Paper, page: SourcePage) -> SourcePage:
    if page.problem:
        return page
    page = replace(page, said=_unproved(_notes_masked(paper, page)))
    row = next(row for row in paper.row["page_rows"] if row["number"] == page.number)
    if (paper.row["sha256"], page.number) in paper.found.areas:
        return _blacked(paper, page, row)
    if page.number in paper.shared and not page.pictured:
        lines = _seen(paper.services, paper.row, row, page)
        said = f"{sentences.PICTURED_TOO} {page.said}".strip()
        page = replace(page, pictured=True, place="strip", said=said, lines=lines or page.lines)
        if lines:
            return page
    if len(paper.free) < len(paper.row["passage_rows"]) and page.lines:
        # A passage that goes on from page to page is laid whole behind each: also what is redacted of it.
        on = [p for p in paper.row["passage_rows"] if _on(p, page.number)]
        if any(p not in paper.free for p in on):
            return replace(page, lines=_laid(paper, page, row))
    return page


def _blacked(paper: _Paper, page: SourcePage, row: dict[str, Any]) -> SourcePage:
    """A redacted page: a picture with black places, and behind it the words that stay."""
    key = (paper.row["sha256"], page.number)
    here, areas = paper.found.pages.get(key), paper.found.areas[key]
    lines: tuple[OcrLine, ...] = ()
    there: set[str] = set()
    if here is not None:
        areas = here.areas
        lines = tuple((*page.shown(*line[:4]), line[4]) for line in here.lines())
        there = {part for word, _ in here.words for part in parts(word)}
    rows = [r for r in paper.found.rows if r["page"] == key[1] and paper.found.files[r["document"]] == key[0]]
    return replace(
        page,
        pictured=True,
        place="strip",
        blacked=tuple(_within(page, page.shown(*area)) for area in areas),
        lines=(*lines, *_laid(paper, page, row, there)),
        said=f"{sentences.redacted_here([r['exemption'] for r in rows])} {page.said}".strip(),
    )


def _laid(
    paper: _Paper, page: SourcePage, row: dict[str, Any], there: set[str] | frozenset[str] = frozenset()
) -> tuple[OcrLine, ...]:
    """The passages of a page that no redaction touches; not those whose words are ``there`` already."""
    free = [p for p in paper.free if _on(p, page.number)]
    free = [p for p in free if not there & {fold(word) for word in p["text"].split()}]
    laid = ocr_lines(row, free, page) if free else ()
    return tuple((*line[:4], paper.found.told.hide(line[4])) for line in laid)


def _notes_masked(paper: _Paper, page: SourcePage) -> str:
    """What stands at a page's foot, with those notes alone that no redaction touches, and names masked."""
    every, free = (opened_on(page.number, held) for held in (paper.row["passage_rows"], paper.free))
    rest = page.said.removesuffix(every).strip() if every else page.said
    return f"{rest} {paper.found.told.hide(free)}".strip()


def _unproved(said: str) -> str:
    """What is not here, without the word that the ZIP has the original."""
    return said.replace("only the original in the ZIP can prove it", "only the original can prove it")


def _shared(services: Services, found: Redacted, document: PackDocument) -> frozenset[int]:
    redacted_pages = [number for sha256, number in found.areas if sha256 == document.sha256]
    others = [page.number for page in document.pages if page.number not in redacted_pages]
    if document.form != "pdf" or not redacted_pages or not others:
        return frozenset()
    try:
        return sharing(services.files.read(document.sha256), redacted_pages, others)
    except (NotFound, Tampered):
        return frozenset(others)


def shared_with(
    services: Services, found: Redacted, document: PackDocument
) -> dict[int, tuple[OcrLine, ...]]:
    """The pages of a document that draw with what a redacted page draws with, and the words behind each."""
    numbers = _shared(services, found, document)
    row = reads.packed_document(services.record.db, document.id) if numbers else {"page_rows": []}
    rows = {each["number"]: each for each in row["page_rows"]}
    return {page.number: _seen(services, row, rows[page.number], page) for page in document.pages
            if page.number in numbers}  # fmt: skip


def _seen(
    services: Services, paper: dict[str, Any], row: dict[str, Any], page: SourcePage
) -> tuple[OcrLine, ...]:
    """The words that a page shows, where they stand."""
    here = marked(services, paper, row)
    return tuple((*page.shown(*line[:4]), line[4]) for line in here.lines()) if here else ()


def _on(passage: dict[str, Any], page: int) -> bool:
    return any(rect[0] == page for rect in passage["rects"])


def _touched(found: Redacted, sha256: str, passage: dict[str, Any]) -> bool:
    return any(
        overlap(area, rect_of(rect[1:]))
        for rect in passage["rects"]
        for area in found.areas.get((sha256, rect[0]), ())
    )


def _within(page: SourcePage, rect: Rect) -> Rect:
    left, top, right, bottom = rect
    return (
        round(max(left, 0.0), 2), round(max(top, 0.0), 2),
        round(min(right, page.width), 2), round(min(bottom, page.height), 2),
    )  # fmt: skip
