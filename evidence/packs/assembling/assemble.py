"""Pack -> bytes. No clock, no disk, no Flask: the same pack and originals give the same bytes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO

import pikepdf
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
)

from evidence.packs.assembling.filling import FORM, NUMBER, OWN, Taken, Unsound, filled
from evidence.packs.assembling.furnish import add_highlights, add_layers, add_links, add_outline, finish
from evidence.packs.assembling.inner_links import inner, with_originals
from evidence.packs.assembling.layout import A4, Layout, Leaf, lay_out
from evidence.packs.assembling.outline import bookmarks
from evidence.packs.assembling.stamping import BY_QPDF, FONT, Stamp, stamps
from evidence.packs.originals.annotations import times
from evidence.packs.originals.images import draw_picture
from evidence.packs.originals.pictured import draw_page, draw_redacted
from evidence.packs.originals.source_pages import Original, Uncopyable, Upright
from evidence.packs.own import pages as own_pages
from evidence.packs.pack import Pack, PackDocument, SourcePage
from evidence.packs.progress import SETTING, Progress, Told, untold
from evidence.packs.setting.stamp import Overlay
from evidence.packs.setting.text_layout import Drawn
from evidence.packs.setting.typeset import problem_sheet

Originals = Callable[[str], bytes]
TOLD_EACH = 20  # pages
UNREADABLE_PICTURE = "The picture is damaged and cannot be drawn."


@dataclass(frozen=True)
class AssembledPack:
    """The PDF; on which of its pages (from 1) documents, links and sections are; what could not be shown.

    ``of_parts``: of each page of a document that is here in part, the document and its page there.
    ``elsewhere``: the pages of what the ZIP does not hold: printed texts, originals that are withheld.
    ``written``: what the PDF was written from, by qpdf since layout BY_QPDF.
    """

    pdf: bytes
    pages: int
    document_pages: dict[int, int]
    item_pages: dict[int, int]
    section_pages: dict[tuple[int, int], int]
    not_shown: tuple[tuple[str, int, str], ...]  # file, its page, why
    part_ends: tuple[int, ...] = ()  # the last page of each part
    of_parts: dict[int, tuple[int, int]] = field(default_factory=dict)
    redacted_pages: dict[tuple[int, int], int] = field(default_factory=dict)  # by document and its page
    elsewhere: tuple[int, ...] = ()
    written: pikepdf.Pdf | PdfWriter | None = field(default=None, repr=False, compare=False)


class _Sources:
    """Originals and drawn pages, each opened once."""

    def __init__(self, pack: Pack, originals: Originals, unsound: frozenset[str]) -> None:
        self._pack, self._originals = pack, originals
        self.by_qpdf, self._unsound = pack.last.layout >= BY_QPDF, unsound
        self._opened: dict[tuple[str, bool], Original] = {}
        self._drawn: dict[int, tuple[Drawn, Original]] = {}
        self.not_shown: list[tuple[str, int, str]] = []

    def upright(self, writer: PdfWriter, leaf: Leaf) -> tuple[Upright, bool]:
        """The leaf's page, and whether it is the page asked for (not a sheet in its place)."""
        if leaf.drawn is not None:
            return self._own(leaf.drawn).copy(writer, leaf.index + 1), True
        document, page = leaf.document, leaf.source
        if document is None or page is None:
            raise ValueError("a leaf is drawn or has a source")
        if page.problem:
            return self._sheet(writer, document, page, page.problem), False
        try:
            return self._source(writer, document, page), True
        except (Uncopyable, OSError, ValueError) as error:
            why = UNREADABLE_PICTURE if document.form == "image" else str(error)
            return self._sheet(writer, document, page, why), False

    def opened(self, held: str, letters: bool = False) -> Original:
        """The original of this SHA-256, or what was printed of one. ``letters``: see Original."""
        key = held, letters
        if key not in self._opened:
            by_qpdf = self.by_qpdf and held not in self._unsound
            self._opened[key] = Original(self._originals(held), by_qpdf=by_qpdf, letters=letters)
        return self._opened[key]

    def layers(self, writer: PdfWriter) -> tuple[list[IndirectObject], list[IndirectObject]]:
        """Every layer of the originals, and those that are not shown."""
        found = [original.layers(writer) for original in self._opened.values()]
        return [r for every, _ in found for r in every], [r for _, hidden in found for r in hidden]

    def _own(self, drawn: Drawn) -> Original:
        if id(drawn) not in self._drawn:
            by_qpdf = self.by_qpdf and OWN not in self._unsound
            self._drawn[id(drawn)] = (drawn, Original(drawn.pdf, by_qpdf=by_qpdf))
        return self._drawn[id(drawn)][1]

    def _source(self, writer: PdfWriter, document: PackDocument, page: SourcePage) -> Upright:
        if document.form == "image":
            if page.pictured:
                return Original(draw_redacted(self._originals(document.sha256), page)).copy(writer, 1)
            return Original(draw_picture(self._originals(document.sha256), page)).copy(writer, 1)
        held = document.printed or document.sha256
        original = self.opened(held, any(each.looks for each in document.pages))
        if page.pictured:
            picture = Original(draw_page(self._originals(held), page)).copy(writer, 1)
            return replace(picture, unit=original.unit(page.number))
        return original.copy(writer, page.number, page.turn)

    def _sheet(self, writer: PdfWriter, document: PackDocument, page: SourcePage, why: str) -> Upright:
        self.not_shown.append((document.file, page.number, why))
        drawn = problem_sheet(document, page.number, why, own_pages.footer(self._pack, self._pack.last))
        return self._own(drawn).copy(writer, 1)


