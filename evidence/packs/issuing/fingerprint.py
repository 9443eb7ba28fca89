"""Page by page fingerprints of a PDF as it is written: what manifests of unsigned packs hold.

Another program that saves the file anew writes every page otherwise; what the pages hold is in contents.py.
"""

import hashlib
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject, StreamObject

UPWARD = {"/Parent", "/P", "/Length", "/Popup"}  # what leads out of the page, or says nothing of it


def page_hashes(pdf: bytes) -> list[str]:
    """The SHA-256 of everything that each page shows and holds, in order.

    Raises whatever pypdf raises if the file cannot be read.
    """
    reader = PdfReader(BytesIO(pdf))
    walker = _AsWritten(page_numbers(reader))
    return [walker.dictionary(page) for page in reader.pages]


def page_numbers(document: PdfReader | PdfWriter) -> dict[int, int]:
    """The number of each page, from 1, by the number of its object."""
    numbered = ((page.indirect_reference, n) for n, page in enumerate(document.pages, start=1))
    return {reference.idnum: n for reference, n in numbered if reference}


class Walker:
    """Hashes objects by what they hold, not by their numbers; each shared object once."""

    def __init__(self, pages: dict[int, int]) -> None:
        self._pages = pages
        self._known: dict[int, str] = {}

    def of(self, value: PdfObject) -> str:
        """The print of a value, or of what its reference leads to."""
        if isinstance(value, IndirectObject):
            return self._reference(value)
        if isinstance(value, DictionaryObject):
            return self.dictionary(value)
        if isinstance(value, ArrayObject):
            return hashed("a", *(self.of(v) for v in value))
        return self.plain(value)

    def dictionary(self, value: DictionaryObject) -> str:
        raise NotImplementedError

    def plain(self, value: PdfObject) -> str:
        raise NotImplementedError

    def _reference(self, value: IndirectObject) -> str:
        if value.idnum in self._pages:  # a link's destination
            return hashed("page", str(self._pages[value.idnum]))
        if value.idnum not in self._known:
            self._known[value.idnum] = "cycle"
            found = value.get_object()
            self._known[value.idnum] = hashed("v", "null") if found is None else self.of(found)
        return self._known[value.idnum]


class _AsWritten(Walker):
    def dictionary(self, value: DictionaryObject) -> str:
        kept = sorted((str(k), self.of(value.raw_get(k))) for k in value if k not in UPWARD)
        content = hashlib.sha256(value._data).hexdigest() if isinstance(value, StreamObject) else ""
        return hashed("d", content, *(part for pair in kept for part in pair))

    def plain(self, value: PdfObject) -> str:
        out = BytesIO()
        value.write_to_stream(out)
        return hashed("v", out.getvalue().hex())


def hashed(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
