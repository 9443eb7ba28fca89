"""Originals whose pages qpdf takes over as they are: sound, without encryption, layers or fields.

A page is plain where it shows nothing but its content: no notes, fields or stamps, and links of the simple
kinds alone. Its content stream and what that draws with are copied without being read, in a fraction of the
time of pypdf, which takes every other page, and any that is odd in some way (source_pages.py).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from io import BytesIO
from typing import Any, cast

import pikepdf

from evidence.packs.originals.annotations import Matrix
from evidence.packs.originals.boxes import Box, shown, upright
from evidence.packs.originals.navigation import MOST_LINKS, PLACED, Inner, Target
from evidence.packs.originals.streams import ODD, decoded

ACTS = ("/AA", "/AcroForm", "/OCProperties", "/OpenAction", "/Names")
DEEPEST = 50  # nodes of a page tree above a page
A_NUMBER = int | float | Decimal


class NotPlain(Exception):
    """A page, or a whole file, that is for pypdf."""


@dataclass(frozen=True)
class PlainPage:
    """``links``: those that lead to pages of the same file; ``leads_out``: whether others lead elsewhere."""

    box: Box
    rotation: int
    unit: float
    links: tuple[Inner, ...]
    leads_out: bool

    def matrix(self, turn: int) -> Matrix:
        """What puts a point of the page on the upright page."""
        return upright(self.rotation + turn, *self.box)

    def size(self, turn: int) -> tuple[float, float]:
        x0, y0, x1, y1 = self.box
        return (x1 - x0, y1 - y0) if (self.rotation + turn) % 180 == 0 else (y1 - y0, x1 - x0)


class PlainPdf:
    """A PDF for qpdf. Raises NotPlain if it is not one."""

    def __init__(self, data: bytes) -> None:
        try:
            self._pdf = pikepdf.open(BytesIO(data), attempt_recovery=False, suppress_warnings=True)
            self._pages = [page.obj for page in self._pdf.pages]
            counted = self._pdf.Root.Pages.get("/Count")
            acts = any(key in self._pdf.Root for key in ACTS)
            if self._pdf.is_encrypted or acts or counted != len(self._pages) or self._pdf.get_warnings():
                raise NotPlain
        except ODD as error:
            raise NotPlain from error
        self._known: dict[int, PlainPage | None] = {}

    @cached_property
    def outlined(self) -> bool:
        return "/Outlines" in self._pdf.Root

    def page(self, number: int) -> PlainPage | None:
        """Page ``number``, from 1; None if it is not plain."""
        if number not in self._known:
            self._known[number] = self._looked(number)
        return self._known[number]

    def form(self, target: pikepdf.Pdf, number: int) -> pikepdf.Object:
        """A plain page's content as a form in ``target``. Raises NotPlain if it proves to be damaged."""
        page, known = self._pages[number - 1], self.page(number)
        if known is None:
            raise NotPlain
        try:
            form: pikepdf.Object = _content(target, page)
            form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            form.BBox = pikepdf.Array([round(edge, 4) for edge in known.box])
            form.Resources = self._copied(target, inherited(page, "/Resources")) or pikepdf.Dictionary()
            if group := self._copied(target, page.get("/Group")):
                form.Group = group
        except ODD as error:
            raise NotPlain from error
        if self._pdf.get_warnings():
            raise NotPlain
        return form

    def _copied(self, target: pikepdf.Pdf, held: pikepdf.Object | None) -> pikepdf.Object | None:
        if not isinstance(held, pikepdf.Dictionary):
            return None
        return target.copy_foreign(held if held.is_indirect else self._pdf.make_indirect(held))

    def _looked(self, number: int) -> PlainPage | None:
        try:
            if not 1 <= number <= len(self._pages):
                return None
            page = self._pages[number - 1]
            _check_content(page)
            marks = tuple(self._marks(page))
            unit = page.get("/UserUnit", 1)
            turned = inherited(page, "/Rotate") or 0
            if "/AA" in page or not isinstance(unit, A_NUMBER) or not isinstance(turned, int) or turned % 90:
                return None
            box = shown(_box(page, "/MediaBox"), _box(page, "/CropBox"))
            inner = tuple(mark for mark in marks if mark is not None)
            return PlainPage(box, turned % 360, max(float(unit), 0.0) or 1.0, inner, len(inner) < len(marks))
        except (NotPlain, *ODD):
            return None

    def _marks(self, page: pikepdf.Object) -> Iterator[Inner | None]:
        """Its links; None for each that leads elsewhere. Raises NotPlain for whatever else stands on it."""
        listed = page.get("/Annots")
        if listed is None:
            return
        if not isinstance(listed, pikepdf.Array) or len(listed) > MOST_LINKS:
            raise NotPlain
        for mark in cast(Sequence[Any], listed):
            if not isinstance(mark, pikepdf.Dictionary) or mark.get("/Subtype") != "/Link" or "/AA" in mark:
                raise NotPlain
            x0, y0, x1, y1 = _numbers(mark.get("/Rect"))
            target = self._target(mark)
            box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            yield Inner(box, target) if target is not None else None

    def _target(self, link: pikepdf.Object) -> Target | None:
        """Where a link leads by an explicit destination; None for a link to the web."""
        action, found = link.get("/A"), link.get("/Dest")
        if isinstance(action, pikepdf.Dictionary) and found is None:
            if action.get("/S") == "/URI":
                return None
            found = action.get("/D") if action.get("/S") == "/GoTo" else None
        if not isinstance(found, pikepdf.Array) or len(found) < 2 or not isinstance(found[0], pikepdf.Object):
            raise NotPlain
        number = self._numbers.get(found[0].objgen)
        if number is None:
            raise NotPlain
        left, top = PLACED.get(str(found[1]), (None, None))
        return Target(number, _point(found, left), _point(found, top))

    @cached_property
    def _numbers(self) -> dict[tuple[int, int], int]:
        return {page.objgen: number for number, page in enumerate(self._pages, start=1)}