def assemble(pack: Pack, originals: Originals, on_progress: Told = untold) -> AssembledPack:
    """Build the PDF. ``originals`` gives an original's bytes by SHA-256 and may raise NotFound, Tampered."""
    unsound: frozenset[str] = frozenset()
    while True:
        try:
            return _assemble(pack, _Sources(pack, originals, unsound), on_progress)
        except Unsound as found:  # damage that shows only when a page is copied
            if found.held in unsound:
                raise
            unsound |= {found.held}


def _assemble(pack: Pack, sources: "_Sources", on_progress: Told) -> AssembledPack:
    layout = lay_out(pack)
    writer = PdfWriter()
    writer.pdf_header = "%PDF-1.7"
    pages, taken = _add_pages(writer, pack, layout, sources, on_progress)
    layout, under = inner(pack, layout, sources.opened)
    add_links(writer, pages, layout)
    add_highlights(writer, pages, layout)
    spots = layout.spots
    add_outline(writer, pages, spots, with_originals(bookmarks(pack, spots), under))
    add_layers(writer, *sources.layers(writer))
    finish(writer, pages, pack)
    pdf, written = _written(writer, pack, taken)
    return AssembledPack(
        pdf=pdf,
        pages=len(pages),
        document_pages={k[1]: s.page for k, s in spots.items() if k[0] == "document" and not k[2]},
        item_pages={k[1]: s.page for k, s in spots.items() if k[0] == "item"},
        section_pages={(k[1], k[2]): s.page for k, s in spots.items() if k[0] == "section"},
        not_shown=tuple(sources.not_shown),
        part_ends=layout.ends,
        of_parts=dict(_of_parts(layout)),
        elsewhere=tuple(_elsewhere(pack, layout)),
        written=written,
        redacted_pages={(k[1], k[2]): s.page for k, s in spots.items() if k[0] == "redacted"},
    )


def _written(writer: PdfWriter, pack: Pack, taken: Sequence[Taken]) -> tuple[bytes, pikepdf.Pdf | PdfWriter]:
    """The file, and what it was written from."""
    out = BytesIO()
    writer.write(out)
    if pack.last.layout < BY_QPDF:
        return out.getvalue(), writer
    whole = filled(out.getvalue(), taken)
    return whole.pdf, whole.written


