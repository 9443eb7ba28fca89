"""What stands beside a slide: the speaker's notes and reviewers' comments, which say what they are."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ingest.readers.drawings import shape_texts
from ingest.readers.raw import Line
from ingest.readers.tidy import comment_text, one_line

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


def notes_of(slide: Any) -> Iterator[Line]:
    """The speaker's notes, a line a paragraph."""
    if not slide.has_notes_slide:
        return
    frame = slide.notes_slide.notes_text_frame
    for paragraph in frame.paragraphs if frame is not None else ():
        yield from note(paragraph.text)


def note(text: str) -> Iterator[Line]:
    """One paragraph of a speaker's notes, if it says anything."""
    if said := one_line(text):
        yield Line(f"Speaker note: {said}", 0, role="note")


def unseen(line: Line) -> Line:
    """A line of a slide that the show passes over."""
    return replace(line, text=f"Hidden slide: {line.text}", role="note", label="", level=0, fills=())


def comments_of(slide: Any) -> Iterator[Line]:
    """Comments, of either of the two forms that PowerPoint has had, with whose they are where known."""
    for relation in slide.part.rels.values():
        if relation.is_external or not relation.reltype.endswith("/comments"):
            continue
        root = _parsed(relation.target_part.blob)
        people = _people(slide)
        for comment in root.iter():
            if comment.tag.endswith("}cm"):
                said = comment.findtext(_P + "text") or " ".join(_body(comment))
                who, when = people.get(comment.get("authorId", ""), ""), comment.get("dt", "") or ""
                when = when or comment.get("created", "")
                if text := one_line(said):
                    yield Line(comment_text(text, who, when[:10]), 0, role="note")


def _body(comment: Element) -> Iterator[str]:
    """The words of a newer comment and of the replies to it."""
    for child in comment.iter():
        if child.tag.endswith("}txBody"):
            yield from shape_texts(child)


def _people(slide: Any) -> dict[str, str]:
    """Who is who among comments' authors, by id."""
    found: dict[str, str] = {}
    for relation in slide.part.package.presentation_part.rels.values():
        if not relation.is_external and relation.reltype.lower().endswith(("/commentauthors", "/authors")):
            for author in _parsed(relation.target_part.blob).iter():
                if author.get("id") is not None and author.get("name"):
                    found[author.get("id", "")] = one_line(author.get("name", ""))
    return found


def _parsed(data: bytes) -> Element:
    try:
        return fromstring(data)
    except (ParseError, DefusedXmlException, ValueError):
        return Element("none")
