"""The points of an inspection: strengths, areas for improvement, priority actions.

Points are the items below a heading that names them, in reports of every framework since 2009 and in
inspectors' letters: bullets, numbered paragraphs and plain ones, mixed as area SEND reports mix them. A list
ends at the next heading. A point that leads into bullets of its own is one with them. A heading within them
that says by when ("Within three months:") is their due time.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from evidence.model import Finding, Measure, Passage, PassageKind
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
    r"^(?:there\s+(?:are|were|have\s+been)\s+no\b|(?:\w+\s+)?none\b|no\s+(?:\w+\s+)?(?:priority|immediate"
    r"|areas?|actions?|recommendations?)\b|(?:the|this|these|inspectors?|we|ofsted|it|on)\b[^.;]{0,80}?\b"
    r"(?:(?:not|n['’]t)\s+(?:\w+\s+)?(?:find|found|identif\w+|make|made|set|result\w*\s+in|require\w*|given?)"
    r"\s+any|(?:found|finds|identif\w+|made|makes|set|gave|ha[sd]|have)\s+no)\s+(?:\w+\s+){0,4}?"
    r"(?:areas?|actions?|recommendations?|priorit\w+)\b)",
    re.IGNORECASE,
)
_LEADS_IN = re.compile(
    r":$|\bthe\s+following(?:\s+\w+){0,4}\.?$|\bin\s+following\s+\w+\.?$|^in\s+order\s+to\s+improve\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"\b(?:should|must|needs?\s+to|required\s+to|following\b.{0,40}|as\s+follows)\s*:$", re.IGNORECASE
)
_ADDRESSED = re.compile(
    r"\b(?:previous|last)\s+(?:inspection|visit|report)\b|\bidentified\s+at\b|\bprogress\s+(?:against|on"
    r"|since|in)\b",
    re.IGNORECASE,
)
# A question that may be answered with narrative; areas for improvement then have a heading of their own.
_NARRATED = re.compile(r"^what\s+(?:(?:does|do)\s|(?:must|should|needs?|has|have)\b)", re.IGNORECASE)
_DEMANDS = re.compile(
    r"^[^.;:]{0,200}?\b(?:should|must|shall|needs?\s+to|ha(?:s|ve)\s+to|(?:is|are)\s+to)\b", re.IGNORECASE
)
_INCLUDES = re.compile(
    r"\b(?:includ(?:e|es|ing)|such\s+as|in\s+particular|particularly|namely|specifically)\s*:$", re.IGNORECASE
)
_TWO_SENTENCES = re.compile(r"[a-z)’”][.!?]\s+[A-Z]")
_ASIDE = {PassageKind.NOTE, PassageKind.FOOTNOTE}  # a stamp or comment below a list is none of its points
_LONGEST_DEMAND = 120  # words
_LONGEST = 9  # plain paragraphs below a heading: more are its discussion, not a list


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
        if passage.ordinal in parts or passage.kind in _ASIDE:
            continue
        opened = _opens(passage, text)
        if opened and opened != STRENGTH and _is_answered(paper.passages, index):
            state = _Open()
        elif opened and (recommended or not _RECOMMENDS.match(text)):
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


def _is_answered(passages: Sequence[Passage], index: int) -> bool:
    """Whether a question ("What must improve?") is answered with narrative, which requires nothing."""
    if not _NARRATED.match(passages[index].text):
        return False
    below = list(
        takewhile(
            lambda p: p.kind is not PassageKind.HEADING and not _opens(p, p.text.strip()),
            passages[index + 1 :],
        )
    )
    said = [p for p in below if p.kind in {PassageKind.PARAGRAPH, PassageKind.BULLET}]
    told = [p for p in said if _TWO_SENTENCES.search(p.text) and not _DEMANDS.match(p.text)]
    rest = passages[index + 1 + len(below) :]
    asked = any(_opens(p, p.text.strip()) == IMPROVE and not _NARRATED.match(p.text) for p in rest)
    return (
        bool(said)
        and not any(_DEMANDS.match(p.text) for p in said)
        and len(told) * (4 if asked else 2) > len(said)
    )


def _is_point(passages: Sequence[Passage], index: int, state: _Open) -> bool:
    """An item of the list; or a paragraph that demands something, or that stands among paragraphs alone."""
    passage = passages[index]
    text = passage.text.strip()
    if passage.kind in {PassageKind.FRONT, PassageKind.FOOTNOTE, PassageKind.ROW} or _NONE.match(text):
        return False
    below = passages[index + 1 : index + 2]
    is_bullet = passage.kind is PassageKind.BULLET
    leads = text.endswith(":") if is_bullet else _LEADS_IN.search(text)
    if leads and below and below[0].kind in {PassageKind.BULLET, PassageKind.HEADING}:
        return False
    if is_bullet or passage.label:
        state.plain = -1  # a list of items: a plain paragraph after it is one only if it demands something
        return passage.parent is None or not _is_within(passages, passage)
    if _LEADS_IN.search(text):
        return False
    words = len(text.split())
    if state.kind != STRENGTH and words <= _LONGEST_DEMAND and _DEMANDS.match(text):
        return True
    if state.plain < 0:
        goes_on = text.endswith(".") and bool(below) and below[0].kind is PassageKind.BULLET
        state.kind = state.kind if goes_on else ""  # narrative ends a list, where no heading shows its end
        return False
    if below and (below[0].kind is PassageKind.BULLET or below[0].label):
        return False  # it leads in, without a colon
    state.plain += 1
    return state.plain <= _LONGEST and words <= 90 and len(_run(passages, index)) <= _LONGEST


def _parts(passages: Sequence[Passage], index: int) -> list[Passage]:
    """The bullets of one point that ends with a colon; none where it only leads into the list."""
    passage = passages[index]
    text = passage.text.rstrip()
    if passage.kind is PassageKind.ROW or not text.endswith(":") or _GENERIC.search(text):
        return []
    within = {passage.ordinal}
    parts = []
    for below in passages[index + 1 :]:
        if below.parent not in within:
            break
        within.add(below.ordinal)
        parts.append(below)
    if not passage.label and not _INCLUDES.search(text) and _is_only_one(passages, index, len(parts)):
        return []
    return parts


def _is_only_one(passages: Sequence[Passage], index: int, parts: int) -> bool:
    """Whether nothing but this lead-in and its bullets stands below the heading: the bullets are the list."""
    after = passages[index + 1 + parts : index + 2 + parts]
    heads = passages[index - 1].kind is PassageKind.HEADING or bool(
        _opens(passages[index - 1], passages[index - 1].text)
    )
    ends = not after or after[0].kind is PassageKind.HEADING or not _DEMANDS.match(after[0].text)
    return passages[index].kind is PassageKind.PARAGRAPH and heads and ends


def _run(passages: Sequence[Passage], index: int) -> list[Passage]:
    """The plain paragraphs from here to the next heading or front."""
    return list(takewhile(lambda p: p.kind is PassageKind.PARAGRAPH, passages[index:]))


def _is_within(passages: Sequence[Passage], passage: Passage) -> bool:
    """Whether a bullet lies within another item of the list: it is part of that point."""
    above = next((p for p in passages if p.ordinal == passage.parent), None)
    return above is not None and above.kind is PassageKind.BULLET
