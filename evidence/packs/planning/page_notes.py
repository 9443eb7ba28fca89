"""What notes on a PDF's page say: a viewer opens them on a click, a pack's page says them at its foot."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from evidence.packs.sentences import opening, plural

# As readers write them (ingest.readers.pdf.notes); typed notes and stamps show their words themselves.
OPENED = re.compile(r"\[((?:Sticky note|Comment)[^\]\n]*)\] (.+)", re.DOTALL)
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
