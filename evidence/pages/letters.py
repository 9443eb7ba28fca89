"""What was typed in fields, notes and stamps, in fonts that have its letters: where Helvetica lacks them, and
the file leaves the drawing to the viewer (ISO 32000-1, 12.7.3.3).

Scripts that run from right to left join their letters as they are set, which is not done here: a box stands
for each, and whoever shows the page says so.
"""

import unicodedata
from collections.abc import Iterator
from io import BytesIO
from typing import cast

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    PdfObject,
)
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from evidence.pages import fonts, typed_notes

MULTILINE, UNSEEN = 1 << 12, 1 << 13 | 1 << 24  # flags of a field of text; a password, a comb
NAMED = 3  # fields that are named before the rest is counted
DEEPEST = 20  # fields above a field
TYPED = ("/Tx", "/Ch")
MARGIN, LEADING, SMALLEST = typed_notes.MARGIN, typed_notes.LEADING, typed_notes.SMALLEST


def left_to_viewer(page: PageObject) -> Iterator[DictionaryObject]:
    """The annotations of a page with words, and without a look of their own, or with one that the file has
    viewers draw anew."""
    anew = asks_viewers(cast(PdfReader | PdfWriter, page.pdf))
    return (each for each in typed_notes.annotations(page) if _is_left(each, anew))


def asks_viewers(pdf: PdfReader | PdfWriter) -> bool:
    """Whether a file has viewers draw its fields anew (ISO 32000-1, 12.7.2)."""
    form = pdf.root_object.get("/AcroForm", NullObject()).get_object()
    asked = form.get("/NeedAppearances") if isinstance(form, DictionaryObject) else None
    return isinstance(asked, BooleanObject) and bool(asked.value)


def lacks(annotation: DictionaryObject) -> bool:
    """Whether Helvetica lacks letters of what one of these says."""
    said = words(annotation)
    return said.encode("cp1252", "ignore").decode("cp1252") != said


def words(annotation: DictionaryObject) -> str:
    """What one of these says, its letters with their accents."""
    if annotation.get("/Subtype") != "/Widget":
        return unicodedata.normalize("NFC", typed_notes.words(annotation))
    value = _inherited(annotation, "/V")
    chosen = list(value) if isinstance(value, ArrayObject) else [value]
    said = (_shown(each.get_object(), annotation) for each in chosen if each is not None)
    return unicodedata.normalize("NFC", ", ".join(each for each in said if each))


def drawn(text: str) -> str:
    """The text as the fonts draw it: a box for each letter that they lack, or cannot join."""
    return fonts.plain("".join(fonts.MISSING if fonts.leftwards(c) else c for c in text))


def not_drawn(page: PageObject) -> tuple[str, ...]:
    """Where boxes stand for letters on a page, as a sentence; nothing where none does."""
    boxed = [each for each in left_to_viewer(page) if _is_boxed(words(each))]
    fields = [f"“{name}”" for name in dict.fromkeys(map(_name, boxed)) if name]
    where = []
    if fields:
        more = len(fields) - NAMED
        listed = ", ".join(fields[:NAMED]) + (f" and {more} more" if more > 0 else "")
        where.append(f"in its field{'s' * (len(fields) > 1)} {listed}")
    if not all(map(_name, boxed)):
        where.append("in what was typed on it")
    return (f"{fonts.MISSING} stands for letters that are not drawn {' and '.join(where)}.",) if where else ()


