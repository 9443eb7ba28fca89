"""Page by page fingerprints of a PDF as it is written: what manifests of unsigned packs hold.

Another program that saves the file anew writes every page otherwise; what the pages hold is in contents.py.
"""

import hashlib
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject, StreamObject

UPWARD = {"/Parent", "/P", "/Length", "/Popup"}  # what leads out of the page, or says nothing of it


def page_hashes(pdf: bytes) -> list[str]:
    """The SHA-256 of everything that each page shows and holds, in order.

    Raises whatever pypdf raises if the file cannot be read.
    """
    reader = PdfReader(BytesIO(pdf))
    numbers = {
        page.indirect_reference.idnum: n
        for n, page in enumerate(reader.pages, start=1)
        if page.indirect_reference
    }
    walker = _Walker(numbers)
    return [walker.page(page) for page in reader.pages]


class _Walker:
    """Hashes objects by what they hold, not by their numbers; each shared object once."""

    def __init__(self, pages: dict[int, int]) -> None:
        self._pages = pages
        self._known: dict[int, str] = {}

    def page(self, page: DictionaryObject) -> str:
        return self._dictionary(page)

    def _of(self, value: PdfObject) -> str:
        if isinstance(value, IndirectObject):
            return self._reference(value)
        if isinstance(value, DictionaryObject):
            return self._dictionary(value)
        if isinstance(value, ArrayObject):
            return _hashed("a", *(self._of(v) for v in value))
        out = BytesIO()
        value.write_to_stream(out)
        return _hashed("v", out.getvalue().hex())

    def _reference(self, value: IndirectObject) -> str:
        if value.idnum in self._pages:  # a link's destination
            return _hashed("page", str(self._pages[value.idnum]))
        if value.idnum not in self._known:
            self._known[value.idnum] = "cycle"
            found = value.get_object()
            self._known[value.idnum] = _hashed("v", "null") if found is None else self._of(found)
        return self._known[value.idnum]

    def _dictionary(self, value: DictionaryObject) -> str:
        kept = sorted((str(k), self._of(value.raw_get(k))) for k in value if k not in UPWARD)
        content = hashlib.sha256(value._data).hexdigest() if isinstance(value, StreamObject) else ""
        return _hashed("d", content, *(part for pair in kept for part in pair))


def _hashed(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()
