"""What OpenDocument texts and workbooks share: the package, and the words of a paragraph.

Follows OpenDocument 1.3 (OASIS, 2021), part 3. Deleted text, comments and what is hidden are left out.
"""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from evidence.errors import Unreadable
from evidence.settings import IngestSettings
from ingest.readers.package import DAMAGED, open_package
from ingest.readers.tidy import one_line

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TEXT, TABLE, OFFICE, STYLE, DRAW, META = (
    _OASIS % name for name in ("text", "table", "office", "style", "drawing", "meta")
)
MANIFEST = _OASIS % "manifest"
DC = "{http://purl.org/dc/elements/1.1/}"
LOCKED = ("The file is locked with a password.", "Ask the sender for an unlocked copy, then ingest that.")
MOST_SPACES = 1000

SKIPPED = {OFFICE + "annotation", OFFICE + "annotation-end", TEXT + "tracked-changes", TEXT + "note"}
SKIPPED |= {DRAW + "text-box", TEXT + "hidden-text", TEXT + "hidden-paragraph", TEXT + "ruby-text"}
SKIPPED |= {OFFICE + "forms", OFFICE + "scripts", TABLE + "tracked-changes"}


def open_document(path: Path, settings: IngestSettings) -> tuple[Element, Element | None, Element | None]:
    """The package's content, styles and metadata. Raises Unreadable if it is damaged, locked or too large."""
    with open_package(path, settings) as package:
        manifest = package.part("META-INF/manifest.xml")
        if manifest is not None and next(manifest.iter(MANIFEST + "encryption-data"), None) is not None:
            raise Unreadable(*LOCKED)
        content = package.part("content.xml")
        if content is None:
            raise Unreadable(*DAMAGED)
        return content, package.part("styles.xml"), package.part("meta.xml")


def body_of(content: Element, kind: str) -> Element:
    """The body of a text or spreadsheet. Raises Unreadable if the content has none."""
    body = content.find(f"{OFFICE}body/{OFFICE}{kind}")
    if body is None:
        raise Unreadable(*DAMAGED)
    return body


def metadata(meta: Element | None) -> tuple[tuple[str, str], ...]:
    """What the file says of itself, under the names that Word's files use."""
    if meta is None:
        return ()
    named = {"title": DC + "title", "creator": DC + "creator", "created": META + "creation-date"}
    stated = {key: one_line(next((e.text or "" for e in meta.iter(tag)), "")) for key, tag in named.items()}
    return tuple((key, text) for key, text in stated.items() if text)


def paragraph_text(element: Element) -> str:
    """A paragraph's text; a line feed where it breaks a line, a tab where it tabs."""
    return "".join(_words(element))


def _words(element: Element) -> Iterator[str]:
    yield _flat(element.text)
    for child in element:
        if child.tag == TEXT + "s":
            yield " " * min(MOST_SPACES, count(child.get(TEXT + "c"), 1))
        elif child.tag == TEXT + "tab":
            yield "\t"
        elif child.tag == TEXT + "line-break":
            yield "\n"
        elif child.tag not in SKIPPED:
            yield from _words(child)
        yield _flat(child.tail)


def _flat(text: str | None) -> str:
    """Line feeds and runs of blanks in the XML mean one blank (part 3, 6.1.2)."""
    if not text:
        return ""
    squeezed = " ".join(text.split())
    return f"{' ' * text[0].isspace()}{squeezed}{' ' * (bool(squeezed) and text[-1].isspace())}"


def count(text: str | None, otherwise: int) -> int:
    """A whole number as the format writes it, or ``otherwise``."""
    try:
        return int(text or "")
    except ValueError:
        return otherwise
