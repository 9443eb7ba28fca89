"""Improvement and action plans: a title, and tables of actions with owners and dates."""

import re
from dataclasses import replace

from evidence.language.dates import find_dates
from evidence.model import Field, PassageKind, Reading, SourceClass
from evidence.settings import Settings
from ingest.kinds.common import Line, Paper, near_heads, reading, without_date
from ingest.kinds.plan_rows import heads_in, rated_by_colour, read_plan
from ingest.kinds.sources import find_source

_TITLE = re.compile(
    r"\b(?:improvement|action|delivery|transformation|recovery|development|implementation)\s+plan\b"
    r"|^(?:joint\s+)?(?:local\s+area\s+)?written\s+statement\s+of\s+action\b",
    re.IGNORECASE,
)
_LOG = re.compile(r"^(?:[\w’'-]+\s+){0,4}action\s+(?:log|tracker)\b", re.IGNORECASE)
# What a form says that it is about is not what it is: "Name of policy: SEND Improvement Plan".
_ABOUT = re.compile(
    r"^(?:name|title|subject)\s+of\b[^:]{0,60}:|^(?:policy|project|proposal|service|decision|subject|re)\b[^:]{0,40}:",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:report|update|minutes|letter|progress\s+against|review\s+of|notice)\b", re.IGNORECASE
)
_COLUMNS = re.compile(
    r"\b(?:action|task|owner|lead|responsible|by\s+when|timescale|deadline|due|milestone|rag|success"
    r"|outcome|by)\b",
    re.I,
)
_COUNCIL = re.compile(r"^(?:[A-Z][\w'’-]+ ){1,5}(?:Council|Partnership|Trust)$")
_TOP = 3
_AGREED = re.compile(
    r"\b(?:agreed|approved|adopted|published|version|issued|endorsed|updated|revised)\b"
    r"(?:.{0,90}?\b(?:on|of|in)\b|.{0,24}?:|\s+(?=\d{1,2}(?:\s+[A-Z]|/)))\s*(?P<date>\S.{3,24})",
    re.I,
)

# How things stood, and when, is as new as a plan's ratings are: "Position as at 31 March 2011".
_STOOD = re.compile(
    r"\b(?:as\s+(?:at|of)|(?:position|progress|status)\s+(?:at|to))\s*:?\s+(?:the\s+)?(?:end\s+of\s+)?"
    r"(?P<date>\S.{3,24})",
    re.I,
)


def score(paper: Paper) -> float:
    """A plan's title and a table whose head names actions and owners."""
    if paper.salutation >= 0:
        return 0.0
    titles = [
        index
        for index, x in enumerate(near_heads(paper))
        if (_TITLE.search(x.text) or (index < _TOP and _LOG.match(x.text)))
        and not (_OTHER.search(x.text) or _ABOUT.match(x.text))
        and len(x.text.split()) <= 14
    ]
    rows = [p for p in paper.passages if p.kind is PassageKind.ROW]
    headed = any(len({m.casefold() for m in _COLUMNS.findall(p.text)}) >= 2 for p in rows[:60])
    headed = headed or bool(heads_in(paper))
    # Only at the very top does a title say enough alone: further down it may be what a form is about.
    titled = 0.5 if titles and titles[0] < _TOP else 0.4 if titles else 0.0
    score = titled + 0.35 * headed + 0.1 * (len(rows) > len(paper.passages) / 2)
    if titled or _TITLE.search(_sheet(paper)):
        return score + (0 if titled else 0.5)
    full = any({"owner", "due"} <= set(head) for head in heads_in(paper))
    if _sheet(paper) and (full or any(m.names for m in read_plan(paper))):
        # A workbook of actions with their owners and dates, or one that says how far measures have got,
        # whatever it is called.
        return 0.85
    return score + 0.1 * (full and score > 0.4)


def read(paper: Paper, settings: Settings) -> Reading:
    near = [x for x in near_heads(paper) if not (_OTHER.search(x.text) or _ABOUT.match(x.text))]
    line = next((x for x in near if _TITLE.search(x.text)), None)
    line = line or next((x for x in near[:_TOP] if _LOG.match(x.text)), None)
    line = line or next((x for x in near[:_TOP] if _can_be_title(x)), None)
    title = Field("title", line.text.strip(" .:"), line.passage) if line else None
    label = paper.labelled(r"(?:author|owner|plan\s+owner|prepared\s+by|council|local\s+authority)")
    author = Field("author", label.value, label.passage) if label else _council(paper, settings)
    # What a row asks of the police, or a board agreed to, is not whose plan it is.
    above = [x.text for x in paper.lines[:6] if " | " not in x.text and not _AGREED.search(x.text)]
    # Nor does who inspected speak in the plan that answers: "Ofsted action plan" is the council's.
    inside = tuple(b for b in settings.sources if b.source_class is not SourceClass.EXTERNAL)
    source = find_source([author.value], settings) if author else None
    source = source or find_source([" ".join(above), _running_head(paper)], replace(settings, sources=inside))
    date = paper.date or _agreed(paper)
    found = reading(paper, "plan", [title, date, author], source=source)
    coloured = rated_by_colour(paper)
    if not coloured:
        return found
    how = "1 rating is" if coloured == 1 else f"{coloured} ratings are"
    told = f"{how} from the cell's colour: the cell names none in words."
    return replace(found, warnings=(*found.warnings, told))


def _can_be_title(line: Line) -> bool:
    """Whether a line at the very top can name a plan that does not call itself one."""
    words = line.text.split()
    told = " | " in line.text or re.match(r"[A-Z][\w ]{2,40}:\s", line.text) or find_dates(line.text)
    return (
        2 <= len(words) <= 14 and not told and not _COUNCIL.match(line.text) and not line.text.endswith(".")
    )


def _sheet(paper: Paper) -> str:
    """The name of a workbook's first sheet."""
    lines = [x for page in paper.part.raw.pages[:1] for x in page.lines[:1]]
    return lines[0].cell.rpartition("!")[0] if lines else ""


def _council(paper: Paper, settings: Settings) -> Field | None:
    """The council whose plan it is, where a line of the front or of the page's head names it alone."""
    for line in paper.lines[:8]:
        name = without_date(line.text)
        if _COUNCIL.match(name):
            return Field("author", name, line.passage)
    head = _running_head(paper)
    return Field("author", head) if _COUNCIL.match(head) else None


def _running_head(paper: Paper) -> str:
    """The first line of the page, which may be a running header and so in no passage."""
    pages = paper.part.raw.pages
    first = pages[0].lines[0].text if pages and pages[0].lines else ""
    return re.split(r"\s+[|–—]\s+|\s{3,}", first.strip())[0]


def _agreed(paper: Paper) -> Field | None:
    """The date that the lines above its tables give a plan that has no other."""
    # A row of the table tells of its action.
    above = [(" ".join(p.text.split()), p.ordinal) for p in paper.passages[:12] if " | " not in p.text]
    for pattern in (_AGREED, _STOOD):
        for text, passage in above:
            match = pattern.search(text)
            dates = find_dates(match["date"]) if match and (pattern is _AGREED or _short(text)) else ()
            if dates and dates[0].start < 4:
                return Field("date", dates[0].iso, passage)
    return None


def _short(text: str) -> bool:
    """Whether words are a title's, not a sentence's that compares with an earlier day."""
    return len(text.split()) <= 16 and not re.search(r"\bbaselines?\b", text, re.I)
