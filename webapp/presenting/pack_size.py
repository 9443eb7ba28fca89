"""How many pages and bytes a pack's PDF will have: estimated, since only building it tells. Pure."""

from math import ceil

from evidence.language.units import say_size
from evidence.packs import sentences
from evidence.packs.pack import Pack, PackDocument, PackSection

# Measured on packs of the samples and of real papers.
LINES_OF_INDEX, ITEMS_OF_SHEET, LETTERS_OF_PAGE = 45, 5, 2_600
OWN_BYTES, BYTES_OF_PAGE = 250_000, 5_000  # fonts and frame; a page that Muster sets


def estimated(pack: Pack) -> str:
    """About 41 pages and 0.6 MB; "" for a pack that holds nothing."""
    if not pack.items:
        return ""
    own = sum(_own_pages(pack, index) for index in range(len(pack.parts)))
    taken = sum(len(d.pages) for d in pack.documents.values())
    size = OWN_BYTES + own * BYTES_OF_PAGE + sum(_bytes(found) for found in pack.originals.values())
    return f"about {sentences.plural(own + taken, 'page')} and {say_size(round(size))}"


def _own_pages(pack: Pack, index: int) -> int:
    """Cover, checksums, indexes, section sheets, and documents that are set as text."""
    part = pack.parts[index]
    lines = 3 * len(part.items) + 2 * len(part.documents) + 3 * len(part.sections)
    set_as_text = sum(_set_pages(document) for document in part.documents if not document.pages)
    return 2 + ceil(lines / LINES_OF_INDEX) + sum(_sheet(section) for section in part.sections) + set_as_text


def _sheet(section: PackSection) -> int:
    charts = sum(0.5 + len(chart.values) / 50 for chart in section.charts)
    return ceil(0.3 + charts + len(section.items) / ITEMS_OF_SHEET)


def _set_pages(document: PackDocument) -> int:
    return max(1, ceil(sum(len(p.text) + 30 for p in document.passages) / LETTERS_OF_PAGE))


def _bytes(documents: list[PackDocument]) -> float:
    """Of an original, the share that its pages here have of it."""
    pages = [page.number for document in documents for page in document.pages]
    if not pages or documents[0].form == "printed":
        return len(pages) * BYTES_OF_PAGE
    last = max(*pages, *(document.span[1] for document in documents))
    return documents[0].size * min(1.0, len(set(pages)) / last)
