"""Inspection reports, of any framework: when inspected, by whom, when published, with which judgements."""

import re
from collections.abc import Sequence

from evidence.language.dates import find_dates, find_ranges
from evidence.language.names import find_names, is_same
from evidence.model import Field, PassageKind, Reading, Source
from evidence.settings import Settings
from ingest.kinds.common import Labelled, Line, Paper, near_heads, reading
from ingest.kinds.inspectors import lead_inspectors
from ingest.kinds.letter import correspondents
from ingest.kinds.sources import find_source

TITLE = re.compile(
    r"^(?:.{0,60}\b)?(?:inspection\s+of\b|focused\s+visit\b|joint\s+targeted\s+area\s+inspection"
    r"|joint\s+area\s+review|annual\s+unannounced\s+inspection"
    r"|review\s+of\s+health\s+services\s+for\s+(?:children\s+looked|looked\s+after)\b"
    r"|unannounced\s+inspection|announced\s+inspection|area\s+SEND\s+(?:inspection|re-?visit)"
    r"|children['’]s\s+services\s+(?:annual\s+)?assessment)",
    re.IGNORECASE,
)
_DATES = (
    r"(?:inspection|visit|fieldwork|on-?site)\s+dates?(?:\s*\(s\))?|dates?\s+of\s+(?:inspection|visit|review)"
)
_PREVIOUS = r"(?:dates?\s+of\s+)?(?:the\s+)?(?:previous|last)\s+inspection(?:\s+dates?)?"
_PUBLISHED = r"(?:report\s+)?(?:published|publication\s+date)(?:\s+on)?|date\s+(?:of\s+publication|published)"
FINDINGS_LETTER = re.compile(
    r"\bthis\s+letter\b(?:\s+(?:to|from|is)\b[^.]{0,80}?)?\s+(?:and\s+)?(?:summarises|contains|sets\s+out|provides"
    r"|outlines|describes|reports|gives|details|presents)\b.{0,80}\b(?:findings|inspection|visit|outcome|assessment)\b",
    re.IGNORECASE,
)
_PLACE_WORD = r"[A-Z][\w'’.-]+|of|and|upon|on|with|the|in|metropolitan|borough|council|city|county|district"
_PLACE = re.compile(rf"[A-Z][\w'’.-]+(?:\s+(?:{_PLACE_WORD})){{0,8}}")
_NO_PLACE = re.compile(
    r"\b(?:inspection|report|ofsted|services?|children|partnership|commission|published|letter|page|draft|framework)\b",
    re.IGNORECASE,
)
_COUNCIL_WORDS = frozenset(
    ["council", "borough", "city", "county", "metropolitan", "district", "london", "royal", "authority"]
)
_OFSTED = re.compile(r"\bOfsted\b|\bHMI\b|Office for Standards|(?:His|Her) Majesty['’]s Inspector")
_OTHERS = re.compile(
    r"\bCQC\b|Care Quality Commission|Inspectorate of (?:Probation|Constabulary)|\bHMIC(?:FRS)?\b"
)
_DAY = r"\d{1,2}(?:\s+[A-Z][a-z]+)?(?:\s+\d{4})?"
_VISITED = re.compile(
    rf"(?<!last )(?<!previous )\b(?:inspection|visit)\b(?:(?!\blast\b|\bprevious\b)[^.]){{0,240}}?\b(?:on"
    rf"|from|between|took\s+place)\s+(?:on\s+|from\s+|between\s+)?"
    rf"(?P<when>(?:{_DAY}(?:\s*(?:,|and|to|[-–])\s*)){{0,4}}\d{{1,2}}\s+[A-Z][a-z]+\s+(?:19|20)\d\d)"
)
_THEN_INSPECTED = re.compile(
    rf"(?:Between|From|On)\s+(?P<when>(?:{_DAY}(?:\s*(?:,|and|to|[-–])\s*)){{0,4}}\d{{1,2}}\s+[A-Z][a-z]+\s+(?:19|20)\d\d)"
    r"[^.]{0,260}?\b(?:(?:re-?)?inspected|(?:re-?)?visited|(?:undertook|carried\s+out|conducted|completed)\b[^.]{0,60}\b(?:inspection|visit))\b"
)
_SPAN = re.compile(r"^.{0,8}\d.{4,70}?(?:19|20)\d{2}$")


