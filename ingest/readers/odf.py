"""What OpenDocument texts and workbooks share: the package, and the words of a paragraph.

Follows OpenDocument 1.3 (OASIS, 2021), part 3. Deleted text, comments and what is hidden are left out.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from evidence.errors import Unreadable
from evidence.settings import IngestSettings
from ingest.readers.odf_names import DC, DRAW, MANIFEST, META, OFFICE, STRUCK, STYLE, TABLE, TEXT
from ingest.readers.odf_objects import Objects, objects_of
from ingest.readers.package import DAMAGED, open_package
from ingest.readers.tidy import one_line

LOCKED = ("The file is locked with a password.", "Ask the sender for an unlocked copy, then ingest that.")
MOST_SPACES = 1000

SKIPPED = {OFFICE + "annotation", OFFICE + "annotation-end", TEXT + "tracked-changes", TEXT + "note"}
SKIPPED |= {DRAW + "text-box", TEXT + "hidden-text", TEXT + "hidden-paragraph", TEXT + "ruby-text"}
SKIPPED |= {STRUCK, OFFICE + "forms", OFFICE + "scripts", TABLE + "tracked-changes"}


class OpenDocument(NamedTuple):
    """A package's parts: its content, styles and metadata, and what its objects say."""

    content: Element
    styles: Element | None
    meta: Element | None
    objects: Objects


def open_document(path: Path, settings: IngestSettings) -> OpenDocument:
    """The package's parts, struck-through text set apart. Raises Unreadable if it is damaged, locked or too
    large."""
    with open_package(path, settings) as package:
        manifest = package.part("META-INF/manifest.xml")
        if manifest is not None and next(manifest.iter(MANIFEST + "encryption-data"), None) is not None:
            raise Unreadable(*LOCKED)
        content = package.part("content.xml")
        if content is None:
            raise Unreadable(*DAMAGED)
        styles = package.part("styles.xml")
        _set_apart(content, _styles(_strikes, content, styles), STRUCK)
        _set_apart(content, _styles(_hides, content, styles), HIDDEN)
        return OpenDocument(content, styles, package.part("meta.xml"), objects_of(package, content))


def _styles(does: Callable[[Element], bool], *roots: Element | None) -> set[str]:
    """The styles whose text does something: is struck through, or is not displayed."""
    return {
        style.get(STYLE + "name", "")
        for root in roots
        if root is not None
        for style in root.iter(STYLE + "style")
        if any(does(look) for look in style.findall(STYLE + "text-properties"))
    }


def _strikes(look: Element) -> bool:
    return any(look.get(STYLE + f"text-line-through-{x}", "none") != "none" for x in ("style", "type"))


def _hides(look: Element) -> bool:
    return look.get(TEXT + "display") == "none"


def _set_apart(content: Element, named: set[str], tag: str) -> None:
    """Put the text of these styles, spans or whole paragraphs, into elements of that tag."""
    for element in list(content.iter()) if named else ():
        own = TABLE if element.tag == TABLE + "table-cell" else TEXT
        if element.tag in _STRIKABLE and element.get(own + "style-name", "") in named:
            apart = Element(tag)
            apart.text, element.text = element.text, None
            apart.extend(list(element))
            element[:] = [apart]


def hidden_words(content: Element) -> list[str]:
    """What a text hides, by its styles or as hidden text, each on one line."""
    found = (e for e in content.iter() if e.tag in _HIDING)
    return [said for e in found if (said := one_line("".join(_words(e))))]


def struck_words(p: Element) -> str:
    """What a paragraph shows struck through, on one line."""
    return one_line("".join("".join(_words(e)) for e in p.iter(STRUCK)))


HIDDEN = TEXT + "hidden-text"
_HIDING = {HIDDEN, TEXT + "hidden-paragraph"}
_STRIKABLE = {TEXT + "span", TEXT + "p", TEXT + "h", TABLE + "table-cell"}


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
