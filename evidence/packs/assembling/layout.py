"""Which page comes where: every leaf of the pack in order, and where each link, bookmark and highlight lands.

Own pages are drawn twice: once to learn how many there are, once with the numbers that follow from it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from evidence.packs import sentences
from evidence.packs.own import checksums
from evidence.packs.own import pages as own_pages
from evidence.packs.own.cover import cover
from evidence.packs.pack import OcrLine, Pack, PackDocument, PackItem, PackSection, SourcePage
from evidence.packs.setting.stamp import OWN_PLACE, Fit, fit
from evidence.packs.setting.styles import Numbers
from evidence.packs.setting.text_layout import Drawn, Key, Mark, counting
from evidence.packs.setting.typeset import set_document

A4 = Fit(595.2756, 841.8898)


@dataclass(frozen=True)
class Spot:
    """Where a link lands: the pack's page (from 1) and a point from its bottom left."""

    page: int
    left: float
    top: float


@dataclass(frozen=True)
class Area:
    """A rectangle on a page of the pack, in points from its bottom left."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Leaf:
    """One page of the pack: page ``index`` of ``drawn``, or page ``source`` of ``document``.

    ``said`` stands at its foot: which pages of a long document are here.
    """

    fit: Fit
    place: str = OWN_PLACE
    lines: tuple[OcrLine, ...] = ()
    drawn: Drawn | None = None
    index: int = 0
    document: PackDocument | None = None
    source: SourcePage | None = None
    said: str = ""


@dataclass(frozen=True)
class Layout:
    """The pack laid out. ``highlights`` are the places of each cited passage."""

    leaves: tuple[Leaf, ...]
    spots: dict[Key, Spot]
    links: tuple[tuple[Area, Key], ...]
    highlights: tuple[tuple[tuple[PackItem, ...], tuple[Area, ...]], ...]
    ends: tuple[int, ...]


@dataclass
class _Run:
    """One pass over the pack, leaf by leaf."""

    pack: Pack
    texts: dict[int, Drawn]
    number: Numbers
    pages: int
    leaves: list[Leaf] = field(default_factory=list)
    spots: dict[Key, Spot] = field(default_factory=dict)
    links: list[tuple[Area, Key]] = field(default_factory=list)
    starts: dict[int, int] = field(default_factory=dict)  # document -> its first page in the pack
    at: dict[tuple[int, int], int] = field(default_factory=dict)  # document, page of it -> page in the pack
    ends: list[int] = field(default_factory=list)  # the last page of each part


def lay_out(pack: Pack) -> Layout:
    """Settle every page of the pack."""
    texts = {d.id: _text(pack, d) for d in pack.documents.values() if d.form == "set"}
    with counting():
        first = _pass(pack, texts, lambda _key: "0", 0)
    run = _pass(pack, texts, _numbers_of(first), first.ends[-1])
    if run.ends != first.ends:
        run = _pass(pack, texts, _numbers_of(run), run.ends[-1])
    return Layout(tuple(run.leaves), run.spots, tuple(run.links), tuple(_highlights(run)), tuple(run.ends))


def _numbers_of(run: _Run) -> Numbers:
    """The printed numbers of a pass over the pack."""
    return lambda key: str(run.spots[key].page)


def _text(pack: Pack, document: PackDocument) -> Drawn:
    part = next(p for p in pack.parts if document in p.documents)
    cited = frozenset(item.passage for item in part.items)
    return set_document(document, cited, own_pages.footer(pack, part), part.layout)


def _pass(pack: Pack, texts: dict[int, Drawn], number: Numbers, pages: int) -> _Run:
    run = _Run(pack, texts, number, pages)
    run.spots["cover", 0, 0] = Spot(1, 0, A4.height)
    _own(run, cover(pack, number, pages), range(1))
    if pack.parts[0].layout >= checksums.SINCE:
        sheet = checksums.reverse(pack, own_pages.footer(pack, pack.parts[0]))
        _own(run, sheet, range(sheet.count))
    for index, part in enumerate(pack.parts):
        head = own_pages.supplement(pack, index, number) if index else own_pages.index(pack, number)
        _own(run, head, range(head.count))
        waiting = {d.id: d for d in part.documents}
        sheets = own_pages.section_sheets(pack, index, number)
        places = {mark.key: mark.page for mark in reversed(sheets.places) if mark.key[0] == "section"}
        starts = [places["section", index, section.ordinal] for section in part.sections]
        for section, start, end in zip(part.sections, starts, [*starts[1:], sheets.count], strict=True):
            _own(run, sheets, range(start, end))
            for document in _first_cited(section, waiting):
                _document(run, document, index)
        for document in waiting.values():
            _document(run, document, index)
        run.ends.append(len(run.leaves))
    for redaction in (r for part in pack.parts for r in part.redactions):
        page = run.at.get((redaction.document, redaction.page), run.starts[redaction.document])
        top = run.leaves[page - 1].fit.height
        run.spots["redacted", redaction.document, redaction.page] = Spot(page, 0, top)
    for item in pack.items:
        if item.document:  # a note stands on its section's sheet, which says where
            run.spots["item", item.number, 0] = _spot(run, item)
    return run


def _first_cited(section: PackSection, waiting: dict[int, PackDocument]) -> Iterator[PackDocument]:
    """The documents of this section that no section before it has brought, each with what it encloses."""
    for item in section.items:
        if item.document in waiting:
            yield from _family(_head_of(item.document, waiting), waiting)


def _head_of(number: int, waiting: dict[int, PackDocument]) -> int:
    """The outermost of the papers that enclose a document and wait with it."""
    while waiting[number].parent in waiting:
        number = waiting[number].parent
    return number


def _family(number: int, waiting: dict[int, PackDocument]) -> Iterator[PackDocument]:
    yield waiting.pop(number)
    for enclosed in [d.id for d in waiting.values() if d.parent == number]:
        yield from _family(enclosed, waiting)


def _own(run: _Run, drawn: Drawn, pages: range) -> None:
    """These drawn pages are the next leaves; their marks come with them."""
    start = len(run.leaves) - pages.start
    run.leaves += [Leaf(A4, drawn=drawn, index=i) for i in pages]
    for mark in drawn.places:
        if mark.page in pages:
            run.spots.setdefault(mark.key, Spot(start + mark.page + 1, mark.left, mark.top + 10))
    run.links += [(_area(mark, start), mark.key) for mark in drawn.links if mark.page in pages]


def _area(mark: Mark, start: int) -> Area:
    return Area(start + mark.page + 1, mark.left, mark.bottom, mark.right, mark.top)


def _document(run: _Run, document: PackDocument, index: int) -> None:
    start = len(run.leaves) + 1
    run.starts.setdefault(document.id, start)
    run.at |= {(document.id, page.number): start + n for n, page in enumerate(document.pages)}
    if document.form == "set":
        drawn = run.texts[document.id]
        run.leaves += [Leaf(A4, drawn=drawn, index=i) for i in range(drawn.count)]
    else:
        said = f"Here: {sentences.part_of(document)} of this document." if document.span != (0, 0) else ""
        run.leaves += [_leaf(document, page, said) for page in document.pages]
    part = run.pack.shown_in(index, document.id)[1]
    run.spots["document", document.id, part] = Spot(start, 0, run.leaves[start - 1].fit.height)


def _leaf(document: PackDocument, page: SourcePage, which: str) -> Leaf:
    """A page of an original; on a strip of its own where that says ``which`` of its pages are here."""
    if page.problem:
        return Leaf(A4, document=document, source=page)
    if which:
        page = replace(page, place="strip")
    said = f"{which} {page.said}".strip()
    return Leaf(fit(page), page.place, page.lines, document=document, source=page, said=said)


def _spot(run: _Run, item: PackItem) -> Spot:
    """Where a cited passage stands; its page's top where its place on the page is not known."""
    for area in _areas(run, item):
        return Spot(area.page, area.left, area.top + 12)
    wanted = item.pages[0] if item.kind == "pages" else 0 if item.kind == "document" else item.page
    page = run.at.get((item.document, wanted), run.starts[item.document])
    return Spot(page, 0, run.leaves[page - 1].fit.height)


