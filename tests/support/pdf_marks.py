"""PDFs that people have filled in and written on, made here with pypdf so that what they hold is visible."""

from io import BytesIO
from pathlib import Path

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from reader_files import pdf, prose

Rect = tuple[float, float, float, float]
HIDDEN = 2


def plain(tmp_path: Path, text: str = "This form records a visit.", **where: float) -> PdfWriter:
    """A page of prose, to be written on."""
    path = pdf(tmp_path / "plain.pdf", prose(text, **where))
    return PdfWriter(clone_from=BytesIO(path.read_bytes()))


def saved(writer: PdfWriter, path: Path) -> Path:
    writer.write(path)
    return path


def dictionary(**entries: object) -> DictionaryObject:
    """Names begin with "/", other strings are texts."""
    return DictionaryObject({NameObject(f"/{key}"): _object(value) for key, value in entries.items()})


def _object(value: object) -> object:
    match value:
        case bool():
            return BooleanObject(value)
        case str():
            return NameObject(value) if value.startswith("/") else TextStringObject(value)
        case int():
            return NumberObject(value)
        case float():
            return FloatObject(value)
        case list() | tuple():
            return ArrayObject(_object(v) for v in value)
    return value


def annotate(writer: PdfWriter, subtype: str, rect: Rect, page: int = 0, **entries: object) -> object:
    """Put an annotation on a page. Returns its reference."""
    note = dictionary(Type="/Annot", Subtype=subtype, Rect=list(map(float, rect)), **entries)
    reference = writer._add_object(note)
    on = writer.pages[page]
    on[NameObject("/Annots")] = ArrayObject([*on.get("/Annots", []), reference])
    return reference


def form(writer: PdfWriter, fields: list[object], **entries: object) -> None:
    """Make references of widgets the fields of a form."""
    writer.root_object[NameObject("/AcroForm")] = writer._add_object(dictionary(Fields=fields, **entries))


def text_field(writer: PdfWriter, name: str, value: str, rect: Rect, **entries: object) -> object:
    """A text field as a program leaves it that has the viewer draw it: without an appearance."""
    return annotate(writer, "/Widget", rect, FT="/Tx", T=name, V=value, DA="/Helv 10 Tf 0 g", F=4, **entries)


def tick_box(writer: PdfWriter, name: str, ticked: bool, rect: Rect, **entries: object) -> object:
    """A box with two looks, of which its state names one."""
    looks = dictionary(N=dictionary(Ja=drawing(writer, "0 0 m 9 9 l S"), Off=drawing(writer, "")))
    state = "/Ja" if ticked else "/Off"
    return annotate(writer, "/Widget", rect, FT="/Btn", T=name, V=state, AS=state, AP=looks, F=4, **entries)


def drawing(writer: PdfWriter, content: str, box: Rect = (0, 0, 300, 40)) -> object:
    """A form XObject that draws in Helvetica."""
    stream = DecodedStreamObject()
    stream.set_data(content.encode("latin-1"))
    font = dictionary(Type="/Font", Subtype="/Type1", BaseFont="/Helvetica")
    stream.update(
        dictionary(
            Type="/XObject",
            Subtype="/Form",
            BBox=list(map(float, box)),
            Resources=dictionary(Font=dictionary(F1=font)),
        )
    )
    return writer._add_object(stream)


def xfa(writer: PdfWriter, xml: str, dynamic: bool) -> None:
    """Give the file an XFA form; a dynamic one draws its own pages."""
    stream = DecodedStreamObject()
    stream.set_data(xml.encode())
    form(writer, [], XFA=writer._add_object(stream))
    if dynamic:
        writer.root_object[NameObject("/NeedsRendering")] = BooleanObject(True)
