"""Letters on monitoring visits to a council judged inadequate."""

import re

from evidence.model import Field, Reading
from evidence.settings import Settings
from ingest.kinds import report
from ingest.kinds.common import Line, Paper
from ingest.kinds.inspection_report import FINDINGS_LETTER, inspection_fields, read_inspection
from ingest.kinds.letter import references, signature_lines

_TITLE = re.compile(r"^(?:.{0,60}\b)?monitoring\s+visit\b(?!s)", re.IGNORECASE)
_INSPECTORS = re.compile(r"\bOfsted\b|\bHMI\b|Majesty['’]s\s+Inspector")

_REPORTED = 0.5  # how sure a paper's own form makes it an officer's report


def score(paper: Paper) -> float:
    """The subject says so, and inspectors wrote it: no council that tells its members or staff of a visit."""
    if not _titled(paper) or not _INSPECTORS.search(paper.text):
        return 0.0
    if paper.salutation < 0:
        return 0.97 if report.score(paper) < _REPORTED else 0.0
    signed = any(_INSPECTORS.search(x.text) for x in (*signature_lines(paper), *paper.head))
    return 0.97 if signed or FINDINGS_LETTER.search(paper.text) else 0.0


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
