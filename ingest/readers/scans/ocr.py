"""Tesseract, on one picture of a page at a time."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace

from PIL import Image

from evidence.home.processes import without
from evidence.settings import IngestSettings
from ingest.readers.raw import Box, Line, Word, turned
from ingest.readers.scans.skew import skew, tilted
from ingest.readers.tidy import tidy

with without("numpy"):  # it takes arrays for pictures as well, and is given none
    import pytesseract

DPI = 300  # what Tesseract's own guide asks for; more costs time and reads no better
TURN_CONFIDENCE = 2.0  # of orientation detection; below it, pages are as often upright as not
READABLE = 30.0  # mean word confidence below which what comes out is not words
SURE = 75.0  # mean word confidence of a page that was read the right way up; others come out under 40
WORDLESS = "is a picture in which no words could be read."
_BACK = {1: Image.Transpose.ROTATE_90, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_270}
_FAINT = 0.00003  # of the pixels dark: less than a page number's worth
_SPECKS = 0.004  # of the pixels dark: a scanner's dust, if no words are in it

# Each page is one process's work; Tesseract's own threads on top of that only get in each other's way.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")


@dataclass(frozen=True)
class Seen:
    """What came of one page: its lines, its words and their mean confidence, or why there are none.

    ``turn`` is in degrees clockwise, as in evidence.model.Page.
    ``trouble`` completes "Page 3 …": "is a scan and could not be read: tesseract is not installed."
    """

    lines: tuple[Line, ...] = ()
    confidence: float | None = None
    trouble: str = ""
    blank: bool = False
    turn: int = 0
    words: tuple[Word, ...] = ()


def read_picture(picture: Image.Image, settings: IngestSettings, scale: float) -> Seen:
    """Read one page's picture. ``scale`` is pixels a point; boxes come back in points, as displayed."""
    grey = picture.convert("L")
    dark = _darkness(grey)
    if dark < _FAINT:
        return Seen(blank=True)
    if not settings.ocr:
        return Seen(trouble="is a scan and was not read: OCR is switched off in config.toml.")
    try:
        words, quarters = _upright_words(grey, settings)
    except pytesseract.TesseractNotFoundError:
        return Seen(trouble="is a scan and could not be read: tesseract is not installed.")
    except pytesseract.TesseractError as error:
        return Seen(trouble=f"is a scan and could not be read: {_reason(error, settings)}")
    except RuntimeError:  # pytesseract's word for a timeout
        limit = settings.ocr_seconds_per_page
        return Seen(trouble=f"is a scan and could not be read within {limit} seconds.")
    size = grey.size[::-1] if quarters % 2 else grey.size
    return _judged(words, dark, quarters, size, scale)


def _upright_words(grey: Image.Image, settings: IngestSettings) -> tuple[list["_Word"], int]:
    """A page's words, and how many quarters clockwise it is turned from upright.

    Most pages stand upright, so they are read first and asked which way up they are only if that fails:
    asking takes a quarter as long as reading.
    """
    words = _level_words(grey, settings)
    if _stands(words):
        return words, 0
    quarters = _quarters(grey, settings)
    if not quarters:
        return words, 0
    turned_words = _level_words(grey.transpose(_BACK[quarters]), settings)
    if _sureness(turned_words) < _sureness(words) and not _lies(words):
        return words, 0
    return turned_words, quarters


def _level_words(picture: Image.Image, settings: IngestSettings) -> list["_Word"]:
    """The words of a picture, set level first where it is tilted; their boxes are where they lie in it."""
    angle = skew(picture)
    straight = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255) if angle else picture
    return [w.at(tilted(w.box, -angle, picture.size)) for w in _words(straight, settings)]


def _sureness(words: list["_Word"]) -> float:
    return sum(w.confidence for w in words) / len(words) if words else 0.0


def _stands(words: list["_Word"]) -> bool:
    """Whether what was read shows that the page stands upright."""
    return len(words) >= 8 and _sureness(words) >= SURE and not _lies(words)


