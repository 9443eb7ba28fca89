"""A look at an original before it is packed: can each page be shown, and where would a number cover nothing?

PDFium draws each page once, small; what it saw goes into the plan, so that building needs no eyes.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from ctypes import c_float
from dataclasses import replace
from io import BytesIO
from itertools import islice
from math import ceil
from typing import Any, cast

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from evidence.packs.originals.directions import turn_of_text
from evidence.packs.originals.source_pages import Original
from evidence.packs.pack import SourcePage
from evidence.packs.setting.stamp import PLACES, STAMP_EDGE, STAMP_HEIGHT, STAMP_INSET, STAMP_WIDTH, unit_of

LOCKED = "The original is locked with a password."
DAMAGED = "The original is damaged and cannot be opened."
TOO_FEW = "The original has no such page."
UNDRAWABLE = "The page is damaged and cannot be drawn."
DPI = 72 * 1.25
LARGEST_SIDE = 2000  # pixels: a poster is looked at smaller
TOLERANCE = 14  # of 255: scanned paper may vary by this much and still be bare
BARE = 2  # the same of a page that is drawn: any more may be pale print
SAMPLED = 200  # objects of a page that are looked at
LIGHTEST_GROUND = 170  # black print reads on anything lighter


def survey_pdf(
    data: bytes, numbers: Sequence[int], turns: Mapping[int, int] | None = None
) -> tuple[SourcePage, ...]:
    """Look at these pages (from 1) of a PDF. Never raises: a page that cannot be shown says why.

    ``turns`` gives the turn of each scan that lies on its side (see SourcePage); a page with text that runs
    another way than level is turned by it.
    """
    try:
        with _opened(data) as pdf:
            seen = [_look(pdf, number, (turns or {}).get(number)) for number in numbers]
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "assword" in str(error)
        return tuple(SourcePage(n, 595.0, 842.0, problem=LOCKED if locked else DAMAGED) for n in numbers)
    original = Original(data, by_qpdf=True, letters=True)
    checked = [(original.check(page), free) for page, free in seen]
    return tuple(_said(original, page, first=number == 0) for number, page in enumerate(_placed(checked)))


def _said(original: Original, page: SourcePage, *, first: bool) -> SourcePage:
    """The page, with what stays behind of it at its foot; the first page says so of the whole file."""
    if page.problem:
        return page
    said = [*(original.left() if first else ()), *original.left(page.number)]
    page = replace(page, looks=int(original.leaves_to_viewers(page.number)))
    return replace(page, place="strip", said=" ".join(dict.fromkeys(said))) if said else page


@contextmanager
def _opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    pdf = pypdfium2.PdfDocument(data, password="")
    try:
        if pdf.get_formtype():
            pdf.init_forms()  # else no number would give way to what is filled in
        yield pdf
    finally:
        pdf.close()


def _look(pdf: pypdfium2.PdfDocument, number: int, given: int | None) -> tuple[SourcePage, frozenset[str]]:
    if number > len(pdf):
        return SourcePage(number, 595.0, 842.0, problem=TOO_FEW), frozenset()
    try:
        page = pdf[number - 1]
        turn = turn_of_text(page) if given is None else given
        width, height = page.get_size() if turn % 180 == 0 else page.get_size()[::-1]
        scale = min(DPI / 72, LARGEST_SIDE / max(width, height, 1))
        image = _drawn(page, width, height, scale, turn)
        grounds = _grounds(image, width, height)
        free, nearly = _free(grounds, BARE), _free(grounds, TOLERANCE)
        if free != nearly and is_scan(page):  # looking for a picture takes longer than all else here
            free = nearly
        page.close()
    except (pypdfium2.PdfiumError, ValueError, MemoryError, ZeroDivisionError):
        return SourcePage(number, 595.0, 842.0, problem=UNDRAWABLE), frozenset()
    return SourcePage(number, width, height, turn=turn), free


def _drawn(page: pypdfium2.PdfPage, width: float, height: float, scale: float, turn: int) -> Image.Image:
    """The page in greyscale; of a page with a middle only its head and foot, where the places are: drawing
    all of it takes ten times as long."""
    deep = (STAMP_EDGE + STAMP_HEIGHT) * unit_of(width, height) + 4
    if height < 3 * deep:
        return _part(page, scale, turn, (0, 0, 0, 0))
    rest = height - deep
    head, foot = (_part(page, scale, turn, crop) for crop in ((0, rest, 0, 0), (0, 0, 0, rest)))
    whole = Image.new("L", (head.width, head.height + ceil(rest * scale)), 255)
    whole.paste(head, (0, 0))
    whole.paste(foot, (0, whole.height - foot.height))
    return whole


def _part(page: pypdfium2.PdfPage, scale: float, turn: int, crop: tuple[float, ...]) -> Image.Image:
    drawn = page.render(scale=scale, rotation=turn, crop=crop, grayscale=True)
    image: Image.Image = drawn.to_pil().convert("L")
    return image


def is_scan(page: pypdfium2.PdfPage) -> bool:
    """Whether one picture fills most of the page."""
    width, height = page.get_size()
    left, bottom, right, top = (c_float() for _ in range(4))
    for picture in islice(_objects(page, raw.FPDF_PAGEOBJ_IMAGE), SAMPLED):
        raw.FPDFPageObj_GetBounds(picture, left, bottom, right, top)
        if (right.value - left.value) * (top.value - bottom.value) > 0.5 * width * height:
            return True
    return False


def _objects(page: pypdfium2.PdfPage, kind: int) -> Iterator[Any]:
    """The objects of a kind on a page and in its forms, as PDFium hands them out: pypdfium2's own objects
    cost more than all else of a survey."""
    for number in range(raw.FPDFPage_CountObjects(page)):
        found = raw.FPDFPage_GetObject(page, number)
        of = raw.FPDFPageObj_GetType(found)
        if of == kind:
            yield found
        elif of == raw.FPDF_PAGEOBJ_FORM:
            inner = (raw.FPDFFormObj_GetObject(found, n) for n in range(raw.FPDFFormObj_CountObjects(found)))
            yield from (each for each in inner if raw.FPDFPageObj_GetType(each) == kind)


def free_places(image: Image.Image, width: float, height: float, varies: int = TOLERANCE) -> frozenset[str]:
    """The places of a drawn page (greyscale) where a number covers nothing: grey ``varies`` there no more."""
    return _free(_grounds(image, width, height), varies)


def _free(grounds: Mapping[str, tuple[int, int]], varies: int) -> frozenset[str]:
    return frozenset(
        name for name, (low, high) in grounds.items() if high - low <= varies and low >= LIGHTEST_GROUND
    )


def _grounds(image: Image.Image, width: float, height: float) -> dict[str, tuple[int, int]]:
    """The darkest and the lightest grey at each place; none on a page too small for one."""
    unit = unit_of(width, height)
    if min(width, height) < 3 * STAMP_WIDTH:
        return {}
    across, down = image.width / width, image.height / height
    found = {}
    for name, (horizontal, vertical) in PLACES.items():
        left = horizontal * (width - (2 * STAMP_INSET + STAMP_WIDTH) * unit) + STAMP_INSET * unit
        top = vertical * (height - (2 * STAMP_EDGE + STAMP_HEIGHT) * unit) + STAMP_EDGE * unit
        right, bottom = left + STAMP_WIDTH * unit, top + STAMP_HEIGHT * unit
        x0, y0, x1, y1 = map(round, (left * across, top * down, right * across, bottom * down))
        low, high = cast(tuple[int, int], image.crop((x0, y0, x1, y1)).getextrema())  # of one channel
        found[name] = low, high
    return found


def _placed(seen: Sequence[tuple[SourcePage, frozenset[str]]]) -> tuple[SourcePage, ...]:
    """Give each page a place: the same through the document as far as it goes, so that numbers are
    looked for in one spot."""
    often = Counter(place for _, free in seen for place in free)
    order = sorted(PLACES, key=lambda place: (-often[place], list(PLACES).index(place)))
    return tuple(
        replace(page, place=next((place for place in order if place in free), "strip")) for page, free in seen
    )


def survey_image(
    data: bytes, numbers: Sequence[int], turns: Mapping[int, int] | None = None
) -> tuple[SourcePage, ...]:
    """Look at the frames of a picture. Its pages are as large as its resolution says, A4 at most."""
    found = []
    with suppress(OSError, ValueError, SyntaxError), Image.open(BytesIO(data)) as image:
        for number in numbers:
            image.seek(number - 1)
            image.load()
            turn = (turns or {}).get(number, 0)
            width, height = _paper(image) if turn % 180 == 0 else _paper(image)[::-1]
            found.append(SourcePage(number, width, height, place="strip", turn=turn))
    missing = numbers[len(found) :]
    return tuple(found) + tuple(SourcePage(n, 595.0, 842.0, problem=UNDRAWABLE) for n in missing)


def _paper(image: Image.Image) -> tuple[float, float]:
    """The picture's size on paper, in points, the right way up."""
    width, height = image.size
    if image.getexif().get(0x0112, 1) >= 5:  # the camera was held sideways
        width, height = height, width
    dpi = image.info.get("dpi", (0, 0))[0]
    scale = 72 / float(dpi) if dpi and dpi >= 30 else 1.0
    limit = (842.0, 595.0) if width > height else (595.0, 842.0)
    fit = min(1.0, limit[0] / (width * scale), limit[1] / (height * scale))
    if not dpi or dpi < 30:
        fit = min(limit[0] / width, limit[1] / height)
    return round(width * scale * fit, 2), round(height * scale * fit, 2)
