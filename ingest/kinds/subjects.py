"""What a form is about, where its title says only which form it is: "Equality impact assessment".

Its subject stands beside or below a label ("Name of policy", "What is being assessed?"), or is the next line
of the title itself. Instructions on how to fill it in are none.
"""

import re
from collections.abc import Sequence

from evidence.kinds.kind import Signs
from evidence.language.dates import find_dates
from evidence.model import Field, PassageKind
from ingest.kinds.common import Line, Paper, whole_heading

WITHIN = 45  # lines: a form's own particulars stand near its top
LONGEST = 30  # words of a subject; a longer answer describes
_NUMBERED = re.compile(
    r"^\W{0,3}(?:(?:section|part|step|question|q)\s*)?[\dA-Z]?\d?(?:\.\d+)*[.):]\s*(?=\S)", re.I
)
_ADVICE = re.compile(
    r"^\W*(?:please|guidance|note\b|instructions?|section|part|stage|step|complete|completed?\s+by|return|before|when"
    r"|this\s+(?:form|template|document|assessment|screening)|you\s+(?:must|should)|use\s+this|delete|tick|insert"
    r"|template|version|form|draft|appendix|annex|contents|introduction|aims?|background|summary|directorate"
    r"|department|service|team|lead|author|officer|date|ref(?:erence)?|tel|e-?mail|www|http|protected|impact)\b",
    re.IGNORECASE,
)
_WHOSE = re.compile(r"^[A-Z][\w’' -]{2,60}\b(?:Council|Partnership|Trust|Borough|Authority)$")
_EMPTY = re.compile(r"^\W*(?:n/?a|tbc|none|yes|no|insert\b.*|click\b.*|\[.*\]|<.*>)?\W*$", re.IGNORECASE)


def subject_of(signs: Signs, paper: Paper, title: Line) -> Field | None:
    """What the form under this title is about; None where it says no more than its name."""
    if signs.about is None:
        return None
    lines = paper.lines[:WITHIN]
    for index in range(len(lines)):
        found = _beside(signs.about, lines, index)
        if found and not _EMPTY.match(found.value) and not signs.title.fullmatch(found.value):
            return found
    return _below(signs, paper, title)


def _beside(about: re.Pattern[str], lines: Sequence[Line], index: int) -> Field | None:
    """The value of a label: after its colon, in the next cell, or on the next line."""
    line = lines[index]
    words = _NUMBERED.sub("", line.text)
    label, mark, value = (part.strip(" *") for part in _split(words))
    if not about.fullmatch(label.strip(" ?:*")):
        return None
    if value:
        return Field("title", _short(value), line.passage)
    below = lines[index + 1] if index + 1 < len(lines) else None
    if (
        below is None
        or " | " in below.text
        or below.text.endswith((":", "?"))
        or (not mark and _ADVICE.match(below.text))
    ):
        return None
    return Field("title", _short(below.text), below.passage)


def _split(words: str) -> tuple[str, str, str]:
    found = re.match(r"(?P<label>[^|:?]{2,160})(?P<mark>\s*\|\s*|\s*:\s*|\?\s*)(?P<value>.*)$", words)
    if not found:
        return words, "", ""
    value = found["value"].lstrip(" |:").split(" | ")[0]
    return found["label"], found["mark"].strip(), value


def _short(value: str) -> str:
    """The first sentence of a value, if that is short enough to name something."""
    first = re.split(r"(?<=[a-z0-9)])\.\s+(?=[A-Z])", value.strip(), maxsplit=1)[0].strip(" .")
    return first if len(first.split()) <= LONGEST else ""


def _below(signs: Signs, paper: Paper, title: Line) -> Field | None:
    """The next line of the title: neither the form's name again, whose it is, its date nor advice."""
    near = [x for x in paper.lines[:WITHIN] if x.passage > title.passage][:6]
    for line in near:
        words = whole_heading(paper, line).strip(" .:")
        if line.is_prose or " | " in words or line.text.endswith((":", "?")):
            return None
        if _WHOSE.match(words) or find_dates(words) or signs.title.search(words):
            continue
        if _ADVICE.match(_NUMBERED.sub("", words)) or ":" in words or not 2 <= len(words.split()) <= 20:
            return None
        set_as_title = line.kind in (PassageKind.HEADING, PassageKind.FRONT)
        return Field("title", words, line.passage) if set_as_title else None
    return None
