"""Pictures of pages: PNG, JPEG, TIFF, GIF, BMP and WebP, read by OCR. A TIFF may hold several pages."""

import struct
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError
from PIL import TiffImagePlugin as TiffImagePlugin  # known to Image.open once they are imported
from PIL import WebPImagePlugin as WebPImagePlugin

from evidence.errors import Unreadable
from evidence.home.faults import is_ours
from evidence.settings import IngestSettings
from ingest.readers.extra_time import grant
from ingest.readers.raw import RawFile, RawPage
from ingest.readers.scans.ocr import DPI, Seen, read_picture
from ingest.readers.scans.pronouns import SAID, with_pronouns
from ingest.readers.tidy import page_of
from ingest.readers.troubles import Troubles

DAMAGED = ("The picture is damaged and cannot be opened.", "Ask the sender for another copy.")
SMALLER = "Save it at 300 dots an inch, and ingest that."
RAW = (
    "This is a camera's raw picture, of which only a thumbnail can be read.",
    "Save it as PNG or JPEG, and ingest that.",
)
_SUBFILE = 254  # the tag that says what a TIFF's picture is for
FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP")
MAX_PIXELS = 100_000_000  # an A2 page at 500 dpi; a picture that claims more is refused before it is unpacked


def read(path: Path, name: str, settings: IngestSettings) -> RawFile:
    """A picture as one page a frame. Raises Unreadable if it is damaged, too large, or without words."""
    troubles = Troubles()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's own warning comes below our limit
            with Image.open(path, formats=FORMATS) as image:
                media_type = Image.MIME.get(image.format or "", "image/png")
                pages = tuple(_pages(image, settings, troubles))
                if not pages:
                    raise Unreadable(*RAW)
                said = (*troubles.sentences(), *_other_pictures(image))
    except Unreadable:
        raise
    except Image.DecompressionBombError as error:  # told from its head alone, before anything is unpacked
        raise Unreadable(
            f"The picture has more than {MAX_PIXELS:,} pixels, too many to read.", SMALLER
        ) from error
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        struct.error,
        zlib.error,
        MemoryError,
        KeyError,
        IndexError,
        TypeError,
        AttributeError,
        ZeroDivisionError,
        OverflowError,
    ) as error:
        if is_ours(error):
            raise
        raise Unreadable(*DAMAGED) from error
    return RawFile(name, media_type, pages, warnings=said)


def _pages(image: Image.Image, settings: IngestSettings, troubles: Troubles) -> Iterator[RawPage]:
    count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
    if count > settings.max_pages:
        raise Unreadable(
            f"The picture has {count:,} pages, more than the limit of {settings.max_pages:,}.",
            "Split it, or raise max_pages in config.toml.",
        )
    number = 0
    for place, frame in enumerate(ImageSequence.Iterator(image), 1):
        if place > count:
            return
        if _is_thumbnail(frame):
            continue
        number += 1
        if frame.width * frame.height > MAX_PIXELS:
            raise Unreadable(
                f"The picture is {frame.width:,} by {frame.height:,} pixels, too large to read.",
                SMALLER,
            )
        upright = ImageOps.exif_transpose(_on_white(frame))
        scale = _dpi(image) / 72
        grant(settings.ocr_seconds_per_page)
        reading = read_picture(upright, settings, scale)
        yield page_from(number, reading, (upright.width / scale, upright.height / scale), troubles)


def _is_thumbnail(frame: Image.Image) -> bool:
    """Whether a TIFF's picture is another one made small (TIFF 6.0, NewSubfileType)."""
    tags = getattr(frame, "tag_v2", None)
    return tags is not None and bool(int(tags.get(_SUBFILE, 0)) & 1)


def page_from(number: int, reading: Seen, size: tuple[float, float], troubles: Troubles) -> RawPage:
    """A page from what OCR made of its picture."""
    if reading.trouble:
        troubles.add(number, reading.trouble)
        return page_of(number, (), quality="unreadable", size=size)
    if reading.blank:
        return page_of(number, (), quality="blank", size=size)
    lines, pronouns = with_pronouns(reading.lines)
    if pronouns:
        troubles.add(number, SAID)
    page = page_of(number, lines, quality="ocr", confidence=reading.confidence, size=size, turn=reading.turn)
    return replace(page, words=reading.words)


def _other_pictures(image: Image.Image) -> tuple[str, ...]:
    count = getattr(image, "n_frames", 1)
    # A camera's second picture (MPO) is the first again, for its own screen.
    if count == 1 or image.format in {"TIFF", "MPO", "JPEG"}:
        return ()
    return (f"The picture moves: of its {count:,} frames only the first was read.",)


def _on_white(frame: Image.Image) -> Image.Image:
    """Transparent pictures are drawn for white paper; dropping the transparency would print them on black."""
    if frame.mode in {"RGBA", "LA", "PA"} or "transparency" in frame.info:
        rgba = frame.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", rgba.size, "white"), rgba).convert("L")
    if frame.mode[:1] in {"I", "F"}:
        # Sixteen bits a dot: made eight, or nearly every grey would come out as white.
        high = float(cast(tuple[float, float], frame.getextrema())[1] or 1)  # one channel: lowest and highest
        return frame.convert("F").point(lambda level: level * (255 / high) + 0).convert("L")
    return frame.copy()


def _dpi(image: Image.Image) -> float:
    """The picture's own resolution where it is a scanner's, else what makes it about a page wide."""
    stated = float(image.info.get("dpi", (0, 0))[0] or 0)
    return stated if 100 <= stated <= 1200 else DPI
