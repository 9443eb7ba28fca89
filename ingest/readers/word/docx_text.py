"""The words of a Word paragraph: its runs, as they would print with every tracked change accepted.

What its author struck through is no part of them: it is told apart (``struck_words``).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ingest.readers.alternatives import FALLBACK
from ingest.readers.equations import M, equation_text
from ingest.readers.symbols import in_words, is_symbols, sign
from ingest.readers.tidy import level, one_line, raised, struck_through
from ingest.readers.word.docx_numbers import W, number, value
from ingest.readers.word.docx_styles import is_on

# Deleted and moved-away text, comments' anchors, field codes, and the older twin of a drawing.
SKIPPED = {W + t for t in ("del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "sdtPr")}
SKIPPED |= {W + "txbxContent", W + "rt", FALLBACK}
_OPENING = re.compile(r"\s*[⁰¹²³⁴-⁹]+")  # at its start a raised number is the paragraph's own
_SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": "\t"}


def paragraph_text(p: Element) -> str:
    """A paragraph's text; a line feed where it breaks a line, a tab where it tabs."""
    said = "".join(_words(p))
    first = _OPENING.match(said)
    return f"{level(first[0])}{said[first.end() :]}" if first else said


def _words(element: Element) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in SKIPPED:
            continue
        if tag == W + "r":
            yield from _run(child)
        elif tag == W + "t":
            yield child.text or ""
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag == W + "sym":
            yield sign(child.get(W + "char", ""), child.get(W + "font", ""))
        elif tag == M + "oMath":
            yield equation_text(child)
        elif tag == W + "ffData":
            yield _form_field(child)
        else:
            yield from _words(child)


def _run(run: Element) -> Iterator[str]:
    properties = run.find(W + "rPr")
    if properties is None:
        yield from _words(run)
    elif not is_on(properties, "vanish") and not _is_struck(properties):
        fonts = properties.find(W + "rFonts")
        font = fonts.get(W + "ascii", "") if fonts is not None else ""
        if font and is_symbols(font):
            yield from (in_words(text, font) for text in _words(run))
        elif value(properties, "vertAlign") == "superscript":
            yield from map(raised, _words(run))
        else:
            yield from _words(run)


def _is_struck(properties: Element | None) -> bool:
    return bool(is_on(properties, "strike") or is_on(properties, "dstrike"))


def struck_words(p: Element) -> str:
    """What a paragraph shows struck through, on one line; nothing of it where that is hidden."""
    runs = (r for r in kept(p) if r.tag == W + "r" and _is_struck(r.find(W + "rPr")))
    seen = (r for r in runs if not is_on(r.find(W + "rPr"), "vanish"))
    return one_line("".join(text for run in seen for text in _words(run)))


def whole_text(p: Element) -> str:
    """A paragraph's text, then in brackets what of it is struck through."""
    struck = struck_words(p)
    return f"{paragraph_text(p)} ({struck_through(struck)})" if struck else paragraph_text(p)


def hidden_words(body: Element) -> list[str]:
    """What a text hides (w:vanish), a paragraph's each on one line."""
    found = []
    for p in body.iter(W + "p"):
        runs = (r for r in p.iter(W + "r") if is_on(r.find(W + "rPr"), "vanish"))
        if said := one_line("".join(text for run in runs for text in _words(run))):
            found.append(said)
    return found


def _form_field(data: Element) -> str:
    """What a form's box or list shows; what is typed into a form stands in its runs."""
    box, choices = data.find(W + "checkBox"), data.find(W + "ddList")
    if box is not None:
        checked = is_on(box, "checked")
        return "☒ " if (is_on(box, "default") if checked is None else checked) else "☐ "
    if choices is not None:
        offered = [e.get(W + "val", "") for e in choices.findall(W + "listEntry")]
        chosen = choices.find(W + "result")
        at = number(chosen.get(W + "val", "0")) if chosen is not None else 0
        return offered[at] if 0 <= at < len(offered) else ""
    return ""


def text_boxes(p: Element) -> Iterator[Element]:
    """The contents of text boxes anchored in a paragraph, each once."""
    for child in p:
        if child.tag == W + "txbxContent":
            yield child
        elif child.tag not in SKIPPED:
            yield from text_boxes(child)


def kept(element: Element) -> Iterator[Element]:
    """Every element in a paragraph that is neither left out nor in a text box, in order."""
    for child in element:
        if child.tag not in SKIPPED:
            yield child
            yield from kept(child)


@dataclass
class Notes:
    """Footnotes and endnotes, handed out where the text refers to them, numbered as Word numbers them."""

    footnotes: Element | None
    endnotes: Element | None
    counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._texts = {
            "footnoteReference": _by_id(self.footnotes, "footnote"),
            "endnoteReference": _by_id(self.endnotes, "endnote"),
        }
        self.counts = dict.fromkeys(self._texts, 0)

    def of(self, elements: Iterable[Element]) -> Iterator[tuple[str, str]]:
        """``(mark, text)`` of each note that these elements of a paragraph refer to."""
        for element in elements:
            kind = element.tag.removeprefix(W)
            if kind in self._texts:
                text = self._texts[kind].get(element.get(W + "id", ""), "")
                self.counts[kind] += 1
                if text:
                    yield str(self.counts[kind]), text


def _by_id(root: Element | None, tag: str) -> dict[str, str]:
    if root is None:
        return {}
    return {
        note.get(W + "id", ""): one_line(" ".join(whole_text(p) for p in note.iter(W + "p")))
        for note in root.iter(W + tag)
        if note.get(W + "type") in {None, "normal"}
    }
