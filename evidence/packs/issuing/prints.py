"""What each page of a PDF holds, whoever saved the file, as qpdf reads it: in manifests since version 3.

The print of a page covers everything that it draws and links to, with streams decoded, numbers rounded and
what writers add of their own left out, so that a program that only writes the file anew changes none. Objects
are taken as qpdf writes them out, and hashed from the inside outwards, each shared one once.
"""

import hashlib
import re
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

import pikepdf

from evidence.packs.originals.streams import ODD, decoded, filters

# Leads out of the page, tells how a stream is packed, or is at its default where a writer leaves it out.
PASSED_OVER = {
    b"/Parent", b"/P", b"/Popup", b"/Length", b"/DL", b"/Filter", b"/DecodeParms", b"/Type", b"/ProcSet",
}  # fmt: skip
BOXES = (b"/CropBox", b"/BleedBox", b"/TrimBox", b"/ArtBox")  # the media box where they are left out
# As qpdf writes them: names, strings, references, numbers with a point; the rest stands as it is.
TOKEN = re.compile(
    rb"/[^\s/<>\[\]()]*|\((?:[^\\()]|\\.)*\)|<[0-9a-f]*>|(?P<ref>\d+ \d+ R)\b|[-+]?\d*\.\d+", re.DOTALL
)
INNERMOST = re.compile(rb"<<([^<>\[\]]*)>>|\[([^<>\[\]]*)\]")


def page_prints(pdf: bytes | pikepdf.Pdf) -> list[str]:
    """The print of each page, in order. Raises PdfError for a damaged file."""
    if isinstance(pdf, pikepdf.Pdf):
        return list(_Walker(pdf).prints())
    try:
        with pikepdf.open(BytesIO(pdf), suppress_warnings=True) as opened:
            return list(_Walker(opened).prints())
    except ODD as error:
        raise pikepdf.PdfError("the file is damaged") from error


class _Walker:
    """``_known``: the print of each object, by its number and generation."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._pages = [page.obj for page in pdf.pages]
        numbered = enumerate(self._pages, start=1)
        self._known = {b"%d %d R" % page.objgen: b"p%d" % number for number, page in numbered}

    def prints(self) -> Iterator[str]:
        for page in self._pages:
            yield self._page(page)

    def _page(self, page: Any) -> str:
        entries = self._entries(page.unparse(resolved=True))
        for box in BOXES:
            if entries.get(box) == entries.get(b"/MediaBox"):
                entries.pop(box, None)
        if entries.get(b"/Rotate") == b"0":
            del entries[b"/Rotate"]
        for apart in (b"/Contents", b"/Annots"):
            entries.pop(apart, None)
        parts = [part for pair in sorted(entries.items()) for part in pair]
        return _hashed(b"page", *parts, self._content(page), *self._marks(page)).decode()

    def _marks(self, page: Any) -> Iterator[bytes]:
        """The page's annotations but for signatures, which are checked by what they sign."""
        listed = page.get("/Annots")
        for mark in listed if isinstance(listed, pikepdf.Array) else ():
            if isinstance(mark, pikepdf.Dictionary) and mark.get("/FT") != "/Sig":
                yield self._reference(b"%d %d R" % mark.objgen) if mark.is_indirect else self._plain(mark)

    def _content(self, page: Any) -> bytes:
        held = page.get("/Contents")
        streams = list(held) if isinstance(held, pikepdf.Array) else [held]
        parts = [_decoded(stream)[0].strip() for stream in streams if isinstance(stream, pikepdf.Stream)]
        return hashlib.sha256(b"\n".join(parts)).hexdigest().encode()

    def _reference(self, written: bytes) -> bytes:
        """The print of what a reference leads to."""
        if written not in self._known:
            self._known[written] = b"cycle"
            number, generation, _ = written.split()
            self._known[written] = self._plain(self._pdf.get_object(int(number), int(generation)))
        return self._known[written]

    def _plain(self, value: Any) -> bytes:
        if isinstance(value, pikepdf.Stream):
            data, packed = _decoded(value)
            content = data if packed else data.strip()
            entries = self._dictionary(value.stream_dict.unparse(resolved=True))
            return _hashed(b"stream", packed, hashlib.sha256(content).digest(), entries)
        if isinstance(value, pikepdf.Dictionary):
            return self._dictionary(value.unparse(resolved=True))
        return self._reduced(_written(value))

    def _dictionary(self, written: bytes) -> bytes:
        return _dictionary(self._entries(written))

    def _entries(self, written: bytes) -> dict[bytes, bytes]:
        """The entries of a dictionary that qpdf wrote, each value as one word."""
        return _entries(self._reduced(written[2:-2]))

    def _reduced(self, written: bytes) -> bytes:
        """What qpdf wrote, without anything that a space or a bracket stands in."""
        written = TOKEN.sub(self._word, written)
        while b"[" in written or b"<" in written:
            reduced = INNERMOST.sub(_inner, written)
            if reduced == written:
                break
            written = reduced
        return written

    def _word(self, found: re.Match[bytes]) -> bytes:
        word = found[0]
        if found["ref"]:
            return self._reference(word)
        match word[:1]:
            case b"/":
                return word
            case b"(" | b"<":
                return _string(word)
        return f"{round(float(word), 3) + 0.0:.3f}".rstrip("0").rstrip(".").encode()


def _written(value: Any) -> bytes:
    """As qpdf writes it. Numbers, truths and nothing, which pikepdf gives as Python's own, by themselves."""
    if isinstance(value, pikepdf.Object):
        return bytes(value.unparse(resolved=True))
    if value is None:
        return b"null"
    return (f"{value:f}" if isinstance(value, Decimal) else str(value).lower()).encode()


def _string(word: bytes) -> bytes:
    """A string by the text that it is, in whichever way it is encoded; by its bytes where it is none."""
    value = pikepdf.Object.parse(word)
    text = str(value)
    return b"s" + _hashed(bytes(value) if "\ufffd" in text else text.encode("utf-8", "surrogatepass"))


def _inner(found: re.Match[bytes]) -> bytes:
    return _dictionary(_entries(found[1])) if found[1] is not None else _hashed(b"a", *found[2].split())


def _entries(words: bytes) -> dict[bytes, bytes]:
    split = words.split()
    pairs = zip(split[::2], split[1::2], strict=False)
    return {key: value for key, value in pairs if key not in PASSED_OVER and value != b"null"}


def _dictionary(entries: dict[bytes, bytes]) -> bytes:
    return _hashed(b"d", *(part for pair in sorted(entries.items()) for part in pair))


def _decoded(stream: Any) -> tuple[bytes, bytes]:
    """A stream's bytes and the filters that they are still under."""
    data = decoded(stream)
    if data is not None:
        return data, b""
    return bytes(stream.read_raw_bytes()), " ".join(filters(stream)).encode()


def _hashed(*parts: bytes) -> bytes:
    return hashlib.sha256(b"\x00".join(parts)).hexdigest().encode()
