"""Pages and proposals as the redaction pages show them, and what their forms say."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from evidence.errors import UsageError
from evidence.frameworks.exemptions import exemptions
from evidence.packs import sentences
from evidence.packs.pack import Pack
from evidence.packs.redacting.page_words import Words
from evidence.store.redactions import Place, Rect
from webapp.presenting.reading import upright


def listed(rows: Iterable[Mapping[str, Any]], pack: Pack) -> list[dict[str, Any]]:
    """Redactions with their documents' names and their exemptions in words."""
    return [
        {
            **row,
            "named": sentences.document_name(pack.documents[row["document"]])
            if row["document"] in pack.documents
            else f"Document {row['document']}",
            "exempted": exemptions().get(row["exemption"], row["exemption"]),
        }
        for row in rows
    ]


def by_document(
    ticked: Iterable[str], find: Callable[[int, str, int], list[Place]]
) -> dict[int, list[Place]]:
    """The places of what was ticked, "document:page:words" each, by document. Raises UsageError."""
    found: dict[int, list[Place]] = {}
    for said in ticked:
        document, _, rest = said.partition(":")
        page, _, words = rest.partition(":")
        if not (document.isdigit() and page.isdigit() and words):
            raise UsageError("What was ticked is not on this page any more.", "Load it again.")
        places = found.setdefault(int(document), [])
        places += [place for place in find(int(document), words, int(page)) if place not in places]
    return found


def sheet_of(row: Mapping[str, Any], words: Words, areas: Sequence[Sequence[float]]) -> dict[str, Any]:
    """A page upright: its size, its words by line with their boxes, and what is redacted already."""
    width, height, turn = row["width"], row["height"], row["turn"]
    lines: list[list[dict[str, Any]]] = []
    last: Rect | None = None
    for number, (word, boxes) in enumerate(words):
        first = boxes[0]
        level = last is not None and last[1] <= (first[1] + first[3]) / 2 <= last[3]
        if not lines or not level:
            lines.append([])
        lines[-1].append({"number": number, "word": word, **upright(width, height, turn, boxes)})
        last = boxes[-1]
    return {**upright(width, height, turn, areas), "lines": lines}


def area_as_came(row: Mapping[str, Any], said: str) -> Rect:
    """An area that was marked on the upright page, "left,top,right,bottom" in points, as the page came.

    Raises UsageError.
    """
    try:
        left, top, right, bottom = (float(value) for value in said.split(","))
    except ValueError as error:
        raise UsageError(
            f"“{said}” does not name an area.",
            "Give left, top, right and bottom, in points: 70, 100, 300, 120.",
        ) from error
    size = upright(row["width"], row["height"], row["turn"], [])
    back = upright(size["width"], size["height"], (360 - row["turn"]) % 360, [(left, top, right, bottom)])
    x, y, across, down = back["boxes"][0]
    return x, y, x + across, y + down
