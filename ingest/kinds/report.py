"""Reports to a board, cabinet or committee: of whom, to whom, on what, when."""

import re

from evidence.language.dates import find_dates
from evidence.language.names import find_names, is_name
from evidence.model import Field, Passage, PassageKind, Reading, Source, SourceClass
from evidence.settings import Settings
from ingest.kinds.common import HEAD_LINES, Line, Paper, folded, reading, without_date
from ingest.kinds.sources import find_source

_OF = re.compile(r"^\W*(?:joint\s+)?report\s+(?:of|by|from)\b\s*:?\s*(?:the\s+)?(?P<who>.+)$", re.IGNORECASE)
_OF_TO = re.compile(r"^(?P<who>.+?)\s+to\s+(?:the\s+)?(?P<to>[A-Z].+)$")
_BODY = re.compile(
    r"\b(?:board|cabinet|committee|panel|council|executive|forum|partnership|governors|commission|group"
    r"|members)\b",
    re.IGNORECASE,
)
# "Cabinet report: Fostering allowances", "Improvement Board update, 15 June 2023".
_TITLED = re.compile(
    r"^(?:[\w&’'-]+\s+){0,5}?(?:board|cabinet|committee|panel|executive|forum|partnership)\s+"
    r"(?:(?:progress|update|briefing|summary|performance|officer|information)\s+)?"
    r"(?:report|update|briefing|paper)(?:\s*[,:|(–—-].*|\s+\d.*|\s+(?:on|for)\s.*|\s*)$",
    re.IGNORECASE,
)
_OFFICER = re.compile(
    r"\b(?:director|officer|head\s+of|manager|solicitor|treasurer|chief\s+executive|leader"
    r"|cabinet\s+member)\b",
    re.I,
)
_TITLE_LABEL = (
    r"(?:report\s+)?(?:subject|title|item)(?:\s+of\s+report)?|subject\s+matter|report\s+title"
    r"|title\s+of\s+(?:the\s+)?report"
)
_FROM_LABEL = (
    r"report\s+(?:of|by|from|author|authors)|from|by|author(?:s|\(s\))?|presented\s+by"
    r"|decision\s+(?:taken|made)\s+by"
    r"|(?:lead|responsible|presenting|reporting|relevant)\s+officers?"
)
_TO_LABEL = (
    r"(?:report\s+)?to|committee|meeting|decision\s+maker|board|cabinet|(?:committee"
    r"|name\s+of)\s+(?:meeting|committee)"
    r"|submitted\s+to|report\s+for|for"
)
_REF_LABEL = (
    r"(?:our\s+)?ref(?:erence)?(?:\s+(?:no|number))?\.?|report\s+(?:no|number|ref(?:erence)?)\.?"
    r"|decision\s+(?:no|number|ref(?:erence)?)\.?"
)
_BOILERPLATE = re.compile(
    r"^(?:electoral\s+wards|ward|specific\s+implications|equality|community\s+cohesion|narrowing|eligible"
    r"|not\s+eligible|\(?details"
    r"|originator|contact|tel|telephone|e-?mail|classification|appendix|agenda|part\s+[12]|exempt"
    r"|confidential|open|public|draft"
    r"|page|date|report\s+(?:of|to|by)|to|from|for\s+(?:decision|information))\b",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"^(?:\d[\d.]*\s+)?(?:executive\s+summary|summary|purpose|introduction|recommendations?|background"
    r"|contents|main\s+issues|reason)\b",
    re.I,
)
_CLAUSES = re.compile(
    r"\b(?:recommend(?:ed|ations?)|purpose\s+of\s+(?:this|the)\s+report|this\s+report\s+(?:provides|gives"
    r"|sets|tells|focuses|presents|asks))\b",
    re.IGNORECASE,
)
# "Considered by the Committee on 21 November 2024": where it has been before, and when.
_WAS_THERE = re.compile(
    r"\b(?:considered|agreed|approved|discussed|endorsed|presented|taken|recommendations?)\b", re.IGNORECASE
)
_PAPER_AT = re.compile(r"\b(?:at|until|updated|log|register|tracker|plan|dashboard)\W*$", re.I)  # no meeting


def score(paper: Paper) -> float:
    """A report says of whom and to whom it is, or has the sections that reports have."""
    if paper.salutation >= 0:
        return 0.1
    of = any(_OF.match(x.text) for x in paper.head)
    labels = sum(bool(paper.labelled(x)) for x in (_TITLE_LABEL, _FROM_LABEL, _TO_LABEL))
    sections = sum(bool(_SECTION.match(p.text)) for p in _headings(paper))
    clauses = bool(_CLAUSES.search(paper.text[:6000]))
    named = any(re.search(r"\breport\b", x.text, re.IGNORECASE) for x in paper.lines[:12])
    titled = _titled_line(paper) is not None
    told = 0.5 * titled + 0.45 * of + 0.25 * min(labels, 3) + 0.12 * min(sections, 3)
    return min(0.95, told + 0.2 * clauses + 0.15 * named)


