"""A pack's marking: the highest of what it holds, on its cover, its own pages, each page that is marked."""

from collections.abc import Iterable
from dataclasses import replace

from sqlite_utils import Database

from evidence.packs.pack import PackDocument, SourcePage
from evidence.reads.markings import highest, markings

MARKING = "Marking"
"""What the cover calls it."""
Details = tuple[tuple[str, str], ...]


def details_with(db: Database, details: Details, documents: Iterable[int]) -> Details:
    """A pack's details with its marking first, as it now is; without one where nothing in it is marked."""
    others = tuple(pair for pair in details if pair[0] != MARKING)
    said = highest(db, documents)
    return ((MARKING, said), *others) if said else others


def documents_with(db: Database, documents: tuple[PackDocument, ...]) -> tuple[PackDocument, ...]:
    """The documents, with the marking in the strip below each page of those that are marked."""
    found = markings(db, [document.id for document in documents])
    return tuple(
        replace(d, pages=tuple(_with(page, found[d.id]["said"]) for page in d.pages)) if d.id in found else d
        for d in documents
    )


def _with(page: SourcePage, said: str) -> SourcePage:
    return replace(page, place="strip", said=f"{said} {page.said}".strip())