def _of_parts(layout: Layout) -> Iterator[tuple[int, tuple[int, int]]]:
    for number, leaf in enumerate(layout.leaves, start=1):
        if leaf.document is not None and leaf.source is not None and leaf.document.span != (0, 0):
            yield number, (leaf.document.id, leaf.source.number)


def _elsewhere(pack: Pack, layout: Layout) -> Iterator[int]:
    for number, leaf in enumerate(layout.leaves, start=1):
        if leaf.document is not None and (leaf.document.printed or leaf.document.sha256 in pack.withheld):
            yield number


def _add_pages(
    writer: PdfWriter, pack: Pack, layout: Layout, sources: _Sources, on_progress: Told
) -> tuple[list[IndirectObject], list[Taken]]:
    """Every leaf with its number, and those whose content qpdf brings. Sheets in place of broken pages are
    stamped as own pages are."""
    bases = []
    for done, leaf in enumerate(layout.leaves):
        if done % TOLD_EACH == 0:
            on_progress(Progress(SETTING, done, len(layout.leaves)))
        bases.append(sources.upright(writer, leaf))
    overlays = [
        Overlay(number, leaf.fit, leaf.place, leaf.lines, leaf.said) if shown else Overlay(number, A4)
        for number, (leaf, (_, shown)) in enumerate(zip(layout.leaves, bases, strict=True), start=1)
    ]
    pages, taken = [], []
    parts = [(end, part.layout) for end, part in zip(layout.ends, pack.parts, strict=True)]
    drawn = stamps(writer, overlays, parts, by_qpdf=sources.by_qpdf)
    for leaf, overlay, (base, shown), stamp in zip(layout.leaves, overlays, bases, drawn, strict=True):
        if stamp.taken is not None:
            taken.append(Taken(overlay.number, OWN, *stamp.taken, NUMBER))
        pages.append(_add_page(writer, overlay, base, stamp))
        if base.taken is not None:
            document = leaf.document if shown else None
            held = (document.printed or document.sha256) if document else OWN
            taken.append(Taken(overlay.number, held, *base.taken))
    return pages, taken


def _add_page(writer: PdfWriter, overlay: Overlay, base: Upright, stamp: Stamp) -> IndirectObject:
    drawn, forms = [], DictionaryObject()
    for number, piece in enumerate(base.pieces):
        matrix = times(piece.matrix, overlay.fit.matrix())
        named = f"{FORM[:-1]}{number}"
        drawn.append(f"q {' '.join(_short(v) for v in matrix)} cm {named} Do Q")
        if piece.form is not None:
            forms[NameObject(named)] = piece.form
    drawn.append(stamp.drawn)
    if stamp.form is not None:
        forms[NameObject(NUMBER)] = stamp.form
    resources = DictionaryObject({NameObject("/XObject"): forms})
    if stamp.font is not None:
        resources[NameObject("/Font")] = DictionaryObject({NameObject(FONT): stamp.font})
    content = DecodedStreamObject()
    content.set_data("\n".join(drawn).encode())
    corners = (0, 0, overlay.fit.width, overlay.fit.height)
    page = writer.add_blank_page(width=overlay.fit.width, height=overlay.fit.height)
    page[NameObject("/MediaBox")] = ArrayObject(FloatObject(round(v, 4)) for v in corners)
    if base.unit != 1:
        page[NameObject("/UserUnit")] = FloatObject(
            base.unit
        )  # PDF 1.6: the size on paper stays the original's
    page[NameObject("/Contents")] = writer._add_object(content)
    page[NameObject("/Resources")] = resources
    if page.indirect_reference is None:
        raise ValueError("a page of the writer has a reference")
    return page.indirect_reference


def _short(value: float) -> str:
    return f"{value:.5f}".rstrip("0").rstrip(".") or "0"
