"""What a typed note looks like where its file leaves that to the viewer (ISO 32000-1, 12.5.6.6, 12.7.3.3)."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import cast

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    StreamObject,
)

HIDDEN = 0x02 | 0x20  # annotation flags: Hidden, NoView
SIZE = 10.0  # points, where the note names no size
SMALLEST = 4.0
WIDTH = 0.5  # of the type size: an average letter of Helvetica
LEADING = 1.2
MARGIN = 2.0
_SIZE = re.compile(r"([\d.]+)\s+Tf")
_STYLE_SIZE = re.compile(r"font:[^;]*?([\d.]+)pt")


def untold(annotation: DictionaryObject) -> bool:
    """Whether a visible typed note has words and no appearance of its own."""
    return bool(
        annotation.get("/Subtype") == "/FreeText"
        and annotation.get("/Contents")
        and "/AP" not in annotation
        and not int(annotation.get("/F", 0)) & HIDDEN
    )


def look_of(annotation: DictionaryObject) -> StreamObject:
    """The note's words in Helvetica, wrapped in its rectangle; smaller where they would not fit."""
    left, bottom, right, top = (float(v) for v in cast(ArrayObject, annotation["/Rect"]))
    width, height = abs(right - left), abs(top - bottom)
    size, lines = _fitted(str(annotation["/Contents"]), _size(annotation), width, height)
    shown = b"".join(b"(%s) Tj T*\n" % _escaped(line) for line in lines)
    first = height - MARGIN - size
    look = DecodedStreamObject()
    look.set_data(
        b"q BT 0 g /Helv %.2f Tf %.2f TL %.2f %.2f Td\n%sET Q\n"
        % (size, size * LEADING, MARGIN, first, shown)
    )
    font = _names(Type="/Font", Subtype="/Type1", BaseFont="/Helvetica", Encoding="/WinAnsiEncoding")
    fonts = DictionaryObject({NameObject("/Helv"): font})
    look.update(_names(Type="/XObject", Subtype="/Form"))
    look[NameObject("/BBox")] = ArrayObject(FloatObject(v) for v in (0, 0, width, height))
    look[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    return look


def page_with_looks(path: Path, number: int) -> bytes | None:
    """A PDF of the one page (from 1) with its typed notes drawn; None where none needs it."""
    page = PdfReader(path).pages[number - 1]
    if not any(True for _ in _untold(page)):
        return None
    writer = PdfWriter()
    for note in _untold(writer.add_page(page)):
        look = writer._add_object(look_of(note))
        note[NameObject("/AP")] = DictionaryObject({NameObject("/N"): look})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _untold(page: PageObject) -> Iterator[DictionaryObject]:
    listed = page.get("/Annots", ArrayObject()).get_object()
    for reference in listed if isinstance(listed, ArrayObject) else ():
        note = reference.get_object()
        if isinstance(note, DictionaryObject) and untold(note):
            yield note


def _size(annotation: DictionaryObject) -> float:
    found = _SIZE.search(str(annotation.get("/DA", ""))) or _STYLE_SIZE.search(str(annotation.get("/DS", "")))
    return float(found[1]) if found and 0 < float(found[1]) < 200 else SIZE


def _fitted(text: str, size: float, width: float, height: float) -> tuple[float, list[str]]:
    while True:
        lines = _wrapped(text, max(1, int((width - 2 * MARGIN) / (WIDTH * size))))
        if size <= SMALLEST or len(lines) * size * LEADING <= height - MARGIN:
            return size, lines
        size = max(SMALLEST, size * 0.85)


def _wrapped(text: str, letters: int) -> list[str]:
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in paragraph.split():
            if line and len(line) + 1 + len(word) > letters:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        lines.append(line)
    return lines


def _escaped(line: str) -> bytes:
    return re.sub(rb"([\\()])", rb"\\\1", line.encode("cp1252", "replace"))


def _names(**entries: str) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): NameObject(value) for key, value in entries.items()})
