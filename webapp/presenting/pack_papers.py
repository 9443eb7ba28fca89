"""The documents of a pack as its page shows them, and the numbers that its sections print."""

from collections.abc import Mapping, Sequence
from typing import Any

from evidence.language.units import say_size
from evidence.packs import sentences
from evidence.packs.pack import Pack

TURNABLE = ("pdf", "image")  # forms with pages of their own


def papers_of(pack: Pack, held: Mapping[int, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The documents that the pack would bring next, with what can be done about their pages.

    ``held`` is how documents stand in the pack (evidence.reads.packs.pack). ``can_cite``: some of the pages
    are not cited, and no item wants the document whole; ``cited_only``: it was asked for already.
    """
    found = []
    for document in pack.last.documents if not pack.issue else ():
        own = held.get(document.id, {"cited_only": False, "turns": {}})
        items = [item for item in pack.last.items if item.document == document.id]
        paged, whole = document.form in TURNABLE, any(item.kind == "document" for item in items)
        numbers = [page.number for page in document.pages]
        cited = any(item.passage for item in items)
        can_cite = paged and cited and not whole and len(numbers) > 1 and not own["cited_only"]
        found.append(
            {
                "id": document.id,
                "name": sentences.document_name(document),
                "pages": _pages(document.span, numbers, sentences.part_of(document) if numbers else ""),
                "turned": [f"page {page} by {by}°" for page, by in own["turns"].items()],
                "can_turn": paged and bool(numbers),
                "can_cite": can_cite,
                "cited_only": own["cited_only"],
                "first": min(numbers, default=0),
                "last": max(numbers, default=0),
            }
        )
    return found


def holds(pack: Pack) -> str:
    """How much its documents bring: 112 pages of 9 documents, 2 more set as text; 14.2 MB of originals."""
    every = list(pack.documents.values())
    paged = [document for document in every if document.pages]
    said = []
    if paged:
        pages = sentences.plural(sum(len(document.pages) for document in paged), "page")
        said.append(f"{pages} of {sentences.plural(len(paged), 'document')}")
    if len(paged) < len(every):
        rest = len(every) - len(paged)
        said.append(
            f"{rest:,} more set as text" if paged else f"{sentences.plural(rest, 'document')} set as text"
        )
    size = say_size(sum(documents[0].size for documents in pack.originals.values()))
    return f"{', '.join(said)}; {size} of originals" if said else "no document"


def _pages(span: tuple[int, int], numbers: Sequence[int], part: str) -> str:
    if not numbers:
        return "set as text"
    return part if span != (0, 0) else sentences.plural(len(numbers), "page")


def section_numbers(pack: Pack, sections: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """The number that each section prints, by its id; one that would not be printed has none."""
    printed = {key: s.ordinal for part in pack.parts for s in part.sections for key in (s.id, s.code) if key}
    found = {s["id"]: printed.get(s["id"]) or printed.get(s["measure"] or s["block"]) for s in sections}
    return {section: number for section, number in found.items() if number}
