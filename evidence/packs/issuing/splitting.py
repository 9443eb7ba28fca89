"""An issue's PDF in several files, none over a size: cut where documents begin, page numbers running on.

Each file begins with the whole index (and the cover, and the supplements' sheets), under the numbers that
these pages have. Links and bookmarks go to the page, in whichever file it is: to another by its name, so that
the files belong in one folder (ISO 32000-1, 12.6.4.3).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from evidence.packs.assembling.furnish import name
from evidence.packs.originals.navigation import Entry, Navigation, Target
from evidence.packs.originals.reaching import reached

OBJECT = 80  # bytes that an object without a stream takes, about
MARK = 400  # and a link or a highlight
KEPT = ("/Link", "/Highlight")
MARGIN = 0.97  # of the limit: what is estimated may take a little more


@dataclass(frozen=True)
class Share:
    """What one file holds: its pages (from 1) of the issue, in order; those from ``first`` on are its own."""

    pages: tuple[int, ...]
    first: int
    last: int


def shares(reader: PdfReader, front: Sequence[int], begins: Sequence[int], limit: int) -> list[Share]:
    """How the issue is shared out over files of at most ``limit`` bytes, by what its pages draw with.

    ``front``: the pages that every file begins with; ``begins``: where a file may begin. What stands between
    two of these and is over the limit by itself is a file by itself.
    """
    known: dict[int, int] = {}
    sized = [_reached(page, known) for page in reader.pages]
    held = frozenset().union(*(sized[n - 1] for n in front))
    borders = sorted({n for n in begins if n not in front})
    pieces = [
        [n for n in range(start, end) if n not in front]
        for start, end in zip(borders, [*borders[1:], len(sized) + 1], strict=True)
    ]
    found: list[list[int]] = []
    taken: frozenset[int] = frozenset()
    for piece in pieces:
        own = frozenset().union(*(sized[n - 1] for n in piece)) if piece else frozenset()
        if found and sum(known[i] for i in held | taken | own) <= limit * MARGIN:
            found[-1] += piece
            taken |= own
        else:
            found.append(list(piece))
            taken = own
    return [Share((*front, *pages), pages[0], pages[-1]) for pages in found if pages]


def files(reader: PdfReader, cut: Sequence[Share], names: Sequence[str]) -> Iterator[bytes]:
    """The PDF of each share, under its name."""
    home: dict[int, tuple[int, int]] = {}  # a page -> the file that has it as its own, and its place there
    for number, share in enumerate(cut):
        for place, page in enumerate(share.pages):
            if share.first <= page <= share.last or number == 0:
                home.setdefault(page, (number, place))
    bookmarks = Navigation(reader).bookmarks()
    for number, share in enumerate(cut):
        yield _File(reader, share, number, home, names).written(bookmarks, len(cut))


class _File:
    def __init__(
        self,
        reader: PdfReader,
        share: Share,
        number: int,
        home: dict[int, tuple[int, int]],
        names: Sequence[str],
    ) -> None:
        self._reader, self._share, self._number = reader, share, number
        self._home, self._names = home, names
        self._writer = PdfWriter()
        self._numbers = {
            page.indirect_reference.idnum: n
            for n, page in enumerate(reader.pages, start=1)
            if page.indirect_reference
        }
        self._pages: dict[int, IndirectObject] = {}

    def written(self, bookmarks: Sequence[Entry], count: int) -> bytes:
        writer, share = self._writer, self._share
        writer.pdf_header = "%PDF-1.7"
        for number in share.pages:
            added = writer.add_page(self._reader.pages[number - 1], excluded_keys=("/Annots",))
            if added.indirect_reference is not None:
                self._pages[number] = added.indirect_reference
        for number in share.pages:
            self._annotate(number)
        self._hang(bookmarks)
        self._label()
        self._inform(count)
        out = BytesIO()
        writer.write(out)
        return out.getvalue()

    def _annotate(self, number: int) -> None:
        """The page's links and highlights. The signature was over the whole issue and stays there."""
        listed = self._reader.pages[number - 1].get("/Annots", ArrayObject()).get_object()
        own = ArrayObject()
        for reference in listed if isinstance(listed, ArrayObject) else ():
            found = reference.get_object()
            if not isinstance(found, DictionaryObject) or found.get("/Subtype") not in KEPT:
                continue
            copy = found.clone(self._writer, ignore_fields=("/P", "/Dest", "/Parent"))
            copy[name("P")] = self._pages[number]
            if "/Dest" in found:
                copy.update(self._leading(found["/Dest"]))
            own.append(copy.indirect_reference or self._writer._add_object(copy))
        if own:
            page = self._pages[number].get_object()
            if isinstance(page, DictionaryObject):
                page[name("Annots")] = own

    def _leading(self, dest: PdfObject) -> dict[NameObject, PdfObject]:
        found = dest.get_object()
        if not isinstance(found, ArrayObject) or not found:
            return {}
        first = list.__getitem__(found, 0)
        page = self._numbers.get(first.idnum) if isinstance(first, IndirectObject) else None
        top = found[3] if len(found) > 3 and isinstance(found[3], int | float) else None
        return self._to(page, None if top is None else float(top)) if page else {}

    def _to(self, page: int, top: float | None) -> dict[NameObject, PdfObject]:
        """A destination in this file, or an action that goes to another."""
        height: PdfObject = NullObject() if top is None else FloatObject(round(top, 3))
        point = [name("XYZ"), NumberObject(0), height, NullObject()]
        if page in self._pages:
            return {name("Dest"): ArrayObject([self._pages[page], *point])}
        file, place = self._home[page]
        goes = {
            name("S"): name("GoToR"),
            name("F"): TextStringObject(self._names[file]),
            name("D"): ArrayObject([NumberObject(place), *point]),
            name("NewWindow"): BooleanObject(True),
        }
        return {name("A"): DictionaryObject(goes)}

    def _hang(self, entries: Sequence[Entry]) -> None:
        root = DictionaryObject({name("Type"): name("Outlines")})
        reference = self._writer._add_object(root)
        root[name("Count")] = NumberObject(self._under(root, reference, entries))
        self._writer.root_object[name("Outlines")] = reference

    def _under(self, parent: DictionaryObject, of: IndirectObject, entries: Sequence[Entry]) -> int:
        before: tuple[DictionaryObject, IndirectObject] | None = None
        for entry in entries:
            target = entry.target or Target(1)
            item = DictionaryObject({name("Title"): TextStringObject(entry.title), name("Parent"): of})
            item.update(self._to(target.page, target.top))
            reference = self._writer._add_object(item)
            if count := self._under(item, reference, entry.children):
                item[name("Count")] = NumberObject(-count)  # closed
            if before is None:
                parent[name("First")] = reference
            else:
                before[0][name("Next")], item[name("Prev")] = reference, before[1]
            parent[name("Last")] = reference
            before = item, reference
        return len(entries)

    def _label(self) -> None:
        """Each page keeps its number: a range for each run of them."""
        nums = ArrayObject()
        for place, page in enumerate(self._share.pages):
            if place == 0 or page != self._share.pages[place - 1] + 1:
                label = DictionaryObject({name("S"): name("D"), name("St"): NumberObject(page)})
                nums.extend([NumberObject(place), label])
        root = self._writer.root_object
        root[name("PageLabels")] = DictionaryObject({name("Nums"): nums})
        root[name("PageMode")] = name("UseOutlines")
        root[name("PageLayout")] = name("OneColumn")
        root[name("Lang")] = TextStringObject("en-GB")
        root[name("ViewerPreferences")] = DictionaryObject({name("DisplayDocTitle"): BooleanObject(True)})

    def _inform(self, count: int) -> None:
        held: Mapping[str, object] = self._reader.metadata or {}
        info, share = self._writer._info, self._share
        pages = f"pages {share.first} to {share.last}"
        title = f"{held.get('/Title', '')}, part {self._number + 1} of {count}: {pages}"
        if info is not None:
            info.clear()
            info.update({name(key[1:]): TextStringObject(str(value)) for key, value in held.items()})
            info[name("Title")] = TextStringObject(title)
        print_ = bytes.fromhex(str(held.get("/MusterPack", ""))[:24])
        own = ByteStringObject(print_ + self._number.to_bytes(4, "big"))
        self._writer._ID = ArrayObject([own, own])


def _reached(page: DictionaryObject, known: dict[int, int]) -> frozenset[int]:
    """The objects that a page draws with; ``known`` gets the bytes that each takes."""
    marks = page.get("/Annots", ArrayObject()).get_object()
    listed = list.__iter__(marks) if isinstance(marks, ArrayObject) else ()
    found = dict.fromkeys((mark.idnum for mark in listed if isinstance(mark, IndirectObject)), MARK)
    start = [page.raw_get(key) for key in page if key not in ("/Parent", "/Annots")]
    for number, held in reached(start, ("/Parent", "/P")):
        found[number] = OBJECT + (len(held._data) if isinstance(held, StreamObject) else 0)
    known.update(found)
    return frozenset(found)
