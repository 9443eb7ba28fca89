"""Texts and slides in a pack: their pages as LibreOffice prints them, with each cited passage in its place.

Another LibreOffice may print them otherwise, so what an issue binds is kept with the packs: an issue is built
from that, never printed anew. A document is set as text instead where LibreOffice is not installed or cannot
open it, where its file holds other documents too, where a cited passage (a comment, hidden text) stands on
none of its printed pages, or where those hold words that nobody sees.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from evidence.errors import MusterError, NotFound
from evidence.home.originals import FileStore
from evidence.packs.originals.survey import survey_pdf
from evidence.packs.pack import PackDocument, PackItem, PackSection
from evidence.pages.hidden_words import UNSEEN_TEXT
from evidence.pages.printed import Printed, is_kept, printable, printed
from evidence.reads import packs as reads
from evidence.services import Services

Placed = Mapping[int, PackItem]  # by the item's number
_MEMORY = 3 / 2  # LibreOffice's own share over what a reader may take


def bind(
    services: Services, sections: Sequence[PackSection], documents: Sequence[PackDocument], *, printing: bool
) -> tuple[tuple[PackSection, ...], tuple[PackDocument, ...]]:
    """The sections and documents with printed pages where they can be had.

    Without ``printing``, only pages that were made before are taken: making them takes seconds a file.
    """
    bound: list[PackDocument] = []
    placed: dict[int, PackItem] = {}
    for document in documents:
        items = [i for section in sections for i in section.items if i.document == document.id]
        found = _printed(services, document, items, printing=printing) if _may(services, document) else None
        bound.append(found[0] if found else document)
        placed |= found[1] if found else {}
    return with_places(sections, placed), tuple(bound)


def with_places(sections: Sequence[PackSection], placed: Placed) -> tuple[PackSection, ...]:
    """The sections, with the places of these items on printed pages."""
    return tuple(replace(s, items=tuple(placed.get(i.number, i) for i in s.items)) for s in sections)


def added(
    services: Services, sections: Sequence[PackSection], known: Mapping[int, PackDocument]
) -> tuple[PackSection, ...]:
    """The sections of a supplement, with places on pages that an earlier issue bound."""
    placed: dict[int, PackItem] = {}
    for item in (i for section in sections for i in section.items):
        document = known.get(item.document)
        if document is None or not document.printed or not item.passage:
            continue
        made = _made(services, document)
        found = _place(made, item) if made is not None and _same(made, document) else None
        placed[item.number] = found or replace(item, page=1, rects=())
    return with_places(sections, placed)


def kept(services: Services) -> FileStore:
    """Where the printed pages of issues are kept."""
    return FileStore(services.settings.home / "packs" / "printed")


def keep(services: Services, documents: Sequence[PackDocument]) -> None:
    """Keep these documents' printed pages for ever: an issue is about to bind them."""
    for document in documents:
        if document.printed and not kept(services).path(document.printed).is_file():
            kept(services).put_bytes(data_of(services, document))


def data_of(services: Services, document: PackDocument) -> bytes:
    """The PDF that a document's pages are taken from. Raises NotFound where it is gone."""
    try:
        return kept(services).read(document.printed)
    except NotFound:
        made = _made(services, document)
        if made is None or not _same(made, document):
            raise
        return made.pdf.read_bytes()


def _may(services: Services, document: PackDocument) -> bool:
    return document.form == "set" and document.alone and printable(document.media_type)


def _printed(
    services: Services, document: PackDocument, items: Sequence[PackItem], *, printing: bool
) -> tuple[PackDocument, dict[int, PackItem]] | None:
    if not printing and not is_kept(document.sha256, services.settings.page_images):
        return None
    made = _made(services, document)
    if made is None or not made.pages or _prints_hidden(services, document, made):
        return None
    placed = {item.number: _place(made, item) for item in items if item.passage}
    data = made.pdf.read_bytes()
    pages = survey_pdf(data, range(1, len(made.pages) + 1))
    if any(page.problem for page in pages) or not all(placed.values()):
        return None
    own = replace(
        document, form="printed", printed=hashlib.sha256(data).hexdigest(), pages=pages, passages=()
    )
    return own, {number: item for number, item in placed.items() if item is not None}


def _prints_hidden(services: Services, document: PackDocument, made: Printed) -> bool:
    """Whether words that nobody sees (white on white) can be copied out of the printed pages."""
    pages = reads.packed_document(services.record.db, document.id)["page_rows"]
    unseen = [
        text for page in pages for reason, text in json.loads(page["left_out"]) if reason == UNSEEN_TEXT
    ]
    return any(made.place(text) is not None for text in unseen)


def _made(services: Services, document: PackDocument) -> Printed | None:
    settings = services.settings
    within = (settings.ingest.file_seconds, int(settings.ingest.file_memory_mb * _MEMORY))
    original: Path = services.files.path(document.sha256)
    try:
        return printed(document.sha256, document.media_type, original, settings.page_images, within)
    except MusterError:  # it is set as text instead, which says so
        return None


def _same(made: Printed, document: PackDocument) -> bool:
    try:
        return hashlib.sha256(made.pdf.read_bytes()).hexdigest() == document.printed
    except OSError:
        return False


def _place(made: Printed, item: PackItem) -> PackItem | None:
    """The item with the page that it begins on, and its rectangles there; None where it stands on none."""
    found = made.place(item.text, max(1, min(item.page, len(made.pages))))
    if found is None:
        return None
    page, boxes = found
    return replace(item, page=page, rects=tuple((page, *box) for box in boxes))
