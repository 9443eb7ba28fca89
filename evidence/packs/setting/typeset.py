"""Originals without pages of their own (text, Word, email, sheets) set as pages; sheets for broken pages."""

from collections.abc import Iterator
from typing import Any

from reportlab.platypus import Flowable, Spacer

from evidence.language.citations import say_date
from evidence.model import PassageKind
from evidence.packs import sentences
from evidence.packs.pack import PackDocument, SetPassage
from evidence.packs.setting.tables import GAPS, SINCE, flowables, tables
from evidence.packs.setting.text_layout import (
    ACCENT,
    AGAINST,
    MARKED,
    QUIET,
    Drawn,
    Key,
    Marks,
    Rule,
    draw,
    line,
    style,
)
from evidence.pages import fonts
from evidence.pages.fonts import markup

NAME = style(17, 21, bold=True, spaceAfter=3)
NOTE = style(8.5, 12, textColor=QUIET, spaceAfter=2)
HEADINGS = {
    1: style(14, 18, bold=True, spaceBefore=12, spaceAfter=5, keepWithNext=1),
    2: style(12, 16, bold=True, spaceBefore=10, spaceAfter=4, keepWithNext=1),
    3: style(10.5, 15, bold=True, spaceBefore=8, spaceAfter=3, keepWithNext=1),
}
FRONT = style(9.5, 13, textColor=QUIET, spaceAfter=2, leftIndent=12)
FOOTNOTE = style(8.5, 12, spaceAfter=2, leftIndent=12)
LABEL_COLUMN = 40.0
LEFTWARDS = (
    "It holds words that are written from right to left. They are set here letter by letter, from left to "
    "right: read them in the original."
)
TELLS_LOSSES = 9  # the layout since which a text says at its head what was not kept of its file
NAMED_ONCE = 6  # the layout since which a heading that is the document's name is not set below it again


def set_document(
    document: PackDocument, cited: frozenset[int], footer: str, layout: int = NAMED_ONCE
) -> Drawn:
    """The document's passages as pages. Each leaves a place ``("passage", id, 0)``; cited ones carry a bar
    at the side. ``layout`` is that of the part it was issued in."""
    marks, passages = Marks(), document.passages
    lost = tuple(_lost(document)) if layout >= TELLS_LOSSES else ()
    story: list[Flowable] = [*_head(document, marks, lost)]
    if layout >= NAMED_ONCE and passages and _is_name(passages[0], document) and passages[0].id not in cited:
        passages = passages[1:]
    names, sheet = dict(document.sheets), 0
    for piece in tables(passages, gaps=layout >= GAPS) if layout >= SINCE else passages:
        here = (piece if isinstance(piece, SetPassage) else piece.rows[0]).page
        if here != sheet and here in names:
            story.append(line(f"Sheet: {markup(names[here])}", HEADINGS[1], marks))
        sheet = here or sheet
        if isinstance(piece, SetPassage):
            story.append(_passage(piece, piece.id in cited, marks))
        else:
            story += flowables(piece, cited, marks)
    if not document.passages:
        story.append(line("This document holds no text.", style(10.5, 15), marks))
    return draw(story, marks, footer)


def _is_name(passage: SetPassage, document: PackDocument) -> bool:
    """Whether a heading says what the document's name over it says already."""
    said = _folded(f"{passage.label} {passage.text}")
    return passage.kind == PassageKind.HEADING and bool(said) and said == _folded(document.name)


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def problem_sheet(document: PackDocument, number: int, problem: str, footer: str) -> Drawn:
    """One page in place of a page that cannot be shown: never silently skipped."""
    marks = Marks()
    story = [
        Spacer(1, 140),
        line(markup(f"Page {number} of this document cannot be shown here"), NAME, marks),
        Rule(AGAINST, 2),
        Spacer(1, 10),
        line(markup(sentences.document_name(document)), style(12, 17), marks),
        Spacer(1, 6),
        line(markup(problem), style(10.5, 15), marks),
        Spacer(1, 6),
        line(markup(_kept(document)), style(10.5, 15), marks),
        line(markup(sentences.origin(document)), NOTE, marks),
    ]
    return draw(story, marks, footer)


def _kept(document: PackDocument) -> str:
    if document.withheld:
        return f"The original, {document.file}, is not in the ZIP: parts of it are redacted."
    return f"The original, {document.file}, is in the ZIP beside this PDF, whole and unchanged."


def _head(document: PackDocument, marks: Marks, notes: tuple[str, ...]) -> Iterator[Flowable]:
    yield line(markup(document.name), NAME, marks)
    facts = [say_date(document.date), document.author, document.source]
    yield line(markup(" · ".join(dict.fromkeys(f for f in facts if f))), NOTE, marks)
    yield line(markup(sentences.origin(document)), NOTE, marks)
    yield from (line(markup(note), NOTE, marks) for note in notes)
    lost = sum(fonts.boxed(p.text) for p in document.passages)
    if lost:
        said = f"{sentences.plural(lost, 'character')} that cannot be printed here stand as {fonts.MISSING}."
        yield line(markup(said), NOTE, marks)
    yield Spacer(1, 4)
    yield Rule(ACCENT, 2)
    yield Spacer(1, 8)


def _lost(document: PackDocument) -> Iterator[str]:
    yield from document.notes
    if any(fonts.leftwards(passage.text) for passage in document.passages):
        yield LEFTWARDS


def _passage(passage: SetPassage, cited: bool, marks: Marks) -> Flowable:
    bar = MARKED if cited else None
    place = ("passage", passage.id, 0)
    kind, text = passage.kind, markup(passage.text)
    if kind == PassageKind.HEADING:
        label = f"{markup(passage.label)} " if passage.label else ""
        return line(label + text, HEADINGS[min(max(passage.depth, 1), 3)], marks, place=place, bar=bar)
    if kind == PassageKind.FRONT:
        return line(text, FRONT, marks, place=place, bar=bar)
    if kind == PassageKind.FOOTNOTE:
        return line(f"{markup(passage.label)} {text}".strip(), FOOTNOTE, marks, place=place, bar=bar)
    if kind == PassageKind.ROW:
        look = style(9.5, 13, spaceAfter=3, leftIndent=12, borderPadding=0)
        cells = text.replace("  ", " &nbsp;|&nbsp; ") if "\t" in passage.text else text
        label = f"<font color='#505a5f'>{markup(passage.label)}</font> &nbsp;" if passage.label else ""
        return line(label + cells, look, marks, place=place, bar=bar)
    return _paragraph(passage, text, bar, place, marks)


def _paragraph(passage: SetPassage, text: str, bar: Any, place: Key, marks: Marks) -> Flowable:
    """A paragraph or bullet with its printed label hanging in the margin."""
    label = passage.label or ("•" if passage.kind == PassageKind.BULLET else "")
    left = 12.0 + 16.0 * passage.indent
    least = 16.0 if len(label) == 1 else LABEL_COLUMN
    column = max(least, 6.2 * len(label) + 6) if label else 0.0
    look = style(
        10.5, 15, spaceAfter=6, leftIndent=left + column, bulletIndent=left,
        bulletFontName=fonts.TEXT, bulletFontSize=10.5,
    )  # fmt: skip
    return line(text, look, marks, place=place, bar=bar, bullet=label)
