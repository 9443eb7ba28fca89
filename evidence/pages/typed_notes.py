"""What a typed note, a stamp or a field looks like where its file leaves that to the viewer (ISO 32000-1,
12.5.6.6, 12.5.6.12, 12.7.3.3)."""

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
    NullObject,
    StreamObject,
)

HIDDEN = 0x02 | 0x20  # annotation flags: Hidden, NoView
PASSWORD, COMB = 1 << 13, 1 << 24  # flags of a field of text
SIZE = 10.0  # points, where the note names no size
STAMPED = 18.0  # points of a stamp's letters, at most
SMALLEST = 4.0
WIDTH = 0.5  # of the type size: an average letter of Helvetica
LEADING = 1.2
MARGIN = 2.0
_FONT = re.compile(rb"/(\S+) [\d.]+ Tf")
_SIZE = re.compile(r"([\d.]+)\s+Tf")
_STYLE_SIZE = re.compile(r"font:[^;]*?([\d.]+)pt")


def untold(annotation: DictionaryObject) -> bool:
    """Whether a visible typed note, or a stamp, has words and no appearance of its own."""
    return bool(
        annotation.get("/Subtype") in ("/FreeText", "/Stamp")
        and words(annotation)
        and "/AP" not in annotation
        and not int(annotation.get("/F", 0)) & HIDDEN
    )


def look_of(annotation: DictionaryObject) -> StreamObject:
    """Its words in Helvetica, wrapped in its rectangle; smaller where they do not fit. A stamp is framed."""
    width, height = extent(annotation)
    stamp = annotation.get("/Subtype") == "/Stamp"
    wanted = min(STAMPED, 0.6 * height) if stamp else type_size(annotation)
    size, lines = _fitted(words(annotation), wanted, width, height)
    shown = b"".join(b"(%s) Tj T*\n" % _escaped(line) for line in lines)
    single = len(lines) == 1 and (stamp or annotation.get("/Subtype") == "/Widget")
    first = (height - size) / 2 + 0.2 * size if single else height - MARGIN - size
    frame = b"0 G 1 w 1 1 %.2f %.2f re S\n" % (width - 2, height - 2) if stamp else b""
    look = DecodedStreamObject()
    look.set_data(
        b"q %sBT 0 g /Helv %.2f Tf %.2f TL %.2f %.2f Td\n%sET Q\n"
        % (frame, size, size * LEADING, 3 * MARGIN if stamp else MARGIN, first, shown)
    )
    font = _names(Type="/Font", Subtype="/Type1", BaseFont="/Helvetica", Encoding="/WinAnsiEncoding")
    fonts = DictionaryObject({NameObject("/Helv"): font})
    look.update(_names(Type="/XObject", Subtype="/Form"))
    look[NameObject("/BBox")] = ArrayObject(FloatObject(v) for v in (0, 0, width, height))
    look[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    return look


def extent(annotation: DictionaryObject) -> tuple[float, float]:
    """The width and height of its rectangle, in points."""
    left, bottom, right, top = (float(v) for v in cast(ArrayObject, annotation["/Rect"]))
    return abs(right - left), abs(top - bottom)


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


def with_looks(data: bytes, *, fields: bool = False) -> bytes:
    """The same PDF with typed notes and stamps given their looks, or, once PDFium has drawn its ``fields``,
    those for which it named fonts of its own: such fonts are not in the file.

    Raises what pypdf does on a damaged file.
    """
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    changed = False
    for page in writer.pages:
        for annotation in annotations(page):
            if _fell_back(annotation) if fields else untold(annotation):
                look = writer._add_object(look_of(annotation))
                annotation[NameObject("/AP")] = DictionaryObject({NameObject("/N"): look})
                changed = True
    out = BytesIO()
    if changed:
        writer.write(out)
    return out.getvalue() if changed else data


def _fell_back(field: DictionaryObject) -> bool:
    """Whether a field of text, whose letters Helvetica has, is drawn in more than one font."""
    said = words(field)
    if field.get("/Subtype") != "/Widget" or said.isascii() or int(field.get("/Ff", 0)) & (PASSWORD | COMB):
        return False
    looks = field.get("/AP", NullObject()).get_object()
    drawn = looks.get("/N", NullObject()).get_object() if isinstance(looks, DictionaryObject) else None
    if not isinstance(drawn, StreamObject) or said.encode("cp1252", "ignore").decode("cp1252") != said:
        return False
    return len(set(_FONT.findall(drawn.get_data()))) > 1


def words(annotation: DictionaryObject) -> str:
    """What it says: a note's contents, a field's value, a stamp's name ("NotApproved" is NOT APPROVED)."""
    if annotation.get("/Subtype") == "/Widget":
        value = annotation.get("/V", "")
        return str(value) if isinstance(value, str) else ""
    said = str(annotation.get("/Contents") or "")
    if annotation.get("/Subtype") != "/Stamp":
        return said
    name = str(annotation.get("/Name") or "").lstrip("/#")
    return (re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name) or said).upper()


def _untold(page: PageObject) -> Iterator[DictionaryObject]:
    return (each for each in annotations(page) if untold(each))


def annotations(page: PageObject) -> Iterator[DictionaryObject]:
    """Every annotation of a page."""
    listed = page.get("/Annots", ArrayObject()).get_object()
    for reference in listed if isinstance(listed, ArrayObject) else ():
        found = reference.get_object()
        if isinstance(found, DictionaryObject):
            yield found


def type_size(annotation: DictionaryObject) -> float:
    """Points: of the letters that its file asks for."""
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
