"""Where a paper of its own begins inside a file: by its cover, as in a public reports pack of many items.

One line proves nothing: a report may name another. A cover has three or more of what covers have, in its
first lines and before any prose: who reports, to what body, on which date, under which item, which fields.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from evidence.language.letters import APPENDIX, COVER_LINE, DATE, HAS_DATE, SIGN_OFF, is_sentence
from evidence.model import Passage, PassageKind
from ingest.readers.raw import RawFile

_BODY = r"board|committee|cabinet|council|panel|commission|forum|partnership|executive|trust"
_SIGNS = {
    "reporter": re.compile(r"(?:joint |covering )?report (?:of|by|from|to)\b.{3,90}", re.I),
    "meeting": re.compile(r"(?:minutes|notes?|record|action notes) (?:of|from)\b.{3,120}", re.I),
    "item": re.compile(
        r"(?:agenda )?item (?:no\.?|number)?\s*:?\s*\d{1,2}\b.{0,80}|agenda item\b.{0,80}", re.I
    ),
    "inspection": re.compile(r"inspection of\b.{0,90}\bservices\b.{0,40}", re.I),
    "date": re.compile(
        r"(?:date(?: of (?:the )?(?:meeting|report))?|(?:meeting|inspection) dates?)\s*:.{4,60}", re.I
    ),
    "body": re.compile(rf"(?:(?:report )?to\s*:\s*)?.{{3,60}}\b(?:{_BODY})\b.{{0,12}}", re.I),
    "subject": re.compile(r"(?:subject|title(?: of report)?|report title)\s*:?.{0,160}", re.I),
    "fields": re.compile(
        r"(?:report author|author|lead (?:officer|inspector|member)|contact(?: officer)?|originator|tel"
        r"|(?:electoral )?wards?(?: affected)?|(?:lead )?cabinet member|portfolio(?: holder)?|classification"
        r"|(?:key )?decision(?: no| type)?|present|attendees|in attendance|apologies|report published"
        r"|purpose of report|appendices)\s*[:(].{0,200}",
        re.I,
    ),
}  # fmt: skip
_HEAD = 14  # passages: how far a cover reaches
_ENOUGH = 3  # signs
_ENCLOSING = re.compile(r"\benc(?:s|l|losures?|losed|losing)?\b", re.I)
_AGENDA = re.compile(
    r"(?:public )?agenda(?: (?:and )?(?:public )?reports? pack)?|(?:public )?reports pack", re.I
)


@dataclass(frozen=True)
class Cover:
    """Where a paper begins: its first passage, and how it stands to what comes before it."""

    at: int
    relation: str = ""


def covers(raw: RawFile, passages: Sequence[Passage], blank: dict[int, int]) -> list[Cover]:
    """The papers that begin inside a file, in order; none for the file's own cover.

    ``blank`` gives the empty lines above a passage of a text that has no pages.
    """
    found: list[Cover] = []
    since = 0
    for i in range(1, len(passages)):
        if not _may_start(raw, passages, i, blank) or not _has_body(passages[since:i]):
            continue
        appended = bool(APPENDIX.fullmatch(passages[i].text)) and len(passages[i].text.split()) <= 3
        if _is_cover(passages, i + appended) and _says_something(passages[i : i + 3 * _HEAD]):
            found.append(Cover(i, _relation(passages, since, i, appended)))
            since = i
    return found


def _may_start(raw: RawFile, passages: Sequence[Passage], i: int, blank: dict[int, int]) -> bool:
    """Whether a paper can begin here: on a new page; in a text, after white or with a cover's words."""
    if raw.paged or len(raw.pages) > 1:
        return passages[i].page > passages[i - 1].end_page
    return blank.get(i, 0) >= 2 or bool(
        COVER_LINE.match(passages[i].text) or APPENDIX.fullmatch(passages[i].text)
    )


def _has_body(before: Sequence[Passage]) -> bool:
    """Whether a whole paper can stand before: it says something, or is an agenda."""
    return (
        _is_agenda(before) or sum(p.kind not in (PassageKind.FRONT, PassageKind.HEADING) for p in before) >= 2
    )


def _says_something(after: Sequence[Passage]) -> bool:
    return sum(p.kind not in (PassageKind.FRONT, PassageKind.HEADING) for p in after) >= 2


def _is_cover(passages: Sequence[Passage], start: int) -> bool:
    lines = _head(passages, start)
    if not any(COVER_LINE.match(x) for x in lines[:8]):
        return False
    seen = {_sign(x) for x in lines} - {""}
    if "reporter" not in seen and any(_SIGNS["meeting"].fullmatch(x) and HAS_DATE.search(x) for x in lines):
        seen.add("date")  # minutes say in one line who met and when
    return len(seen) >= _ENOUGH and "date" in seen


def _sign(line: str) -> str:
    """What a line shows of a cover: one thing only, or a list of other reports would look like one."""
    name = next((n for n, sign in _SIGNS.items() if sign.fullmatch(line)), "")
    dated = DATE.fullmatch(line) or (HAS_DATE.search(line) and len(line.split()) <= 14)
    return name or ("date" if dated else "")


def _head(passages: Sequence[Passage], start: int) -> list[str]:
    """The lines of a possible cover: up to the first prose or numbered paragraph."""
    lines: list[str] = []
    for passage in passages[start : start + _HEAD]:
        text = passage.text
        prose = len(text.split()) >= 12 and text.rstrip().endswith(".") and is_sentence(text)
        if passage.label or passage.kind in (PassageKind.BULLET, PassageKind.FOOTNOTE):
            break
        if prose and not _SIGNS["fields"].match(text) and not _SIGNS["meeting"].match(text):
            break
        lines += [x.strip() for part in text.split("\n") for x in part.split(" | ") if x.strip()]
    return lines


def _relation(passages: Sequence[Passage], since: int, at: int, appended: bool) -> str:
    """How a paper stands to the one before: its appendix, an item of its agenda, what its letter encloses."""
    if appended:
        return "appendix"
    if _is_agenda(passages):
        return "encloses"
    before = passages[max(since, at - 12) : at]
    signed = next((k for k, p in enumerate(before) if SIGN_OFF.fullmatch(p.text)), None)
    if signed is not None and any(_ENCLOSING.search(p.text) for p in before):
        return "encloses"
    return ""


def _is_agenda(passages: Sequence[Passage]) -> bool:
    lines = [line.strip() for p in passages[:20] for line in p.text.split("\n")]
    # "Agenda" over "Item no: 7" numbers one report.
    return any(_AGENDA.fullmatch(a) and not re.match(r"item\b", b, re.I) for a, b in pairwise([*lines, ""]))
