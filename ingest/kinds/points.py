"""The points of an inspection: strengths, areas for improvement, priority actions, earlier judgements.

Points are the items below a heading that names them, in reports of every framework since 2009 and in
inspectors' letters. A heading within them that says by when ("Within three months:") is their due time.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evidence.language.dates import find_dates
from evidence.model import Field, Finding, Measure, Passage, PassageKind
from ingest.kinds.common import Paper

PRIORITY, IMPROVE, STRENGTH = "priority_action", "area_for_development", "strength"
_WHO = (
    r"(?:the\s+|this\s+)?(?:local\s+|area\s+)?(?:authority|council|service|board|lscb|partnership|area"
    r"|trust|children['’]s\s+services)"
)
_OPENERS = (
    (
        PRIORITY,
        re.compile(
            r"^(?:the\s+|key\s+|identified\s+)?(?:(?:areas?\s+for\s+)?(?:priority(?:\s+and\s+immediate)?"
            r"|immediate(?:\s+and\s+priority)?)\s+actions?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        IMPROVE,
        re.compile(
            rf"^(?:what\s+(?:does\s+.{{3,50}}\s+)?(?:needs?|has|have|must|should)\s+(?:to\s+"
            rf"|be\s+)?(?:improved?|done|do|be\s+(?:done|improved|better))\b"
            rf"|what\s+{_WHO}\s+needs?\s+to\s+(?:do|improve)\b|(?:the\s+|key\s+|main\s+"
            rf"|identified\s+)?areas?\s+(?:for|of)\s+(?:further\s+)?"
            r"(?:improvement|development|concern)\b|(?:the\s+|key\s+|our\s+"
            r"|summary\s+of\s+)?recommendations?\b(?!\s+(?:of|from)\b)"
            r"|areas?\s+for\s+(?:further\s+)?consideration\b|what\s+we\s+(?:need\s+to|must|should)\s+(?:improve|do\s+better)\b"
            r"|areas?\s+(?:of\s+(?:social\s+work\s+)?practice\s+)?(?:that|which"
            r"|where\s+\w+)\s+needs?\s+(?:to\s+)?(?:improve|be\s+strengthened|strengthening)"
            r"|(?:the\s+)?areas?\s+(?:identified\s+)?for\s+(?:improvement|development)\b"
            r"|even\s+better\s+if\b)",
            re.IGNORECASE,
        ),
    ),
    (
        STRENGTH,
        re.compile(
            rf"^(?:(?:the\s+|key\s+|main\s+|areas?\s+of\s+|identified\s+|headline\s+"
            rf"|significant\s+)*strengths?\b(?!\s+and\b)|what(?:['’]s|\s+is|\s+went|\s+works?)\s+"
            rf"(?:{_WHO}\s+does\s+|working\s+)?well\b|what\s+we\s+(?:do|are\s+doing)\s+well\b|areas?\s+of\s+good\s+practice\b"
            rf"|examples?\s+of\s+good\s+practice\b"
            r"|what\s+(?:is|are)\s+.{3,40}?\s+doing\s+(?:that\s+is\s+effective|well)\b)",
            re.IGNORECASE,
        ),
    ),
)
_RECOMMENDS = re.compile(r"^(?:the\s+|key\s+|our\s+|summary\s+of\s+)?recommendations?\b", re.IGNORECASE)
_BY_WHEN = re.compile(
    r"^(?:\W*)(?:immediately|within\s+(?:\w+|\d+)\s+(?:days?|weeks?|months?|year)(?:\s+of\s+.{3,40})?"
    r"|by\s+(?:the\s+end\s+of\s+)?[A-Z]\w+\s+\d{4}"
    r"|as\s+soon\s+as\s+possible|longer\s+term|in\s+the\s+(?:short|medium|long(?:er)?)\s+term)\W*$",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"^(?:there\s+(?:are|were)\s+no\b|none\b|no\s+(?:priority|immediate|areas?)\b)", re.IGNORECASE
)
_LEADS_IN = re.compile(r":$|\bfollowing\s+\w+(?:\s+\w+){0,3}\.?$|^in\s+order\s+to\s+improve\b", re.IGNORECASE)
_GENERIC = re.compile(
    r"\b(?:should|must|needs?\s+to|required\s+to|following\b.{0,40}|as\s+follows)\s*:$", re.IGNORECASE
)
_ADDRESSED = re.compile(
    r"\b(?:previous|last)\s+(?:inspection|visit|report)\b|\bidentified\s+at\b|\bprogress\s+(?:against|on"
    r"|since|in)\b",
    re.IGNORECASE,
)
_LONGEST = 9  # plain paragraphs below a heading: more are its discussion, not a list
_GRADE = r"(?:outstanding|good|requir(?:e|es|ing)\s+improvement(?:\s+to\s+be\s+good)?|inadequate|adequate)"
_BEFORE = re.compile(
    r"\b(?:last|previous|most\s+recent)\s+(?:\w+\s+)?(?:inspection|judgement"
    r"|review)\b(?P<area>(?:\s+of\s+(?:the\s+)?(?:[\w-]+\s+){0,2}[\w-]+['’]s\s+"
    r"(?P<of>[^.,]{4,120}?))?)\s*(?:(?:was|were|took\s+place|took\s+place\s+in|carried\s+out|conducted"
    r"|published|held|undertaken)\s+)*(?:published\s+)?"
    r"(?:in|on)\s+(?P<date>(?:\d{1,2}\s+)?(?:[A-Z][a-z]+\s+)?(?:19|20)\d\d)",
    re.IGNORECASE,
)
_WAS_JUDGED = re.compile(
    rf"\b(?:judged|found|graded|rated|considered)\b(?:\s+(?:services?|it|them|children['’]s\s+services"
    rf"|overall\s+effectiveness|that\s+\w+))?"
    rf"(?:\s+(?:to\s+be|to|as|were|was|is|are))*\s+(?P<grade>{_GRADE})\b|\bwhen\s+(?:they|it"
    rf"|services)\s+(?:were|was)\s+(?P<were>{_GRADE})\b",
    re.IGNORECASE,
)

_JUDGED_IN = re.compile(
    rf"\b(?i:authority|council|services?)\s+(?:was|were)\s+(?:first\s+|last\s+)?(?:judged|found|graded|rated)\s+(?:to\s+be\s+|as\s+)?(?P<grade>{_GRADE})"
    r"(?:\s+overall)?\s+in\s+(?P<date>(?:[A-Z][a-z]+\s+)?(?:19|20)\d\d)\b"
)
_ANOTHER = re.compile(r"\b(?:predecessor|former|neighbouring|children['’]s\s+homes?)\b", re.IGNORECASE)
_SAME_THING = re.compile(
    r"[\s,.;(]*(?:(?:when|where|which|and|at|time|the|local|authority|council|['’]s|services?|for|children"
    r"|in|of|need|it|its|they|was|were|then"
    r"|overall|effectiveness|that|help|protection|care|leavers|young|people|(?-i:[A-Z][\w’']+))\b[\s,’'s]*)*",
    re.IGNORECASE,
)


@dataclass
class _Open:
    """The list being read: what its points are, under which heading, due when."""

    kind: str = ""
    heading: str = ""
    due: str = ""
    plain: int = 0


@dataclass(frozen=True)
class Point:
    """One point, with the time that a heading sets for it, and the printed label."""

    finding: Finding
    due: str
    label: str
    heading: str
    owner: str = ""


def find_points(paper: Paper, *, recommended: bool = True) -> tuple[Point, ...]:
    """Every strength, area for improvement and priority action, in the order of the paper.

    ``recommended``: whether what stands under "Recommendations" is one; an officer's to a committee are not.
    """
    state = _Open()
    found: list[Point] = []
    parts: set[int] = set()
    for index, passage in enumerate(paper.passages):
        text = passage.text.strip()
        if passage.ordinal in parts:
            continue
        opened = _opens(passage, text)
        if opened and (recommended or not _RECOMMENDS.match(text)):
            state = _Open(opened, text.strip(" :?"))
        elif passage.kind is PassageKind.HEADING or (len(text) < 60 and _BY_WHEN.match(text)):
            if state.kind and _BY_WHEN.match(text):
                state.due = text.strip(" :")
            else:
                state = _Open()
        elif state.kind and passage.kind is PassageKind.ROW:
            rows = _row(passage, state)
            found += rows
            state.plain = -1 if rows else state.plain  # prose below the table is none of its points
        elif state.kind and (own := _parts(paper.passages, index)):
            parts |= {p.ordinal for p in own}
            finding = Finding(state.kind, " ".join([text, *(p.text for p in own)]), passage=passage.ordinal)
            found.append(Point(finding, state.due, passage.label, state.heading))
        elif state.kind and _is_point(paper.passages, index, state):
            finding = Finding(state.kind, text, passage=passage.ordinal)
            found.append(Point(finding, state.due, passage.label, state.heading))
    return tuple(found)


def measures_of(points: Sequence[Point]) -> tuple[Measure, ...]:
    """What the points ask for: areas for improvement and priority actions, as measures."""
    asked = [p for p in points if p.finding.type != STRENGTH]
    return tuple(
        Measure(p.finding.text, p.heading, p.label, passage=p.finding.passage, owner=p.owner, due=p.due)
        for p in asked
    )


def earlier_judgements(paper: Paper) -> Iterator[tuple[Finding, Field]]:
    """What was judged before: each previous inspection that the paper dates, with its grade where stated."""
    seen = set()
    for passage in paper.passages:
        if passage.kind not in {PassageKind.PARAGRAPH, PassageKind.BULLET}:
            continue
        text = " ".join(passage.text.split())
        match = _BEFORE.search(text)
        told = _JUDGED_IN.search(text) if not match and not _ANOTHER.search(text) else None
        if told and ("", told["date"]) not in seen:
            seen.add(("", told["date"]))
            grade = _plain_grade(told["grade"])
            yield (
                Finding("previous_judgement", told.group(), "", grade, passage.ordinal),
                Field("previous_inspection", f"{told['date']}: {grade}", passage.ordinal),
            )
        if not match or not (find_dates(match["date"]) or match["date"].isdigit()):
            continue
        judged = _WAS_JUDGED.search(text, match.end(), match.end() + 160)
        if judged and not _SAME_THING.fullmatch(text[match.end() : judged.start()]):
            judged = None
        grade = _plain_grade(judged["grade"] or judged["were"]) if judged else ""
        area = (match["of"] or "").strip()
        if judged and (area, match["date"]) not in seen:
            seen.add((area, match["date"]))
            value = f"{match['date']}: {grade}"
            words = text[match.start() : judged.end()]
            yield (
                Finding("previous_judgement", words, area, grade, passage.ordinal),
                Field("previous_inspection", value, passage.ordinal),
            )


def _plain_grade(words: str) -> str:
    words = " ".join(words.casefold().split())
    return "requires improvement" if words.startswith("requir") else words


def _opens(passage: Passage, text: str) -> str:
    """Which list a heading, or a short line that ends with a colon, opens; nothing if none."""
    if "\n" in text or len(text.split()) > 16 or _ADDRESSED.search(text):
        return ""
    heads = passage.kind is PassageKind.HEADING or text.endswith((":", "?")) or text[-1:].isalpha()
    if (
        not heads
        or passage.kind is PassageKind.ROW
        or (passage.kind is PassageKind.BULLET and not text.endswith(":"))
    ):
        return ""
    return next((kind for kind, pattern in _OPENERS if pattern.match(text)), "")


def _row(passage: Passage, state: _Open) -> list[Point]:
    """A point in a table of two columns: who is responsible, and what they must do."""
    cells = [" ".join(c.split()) for c in passage.text.split("|") if c.strip()]
    if len(cells) != 2 or any(p.match(c) for _, p in _OPENERS for c in cells) or len(cells[1].split()) < 5:
        return []
    finding = Finding(state.kind, cells[1], passage=passage.ordinal)
    return [Point(finding, state.due, passage.label, state.heading, owner=cells[0])]


def _is_point(passages: Sequence[Passage], index: int, state: _Open) -> bool:
    """An item of the list; or a paragraph, where the heading is followed by paragraphs alone."""
    passage = passages[index]
    text = passage.text.strip()
    if passage.kind in {PassageKind.FRONT, PassageKind.FOOTNOTE, PassageKind.ROW} or _NONE.match(text):
        return False
    below = passages[index + 1 : index + 2]
    is_item = passage.kind is PassageKind.BULLET or bool(passage.label)
    if _LEADS_IN.search(text) and below and below[0].kind in {PassageKind.BULLET, PassageKind.HEADING}:
        return False
    if is_item:
        state.plain = -1  # a list of items: a plain paragraph after it ends it
        return passage.parent is None or not _is_within(passages, passage)
    if state.plain < 0 or _LEADS_IN.search(text):
        if state.plain < 0:
            state.kind = ""
        return False
    if below and (below[0].kind is PassageKind.BULLET or below[0].label):
        return False  # it leads in, without a colon
    state.plain += 1
    return (
        state.plain <= _LONGEST and len(text.split()) <= 90 and len(_run(passages, index, state)) <= _LONGEST
    )


def _parts(passages: Sequence[Passage], index: int) -> list[Passage]:
    """The bullets of one numbered point that ends with a colon; none where it only leads into a list."""
    passage = passages[index]
    text = passage.text.rstrip()
    if not passage.label or not text.endswith(":") or _GENERIC.search(text):
        return []
    parts = []
    for below in passages[index + 1 :]:
        if below.parent != passage.ordinal:
            break
        parts.append(below)
    return parts


def _run(passages: Sequence[Passage], index: int, state: _Open) -> list[Passage]:
    """The plain paragraphs from here to the next heading or front."""
    run = []
    for passage in passages[index:]:
        if passage.kind is not PassageKind.PARAGRAPH:
            break
        run.append(passage)
    return run


def _is_within(passages: Sequence[Passage], passage: Passage) -> bool:
    """Whether a bullet lies within another item of the list: it is part of that point."""
    above = next((p for p in passages if p.ordinal == passage.parent), None)
    return above is not None and above.kind is PassageKind.BULLET
