"""What of an original a viewer shows on a click or not at all: notes of a PDF's page are said at its foot;
hidden rows, columns, sheets and slides, and white cells, are left out of a text that is set as pages."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from evidence.model import PassageKind
from evidence.packs.sentences import opening, plural

# As readers write them (ingest.readers.pdf.notes); typed notes and stamps show their words themselves.
OPENED = re.compile(r"\[((?:Sticky note|Comment)[^\]\n]*)\] (.+)", re.DOTALL)
# As readers write them (ingest.readers.sheets.page, ingest.readers.slides.words), and say of the file.
UNSEEN = re.compile(r"Hidden (?:sheet, row|row|cells, row) \d+: |Hidden slide: |Not seen, white on white: ")
MARKED = "marked as hidden"
MOST, LONGEST = 3, 120  # notes at a page's foot, and letters of each: it has three lines


def opened_on(number: int, passages: Iterable[Mapping[str, Any]]) -> str:
    """What the notes of a page say, in a sentence each; of many, how many more there are."""
    found = [
        match
        for passage in passages
        if passage["page"] == number and (match := OPENED.fullmatch(passage["text"]))
    ]
    said = [f"{match[1]}: “{opening(match[2], LONGEST)}”." for match in found[:MOST]]
    more = len(found) - MOST
    return " ".join([*said, f"{plural(more, 'more note')} in the original."] if more > 0 else said)


def seen(
    passages: Sequence[dict[str, Any]], cited: Collection[int], not_kept: Iterable[str]
) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """A text's passages without those that its original does not show, but for ``cited`` ones; and what of
    the file is not here, in sentences."""
    shown = [
        p
        for p in passages
        if p["id"] in cited or p["kind"] != PassageKind.NOTE or not UNSEEN.match(p["text"])
    ]
    said = [sentence for sentence in not_kept if MARKED not in sentence]
    if left := len(passages) - len(shown):
        verb = "is" if left == 1 else "are"
        said.append(f"{plural(left, 'line')} that the original holds and does not show {verb} not here.")
    return shown, tuple(said)
