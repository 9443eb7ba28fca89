"""What was issued before a redaction, as later issues hold it: its pages stay where they are, and what is
redacted since is masked in what the pack itself says on them.

An issue that went out stays as it went out. The next one holds its pages again, so that they must not say
what is redacted by then.
"""

from collections.abc import Iterable
from dataclasses import replace

from evidence.packs import sentences
from evidence.packs.pack import Pack, PackDocument, PackPart
from evidence.packs.planning.redacted_pages import shared_with
from evidence.packs.planning.redactions import Redacted, hidden, in_sections
from evidence.services import Services

MASKED = (
    "On pages issued before, titles, notes and quotes are masked where they say what is redacted since. "
    "Ask for the earlier issues back."
)


def in_issued(services: Services, found: Redacted, before: Pack) -> tuple[PackPart, ...]:
    """The parts of the issues before with what is redacted since masked in them, and each page as a picture
    that draws with what a redacted page draws with."""
    if not found.rows:
        return before.parts
    files = {number: document.sha256 for number, document in before.documents.items()}
    masked = []
    for part in before.parts:
        documents = tuple(_document(services, found, document) for document in part.documents)
        sections = in_sections(found, part.sections, files)
        masked.append(hidden(replace(part, sections=sections, documents=documents), found.told))
    return tuple(masked)


def told(before: Pack, parts: Iterable[PackPart]) -> tuple[str, ...]:
    """What the next issue says of that."""
    pairs = list(zip(before.parts, parts, strict=True))
    said = []
    if any(old.sections != new.sections or _names(old) != _names(new) for old, new in pairs):
        said.append(MASKED)
    papers = [papers for old, new in pairs for papers in zip(old.documents, new.documents, strict=True)]
    for was, now in papers:
        pages = zip(was.pages, now.pages, strict=True)
        if numbers := [str(after.number) for first, after in pages if after.pictured > first.pictured]:
            said.append(
                f"{sentences.document_name(now)}, page{'s' * (len(numbers) > 1)} {', '.join(numbers)}, shown "
                "as a picture from this issue on: it draws with what a redacted page draws with. Ask for the "
                "earlier issues back."
            )
    return tuple(said)


def _names(part: PackPart) -> tuple[str, ...]:
    return tuple(f"{document.name}\n{document.file}" for document in part.documents)


def _document(services: Services, found: Redacted, document: PackDocument) -> PackDocument:
    if document.sha256 not in found.withheld:
        return document
    lines = shared_with(services, found, document)
    pages = tuple(
        replace(page, pictured=True, lines=lines[page.number] or page.lines)
        if page.number in lines and not page.pictured and not page.problem
        else page
        for page in document.pages
    )
    return replace(document, pages=pages)
