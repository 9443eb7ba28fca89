"""Letters on monitoring visits to a council judged inadequate."""

import re

from evidence.model import Field, Reading
from evidence.settings import Settings
from ingest.kinds.common import Line, Paper
from ingest.kinds.inspection_report import inspection_fields, read_inspection
from ingest.kinds.letter import references

_TITLE = re.compile(r"^(?:.{0,60}\b)?monitoring\s+visit\b(?!s)", re.IGNORECASE)
_INSPECTORS = re.compile(r"\bOfsted\b|\bHMI\b|Majesty['’]s\s+Inspector")


def score(paper: Paper) -> float:
    """The subject says so, and inspectors wrote it."""
    return 0.97 if _titled(paper) and _INSPECTORS.search(paper.text) else 0.0


def read(paper: Paper, settings: Settings) -> Reading:
    """The letter's fields; its subject is its title."""
    line = _titled(paper)
    title = ""
    if line:
        same = [x.text for x in paper.lines if x.passage == line.passage]
        title = " ".join(same) if len(" ".join(same).split()) <= 25 else line.text
    fields = [
        Field("title", title.strip(" .:"), line.passage if line else None),
        *inspection_fields(paper),
        *references(paper),
    ]
    return read_inspection(paper, settings, "monitoring_letter", fields)


def _titled(paper: Paper) -> Line | None:
    """The subject: a short line near the top or just below the greeting."""
    start = max(paper.salutation, 0)
    near = (*paper.lines[:12], *paper.lines[start : start + 4])
    return next(
        (x for x in near if _TITLE.match(x.text) and len(x.text.split()) <= 25 and not x.is_prose), None
    )
