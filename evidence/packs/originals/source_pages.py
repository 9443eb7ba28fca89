"""An original PDF's pages, taken over as they look and as nothing else.

Each page becomes a form: its content and what that draws with. Rotation and crop are worked into a matrix, so
that the page stands upright; what annotations show (a signature, a filled field) is kept as drawing. Links,
scripts, forms, embedded files and everything else that acts stay behind.
"""

import logging
import warnings
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO

import pypdfium2
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
)
from pypdfium2 import raw

from evidence.home.faults import is_ours
from evidence.packs.originals.annotations import Matrix, looks, times
from evidence.packs.originals.boxes import Box, shown, upright
from evidence.packs.originals.forms import as_form
from evidence.packs.originals.left_behind import LINKS, left_of_file, left_of_page
from evidence.packs.originals.navigation import Entry, Inner, Navigation
from evidence.packs.originals.plain import NotPlain, PlainPage, PlainPdf
from evidence.packs.pack import SourcePage
from evidence.pages.letters import asks_viewers, left_to_viewer, not_drawn, with_letters
from evidence.pages.typed_notes import with_looks

# What pypdf makes of a damaged file is said in our own words, by preflight and in the page's place.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


class Uncopyable(Exception):
    """A page's content cannot be taken over; str() is the reason, a sentence."""


@dataclass(frozen=True)
class Piece:
    """A form in the writer, and the matrix that puts it on the upright page. None stands for the form of a
    plain page, which qpdf brings."""

    form: IndirectObject | None
    matrix: Matrix


@dataclass(frozen=True)
class Upright:
    """A page as pieces, in drawing order, on paper of ``width`` by ``height`` UserUnits (``unit`` points).

    ``taken``: the plain page of an original whose form is the first piece.
    """

    width: float
    height: float
    pieces: tuple[Piece, ...]
    unit: float = 1.0
    taken: tuple[PlainPdf, int] | None = None


class Original:
    """An original PDF, opened for copying. A damaged or encrypted one is first rewritten by PDFium.

    ``by_qpdf``: its plain pages (plain.py) are left to qpdf; else pypdf copies every page. ``letters``: what
    the file leaves to the viewer is drawn in fonts that have its letters (see SourcePage.looks).
    """

    def __init__(self, data: bytes, *, by_qpdf: bool = False, letters: bool = False) -> None:
        self._given, self._letters = data, letters
        self._repaired = False
        self._plain = _plain(data) if by_qpdf else None
        self._scratch = PdfWriter()

    @cached_property
    def _data(self) -> bytes:
        return _with_letters(self._given) if self._letters else self._given

    @cached_property
    def _reader(self) -> PdfReader | None:
        return self._open()

    def check(self, page: SourcePage) -> SourcePage:
        """The page, with its problem if it cannot be copied."""
        if page.problem or self._plain_page(page.number):
            return page
        try:
            self.copy(self._scratch, page.number, page.turn)
        except Uncopyable as error:
            return replace(page, problem=str(error))
        return page

    def copy(self, writer: PdfWriter, number: int, turn: int = 0) -> Upright:
        """Take page ``number`` (from 1) over into ``writer``, turned clockwise by ``turn`` degrees more than
        its own rotation. Raises Uncopyable."""
        if (plain := self._plain_page(number)) and self._plain:
            piece = Piece(None, plain.matrix(turn))
            return Upright(*plain.size(turn), (piece,), plain.unit, (self._plain, number))
        try:
            return self._copy(writer, number, turn)
        except Exception as first:  # pypdf raises all sorts on damaged files
            if self._repaired and is_ours(first):
                raise
            if self._repaired:
                raise Uncopyable("The page is damaged and cannot be taken over.") from first
            self._reader, self._repaired = _read(_rewritten(self._data)), True
            return self.copy(writer, number, turn)

    def unit(self, number: int) -> float:
        """The UserUnit of page ``number`` (from 1), in points."""
        if plain := self._plain_page(number):
            return plain.unit
        try:
            return max(self._reader.pages[number - 1].user_unit, 0.0) or 1.0 if self._reader else 1.0
        except Exception as error:  # as in copy
            if is_ours(error):
                raise
            return 1.0

    def left(self, number: int = 0) -> tuple[str, ...]:
        """What of page ``number`` (from 1), or of the whole file, does not come along, in sentences."""
        if plain := self._plain_page(number):
            return (LINKS,) if plain.leads_out else ()
        if (self._plain and not number) or self._reader is None:
            return ()
        if not number:
            return left_of_file(self._reader)
        return (*left_of_page(self._reader.pages[number - 1]), *self._in_boxes.get(number, ()))

    def leaves_to_viewers(self, number: int) -> bool:
        """Whether page ``number`` (from 1) has words that the file leaves to the viewer to draw."""
        return not self._plain_page(number) and number in self._in_boxes

    @cached_property
    def _in_boxes(self) -> dict[int, tuple[str, ...]]:
        """By page that leaves words to the viewer, where boxes stand for letters of theirs, in sentences."""
        return _in_boxes(self._given) if self._letters else {}

    def links(self, number: int) -> tuple[Inner, ...]:
        """The links of page ``number`` (from 1) that lead to pages of the original."""
        plain = self._plain_page(number)
        return plain.links if plain else self._navigation.links(number)

    def bookmarks(self) -> tuple[Entry, ...]:
        """The original's own outline, as far as it is sound."""
        return () if self._plain and not self._plain.outlined else self._navigation.bookmarks()

    def matrix(self, number: int, turn: int = 0) -> Matrix:
        """What puts a point of page ``number`` (from 1) on the upright page."""
        if plain := self._plain_page(number):
            return plain.matrix(turn)
        if self._reader is None:
            raise ValueError("cannot be opened")
        page = self._reader.pages[number - 1]
        return upright(page.rotation + turn, *_box(page))

    def layers(self, writer: PdfWriter) -> tuple[list[IndirectObject], list[IndirectObject]]:
        """The layers that came over into ``writer``, and those of them that are not shown."""
        if self._plain or self._reader is None:
            return [], []
        return _layers(self._reader, writer)

    @cached_property
    def _navigation(self) -> Navigation:
        return Navigation(self._reader)

    def _plain_page(self, number: int) -> PlainPage | None:
        return self._plain.page(number) if self._plain and number else None

    def _open(self) -> PdfReader | None:
        try:
            reader = _read(self._data)
            if reader is None or reader.is_encrypted or not len(reader.pages):
                raise ValueError("rewrite it")
            anew = self._letters and asks_viewers(reader)
            if anew or _leaves_fields_to_viewers(reader):
                return _read(viewed(self._data))
        except Exception:  # as above
            self._repaired = True
            return _read(_rewritten(self._data))
        return reader

    def _copy(self, writer: PdfWriter, number: int, turn: int) -> Upright:
        if self._reader is None:
            raise ValueError("cannot be opened")
        page = self._reader.pages[number - 1]
        x0, y0, x1, y1 = box = _box(page)
        matrix = upright(page.rotation + turn, *box)
        width, height = (x1 - x0, y1 - y0) if (page.rotation + turn) % 180 == 0 else (y1 - y0, x1 - x0)
        base = Piece(as_form(writer, page, box), matrix)
        drawn = [Piece(form, times(inner, matrix)) for form, inner in looks(writer, page)]
        return Upright(width, height, (base, *drawn), max(page.user_unit, 0.0) or 1.0)