def score(paper: Paper) -> float:
    """A title that says inspection, with its inspector, dates or judgements; or a letter of findings."""
    heads = [x.text for x in near_heads(paper, 20)]
    titled = any(TITLE.match(h) and len(h.split()) <= 25 for h in heads)
    if paper.salutation >= 0:
        below = [x.text for x in paper.lines[paper.salutation : paper.salutation + 8]]
        subject = titled or any(TITLE.match(x) and len(x.split()) <= 30 for x in below)
        told = FINDINGS_LETTER.search(paper.text) or _tells_of_its_own(paper)
        return 0.93 if subject and told and _OFSTED.search(paper.text) else 0.0
    dates = bool(_labelled(paper, _DATES))
    inspector = bool(lead_inspectors(paper))
    judged = any(
        re.search(r"^judge?ments?\b.{0,6}\bgrades?\b", h.replace("|", " "), re.IGNORECASE)
        for h in (x.text for x in paper.lines[:40])
    )
    ofsted = bool(_OFSTED.search(paper.text))
    # A title and dates of inspection together say enough, whoever inspected.
    return (
        0.25 * (titled and dates)
        + 0.4 * titled
        + 0.25 * dates
        + 0.2 * inspector
        + 0.2 * judged
        + 0.15 * ofsted
    )


def _tells_of_its_own(paper: Paper) -> bool:
    """Whether a letter signed by inspectors opens with when they inspected."""
    prose = [p for p in paper.passages if p.kind is PassageKind.PARAGRAPH][:2]
    signed = any(_OFSTED.search(x.text) for x in paper.foot)
    return signed and any(_THEN_INSPECTED.match(" ".join(p.text.split())) for p in prose)


def read(paper: Paper, settings: Settings) -> Reading:
    return read_inspection(paper, settings, "inspection_report", [_title(paper), *inspection_fields(paper)])


def read_inspection(paper: Paper, settings: Settings, kind: str, fields: Sequence[Field | None]) -> Reading:
    """An inspectorate's report or letter, by its fields."""
    return reading(paper, kind, fields, source=inspection_source(paper, settings))


def inspection_fields(paper: Paper) -> list[Field]:
    """date, author (the lead inspector by name), recipient of a letter, lead_inspector as printed,
    inspection_dates as printed, published."""
    found: list[Field] = []
    published = _labelled(paper, _PUBLISHED)
    dates = find_dates(published.value) if published else ()
    if published and dates:
        found += [
            Field("date", dates[0].iso, published.passage),
            Field("published", dates[0].iso, published.passage),
        ]
    elif paper.salutation >= 0 and paper.date:
        found.append(paper.date)
    inspectors = lead_inspectors(paper)
    people = correspondents(paper) if paper.salutation >= 0 else []
    # Whoever is named above the greeting alone is written to: inspectors sign below.
    signed = [n for x in paper.foot for n in find_names(x.text)] if people else []
    if any(f.name == "author" and not any(is_same(f.value, n) for n in signed) for f in people):
        people = [f for f in people if not f.name.startswith("author")]
    if inspectors:
        found += [Field("author", find_names(inspectors[0].value)[0], inspectors[0].passage), *inspectors]
        people = [f for f in people if not f.name.startswith("author")]
    found += people
    when, before = _when(paper), _labelled(paper, _PREVIOUS)
    if before and find_dates(before.value):
        found.append(Field("previous_inspection", before.value.strip(" ."), before.passage))
    return [*found, when] if when else found


