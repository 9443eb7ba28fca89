"""Who led an inspection: as its first page labels them, or as the inspection team's list names them.

Area inspections are led by an inspector of each inspectorate; each is told, the first named first.
"""

import re
from collections.abc import Iterator

from evidence.language.names import find_names, is_name
from evidence.model import Field
from ingest.kinds.common import Paper

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
    r"\(?lead(?:ing)?\s+inspector\)?(?:,?\s+\(?(?:HMI|H(?:is|er)\s+Majesty['’]s\s+Inspector)\)?)?$",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"(?P<rank>(?:[\s,(–-]+(?:Senior\s+)?(?:HMI\b|H(?:is|er)\s+Majesty['’]s\s+Inspector|Ofsted\b|CQC\b"
    r"|Care\s+Quality\s+Commission))*)[\s,(–-]+lead\s+(?:(?:children['’]s\s+services|health|joint)\s+)?inspector\b",
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
    above: dict[int, str] = {}
    for line in paper.lines:
        for column, text in enumerate(cell.strip() for cell in line.text.split(" | ")):
            match = _LISTED.match(text) if len(text.split()) <= _MOST_WORDS else None
            names = find_names(match["who"]) if match else ()
            if match and names and match["who"].startswith(names[0][:3]):
                yield Field("lead_inspector", match["who"].strip(" ,("), line.passage)
            elif _UNDER.match(text):
                name = above.get(column, "")
                yield from [Field("lead_inspector", name, line.passage)] if is_name(name) else []
            else:
                yield from (Field("lead_inspector", who, line.passage) for who in _among(text))
            above[column] = text


def _among(text: str) -> Iterator[str]:
    """Those whom a cell of several inspectors' names calls the lead."""
    for match in _LEADS.finditer(text):
        before = text[: match.start()].rstrip()
        names = find_names(before)
        if names and before.endswith(names[-1]):
            yield text[before.rindex(names[-1]) : match.end("rank")].strip(" ,(–-")
