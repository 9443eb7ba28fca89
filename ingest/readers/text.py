"""Plain text and Markdown, in whatever encoding."""

import codecs
import contextlib
import re
from pathlib import Path

from charset_normalizer import from_bytes

from evidence.errors import Unreadable
from evidence.settings import IngestSettings
from ingest.readers.raw import Line, RawFile, RawPage
from ingest.readers.tidy import tidy
from ingest.readers.utf16 import wide_order

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
FEW = 20  # bytes beyond ASCII: fewer tell nothing of their encoding
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
    """Bytes to text: by byte order mark, else UTF-16 by its zeros, else strict UTF-8, else Windows-1252,
    else a guess.

    Raises Unreadable if they are not text in any of them.
    """
    marked = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else ""
    encoding = marked or wide_order(data) or _encoding(data)
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        # Cut off in the middle of a character, say: keep what is there.
        text = data.decode(encoding, errors="ignore")
    if len(_CONTROL.findall(text)) > max(2, len(text) // 200):
        raise Unreadable(_NOT_TEXT, _ADVICE)
    return text


_WINDOWS = {  # what the label means where the bytes hold signs that it has none for (WHATWG, Encoding)
    "iso8859-1": "cp1252",
    "iso8859-2": "cp1250",
    "iso8859-7": "cp1253",
    "iso8859-9": "cp1254",
    "ascii": "cp1252",
}
_C1 = re.compile(r"[\x80-\x9f]")


def labelled(data: bytes, *labels: str) -> str:
    """Bytes to text by the first of the character sets named that they are in; else as ``decode`` does.

    The bytes win over a label: what is UTF-8 beyond ASCII is in UTF-8, whatever it is called, since other
    text hardly ever comes out so. Raises Unreadable if they are no text.
    """
    if any(byte >= 0x80 for byte in data) and _decodes(data, "utf-8"):
        return data.decode("utf-8-sig")
    for label in labels:
        with contextlib.suppress(LookupError, UnicodeError, ValueError):
            name = codecs.lookup(label).name
            if name.startswith(("utf-16", "utf-32")) and b"\0" not in data:
                continue
            text = data.decode(name)
            windows = _WINDOWS.get(name)
            return data.decode(windows, "replace") if windows and _C1.search(text) else text
    if any(label.lower().startswith("utf") for label in labels) and _mostly_utf8(data):
        return data.decode("utf-8", "replace")
    return decode(data) if data.strip() else ""


def _mostly_utf8(data: bytes) -> bool:
    """Whether a text in UTF-8 was hurt in a place or two, rather than being in another character set."""
    text = data.decode("utf-8", "replace")
    return sum(ch >= "\x80" for ch in text) > 2 * text.count("\ufffd")


def _encoding(data: bytes) -> str:
    if _decodes(data, "utf-8"):
        return "utf-8"
    if b"\0" in data:
        raise Unreadable(_NOT_TEXT, _ADVICE)
    # Windows-1252 gives some character to nearly every byte, so a text that comes out mostly as
    # accents and signs is in something else; only then, and with enough of them to tell, is the guess worth
    # more than the rule.
    high = sum(byte >= 0x80 for byte in data)
    if _decodes(data, "cp1252") and (high <= len(data) * 0.15 or high < FEW):
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


def _page(number: int, text: str) -> RawPage:
    """The text as it stands; a line for each that is not blank."""
    lines, offset = [], 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            lines.append(Line(stripped, offset + raw.index(stripped)))
        offset += len(raw) + 1
    return RawPage(number, text, tuple(lines), "text" if lines else "blank")
