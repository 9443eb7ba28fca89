"""The words of a Word paragraph: its runs, as they would print with every tracked change accepted."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ingest.readers.tidy import one_line
from ingest.readers.word.docx_numbers import W
from ingest.readers.word.docx_styles import is_on

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Deleted and moved-away text, comments' anchors, field codes, and the older twin of a drawing.
SKIPPED = {W + t for t in ("del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "sdtPr")}
SKIPPED |= {W + "txbxContent", MC + "Fallback"}
_SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": "\t"}


def paragraph_text(p: Element) -> str:
    """A paragraph's text; a line feed where it breaks a line, a tab where it tabs."""
    return "".join(_words(p))


def _words(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag in SKIPPED:
            continue
        if child.tag == W + "r" and is_on(child.find(W + "rPr"), "vanish"):
            continue
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        else:
            yield from _words(child)


def text_boxes(p: Element) -> Iterator[Element]:
    """The contents of text boxes anchored in a paragraph, each once."""
    for child in p:
        if child.tag == W + "txbxContent":
            yield child
        elif child.tag not in SKIPPED:
            yield from text_boxes(child)


@dataclass
class Notes:
    """Footnotes and endnotes, handed out where the text refers to them, numbered as Word numbers them."""

    footnotes: Element | None
    endnotes: Element | None

    def __post_init__(self) -> None:
        self._texts = {
            "footnoteReference": _by_id(self.footnotes, "footnote"),
            "endnoteReference": _by_id(self.endnotes, "endnote"),
        }
        self._counts = dict.fromkeys(self._texts, 0)

    def of(self, p: Element) -> Iterator[tuple[str, str]]:
        """``(mark, text)`` of each note that a paragraph refers to."""
        for element in _kept(p):
            kind = element.tag.removeprefix(W)
            if kind in self._texts:
                text = self._texts[kind].get(element.get(W + "id", ""), "")
                self._counts[kind] += 1
                if text:
                    yield str(self._counts[kind]), text


def _kept(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag not in SKIPPED:
            yield child
            yield from _kept(child)


def _by_id(root: Element | None, tag: str) -> dict[str, str]:
    if root is None:
        return {}
    return {
        note.get(W + "id", ""): one_line(" ".join(paragraph_text(p) for p in note.iter(W + "p")))
        for note in root.iter(W + tag)
        if note.get(W + "type") in {None, "normal"}
    }
