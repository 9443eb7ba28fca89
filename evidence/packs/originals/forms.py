"""A page's content as a form, copied by pypdf."""

from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    PdfObject,
    StreamObject,
)

from evidence.packs.originals.boxes import Box


def as_form(writer: PdfWriter, page: PageObject, box: Box) -> IndirectObject:
    """The page's content as a form in ``writer``."""
    form = StreamObject()
    _fill(form, page)
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject(FloatObject(round(v, 4)) for v in box),
            NameObject("/Resources"): _cloned(writer, page.get("/Resources")) or DictionaryObject(),
        }
    )
    if group := _cloned(writer, page.get("/Group")):
        form[NameObject("/Group")] = group
    return writer._add_object(form)


def _fill(form: StreamObject, page: PageObject) -> None:
    """Give the form the page's content: as it is encoded where that is one stream, so that nothing is
    compressed anew."""
    contents = page.get("/Contents")
    contents = contents.get_object() if contents is not None else None
    if contents is None or not isinstance(contents, StreamObject | ArrayObject):
        form.set_data(b"")
        return
    decoded = page.get_contents()
    data = decoded.get_data() if decoded is not None else b""
    if isinstance(contents, StreamObject) and "/F" not in contents:
        form._data = contents._data
        for key in ("/Filter", "/DecodeParms"):
            if key in contents:
                form[NameObject(key)] = _plainly(contents[key])
        return
    form.set_data(data)


def _plainly(value: PdfObject) -> PdfObject:
    """A filter's name or parameters without references into the original."""
    found = value.get_object() or NullObject()  # a reference to nothing stands for null (ISO 32000-1, 7.3.10)
    if isinstance(found, ArrayObject):
        return ArrayObject(_plainly(v) for v in found)
    if isinstance(found, DictionaryObject):
        return DictionaryObject({NameObject(k): _plainly(v) for k, v in found.items()})
    return found


def _cloned(writer: PdfWriter, value: PdfObject | None) -> PdfObject | None:
    found = value.get_object() if value is not None else None
    return found.clone(writer) if isinstance(found, DictionaryObject) else None