def _titled_line(paper: Paper) -> Line | None:
    """The line near the top that says which body's report, update or briefing this is."""
    short = (x for x in paper.head[:8] if not x.is_prose and len(x.text.split()) <= 25)
    return next((x for x in short if _TITLED.match(x.text)), None)


def read(paper: Paper, settings: Settings) -> Reading:
    """The report's fields, from its front table, its labels or the lines of its title page."""
    author, recipient = _correspondents(paper)
    title = _title(paper, recipient)
    reference = paper.labelled(_REF_LABEL)
    met, when = _meeting(paper)
    recipient = recipient or met
    fields = [title, paper.head_date or _date_beside(paper) or when or paper.date, author, recipient]
    if (
        reference
        and re.search(r"\d", reference.value)
        and not re.fullmatch(r"n/?a", reference.value, re.IGNORECASE)
    ):
        fields.append(Field("reference", reference.value, reference.passage))
    texts = [author.value if author else "", " ".join(x.text for x in _letterhead(paper, title, recipient))]
    source = find_source(texts, settings) or _officers(author, recipient, settings)
    return reading(paper, "report", fields, source=source)


def _officers(author: Field | None, recipient: Field | None, settings: Settings) -> Source | None:
    """An officer's report to one of the council's own bodies is the council's."""
    if not author or not recipient or not _OFFICER.search(author.value):
        return None
    source = find_source([recipient.value], settings)
    return source if source and source.source_class is SourceClass.INTERNAL else None


def _headings(paper: Paper) -> list[Passage]:
    return [p for p in paper.passages if p.kind is PassageKind.HEADING][:20]


def _letterhead(paper: Paper, title: Field | None, recipient: Field | None) -> list[Line]:
    """The lines at the head that are neither its title nor whom it goes to: a title says what it is about."""
    named = folded(title.value) if title else ""
    return [
        x
        for x in paper.head[:10]
        if x.text.count(" | ") < 2  # a row of a table names whom it is about, a demand whom it is laid on
        and not re.search(r"\b(?:should|must|shall)\b", x.text)
        and not (recipient and recipient.value in x.text)
        and not (named and (named in folded(x.text) or (len(x.text) > 8 and folded(x.text) in named)))
    ]


def _correspondents(paper: Paper) -> tuple[Field | None, Field | None]:
    author = recipient = None
    for index, line in enumerate(paper.head):
        match = _OF.match(line.text)
        if not match or author:
            continue
        who = match["who"].strip(" :|.")
        both = _OF_TO.match(who)
        if both and _BODY.search(both["to"]):
            who, recipient = both["who"], Field("recipient", both["to"].strip(" .:"), line.passage)
        author = Field("author", who, line.passage)
        recipient = recipient or _body_below(paper, index)
    label = paper.labelled(_FROM_LABEL)
    author = author or (Field("author", _person_or_office(label.value), label.passage) if label else None)
    to = paper.labelled(_TO_LABEL)
    if to and re.match(r"\W*decision", to.label, re.IGNORECASE) and not _BODY.search(to.value):
        decided = Field("author", _person_or_office(to.value), to.passage)  # an officer writes, not reads
        author, to = author or decided, None
    if (to and not recipient) or (to and _BODY.search(to.value)):
        recipient = Field("recipient", without_date(to.value), to.passage)
    return author, recipient


def _body_below(paper: Paper, index: int) -> Field | None:
    """The body named on a line of its own near "Report of …"."""
    for line in paper.head[index + 1 : index + 5]:
        words = re.sub(r"^(?:report\s+)?to\b\s*:?\s*(?:the\s+)?", "", line.text, flags=re.IGNORECASE)
        words = words.lstrip("| ")
        if (
            _BODY.search(words)
            and "|" not in words
            and not re.match(r"\d", words)  # another label of the form, beside its value
            and len(words.split()) <= 10
            and ":" not in words
            and not re.search(r"\breport\b", words, re.I)
        ):
            return Field("recipient", without_date(words), line.passage)
    return None


def _person_or_office(value: str) -> str:
    """Who reports: a person by name alone, where the office only follows; else the office."""
    value = _before_contact(value)
    return find_names(value)[0] if is_name(value) else value


def _before_contact(value: str) -> str:
    return re.split(
        r",?\s+(?:tel|telephone|e-?mail|contact)\b|\s\|\s", value, maxsplit=1, flags=re.IGNORECASE
    )[0].strip(" ,;")


