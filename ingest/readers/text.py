"""Plain text and Markdown, in whatever encoding."""

import codecs
import re
from pathlib import Path

from charset_normalizer import from_bytes

from evidence.errors import Unreadable
from evidence.settings import IngestSettings
from ingest.raw import Line, RawFile, RawPage
from ingest.readers.tidy import tidy

MARKS = (  # the longer marks first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_NOT_TEXT = "This is not a kind of file that Muster can read."
_ADVICE = "Save it as PDF, Word (.docx), Excel (.xlsx), CSV or text, and ingest that."


def read(path: Path, name: str, settings: IngestSettings) -> RawFile:
    """A text file. Form feeds part its pages. Raises Unreadable for what is not text, or says nothing."""
    text = tidy(decode(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        raise Unreadable("The file holds no words, only blanks.", "Check that it is the right file.")
    pages = tuple(_page(n, part) for n, part in enumerate(text.split("\f"), 1))
    return RawFile(name, "text/plain", pages, paged=False)


def decode(data: bytes) -> str:
    """Bytes to text: by byte order mark, else strict UTF-8, else UTF-16, else Windows-1252, else a guess.

    Raises Unreadable if they are not text in any of them.
    """
    encoding = next((e for mark, e in MARKS if data.startswith(mark)), None) or _encoding(data)
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        # Cut off in the middle of a character, say: keep what is there.
        text = data.decode(encoding, errors="ignore")
    if len(_CONTROL.findall(text)) > max(2, len(text) // 200):
        raise Unreadable(_NOT_TEXT, _ADVICE)
    return text


def _encoding(data: bytes) -> str:
    if _decodes(data, "utf-8"):
        return "utf-8"
    if b"\0" in data:
        return _utf32_order(data) or _utf16_order(data)
    # Windows-1252 gives some character to nearly every byte, so a text that comes out mostly as
    # accents and signs is in something else; only then is the guess worth more than the rule.
    high = sum(byte >= 0x80 for byte in data)
    if _decodes(data, "cp1252") and high <= len(data) * 0.15:
        return "cp1252"
    best = from_bytes(data[:200_000]).best()
    if best is None:
        raise Unreadable(_NOT_TEXT, _ADVICE)
    return best.encoding


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _utf32_order(data: bytes) -> str:
    """UTF-32 without its mark, or nothing: three of its four bytes are zeros, always the same ones."""
    zeros = [data[n::4].count(0) for n in range(4)]
    quarter = max(1, len(data) // 4)
    if min(zeros[1:]) > quarter * 0.9 and zeros[0] < quarter * 0.1:
        return "utf-32-le"
    return "utf-32-be" if min(zeros[:3]) > quarter * 0.9 and zeros[3] < quarter * 0.1 else ""


def _utf16_order(data: bytes) -> str:
    """UTF-16 without its mark: English in it has a zero in every second byte."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    half = len(data) // 2
    if odd > half * 0.6 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.6 and odd < half * 0.05:
        return "utf-16-be"
    raise Unreadable(_NOT_TEXT, _ADVICE)


def _page(number: int, text: str) -> RawPage:
    """The text as it stands; a line for each that is not blank."""
    lines, offset = [], 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            lines.append(Line(stripped, offset + raw.index(stripped)))
        offset += len(raw) + 1
    return RawPage(number, text, tuple(lines), "text" if lines else "blank")
