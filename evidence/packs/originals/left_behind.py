"""What of an original PDF does not come into a pack: links that lead out, attachments, scripts, signatures.

A pack shows pages; what acts, and what stands on no page, stays behind (source_pages.py). It is said where it
stood: on the page, or on the document's first page where it belongs to the whole file. ISO 32000-1: 7.7.4
(names), 12.5 (annotations), 12.6 (actions), 12.7 (forms).
"""

from collections.abc import Iterator

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject

from evidence.home.faults import is_ours
from evidence.packs.sentences import plural

LINKS = "Its links to the web and to other files do not work here."
MEDIA = "What it plays (sound, film, 3D) is not here."
SCRIPTS = "Its scripts are not here."
XFA = "Its form’s XFA data is not here."
SIGNED = "Its digital signature is not here: only the original in the ZIP can prove it."
NAMED = 3  # attachments that are named before the rest is counted
MOST, DEEPEST = 1000, 20  # entries of a tree that are looked at, and levels
PLAYED = {"/Screen", "/Movie", "/RichMedia", "/Sound", "/3D"}


def left_of_page(page: PageObject) -> tuple[str, ...]:
    """What of a page stays behind, in sentences, each once."""
    try:
        return tuple(dict.fromkeys(_of_page(page)))
    except Exception as error:  # pypdf raises all sorts on damaged files
        if is_ours(error):
            raise
        return ()


def left_of_file(reader: PdfReader) -> tuple[str, ...]:
    """What of a file stays behind that stands on none of its pages."""
    try:
        return tuple(dict.fromkeys(_of_file(reader.root_object)))
    except Exception as error:  # as above
        if is_ours(error):
            raise
        return ()


def _of_page(page: PageObject) -> Iterator[str]:
    attached = []
    if "/AA" in page:
        yield SCRIPTS
    for annotation in _dictionaries(page.get("/Annots")):
        kind, action = annotation.get("/Subtype"), _dictionary(annotation.get("/A"))
        if kind == "/FileAttachment":
            attached.append(_file_name(annotation.get("/FS")))
        elif kind in PLAYED:
            yield MEDIA
        elif kind == "/Link" and action and action.get("/S") not in ("/GoTo", "/JavaScript"):
            yield LINKS
        elif (
            kind == "/Widget"
            and str(_inherited(annotation, "/FT")) == "/Sig"
            and _inherited(annotation, "/V")
        ):
            yield SIGNED
        if "/AA" in annotation or action.get("/S") == "/JavaScript":
            yield SCRIPTS
    if attached:
        yield _attached(attached)


def _of_file(root: DictionaryObject) -> Iterator[str]:
    names, form = _dictionary(root.get("/Names")), _dictionary(root.get("/AcroForm"))
    attached = [_file_name(entry) for entry in _tree(names.get("/EmbeddedFiles"))]
    if attached:
        yield _attached(attached)
    opens = _dictionary(root.get("/OpenAction"))
    if "/JavaScript" in names or "/AA" in root or opens.get("/S") == "/JavaScript":
        yield SCRIPTS
    if "/XFA" in form:
        yield XFA


def _attached(names: list[str]) -> str:
    """2 attached files (a.xlsx, b.pdf) are not here."""
    more = len(names) - NAMED
    said = ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")
    return f"{plural(len(names), 'attached file')} ({said}) {'is' if len(names) == 1 else 'are'} not here."


def _tree(node: PdfObject | None) -> Iterator[PdfObject]:
    """The values of a name tree, as far as one looks."""
    waiting, looked = [(node, 0)], 0
    while waiting and looked < MOST:
        held, depth = waiting.pop()
        found, looked = _dictionary(held), looked + 1
        listed = found.get("/Names", ArrayObject()).get_object()
        if isinstance(listed, ArrayObject):
            yield from listed[1:MOST:2]
        if depth < DEEPEST:
            waiting += [(kid, depth + 1) for kid in _dictionaries(found.get("/Kids"))]


def _file_name(value: PdfObject | None) -> str:
    """The name of an embedded file, without its folders."""
    file = _dictionary(value)
    name = str(file.get("/UF") or file.get("/F") or "without a name")
    plain = "".join(c for c in name.replace("\\", "/").rsplit("/", 1)[-1] if c.isprintable())
    return plain[:60] or "without a name"


def _inherited(field: DictionaryObject, key: str) -> PdfObject | None:
    for _ in range(DEEPEST):
        if key in field or "/Parent" not in field:
            break
        field = _dictionary(field.get("/Parent"))
    found = field.get(key)
    return found.get_object() if found is not None else None


def _dictionary(value: PdfObject | None) -> DictionaryObject:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _dictionaries(value: PdfObject | None) -> Iterator[DictionaryObject]:
    listed = value.get_object() if value is not None else None
    for each in listed if isinstance(listed, ArrayObject) else ():
        found = each.get_object()
        if isinstance(found, DictionaryObject):
            yield found