def inherited(page: pikepdf.Object, key: str) -> Any:
    """An entry of a page, or of the nodes above it (ISO 32000-1, 7.7.3.4)."""
    node: Any = page
    for _ in range(DEEPEST):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    raise NotPlain


def _content(target: pikepdf.Pdf, page: pikepdf.Object) -> Any:
    """A stream in ``target`` of the page's content: as it is packed where that is one stream."""
    held = page.get("/Contents")
    if held is None:
        return pikepdf.Stream(target, b"")
    if isinstance(held, pikepdf.Array):
        return pikepdf.Stream(target, b"\n".join(_part(part) for part in cast(Sequence[Any], held)))
    packed = {key: _plainly(held[key]) for key in ("/Filter", "/DecodeParms") if key in held}
    return pikepdf.Stream(target, held.read_raw_bytes(), packed)


def _part(stream: Any) -> bytes:
    data = decoded(stream)
    if data is None:
        raise NotPlain
    return data


def _plainly(value: Any) -> Any:
    """A filter's name or parameters without references into the original."""
    if isinstance(value, pikepdf.Array):
        return pikepdf.Array(_plainly(v) for v in cast(Sequence[Any], value))
    if isinstance(value, pikepdf.Dictionary):
        return pikepdf.Dictionary({k: _plainly(v) for k, v in value.items()})
    if isinstance(value, pikepdf.Stream):
        raise NotPlain
    return value


def _check_content(page: pikepdf.Object) -> None:
    held = page.get("/Contents")
    if isinstance(held, pikepdf.Array):
        for part in cast(Sequence[Any], held):
            if not isinstance(part, pikepdf.Stream) or "/F" in part:
                raise NotPlain
            _part(part)
    elif held is not None and (not isinstance(held, pikepdf.Stream) or "/F" in held):
        raise NotPlain


def _box(page: pikepdf.Object, key: str) -> Box | None:
    found = inherited(page, key)
    return None if found is None else _numbers(found)


def _numbers(found: Any) -> Box:
    """The four numbers of a rectangle."""
    values = list(found) if isinstance(found, pikepdf.Array) else []
    if len(values) != 4 or not all(isinstance(value, A_NUMBER) for value in values):
        raise NotPlain
    x0, y0, x1, y1 = (float(value) for value in values)
    return x0, y0, x1, y1


def _point(found: Any, index: int | None) -> float | None:
    value = found[index] if index is not None and index < len(found) else None
    return float(value) if isinstance(value, A_NUMBER) else None