def _title(paper: Paper, recipient: Field | None) -> Field | None:
    """The subject's label, else the first heading or line of the front that is not part of its form."""
    label = paper.labelled(_TITLE_LABEL)
    if label and len(label.value) > 6:
        return Field("title", _with_next_line(paper, label.value, label.passage), label.passage)
    own = _titled_line(paper)
    if own and own.kind is not PassageKind.HEADING and re.search(r":\s", own.text):
        return Field("title", _with_date(paper, own), own.passage)
    lines = [
        x
        for x in (*paper.head, *paper.lines[len(paper.head) : len(paper.head) + 3])
        if _can_be_title(x, recipient)
    ]
    headings = [x for x in lines if x.kind is PassageKind.HEADING]
    named = [
        x for x in lines if re.search(r"\b(?:report|update|review|plan|strategy)\b", x.text, re.IGNORECASE)
    ]
    for line in headings[:1] or named[:1] or lines[:1]:
        return Field("title", _whole_title(paper, line), line.passage)
    return None


def _with_date(paper: Paper, own: Line) -> str:
    """A title with the lines that it goes on in: it breaks off, or they begin small; its date is its own."""
    words = own.text
    for line in paper.lines[paper.lines.index(own) + 1 :][:3]:
        broken = re.search(r"(?:[,–&-]|\b(?:and|of|the|for|to|on|in|with))$", words)
        if line.passage != own.passage or not (broken or line.text[:1].islower()):
            break
        words = f"{words} {line.text}"
    return words.strip(" :,")


def _whole_title(paper: Paper, line: Line) -> str:
    """A heading whole; of other front matter, the line with what it runs on to."""
    same = [x.text for x in paper.lines[:HEAD_LINES] if x.passage == line.passage]
    after = same[same.index(line.text) + 1 :]
    words = line.text
    for text in after:
        runs_on = (
            line.kind is PassageKind.HEADING or words.endswith((",", "-", "–", ":")) or text[0].islower()
        )
        if not runs_on or find_dates(text):
            break
        words = f"{words} {text}"
    return words.strip(" :,")


def _can_be_title(line: Line, recipient: Field | None) -> bool:
    words = line.text.split()
    if (
        not 2 <= len(words) <= 30
        or _BOILERPLATE.match(line.text)
        or _SECTION.match(line.text)
        or is_name(line.text)
    ):
        return False
    if recipient and folded(recipient.value) == folded(line.text):
        return False
    if re.search(r"[|\t]|:$", line.text) or (
        re.match(r"^[A-Z][\w ]{2,30}:\s", line.text) and line.kind is not PassageKind.HEADING
    ):
        return False
    dates = find_dates(line.text)
    return not (dates and len(line.text) - len(dates[0].words) < 12) and not re.fullmatch(
        r"(?!.*\b(?:of|on|for|to)\s+(?:the|a)\b).*\b(?:Council|Committee|Cabinet|Panel)", line.text
    )


def _with_next_line(paper: Paper, value: str, at: int) -> str:
    """A title that runs on to the next line of its own passage, as in a narrow cell."""
    lines = [x for x in paper.head if x.passage == at]
    index = next((i for i, x in enumerate(lines) if x.text.endswith(value)), None)
    if index is None:
        return value
    for line in lines[index + 1 : index + 3]:
        if re.match(r"^\W{0,3}[A-Z][\w ()/]{1,30}:", line.text) or _BOILERPLATE.match(line.text):
            break
        value = f"{value} {line.text}"
    return value.strip()


def _meeting(paper: Paper) -> tuple[Field | None, Field | None]:
    """The body and the date on one line of the front: "CABINET MEETING: 5 MARCH 2012"."""
    for line in paper.head[:12]:
        dates = [d for d in find_dates(line.text) if d.is_whole]
        body = without_date(line.text)
        if (
            len(dates) == 1
            and len(line.text) - dates[0].end < 12
            and _BODY.search(body)
            and not _WAS_THERE.search(body)
            and len(body.split()) <= 8
        ):
            name = re.sub(r"\s+meeting$", "", body, flags=re.IGNORECASE).strip(" :")
            met = None if _PAPER_AT.search(body) else Field("recipient", name, line.passage)
            return met, Field("date", dates[0].iso, line.passage)
    return None, None


def _date_beside(paper: Paper) -> Field | None:
    """A date that stands beside the body in its own label: "To: Cabinet – 4 March 2025"."""
    for label in (
        paper.labelled(_TO_LABEL),
        paper.labelled(r"(?:meeting|committee)(?:\s+and)?\s+date|meeting"),
    ):
        dates = find_dates(label.value) if label else ()
        if label and dates and dates[0].is_whole:
            return Field("date", dates[0].iso, label.passage)
    return None
