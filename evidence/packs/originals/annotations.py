"""What a page's annotations show: filled fields, stamps, notes, signatures, as drawings with their places."""

from collections.abc import Iterator
from typing import cast

from pypdf import PageObject, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

from evidence.pages.typed_notes import look_of, untold

Matrix = tuple[float, float, float, float, float, float]
HIDDEN = 0x02 | 0x20  # annotation flags: Hidden, NoView
WITHOUT_LOOKS = {"/Link", "/Popup"}


def times(first: Matrix, then: Matrix) -> Matrix:
    """One matrix for two, ``first`` applied first."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def looks(writer: PdfWriter, page: PageObject) -> Iterator[tuple[IndirectObject, Matrix]]:
    """What each visible annotation draws, and the matrix that fits it in its place (ISO 32000-1, 12.5.5)."""
    listed = page.get("/Annots", ArrayObject()).get_object()
    for reference in listed if isinstance(listed, ArrayObject) else ():
        annotation = reference.get_object()
        if not isinstance(annotation, DictionaryObject) or annotation.get("/Subtype") in WITHOUT_LOOKS:
            continue
        if int(annotation.get("/F", 0)) & HIDDEN:
            continue
        look = look_of(annotation) if untold(annotation) else _appearance(annotation)
        if look is not None and (matrix := _into_rectangle(look, annotation)) is not None:
            clone = look.clone(writer)
            for key in ("/Type", "/Subtype"):
                clone[NameObject(key)] = NameObject({"/Type": "/XObject", "/Subtype": "/Form"}[key])
            yield getattr(clone, "indirect_reference", None) or writer._add_object(clone), matrix


def _appearance(annotation: DictionaryObject) -> StreamObject | None:
    looks = annotation.get("/AP", DictionaryObject()).get_object()
    normal = looks.get("/N") if isinstance(looks, DictionaryObject) else None
    normal = normal.get_object() if normal is not None else None
    if isinstance(normal, DictionaryObject) and not isinstance(normal, StreamObject):
        state = normal.get(annotation.get("/AS", "/Off"))
        normal = state.get_object() if state is not None else None
    return normal if isinstance(normal, StreamObject) else None


def _into_rectangle(look: StreamObject, annotation: DictionaryObject) -> Matrix | None:
    rect = [float(v) for v in cast(ArrayObject, annotation["/Rect"])]
    box = [float(v) for v in look.get("/BBox", (0, 0, 1, 1))]
    a, b, c, d, e, f = (float(v) for v in look.get("/Matrix", (1, 0, 0, 1, 0, 0)))
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    bottom, top = min(y for _, y in corners), max(y for _, y in corners)
    if right - left <= 0 or top - bottom <= 0:
        return None
    x = (max(rect[0], rect[2]) - min(rect[0], rect[2])) / (right - left)
    y = (max(rect[1], rect[3]) - min(rect[1], rect[3])) / (top - bottom)
    return x, 0.0, 0.0, y, min(rect[0], rect[2]) - left * x, min(rect[1], rect[3]) - bottom * y
