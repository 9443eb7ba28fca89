"""The points of an inspection: strengths, areas for improvement, priority actions.

Points are the items below a heading that names them, in reports of every framework since 2009 and in
inspectors' letters: bullets, numbered paragraphs and plain ones, mixed as area SEND reports mix them. A list
ends at the next heading. A point that leads into bullets of its own is one with them. A heading within them
that says by when ("Within three months:") is their due time.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from evidence.model import Finding, Measure, Passage, PassageKind
from ingest.kinds.common import Paper
from ingest.kinds.point_headings import (
    BY_WHEN,
    DEMANDS,
    FOLLOWS,
    NONE,
    OPENERS,
    RECOMMENDS,
    STRENGTH,
    has_words,
    heads_column,
    is_answered,
    named_by,
    names_who,
    opens,
)

_LEADS_IN = re.compile(
    r":$|\bthe\s+following(?:\s+\w+){0,4}\.?$|\bin\s+following\s+\w+\.?$|^in\s+order\s+to\s+improve\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"\b(?:should|must|needs?\s+to|required\s+to|following\b.{0,40}|as\s+follows)\s*:$", re.IGNORECASE
)
_INCLUDES = re.compile(
    r"\b(?:includ(?:e|es|ing)|such\s+as|in\s+particular|particularly|namely|specifically)\s*:$", re.IGNORECASE
)
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
    owner: str = ""  # who a heading within the list says must act


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
        if passage.ordinal in parts or passage.kind in _ASIDE:
            continue
        headed = _headed(paper.passages, index, state, recommended=recommended)
        if headed is not None:
            state = headed
        elif state.kind and passage.kind is PassageKind.ROW:
            state.plain = -1 if _take_row(passage, state, found) else state.plain
        elif state.kind and (own := _parts(paper.passages, index)):
            parts |= {p.ordinal for p in own}
            found.append(_point(passage, state, " ".join(p.text.strip() for p in (passage, *own))))
        elif state.kind and _is_point(paper.passages, index, state):
            found.append(_point(passage, state, passage.text.strip()))
    return tuple(p for p in found if has_words(p.finding.text))  # none is a page's number alone


def _headed(passages: Sequence[Passage], index: int, state: _Open, *, recommended: bool) -> _Open | None:
    """What a heading, or a table's head, makes of the list being read; None for any other passage."""
    passage = passages[index]
    text = passage.text.strip()
    kind, column = heads_column(passage)
    if kind and (recommended or not RECOMMENDS.match(column)):
        return _Open(kind, column.strip(" :?"))
    opened = opens(passage, text)
    if opened and opened != STRENGTH and is_answered(passages, index):
        return _Open()
    if opened and (recommended or not RECOMMENDS.match(text)):
        return _Open(opened, named_by(text))
    if passage.kind is not PassageKind.HEADING and not (len(text) < 60 and BY_WHEN.match(text)):
        return None
    if state.kind and BY_WHEN.match(text):
        return replace(state, due=text.strip(" :"))
    if state.kind not in {"", STRENGTH} and names_who(passages, index):
        return replace(state, owner=text.strip(" :"))
    return _Open()


def _point(passage: Passage, state: _Open, text: str) -> Point:
    finding = Finding(state.kind, text, passage=passage.ordinal)
    return Point(finding, state.due, passage.label, state.heading, state.owner)


def measures_of(points: Sequence[Point]) -> tuple[Measure, ...]:
    """What the points ask for: areas for improvement and priority actions, as measures."""
    asked = [p for p in points if p.finding.type != STRENGTH]
    return tuple(
        Measure(p.finding.text, p.heading, p.label, passage=p.finding.passage, owner=p.owner, due=p.due)
        for p in asked
    )


def _take_row(passage: Passage, state: _Open, found: list[Point]) -> bool:
    """A point in a table of two columns: who is responsible (or a number), and what they must do. Prose below
    the table is none of its points.
    """
    cells = [" ".join(c.split()) for c in passage.text.split("|")]
    if len(cells) != 2 or not cells[1] or any(p.match(c) for _, p in OPENERS for c in cells):
        return False
    who, text = cells
    above = found[-1] if found and found[-1].finding.passage == passage.ordinal - 1 else None
    if not who and above and text[:1].islower():  # the row above goes on, overleaf perhaps
        whole = f"{above.finding.text} {text}"
        found[-1] = replace(above, finding=replace(above.finding, text=whole))
        return True
    if len(text.split()) < 5 or (not who and not above):
        return False
    numbered = bool(re.fullmatch(r"\W*\w{0,3}\d[\d.]*\W*", who))
    label, owner = (who, "") if numbered else (passage.label, who or (above.owner if above else ""))
    found.append(
        Point(Finding(state.kind, text, passage=passage.ordinal), state.due, label, state.heading, owner)
    )
    return True


def _is_point(passages: Sequence[Passage], index: int, state: _Open) -> bool:
    """An item of the list; or a paragraph that demands something, or that stands among paragraphs alone."""
    passage = passages[index]
    text = passage.text.strip()
    if FOLLOWS.match(text):  # what becomes of the points ends their list
        state.kind = ""
    none = NONE.match(text) or FOLLOWS.match(text)
    if none or passage.kind in {PassageKind.FRONT, PassageKind.FOOTNOTE, PassageKind.ROW}:
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
    if state.kind != STRENGTH and words <= _LONGEST_DEMAND and DEMANDS.match(text):
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
    # A bullet's own bullets are part of it, whether it leads into them with a colon or not.
    leads = text.endswith(":") or passage.kind is PassageKind.BULLET
    if passage.kind is PassageKind.ROW or not leads or _GENERIC.search(text):
        return []
    within = {passage.ordinal}
    parts = []
    for below in passages[index + 1 :]:
        if below.parent not in within:
            break
        within.add(below.ordinal)
        parts.append(below)
    if not parts:
        return _unmarked_parts(passages, index)
    if not passage.label and not _INCLUDES.search(text) and _is_only_one(passages, index, len(parts)):
        return []
    return parts


def _unmarked_parts(passages: Sequence[Passage], index: int) -> list[Passage]:
    """The paragraphs that a demand goes on in, where the bullets were drawn and not written."""
    if passages[index].kind is not PassageKind.PARAGRAPH or not DEMANDS.match(passages[index].text):
        return []
    plain = takewhile(lambda p: p.kind is PassageKind.PARAGRAPH, passages[index + 1 :])
    return list(takewhile(lambda p: p.text[:1].islower(), plain))


def _is_only_one(passages: Sequence[Passage], index: int, parts: int) -> bool:
    """Whether nothing but this lead-in and its bullets stands below the heading: the bullets are the list."""
    after = passages[index + 1 + parts : index + 2 + parts]
    heads = passages[index - 1].kind is PassageKind.HEADING or bool(
        opens(passages[index - 1], passages[index - 1].text)
    )
    ends = not after or after[0].kind is PassageKind.HEADING or not DEMANDS.match(after[0].text)
    return passages[index].kind is PassageKind.PARAGRAPH and heads and ends


def _run(passages: Sequence[Passage], index: int) -> list[Passage]:
    """The plain paragraphs from here to the next heading or front."""
    return list(takewhile(lambda p: p.kind is PassageKind.PARAGRAPH, passages[index:]))


def _is_within(passages: Sequence[Passage], passage: Passage) -> bool:
    """Whether a bullet lies within another item of the list: it is part of that point."""
    above = next((p for p in passages if p.ordinal == passage.parent), None)
    return above is not None and above.kind is PassageKind.BULLET
