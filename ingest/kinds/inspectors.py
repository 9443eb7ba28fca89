"""Who led an inspection: as its first page labels them, or as the inspection team's list names them.

Area inspections are led by an inspector of each inspectorate; each is told, the first named first.
"""

import re
from collections.abc import Iterator

from evidence.language.names import find_names, is_name
from evidence.model import Field
from ingest.kinds.common import Line, Paper

_LABELLED = re.compile(
    r"^\W*(?:lead|reporting)\s+inspectors?\s*[:|]?\s+(?P<who>.+)$"
    r"|^\W*(?:lead|reporting)\s+inspectors?\s*[:|]?$",
    re.IGNORECASE,
)
_RANK = re.compile(r"^(?:H(?:is|er)\s+Majesty['’]s\s+Inspectors?|HMI|Ofsted\s+Inspector|Senior\s+HMI)\b.*$")
_LISTED = re.compile(
    r"^(?P<who>[A-Z].{3,70}?)[\s,–(-]+(?:(?:Ofsted|CQC|Care\s+Quality\s+Commission|HMICFRS|HMI\s*Prob\w*|HMIP)['’]?s?\s+)?"
    r"lead(?:ing)?\s+(?:(?:children['’]s\s+services|health|joint)\s+)?inspector\)?\W*$",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"^(?:(?:Ofsted|CQC|HMICFRS|HMI\s*Prob\w*)\s+)?(?:H(?:is|er)\s+Majesty['’]s\s+Inspector,?\s+|HMI,?\s+)?"
    r"\(?lead(?:ing)?\s+inspector\)?$",
    re.IGNORECASE,
)
_MOST_WORDS = 12


def lead_inspectors(paper: Paper) -> list[Field]:
    """``lead_inspector`` fields, as printed; one where a label names it, else those of the team's list."""
    labelled = _labelled(paper)
    return [labelled] if labelled else list(_listed(paper))


def _labelled(paper: Paper) -> Field | None:
    """With the rank printed beside the name or on the next line."""
    for index, line in enumerate(paper.lines):
        match = _LABELLED.match(line.text)
        if not match:
            continue
        value, at = (match["who"] or "").strip(), index
        if not value and index + 1 < len(paper.lines):
            value, at = paper.lines[index + 1].text, index + 1
        names = find_names(value)
        if not names or not value.startswith(names[0][:3]) or len(value.split()) > _MOST_WORDS:
            continue
        below = paper.lines[at + 1].text if at + 1 < len(paper.lines) else ""
        ranked = re.search(r"inspector|HMI", value, re.IGNORECASE)
        if _RANK.match(below) and len(below.split()) <= 5 and not ranked:
            value = f"{value} {below}"
        return Field("lead_inspector", value.strip(" ."), line.passage)
    return None


def _listed(paper: Paper) -> Iterator[Field]:
    """ "Ann Lyle HMI, Lead Inspector", in the list of who inspected, alone or in a cell of a table."""
    above = ""
    for line, text in _cells(paper):
        match = _LISTED.match(text) if len(text.split()) <= _MOST_WORDS else None
        names = find_names(match["who"]) if match else ()
        if match and names and match["who"].startswith(names[0][:3]):
            yield Field("lead_inspector", match["who"].strip(" ,("), line.passage)
        elif _UNDER.match(text) and is_name(above):
            yield Field("lead_inspector", above, line.passage)
        above = text


def _cells(paper: Paper) -> Iterator[tuple[Line, str]]:
    for line in paper.lines:
        yield from ((line, cell.strip()) for cell in line.text.split(" | ") if cell.strip())