def _areas(run: _Run, item: PackItem) -> list[Area]:
    """The rectangles of a passage on the pack's pages."""
    if not item.passage:
        return []
    document, start = run.pack.documents[item.document], run.starts[item.document]
    if document.form == "set":
        key = ("passage", item.passage, 0)
        return [_area(m, start - 1) for m in run.texts[document.id].places if m.key == key]
    pages = {page.number: page for page in document.pages if not page.problem}
    at = {n: run.at[document.id, n] for n in pages}
    return [
        _placed(run.leaves[at[n] - 1].fit, at[n], pages[n].shown(*rect)) for n, *rect in item.rects if n in at
    ]


def _placed(place: Fit, page: int, rect: tuple[float, ...]) -> Area:
    """A rectangle of the original's page on the pack's page, kept within the paper."""
    left, top = place.point(max(rect[0], 0), max(rect[1], 0))
    right, bottom = place.point(min(rect[2], place.width), min(rect[3], place.height))
    return Area(page, left, bottom, max(right, left + 1), max(top, bottom + 1))


def _highlights(run: _Run) -> Iterator[tuple[tuple[PackItem, ...], tuple[Area, ...]]]:
    """Each cited passage once, with every link that cites it."""
    cited: dict[int, list[PackItem]] = {}
    for item in run.pack.items:
        if item.passage:
            cited.setdefault(item.passage, []).append(item)
    for items in cited.values():
        if areas := _areas(run, items[0]):
            yield tuple(items), tuple(areas)
