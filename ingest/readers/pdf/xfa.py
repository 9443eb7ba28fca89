"""XFA forms: XML inside a PDF that draws its own pages. Their values are read; the pages cannot be shown.

XFA Specification 3.3: the "datasets" packet holds the values, the "template" packet each field's caption.
"""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element, ParseError

import pypdfium2 as pdfium
import pypdfium2.raw as c
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ingest.readers.raw import Line, RawPage
from ingest.readers.tidy import one_line, page_of

FORMS = {c.FORMTYPE_XFA_FULL, c.FORMTYPE_XFA_FOREGROUND}
MOST_BYTES = 50 << 20
MOST_VALUES = 5000
# What the makers of dynamic forms print on the only page that other programs can show.
PLACEHOLDER = re.compile(
    r"please wait|viewer may not be able to display|contents of the document.{0,80}viewer", re.I | re.S
)
SHELL = "shown only by programs that cannot open the form"
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])|[_.]+")


def is_shell(page: RawPage) -> bool:
    """Whether a page only says that the form cannot be shown."""
    return bool(PLACEHOLDER.search(page.text))


def filled(page: RawPage, values: list[Line], shell: bool) -> RawPage:
    """The page with the form's values, and without its own words if it is a shell."""
    if not values and not shell:
        return page
    left_out = ((SHELL, one_line(page.text)),) if shell else ()
    own = [line for line in page.lines if not shell or line.role]
    laid = page_of(page.number, [*own, *values])
    quality = "unreadable" if shell and not laid.lines else page.quality
    return replace(
        page, text=laid.text, lines=laid.lines, quality=quality, left_out=(*page.left_out, *left_out)
    )


def sentence(count: int) -> str:
    """What a person must know of a dynamic form whose pages are not in the file."""
    advice = "Open it in the program that it was made for, print it to a new PDF, and ingest that."
    said = "This PDF is a dynamic form (XFA), whose pages only its own program can show."
    if not count:
        return f"{said} It cannot be read. {advice}"
    values = "the one value that was filled in" if count == 1 else f"the {count:,} values that were filled in"
    return f"{said} Of it, {values} could be read. {advice}"


def values_of(pdf: pdfium.PdfDocument) -> list[Line]:
    """The values of an XFA form as lines, each after its caption, else after its name in words."""
    parts = list(_packets(pdf))
    captions = {k: v for part in parts for k, v in _captions(part)}
    lines = []
    for part in parts:
        for data in part.iter():
            if _plain(data.tag) == "data" and "xfa-data" in str(data.tag):
                lines += [Line(text, 0, role="field") for text in _said(data, captions)]
    return lines[:MOST_VALUES]


def _packets(pdf: pdfium.PdfDocument) -> Iterator[Element]:
    """The form's XML: one packet that holds all, or several whose ends are packets of their own."""
    count = min(max(0, c.FPDF_GetXFAPacketCount(pdf.raw)), 50)
    packets = [(_packet_name(pdf, i), data) for i in range(count) if (data := _packet(pdf, i))]
    for name, data in packets:
        if name not in ("preamble", "postamble") and (root := _parsed(data)) is not None:
            yield root


def _packet_name(pdf: pdfium.PdfDocument, index: int) -> str:
    size = c.FPDF_GetXFAPacketName(pdf.raw, index, None, 0)
    buffer = ctypes.create_string_buffer(max(1, size))
    c.FPDF_GetXFAPacketName(pdf.raw, index, buffer, size)
    return buffer.value.decode("utf-8", "replace")


def _packet(pdf: pdfium.PdfDocument, index: int) -> bytes:
    size = ctypes.c_ulong()
    if not c.FPDF_GetXFAPacketContent(pdf.raw, index, None, 0, ctypes.byref(size)):
        return b""
    if not 0 < size.value <= MOST_BYTES:
        return b""
    buffer = ctypes.create_string_buffer(size.value)
    c.FPDF_GetXFAPacketContent(pdf.raw, index, buffer, size.value, ctypes.byref(size))
    return buffer.raw


def _parsed(data: bytes) -> Element | None:
    try:
        return fromstring(data)
    except (ParseError, DefusedXmlException, ValueError):
        return None


def _captions(root: Element) -> Iterator[tuple[str, str]]:
    """The template's fields: name and the caption that stands beside each."""
    for field in root.iter():
        if _plain(field.tag) not in ("field", "exclGroup") or not field.get("name"):
            continue
        caption = next((part for part in field if _plain(part.tag) == "caption"), None)
        words = one_line(" ".join(caption.itertext())) if caption is not None else ""
        if words:
            yield field.get("name", ""), words.rstrip(" :")


def _said(data: Element, captions: dict[str, str]) -> Iterator[str]:
    for part in data.iter():
        if len(part) and any(_plain(inner.tag) not in ("body", "html") for inner in part):
            continue
        text = one_line(" ".join(part.itertext()))
        if text and _plain(part.tag) not in ("body", "html", "p", "span"):
            name = _plain(part.tag)
            yield f"[Form field] {captions.get(name) or _WORDS.sub(' ', name).strip().capitalize()}: {text}"


def _plain(tag: object) -> str:
    return str(tag).rpartition("}")[2]
