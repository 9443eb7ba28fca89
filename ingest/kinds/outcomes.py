"""The outcome of an inspection of an area's arrangements for special needs: one of three statements.

Area SEND inspections since 2023 grade nothing else; those of 2016 to 2022 said whether the area owes a
written statement of action (Area SEND framework and handbook; Ofsted and the Care Quality Commission).
"""

import re
from collections.abc import Iterator

from evidence.model import Finding, PassageKind
from ingest.kinds.common import Paper

AREA = "Inspection outcome"
_STATEMENTS = tuple(
    (grade, re.compile(pattern, re.IGNORECASE))
    for grade, pattern in (
        (
            "typically positive experiences and outcomes",
            r"\barrangements\s+typically\s+lead\s+to\s+positive\s+experiences\s+and\s+outcomes\b",
        ),
        (
            "inconsistent experiences and outcomes",
            r"\barrangements\s+lead\s+to\s+inconsistent\s+experiences\s+and\s+outcomes\b",
        ),
        (
            "widespread and/or systemic failings",
            r"\bthere\s+are\s+widespread\s+(?:and(?:\s?/\s?|\s+)or\s+|and\s+)?systemic\s+failings\b",
        ),
        (
            "written statement of action required",
            r"\bdetermined\s+that\s+a\s+written\s+statement\s+of\s+action\s+is\s+required\b",
        ),
    )
)
# Each statement has one of these.
_TELLING = ("experiences and outcomes", "systemic failings", "written statement of action")
_PROSE = {PassageKind.PARAGRAPH, PassageKind.BULLET, PassageKind.FRONT}


def find_outcome(paper: Paper) -> Iterator[Finding]:
    """The statement that the paper makes, once; none where it makes several, as a guide to them does."""
    found: dict[str, Finding] = {}
    for passage in paper.passages:
        text = " ".join(passage.text.replace("’", "'").split())
        told = passage.kind in _PROSE and any(words in text.lower() for words in _TELLING)
        for grade, pattern in _STATEMENTS if told else ():
            if pattern.search(text):
                found.setdefault(grade, Finding("judgement", text, AREA, grade, passage.ordinal))
    if len(found) == 1:
        yield from found.values()