def _plain(data: bytes) -> PlainPdf | None:
    try:
        return PlainPdf(data)
    except NotPlain:
        return None


def _layers(reader: PdfReader, writer: PdfWriter) -> tuple[list[IndirectObject], list[IndirectObject]]:
    """ISO 32000-1, 8.11.4: without this a hidden layer (a watermark, a draft's remarks) would show."""
    properties = reader.root_object.get("/OCProperties")
    properties = properties.get_object() if properties is not None else None
    if not isinstance(properties, DictionaryObject):
        return [], []
    usual = properties.get("/D", DictionaryObject()).get_object()
    off, on = ({r.idnum for r in usual.get(key, ())} for key in ("/OFF", "/ON"))
    came = writer._id_translated.get(id(reader), {})
    every = [r for r in properties.get("/OCGs", ()) if r.idnum in came]
    hidden = [r for r in every if r.idnum in off or (usual.get("/BaseState") == "/OFF" and r.idnum not in on)]
    return [IndirectObject(came[r.idnum], 0, writer) for r in every], [
        IndirectObject(came[r.idnum], 0, writer) for r in hidden
    ]


def _read(data: bytes | None) -> PdfReader | None:
    if data is None:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return PdfReader(BytesIO(data))


def _leaves_fields_to_viewers(reader: PdfReader) -> bool:
    """Whether a field of a form has a value and no look of its own (ISO 32000-1, 12.7.3.3)."""
    if "/AcroForm" not in reader.root_object:
        return False
    for page in reader.pages:
        listed = page.get("/Annots", ArrayObject()).get_object()
        for reference in listed if isinstance(listed, ArrayObject) else ():
            field = reference.get_object()
            if field.get("/Subtype") == "/Widget" and "/AP" not in field:
                return True
    return False


def viewed(data: bytes, *, letters: bool = False) -> bytes | None:
    """The same pages with what a viewer draws of fields, notes and stamps; None if they cannot be opened."""
    drawn = _rewritten(_with_looks(_with_letters(data) if letters else data))
    return _with_looks(drawn, fields=True) if drawn else None


def _with_letters(data: bytes) -> bytes:
    with warnings.catch_warnings(), suppress(Exception):  # pypdf raises all sorts on damaged files
        warnings.simplefilter("ignore")
        return with_letters(data)
    return data


def _in_boxes(data: bytes) -> dict[int, tuple[str, ...]]:
    with warnings.catch_warnings(), suppress(Exception):  # as above
        warnings.simplefilter("ignore")
        pages = enumerate(PdfReader(BytesIO(data)).pages, start=1)
        return {number: not_drawn(page) for number, page in pages if any(left_to_viewer(page))}
    return {}


def _with_looks(data: bytes, *, fields: bool = False) -> bytes:
    with warnings.catch_warnings(), suppress(Exception):  # pypdf raises all sorts on damaged files
        warnings.simplefilter("ignore")
        return with_looks(data, fields=fields)
    return data


def _rewritten(data: bytes) -> bytes | None:
    """The same pages, written anew by PDFium without encryption; None if it cannot open them either."""
    try:
        pdf = pypdfium2.PdfDocument(data, password="")
    except pypdfium2.PdfiumError:
        return None
    if pdf.get_formtype():
        pdf.init_forms()  # PDFium draws the fields of pages that it opens, and saves that
        for number in range(len(pdf)):
            with suppress(pypdfium2.PdfiumError):
                pdf[number].close()
    out = BytesIO()
    pdf.save(out, flags=raw.FPDF_REMOVE_SECURITY)
    pdf.close()
    return out.getvalue()


def _box(page: PageObject) -> Box:
    """What is shown of the page."""
    media, crop = page.mediabox, page.cropbox
    return shown(
        (float(media.left), float(media.bottom), float(media.right), float(media.top)),
        (float(crop.left), float(crop.bottom), float(crop.right), float(crop.top)),
    )