def _when(paper: Paper) -> Field | None:
    """When it took place: labelled on the first page, several spans joined; in a letter, as its text says."""
    when = _labelled(paper, _DATES)
    if when and (_SPAN.match(when.value) or find_ranges(when.value) or find_dates(when.value)):
        value = _whole(paper, when)
        return Field("inspection_dates", value.strip(" .,;"), when.passage)
    if paper.salutation < 0:
        return None
    for passage in [p for p in paper.passages if p.kind is PassageKind.PARAGRAPH][:4]:
        text = " ".join(passage.text.split())
        match = _VISITED.search(text) or _THEN_INSPECTED.match(text)
        if match:
            return Field("inspection_dates", match["when"].strip(" .,"), passage.ordinal)
    return None


def _whole(paper: Paper, when: Labelled) -> str:
    """A value that goes on in the next lines: one span more, after "and" or a comma."""
    value = when.value
    at = next((i for i, x in enumerate(paper.lines[:30]) if value in x.text), None)
    for line in paper.lines[at + 1 : at + 4] if at is not None else ():
        goes_on = re.search(r"(?:\band|[,;&])$", value) or re.match(r"^(?:and|&)\s", line.text, re.IGNORECASE)
        if not goes_on or not _SPAN.match(re.sub(r"^(?:and|&)\s+", "", line.text)):
            break
        value = f"{value} {line.text}"
    return value


def inspection_source(paper: Paper, settings: Settings) -> Source | None:
    """The inspectorate: as the lines of its front and its signature name it, else by Ofsted's name anywhere.

    Another inspectorate's report may speak of Ofsted's in its prose ("judged good by Ofsted").
    """
    ends = (*paper.lines[:20], *paper.foot)
    plain = [x.text for x in ends if not x.is_prose and not x.text.rstrip().endswith(".")]
    named = " ".join(x for x in plain if _OFSTED.search(x) or _OTHERS.search(x))
    told = " ".join(x.text for x in ends if _OFSTED.search(x.text))
    everywhere = _OFSTED.search(paper.text)
    return find_source([named, told, everywhere.group() if everywhere else ""], settings)


def _labelled(paper: Paper, pattern: str) -> Labelled | None:
    """A labelled value on the first page, wherever it stands."""
    wanted = re.compile(
        rf"^\W*(?:{pattern})\s*(?::|\s\|\s|\s)\s*(?P<value>\S.*)$|^\W*(?:{pattern})\s*[:|]?$", re.IGNORECASE
    )
    lines = paper.lines[:30]
    for index, line in enumerate(lines):
        match = wanted.match(line.text)
        if match and match["value"]:
            return Labelled("", match["value"].strip(" |:"), line.passage)
        if match and index + 1 < len(lines):
            return Labelled("", lines[index + 1].text, lines[index + 1].passage)
    return None


def _title(paper: Paper) -> Field | None:
    """The title's lines joined, up to a label, a linking "and" or the table."""
    lines = paper.lines[:30]
    start = next((i for i, x in enumerate(lines) if TITLE.match(x.text) and len(x.text.split()) <= 25), None)
    if start is None:
        return None
    words = [lines[start].text]
    for line in lines[start + 1 : start + 4]:
        same = line.passage == lines[start].passage or line.kind is lines[start].kind
        if not same or re.match(
            r"^(?:and$|.*:|inspection\s+dates?|judge?ment|\d|reporting|lead)", line.text, re.IGNORECASE
        ):
            break
        if len(line.text.split()) > 14 or (
            line.passage != lines[start].passage and not line.text[0].islower()
        ):
            break
        words.append(line.text)
    title = re.sub(r"(?<=[a-z])\d$", "", " ".join(words)).strip(" .:")
    return Field("title", _with_place(title, lines[:start]), lines[start].passage)


def _with_place(title: str, above: Sequence[Line]) -> str:
    """A title that names no place, with the council or place that stands right above it."""
    place = " ".join(x.text for x in above).strip(" .:,")
    if not place or len(above) > 2 or not _PLACE.fullmatch(place) or _NO_PLACE.search(place):
        return title
    own = {w.casefold() for w in re.findall(r"[A-Z][\w'’-]{3,}", place)} - _COUNCIL_WORDS
    return title if not own or any(w in title.casefold() for w in own) else f"{place}: {title}"
