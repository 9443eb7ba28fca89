"""Word: paragraphs with their automatic numbers, headings by style, lists, tables, footnotes, comments.

Tracked changes are read as accepted, which is said; hidden text is left out.
"""

import re
from dataclasses import replace
from pathlib import Path
from typing import IO, NamedTuple
from xml.etree.ElementTree import Element

from evidence.errors import Unreadable
from evidence.pages.hidden_words import UNSEEN_TEXT
from evidence.settings import IngestSettings
from ingest.readers.alternatives import settle_alternatives
from ingest.readers.package import DAMAGED, Package, open_package
from ingest.readers.raw import Line, RawFile
from ingest.readers.sniff import DOCX
from ingest.readers.tidy import HIDDEN, STRUCK, one_line, page_of, unaccepted
from ingest.readers.word.docx_looks import settle_looks
from ingest.readers.word.docx_numbers import W, read_numbering
from ingest.readers.word.docx_parts import Parts
from ingest.readers.word.docx_styles import read_styles
from ingest.readers.word.docx_text import Notes, hidden_words, paragraph_text
from ingest.readers.word.docx_walk import Walker

LONGEST_FOOTER = 100  # letters: what is longer is a notice, whatever number stands in it
_OWN_NUMBER = re.compile(
    r"\b(?:ref(?:erence)?|(?:document|report|paper|item|minute|decision) (?:no|number))\b\.?[:\s].*\d", re.I
)

_WHITE = re.compile(rb'color\s[^>]*val="FFFFFF"', re.I)
_GROUND = re.compile(rb'behindDoc="(?:1|true)"|<\w+:background\b')  # what may be dark behind the text
_CHANGED = re.compile(rb"<\w+:(?:ins|del|moveFrom|moveTo|cellIns|cellDel)[\s/>]")  # whatever the prefix


def read(path: Path, name: str, settings: IngestSettings) -> RawFile:
    """A Word file as one page of lines, a line for each paragraph or table row.

    Raises Unreadable if it is damaged, locked, too large, or says nothing.
    """
    with open_package(path, settings) as package:
        main = package.main("word/document.xml")
        parts = Parts(package, main, settings, _inserted)
        story = _said(package, main, parts)
        said = [*story.lines, *parts.rest()]
        metadata = _metadata(package.one("", "core-properties", "docProps/core.xml"))
        head, foot = (_stories(package, main, kind) for kind in ("header", "footer"))
    lines = [*_letterhead(head, foot, " ".join(line.text for line in said)), *said]
    if not lines and not parts.enclosed:
        raise Unreadable("The Word file holds no words.", "Check that it is the right file.")
    cautions = [HIDDEN] if story.unseen else []
    cautions += [STRUCK] if story.struck else []
    warnings = (*unaccepted(story.changes), *cautions, *parts.sentences())
    page = page_of(1, lines, quality="text" if lines else "blank")
    page = replace(page, left_out=tuple((UNSEEN_TEXT, words) for words in story.unseen))
    return RawFile(name, DOCX, (page,), False, metadata, warnings, tuple(parts.enclosed))


class _Story(NamedTuple):
    """What a text says, how many tracked changes it holds, the words that it hides, and in how many
    paragraphs some are struck through."""

    lines: list[Line]
    changes: int
    unseen: list[str]
    struck: int


def _said(package: Package, main: str, parts: Parts) -> _Story:
    data, root = package.data(main) or b"", package.part(main)
    body = root.find(W + "body") if root is not None else None
    if body is None:
        raise Unreadable(*DAMAGED)
    if b"AlternateContent" in data:
        settle_alternatives(body)
    footnotes, endnotes = (
        _settled(package.one(main, kind, f"{kind}.xml")) for kind in ("footnotes", "endnotes")
    )
    looks = package.one(main, "styles", "styles.xml")
    looked = settle_looks(body, looks, white=bool(_WHITE.search(data)) and not _GROUND.search(data))
    walker = Walker(
        read_styles(looks),
        read_numbering(package.one(main, "numbering", "numbering.xml")),
        Notes(footnotes, endnotes),
        parts,
        strikes=looked or b"strike" in data,
    )
    unseen = hidden_words(body) if looked or b"vanish" in data else []
    lines = list(walker.blocks(body))
    return _Story(lines, len(_CHANGED.findall(data)), unseen, walker.struck)


def _inserted(stream: IO[bytes], outer: Parts) -> list[Line]:
    """The lines of a Word file that stands in another's text."""
    with open_package(stream, outer.settings) as package:
        main = package.main("word/document.xml")
        parts = Parts(package, main, outer.settings, _inserted, outer.depth + 1, outer.enclosed, outer.unread)
        return [*_said(package, main, parts).lines, *parts.rest()]


def _settled(root: Element | None) -> Element | None:
    if root is not None:
        settle_alternatives(root)
    return root


def _stories(package: Package, main: str, kind: str) -> list[Element]:
    """The page headers or footers: those that the text names, else those of the usual name."""
    named = package.of_kind(main, kind)
    named = named or [m for m in package.names() if m.startswith(f"word/{kind}")]
    found = (package.part(name) for name in sorted(named))
    return [root for root in map(_settled, found) if root is not None]


def _letterhead(headers: list[Element], footers: list[Element], said: str) -> list[Line]:
    """What stands in the page headers, once: a letter's sender may be named nowhere else.

    Of the footers only the paper's own number, where the paper gives it nowhere else: the rest of them
    (addresses, classifications, file names) says nothing of this paper.
    """
    top, bottom = (
        [one_line(paragraph_text(p)) for root in roots for p in root.iter(W + "p")]
        for roots in (headers, footers)
    )
    texts = [t for t in top if t and not t.isdigit()]
    texts += [t for t in bottom if _OWN_NUMBER.search(t) and len(t) <= LONGEST_FOOTER and t not in said]
    return [Line(text, 0, role="header") for text in dict.fromkeys(texts)]


def _metadata(core: Element | None) -> tuple[tuple[str, str], ...]:
    if core is None:
        return ()
    named = {child.tag.rpartition("}")[2]: one_line(child.text or "") for child in core}
    return tuple((k, named[k]) for k in ("title", "creator", "created") if named.get(k))
