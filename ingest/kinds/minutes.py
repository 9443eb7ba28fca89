"""Minutes of a meeting: of which body, when held, who was there."""

import re

from evidence.language.dates import find_dates
from evidence.language.months import MONTH, ORDINAL, YEAR
from evidence.model import Field, Reading
from evidence.settings import Settings
from ingest.kinds.common import Line, Paper, cased, reading, without_date
from ingest.kinds.sources import find_source

_DAY = rf"\(?[0-3]?\d{ORDINAL}?\s+{MONTH},?\s+{YEAR}\)?"
_TITLE = re.compile(
    r"^(?:draft\s+|confirmed\s+|unconfirmed\s+)*(?:minutes\b|notes\s+of\s+(?:a|the)\s+meeting\b"
    rf"|.{{3,80}}\bminutes(?:\s+of\s+meeting)?(?:\s*[,:|–—-]?\s*(?:\w+day,?\s+)?{_DAY})?\s*$)",
    re.IGNORECASE,
)
_OF = re.compile(
    r"minutes\s+of\s+(?:a|the)?\s*(?:meeting\s+of\s+)?(?:the\s+)?(?P<body>.+?)(?:\s+(?:meeting\s+)?(?:held"
    r"|on|,)\b.*|[,.]?\s*$)",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\b(?:meeting\s+)?held\b|\bmeeting\s+(?:of|on|date)\b|\bdate\s+of\s+meeting\b", re.IGNORECASE
)
_LISTS = (
    (
        "attendees",
        re.compile(
            r"^\W*(?:members\s+)?(?:present|attendees|in\s+the\s+chair|attendance)\s*[:|]?\s*(?P<rest>.*)$",
            re.I | re.S,
        ),
    ),
    ("in_attendance", re.compile(r"^\W*(?:also\s+)?in\s+attendance\s*[:|]?\s*(?P<rest>.*)$", re.I | re.S)),
    ("apologies", re.compile(r"^\W*apologies(?:\s+for\s+absence)?\s*[:|]\s*(?P<rest>.*)$", re.I | re.S)),
)
_RESOLVED = re.compile(r"\bRESOLVED\b|\bResolved\s*[:–-]")
_BODY = re.compile(
    r"\b(?:board|cabinet|committee|panel|council|partnership|group|forum|executive)\b", re.IGNORECASE
)


def score(paper: Paper) -> float:
    """A title of minutes, with who was present or what was resolved."""
    if paper.salutation >= 0:
        return 0.0
    titled = any(_TITLE.match(x.text) for x in paper.lines[:12])
    present = any(p.match(x.text) for x in paper.lines[:40] for _, p in _LISTS[:2])
    apologies = "apologies" in paper.text[:5000].casefold()
    resolved = any(word in paper.text for word in ("RESOLVED", "Resolved")) and _RESOLVED.search(paper.text)
    return 0.5 * titled + 0.25 * present + 0.1 * apologies + 0.15 * bool(resolved)


def read(paper: Paper, settings: Settings) -> Reading:
    titled = _title_passage(paper)
    text = " ".join(titled[0].split()) if titled else ""
    match = _OF.search(text)
    body = match["body"].strip(" .,") if match else ""
    at = titled[1] if titled else None
    if not body or body.casefold() in {"meeting", "the meeting", "last meeting"}:
        body, at = _body_above(paper) or ("", at)
    body = cased(body)
    title = (
        text
        if len(text.split()) <= 16 and not _HELD.search(text)
        else f"Minutes of the {body}"
        if body
        else ""
    )
    fields = [
        Field("title", title.strip(" .:"), titled[1] if titled else None),
        _held(paper) or _dated_above(paper) or paper.date,
        Field("body", body, at),
        *_people(paper),
    ]
    above = [x.text for x in paper.lines[: _title_line(paper)]]
    return reading(paper, "minutes", fields, source=find_source([body, text, " ".join(above)], settings))


def _title_line(paper: Paper) -> int:
    return next((i for i, x in enumerate(paper.lines[:12]) if _TITLE.match(x.text)), 0)


def _body_above(paper: Paper) -> tuple[str, int] | None:
    """The body named on a line of its own above "Minutes of the meeting"."""
    for line in reversed(paper.lines[: _title_line(paper)]):
        if _BODY.search(line.text) and len(line.text.split()) <= 12:
            return without_date(line.text).strip(" .:"), line.passage
    return None


def _dated_above(paper: Paper) -> Field | None:
    """The meeting's date on a line above the title, which may name the body too."""
    for line in paper.lines[: _title_line(paper)]:
        dates = [d for d in find_dates(line.text) if d.is_whole]
        if len(dates) == 1 and len(line.text.split()) <= 16:
            return Field("date", dates[0].iso, line.passage)
    return None


def _title_passage(paper: Paper) -> tuple[str, int] | None:
    """The title with the lines of its passage that belong to it, and the passage."""
    for index, line in enumerate(paper.lines[:12]):
        if _TITLE.match(line.text):
            same = [x for x in paper.lines[index : index + 6] if x.passage == line.passage]
            words = line.text
            for below in same[1:]:
                if any(p.match(below.text) for _, p in _LISTS) or (not _runs_on(words) and find_dates(words)):
                    break
                words = f"{words} {below.text}"
            return words, line.passage
    return None


def _runs_on(words: str) -> bool:
    return words.rstrip()[-1:] in {",", "-"} or words.rstrip()[-1:].islower()


def _held(paper: Paper) -> Field | None:
    """The date of the meeting itself: on a line that says "held", or the title's own."""
    lines: list[Line] = list(paper.lines[:14])
    for index, line in enumerate(lines):
        if not (_HELD.search(line.text) or _TITLE.match(line.text)):
            continue
        near = " ".join(x.text for x in lines[index : index + 3])
        dates = [d for d in find_dates(near) if d.is_whole]
        if dates:
            owner = next((x for x in lines[index : index + 3] if dates[0].words in x.text), line)
            return Field("date", dates[0].iso, owner.passage)
    return None


def _people(paper: Paper) -> list[Field]:
    found: list[Field] = []
    for passage in paper.passages[:40]:
        for name, pattern in _LISTS:
            for text in passage.text.split("\n\n"):
                match = pattern.match(" ".join(text.split()))
                if match and len(match["rest"].split()) > 1 and not any(f.name == name for f in found):
                    found.append(Field(name, match["rest"].strip(" .:|"), passage.ordinal))
    return found
