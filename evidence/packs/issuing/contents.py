"""What each page of a PDF holds, whoever saved the file: a changed page can be named even after a re-save.

Prints as pypdf reads the file, for manifests of version 2; since then qpdf reads it (prints.py).

Two prints of a page. ``sha256`` covers everything that it draws and links to, with streams decoded, numbers
rounded and what writers add of their own left out, so that a program that only writes the file anew changes
none. ``words`` covers its text without spaces, and holds even when another program draws the page anew.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

import pypdfium2
from pypdf import PdfReader, PdfWriter
from pypdf.filters import decode_stream_data
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from evidence.packs.issuing.fingerprint import Walker, hashed, page_numbers

# Leads out of the page, tells how a stream is packed, or is at its default where a writer leaves it out.
PASSED_OVER = {"/Parent", "/P", "/Popup", "/Length", "/DL", "/Filter", "/DecodeParms", "/Type", "/ProcSet"}
PLAIN = {
    "/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/ASCII85Decode", "/A85", "/ASCIIHexDecode", "/AHx",
    "/RunLengthDecode", "/RL",
}  # fmt: skip
BOXES = ("/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")  # the media box where they are left out


def pages_held(pdf: bytes, written: PdfWriter | None = None) -> list[dict[str, str]]:
    """``{"sha256", "words"}`` for each page, in order. Raises what pypdf or PDFium raise.

    ``written``: what ``pdf`` was written from, if that is at hand: reading all of it again takes longer than
    everything else here.
    """
    document = PdfReader(BytesIO(pdf)) if written is None else written
    walker = _AsShown(page_numbers(document))
    held = [walker.page(page) for page in document.pages]
    return [{"sha256": print_, "words": words} for print_, words in zip(held, page_words(pdf), strict=True)]


def page_words(pdf: bytes, pages: Iterable[int] | None = None) -> list[str]:
    """The print of the words of each page, or of these (from 1). Raises what PDFium raises."""
    document = pypdfium2.PdfDocument(pdf, password="")
    found = []
    try:
        for number in range(1, len(document) + 1) if pages is None else pages:
            page = document[number - 1]
            text = page.get_textpage()
            said = unicodedata.normalize("NFKC", text.get_text_range())
            text.close()
            page.close()
            found.append(hashed("".join(filter(str.isalnum, said))))
    finally:
        document.close()
    return found


class _AsShown(Walker):
    def page(self, page: DictionaryObject) -> str:
        entries = {key: page.raw_get(key) for key in page if key not in {"/Contents", "/Annots"}}
        media = self.of(entries["/MediaBox"]) if "/MediaBox" in entries else ""
        for box in BOXES:
            if box in entries and self.of(entries[box]) == media:
                del entries[box]
        if entries.get("/Rotate") == 0:
            del entries["/Rotate"]
        marks = [self.of(annotation) for annotation in _annotations(page)]
        return hashed("page", self._entries(entries), _content(page), *marks)

    def dictionary(self, value: DictionaryObject) -> str:
        content = _stream(value) if isinstance(value, StreamObject) else ""
        return hashed("d", content, self._entries({key: value.raw_get(key) for key in value}))

    def plain(self, value: PdfObject) -> str:
        return hashed("v", _plain(value))

    def _entries(self, entries: Mapping[str, PdfObject]) -> str:
        kept = sorted(str(key) for key in entries if key not in PASSED_OVER)
        null = hashed("v", "null")
        pairs = ((key, self.of(entries[key])) for key in kept)
        return hashed(*(part for key, print_ in pairs if print_ != null for part in (key, print_)))


def _annotations(page: DictionaryObject) -> list[PdfObject]:
    """The page's annotations but for signatures, which are checked by what they sign."""
    listed = page.get("/Annots", ArrayObject()).get_object()
    every = list(listed) if isinstance(listed, ArrayObject) else []
    return [a for a in every if not _signs(a)]


def _content(page: DictionaryObject) -> str:
    found = page.get("/Contents")
    found = found.get_object() if found is not None else None
    streams: Sequence[PdfObject] = (
        found if isinstance(found, ArrayObject) else [] if found is None else [found]
    )
    found = [stream.get_object() for stream in streams]  # of a damaged file, some may be no streams
    parts = [_decoded(stream)[0] for stream in found if isinstance(stream, StreamObject)]
    return hashlib.sha256(b"\n".join(part.strip() for part in parts)).hexdigest()


def _stream(stream: StreamObject) -> str:
    data, packed = _decoded(stream)
    return hashed(packed, hashlib.sha256(data if packed else data.strip()).hexdigest())


def _decoded(stream: StreamObject) -> tuple[bytes, str]:
    """A stream's bytes and the filter of a picture that they are still under."""
    filters = stream.get("/Filter", ArrayObject()).get_object()
    names = [str(f) for f in (filters if isinstance(filters, ArrayObject) else [filters])]
    if all(name in PLAIN for name in names):
        return (decode_stream_data(stream) if names else stream._data), ""
    return stream._data, " ".join(names)


def _plain(value: PdfObject) -> str:
    """A value however it is spelt: 1.0 and 1, a string in hexadecimal and in brackets."""
    if isinstance(value, NullObject):
        return "null"
    if isinstance(value, BooleanObject):
        return f"b{bool(value.value)}"
    if isinstance(value, FloatObject | NumberObject):
        written = (
            value.myrepr() if isinstance(value, FloatObject) else value
        )  # with the digits that a file has
        return f"n{round(float(written), 3) + 0.0:g}"
    if isinstance(value, TextStringObject):
        return f"s{value}"
    return f"s{bytes(value).hex()}" if isinstance(value, ByteStringObject) else f"k{value}"


def _signs(annotation: PdfObject) -> bool:
    """Whether it is a signature's field. A damaged file may refer to nothing."""
    found = annotation.get_object()
    return isinstance(found, DictionaryObject) and found.get("/FT") == "/Sig"
