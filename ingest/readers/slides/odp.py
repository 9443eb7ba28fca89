"""OpenDocument slides: a page a slide, with its notes."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from evidence.errors import Unreadable
from evidence.settings import IngestSettings
from ingest.readers.odf import body_of, metadata, open_document, paragraph_text, struck_words
from ingest.readers.odf_names import DRAW, STRUCK, STYLE, TABLE, TEXT
from ingest.readers.raw import Line, RawFile
from ingest.readers.slides.pptx import EMPTY, hidden_sentence
from ingest.readers.slides.words import note, unseen
from ingest.readers.sniff import ODP
from ingest.readers.tidy import STRUCK as SAID_STRUCK
from ingest.readers.tidy import one_line, page_of, struck_through
from ingest.readers.word.odt import Walker, walker_of

PRESENTATION = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"
_FURNITURE = {"date-time", "footer", "header", "page-number"}


def read(path: Path, name: str, settings: IngestSettings) -> RawFile:
    """A file of slides. Raises Unreadable if it is damaged, locked, too large, or says nothing."""
    content, styles, meta, objects = open_document(path, settings)
    hidden = _hidden_styles(content)
    walker = walker_of(content, styles, objects)
    pages, passed = [], []
    for i, slide in enumerate(body_of(content, "presentation").iter(DRAW + "page"), 1):
        lines = list(_lines(slide, walker, "heading1" if i == 1 else "heading2"))
        lines.sort(key=lambda line: not line.role.startswith("heading"))
        if slide.get(DRAW + "style-name", "") in hidden:
            passed.append(i)
            lines = [unseen(line) for line in lines]
        lines += _notes(slide)
        pages.append(page_of(i, lines, quality="text" if lines else "blank"))
    if not any(page.lines for page in pages) and not objects.enclosed:
        raise Unreadable(*EMPTY)
    struck = (SAID_STRUCK,) if next(content.iter(STRUCK), None) is not None else ()
    said = (*hidden_sentence(passed), *struck, *objects.warnings())
    return RawFile(name, ODP, tuple(pages), metadata=metadata(meta), warnings=said, enclosed=objects.enclosed)


def _hidden_styles(content: Element) -> set[str]:
    return {
        style.get(STYLE + "name", "")
        for style in content.iter(STYLE + "style")
        for properties in style.iter(STYLE + "drawing-page-properties")
        if properties.get(PRESENTATION + "visibility") == "hidden"
    }


def _lines(parent: Element, walker: Walker, title: str) -> Iterator[Line]:
    """The lines of a slide's frames, shapes and groups."""
    for shape in parent:
        if shape.tag == PRESENTATION + "notes" or shape.get(PRESENTATION + "class", "") in _FURNITURE:
            continue
        if shape.tag == DRAW + "g":
            yield from _lines(shape, walker, title)
        elif shape.get(PRESENTATION + "class") == "title":
            if text := one_line(" ".join(paragraph_text(p) for p in shape.iter(TEXT + "p"))):
                yield Line(text, 0, role=title)
            for p in shape.iter(TEXT + "p"):
                if said := struck_words(p):
                    yield Line(struck_through(said), 0, role="note")
        elif shape.tag == DRAW + "frame":
            for inner in shape:
                if inner.tag == TABLE + "table":
                    yield from walker.table(inner)
                elif inner.tag == DRAW + "text-box":
                    yield from walker.blocks(inner)
                else:
                    yield from walker.objects.lines(inner)
        elif shape.tag.startswith(DRAW):
            yield from walker.blocks(shape)


def _notes(slide: Element) -> Iterator[Line]:
    for notes in slide.findall(PRESENTATION + "notes"):
        for frame in notes:
            if frame.get(PRESENTATION + "class", "") not in _FURNITURE:
                for p in frame.iter(TEXT + "p"):
                    yield from note(paragraph_text(p))
