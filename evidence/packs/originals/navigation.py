"""Where an original PDF's own links and bookmarks lead: to which of its pages, and where on them.

ISO 32000-1: 12.3.2 (destinations), 12.3.3 (outlines), 12.5.6.5 (link annotations). Damaged ones lead nowhere
and are passed over.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    Destination,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from evidence.home.faults import is_ours

MOST_LINKS, MOST_BOOKMARKS, DEEPEST = 500, 3000, 8
PLACED = {
    "/XYZ": (2, 3),
    "/FitH": (None, 2),
    "/FitBH": (None, 2),
    "/FitR": (2, 5),
}  # where left and top stand


@dataclass(frozen=True)
class Target:
    """A page, from 1, and a point of it in its own space; its top where they are None."""

    page: int
    left: float | None = None
    top: float | None = None


@dataclass(frozen=True)
class Inner:
    """A link: its rectangle in its page's own space, and where it leads."""

    box: tuple[float, float, float, float]
    target: Target


@dataclass(frozen=True)
class Entry:
    """A bookmark. ``target`` is None where it leads to none of the file's pages."""

    title: str
    target: Target | None
    children: tuple["Entry", ...]


class Navigation:
    """The links and bookmarks of an original; of none that can be opened, if ``reader`` is None."""

    def __init__(self, reader: PdfReader | None) -> None:
        self._reader = reader

    def links(self, number: int) -> tuple[Inner, ...]:
        """The links of page ``number`` (from 1) that lead to pages of the same file."""
        try:
            return tuple(self._links(number))
        except Exception as error:  # pypdf raises all sorts on damaged files
            if is_ours(error):
                raise
            return ()

    def bookmarks(self) -> tuple[Entry, ...]:
        """The outline, as far as it is sound."""
        try:
            return tuple(self._bookmarks())
        except Exception as error:  # as above
            if is_ours(error):
                raise
            return ()

    def _links(self, number: int) -> Iterator[Inner]:
        if self._reader is None:
            return
        listed = self._reader.pages[number - 1].get("/Annots", ArrayObject()).get_object()
        for reference in listed[:MOST_LINKS] if isinstance(listed, ArrayObject) else ():
            link = reference.get_object()
            if not isinstance(link, DictionaryObject) or link.get("/Subtype") != "/Link":
                continue
            target, rect = self._target(link), link.get("/Rect")
            if target is not None and rect is not None:
                x0, y0, x1, y1 = (float(v) for v in rect.get_object())
                yield Inner((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), target)

    def _bookmarks(self) -> Iterator[Entry]:
        root = self._reader.root_object.get("/Outlines") if self._reader is not None else None
        root = root.get_object() if root is not None else None
        if isinstance(root, DictionaryObject):
            yield from self._hung(root, set(), 0)

    def _hung(self, parent: DictionaryObject, seen: set[int], depth: int) -> Iterator[Entry]:
        reference = parent.raw_get("/First") if "/First" in parent and depth < DEEPEST else None
        while isinstance(reference, IndirectObject):
            if reference.idnum in seen or len(seen) >= MOST_BOOKMARKS:
                return
            seen.add(reference.idnum)
            item = reference.get_object()
            if not isinstance(item, DictionaryObject):
                return
            title = " ".join(str(item.get("/Title", "")).split())
            yield Entry(title, self._target(item), tuple(self._hung(item, seen, depth + 1)))
            reference = item.raw_get("/Next") if "/Next" in item else None

    def _target(self, held: DictionaryObject) -> Target | None:
        """Where a link or a bookmark leads, by its destination or by an action that goes there."""
        action = held.get("/A")
        action = action.get_object() if action is not None else None
        goes = isinstance(action, DictionaryObject) and action.get("/S") == "/GoTo"
        found = held.get("/Dest") or (action.get("/D") if goes and action is not None else None)
        return self._resolved(found.get_object()) if found is not None else None

    def _resolved(self, found: PdfObject | None) -> Target | None:
        if isinstance(found, TextStringObject | ByteStringObject | NameObject):
            found = self._named.get(str(found))
        if isinstance(found, DictionaryObject) and not isinstance(found, Destination):
            found = found.get("/D", ArrayObject()).get_object()
        return self._explicit(found) if isinstance(found, ArrayObject) and found else None

    def _explicit(self, found: ArrayObject) -> Target | None:
        first = list.__getitem__(found, 0)
        if isinstance(first, IndirectObject):
            page = self._pages.get(first.idnum)
        else:
            page = int(first) + 1 if isinstance(first, NumberObject) else None
        if page is None or page not in self._pages.values():
            return None
        left, top = PLACED.get(str(found[1]) if len(found) > 1 else "", (None, None))
        return Target(page, _number(found, left), _number(found, top))

    @cached_property
    def _pages(self) -> dict[int, int]:
        pages = self._reader.pages if self._reader is not None else ()
        numbered = ((page.indirect_reference, number) for number, page in enumerate(pages, start=1))
        return {reference.idnum: number for reference, number in numbered if reference}

    @cached_property
    def _named(self) -> dict[str, PdfObject]:
        """The named destinations as arrays."""
        if self._reader is None:
            return {}
        return {name: found.dest_array for name, found in self._reader.named_destinations.items()}


def _number(found: ArrayObject, index: int | None) -> float | None:
    value = found[index] if index is not None and index < len(found) else None
    return float(value) if isinstance(value, int | float) else None