def with_letters(data: bytes) -> bytes:
    """The same PDF, in which what Helvetica has no letters for has looks. Raises what pypdf does on a damaged
    file."""
    reader = PdfReader(BytesIO(data))
    if not any(lacks(each) for page in reader.pages for each in left_to_viewer(page)):
        return data
    writer = PdfWriter(clone_from=reader)
    for annotation in [each for page in writer.pages for each in left_to_viewer(page)]:
        annotation.pop("/AP", None)
        if lacks(annotation):
            look = NameObject("/N"), _look(writer, annotation)
            annotation[NameObject("/AP")] = DictionaryObject([look])
    if asks_viewers(writer):  # the others have no look now, and get one
        cast(DictionaryObject, writer.root_object["/AcroForm"].get_object()).pop("/NeedAppearances")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _look(writer: PdfWriter, annotation: DictionaryObject) -> IndirectObject:
    """The words, wrapped in their rectangle, smaller where they do not fit; a stamp is framed."""
    width, height = typed_notes.extent(annotation)
    stamp = annotation.get("/Subtype") == "/Stamp"
    size = min(typed_notes.STAMPED, 0.6 * height) if stamp else typed_notes.type_size(annotation)
    one_line = annotation.get("/Subtype") == "/Widget" and not _flags(annotation) & MULTILINE
    size, lines = _fitted(drawn(words(annotation)), size, width, height, one_line)
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, height), invariant=1, pageCompression=1)
    if stamp:
        canvas.rect(1, 1, width - 2, height - 2)
    single = len(lines) == 1 and (stamp or one_line)
    y = (height - size) / 2 + 0.2 * size if single else height - MARGIN - size
    for line in lines:
        x = 3 * MARGIN if stamp else MARGIN
        for font, stretch in _stretches(line):
            canvas.setFont(font, size)
            canvas.drawString(x, y, stretch)
            x += pdfmetrics.stringWidth(stretch, font, size)
        y -= size * LEADING
    canvas.save()
    return _as_form(writer, PdfReader(out).pages[0], width, height)


def _as_form(writer: PdfWriter, page: PageObject, width: float, height: float) -> IndirectObject:
    content = page.get_contents()
    form = DecodedStreamObject()
    form.set_data(content.get_data() if content is not None else b"")
    form[NameObject("/Type")], form[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(FloatObject(v) for v in (0, 0, width, height))
    form[NameObject("/Resources")] = cast(DictionaryObject, page["/Resources"]).clone(writer)
    return writer._add_object(form)


def _fitted(text: str, size: float, width: float, height: float, one_line: bool) -> tuple[float, list[str]]:
    while True:
        lines = [" ".join(text.split())] if one_line else list(_wrapped(text, size, width - 2 * MARGIN))
        fits = all(_wide(line, size) <= width - 2 * MARGIN for line in lines)
        if size <= SMALLEST or (fits and len(lines) * size * LEADING <= height - MARGIN):
            return size, lines
        size = max(SMALLEST, size * 0.85)


def _wrapped(text: str, size: float, room: float) -> Iterator[str]:
    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and _wide(longer, size) > room:
                yield line
                longer = word
            line = longer
        yield line


def _wide(line: str, size: float) -> float:
    return sum(float(pdfmetrics.stringWidth(said, font, size)) for font, said in _stretches(line))


def _stretches(line: str) -> Iterator[tuple[str, str]]:
    for symbols, stretch in fonts.runs(line):
        yield (fonts.SYMBOLS if symbols else fonts.TEXT), stretch


def _is_left(annotation: DictionaryObject, anew: bool) -> bool:
    if annotation.get("/Subtype") != "/Widget":
        return typed_notes.untold(annotation)
    typed = str(_inherited(annotation, "/FT")) in TYPED and not _flags(annotation) & UNSEEN
    hidden = int(annotation.get("/F", 0)) & typed_notes.HIDDEN
    return bool(typed and not hidden and (anew or "/AP" not in annotation) and words(annotation))


def _is_boxed(text: str) -> bool:
    return drawn(text).count(fonts.MISSING) > text.count(fonts.MISSING)


def _name(annotation: DictionaryObject) -> str:
    """What a field is called; "" for a note, and a field without a name."""
    name = annotation.get("/TU") or _inherited(annotation, "/T") or ""
    return " ".join(str(name).split())[:60] if annotation.get("/Subtype") == "/Widget" else ""


def _shown(value: PdfObject | None, field: DictionaryObject) -> str:
    """A field's value as it is displayed: of a choice, the words beside it (ISO 32000-1, 12.7.4.4)."""
    if not isinstance(value, str):
        return ""
    offered = _inherited(field, "/Opt")
    for each in offered if isinstance(offered, ArrayObject) else ():
        pair = each.get_object()
        if isinstance(pair, ArrayObject) and len(pair) == 2 and pair[0] == value:
            return str(pair[1])
    return str(value)


def _flags(field: DictionaryObject) -> int:
    found = _inherited(field, "/Ff")
    return int(found) if isinstance(found, int) else 0


def _inherited(field: DictionaryObject, key: str) -> PdfObject | None:
    for _ in range(DEEPEST):
        if key in field or "/Parent" not in field:
            break
        above = field["/Parent"].get_object()
        if not isinstance(above, DictionaryObject):
            break
        field = above
    found = field.get(key)
    value = found.get_object() if found is not None else None
    return None if isinstance(value, NullObject) else value