def _lies(words: list["_Word"]) -> bool:
    """Whether the words run up or down the page: tesseract reads some pages that lie on their side."""
    longer = [w for w in words if len(w.text) > 2]
    tall = sum(w.box[3] - w.box[1] > w.box[2] - w.box[0] for w in longer)
    return tall > len(longer) / 2


def _darkness(grey: Image.Image) -> float:
    """The share of pixels clearly darker than the paper, or lighter where the paper is dark."""
    counts = grey.histogram()
    paper = max(range(256), key=counts.__getitem__)
    return sum(n for level, n in enumerate(counts) if abs(level - paper) > 60) / max(1, sum(counts))


def _quarters(grey: Image.Image, settings: IngestSettings) -> int:
    """How many quarters clockwise the page is turned from upright; 0 where that is not sure."""
    try:
        found = pytesseract.image_to_osd(
            _as_pgm(grey), timeout=settings.ocr_seconds_per_page, output_type=pytesseract.Output.DICT
        )
    except pytesseract.TesseractError:
        return 0  # too few characters to tell, or no orientation data installed
    if found["orientation_conf"] < TURN_CONFIDENCE:
        return 0
    return (4 - int(found["rotate"]) // 90) % 4


@dataclass(frozen=True)
class _Word:
    text: str
    line: tuple[int, int, int]
    confidence: float
    box: Box

    def at(self, box: Box) -> "_Word":
        return replace(self, box=box)


def _words(grey: Image.Image, settings: IngestSettings) -> list[_Word]:
    table = pytesseract.image_to_data(
        _as_pgm(grey),
        lang=settings.ocr_language,
        config=f"--dpi {DPI}",
        timeout=settings.ocr_seconds_per_page,
        output_type=pytesseract.Output.DICT,
    )
    words = []
    for i, raw in enumerate(table["text"]):
        text, confidence = tidy(str(raw)).strip(), float(table["conf"][i])
        if text and confidence >= 0:
            left, top = float(table["left"][i]), float(table["top"][i])
            box = (left, top, left + table["width"][i], top + table["height"][i])
            place = (table["block_num"][i], table["par_num"][i], table["line_num"][i])
            words.append(_Word(text, place, confidence, box))
    return words


def _as_pgm(grey: Image.Image) -> Image.Image:
    """The same picture, to be handed over uncompressed: packing it as PNG would take longer than reading."""
    copy = grey.copy()
    copy.format = "PPM"
    return copy


def _judged(words: list[_Word], dark: float, quarters: int, size: tuple[int, int], scale: float) -> Seen:
    confidence = _sureness(words)
    if confidence < READABLE or not any(sum(map(str.isalnum, w.text)) > 1 for w in words):
        if dark < _SPECKS:
            return Seen(blank=True)
        return Seen(trouble=WORDLESS)
    lines: dict[tuple[int, int, int], list[_Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)

    def placed(box: Box) -> Box:
        left, top, right, bottom = (round(edge / scale, 1) for edge in turned(box, quarters, *size))
        return left, top, right, bottom

    return Seen(
        tuple(_line(line, placed) for line in lines.values()),
        round(confidence, 1),
        turn=(4 - quarters) % 4 * 90,
        words=tuple((word.text, *placed(word.box)) for line in lines.values() for word in line),
    )


def _line(words: list[_Word], placed: Callable[[Box], Box]) -> Line:
    lefts, tops, rights, bottoms = zip(*(w.box for w in words), strict=True)
    box = placed((min(lefts), min(tops), max(rights), max(bottoms)))
    return Line(" ".join(w.text for w in words), 0, box=box)


def _reason(error: pytesseract.TesseractError, settings: IngestSettings) -> str:
    if "Failed loading language" in error.message or "Error opening data file" in error.message:
        return f"tesseract lacks the language {settings.ocr_language}; install it or change ocr_language."
    return "tesseract failed on it."
