"""A notice's or direction's measures, in order, from its passages.

What counts as a measure: an item of a list (bulleted, lettered, numbered, or a bare paragraph where the
bullet was lost) in the part that says what the council must do, or a paragraph there that lays a duty on
the council, or that demands without "must" (an imperative, a gerund, "To …;"). What only leads into a list
("The council must:") is none; an item that opens a list of its own parts ("Prepare a plan that says:") is
one measure with its parts.

A measure's theme is the nearest heading above it, among the demands. A line that ends with a colon
("Developing practice:") belongs to its list and is no theme.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from evidence.language.indicators import INDICATOR, indicator_code
from evidence.language.periods import find_period
from evidence.model import Measure, Passage, PassageKind
from ingest.kinds.demands import (
    demands_barely,
    heads_items,
    in_series,
    is_statement,
    overarching,
    spells_out,
    unread_demands,
)
from ingest.values.targets import find_targets

_BODY = r"(?:council|authority|trust|local authority|LA|partners?|partnership)"
_MODAL = (
    r"(?:must|shall|should|will|is\s+to|are\s+to|ought\s+to|needs?\s+to|(?:is|are)\s+(?:also\s+)?"
    r"(?:required|expected|directed|asked|needed)(?:\s+to)?)"
)
_DUTY = re.compile(rf"\b{_BODY}\b[^.:;]{{0,120}}?\b{_MODAL}\b", re.IGNORECASE)
# In today's numbered notices the plan and the board have duties too; what the Department will do is none.
_NUMBERED_DUTY = re.compile(r"\b(?:plan|board|chair)\b[^.:;]{0,60}?\b(?:must|shall|should)\b", re.IGNORECASE)
_CONSEQUENCE = re.compile(
    r"^(?:should|if|where)\s+(?:the|ministers)\b|^failure\b|\bunwilling\s+or\s+unable\b"
    r"|\bremains?\s+in\s+(?:place|force)\b",
    re.IGNORECASE,
)
# These open the demands as a whole; the second lot open a list of them, maybe below a theme.
_OPENS_ALL = re.compile(
    r"following\s+(?:\w+\s+){0,3}?(?:measure|action|step|requirement"
    r"|improvement)\w*(?:\(s\))?.{0,60}(?:comply|needed|required)"
    r"|(?:in\s+order\s+)?to\s+comply\s+with\s+(?:this|the)\s+(?:\w+\s+){0,2}(?:notice|direction)"
    r"|\b(?:hereby\s+)?directs?\s+(?:the\s+)?\w+.*(?:as\s+follows|to)\b.{0,60}:?$",
    re.IGNORECASE,
)
_OPENS = re.compile(
    rf"\b{_BODY}\s+(?:\([^)]*\)\s+)?{_MODAL}(?:\s+take\s+(?:action|steps))?(?:\s+to)?\s*:?$", re.IGNORECASE
)
_DEADLINE = re.compile(r"^(?:by|for|before)\s+(?:the\s+)?(?:end\s+of\s+)?[\w /]{4,24}:?$", re.IGNORECASE)
_OPENING_HEADING = re.compile(
    rf"^(?:what\s+(?:the\s+)?{_BODY}\s+{_MODAL}\b.*|(?:the\s+)?(?:actions?|measures?|improvements?"
    rf"|requirements?)"
    r"(?:\s+(?:required|needed|to\s+be\s+taken|of\s+(?:this|the)\s+notice))*|requirements?"
    r"|improvement\s+measures?)$",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r"\b(?:will|shall)\s+be\s+(?:assessed|reviewed|monitored|measured|supplemented)\b"
    r"|^failure\s+to\s+comply|\bdoes\s+not\s+comply\b"
    r"|^(?:should|if|where)\s+the\s+\w+\s+(?:be|is|fails?|does)\b|\bunwilling\s+or\s+unable\b|^signed\b"
    r"|\b(?:basis\s+of|based\s+on|contained\s+in|rests\s+on)\b.{0,60}:?$|\bduration\s+of\s+(?:the|this)\b"
    r"|\b(?:remains?|stays?|continues?)\s+in\s+(?:place|force|effect)\b|^by\s*:$|\b(?:interim|progress)\s+reviews?\b.{0,80}:$",
    re.IGNORECASE,
)
_CLOSING_HEADING = re.compile(
    r"^(?:how\s+(?:improvement|progress|this|the|long)\b.*|(?:assess|review|monitor|measur)\w*(?:\s+(?:of"
    r"|and|progress|improvement)\b.*)?"
    r"|(?:progress|improvement)\s+(?:review|assess|monitor)\w*.*|failure\s+to.*|if\s+the\b.*"
    r"|consequences?\b.*|duration\b.*"
    r"|(?:non-?)?compliance\b.*|background|introduction|reasons?\b.*|what\s+th(?:is|e)\s+\w+\s+(?:rests"
    r"|is\s+based)\b.*|term\b.*"
    r"|lifting\b.*|evidence\b.*|explanatory\b.*|interpretation|definitions)$",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(
    r"\bas\s+follows\s*:$|\bfollowing\b(?:\s+[\w'’-]+){0,4}\s*[:.]$|\bfollowing\s+(?:[\w'’-]+\s+){0,4}"
    r"(?:outcome|indicator|measure|action|target|area|requirement|step|improvement|objective)s?\b[^.]*:$",
    re.IGNORECASE,
)
_STEM_END = re.compile(
    rf"\b(?:it|they|{_BODY})\b[^.:;]{{0,100}}\b(?:{_MODAL}|to)(?:,?\s+(?:also|therefore|ensure(?:\s+that)?"
    rf"|take\s+(?:action|steps)"
    r"(?:\s+to)?|do\s+the\s+following|have|as\s+a\s+minimum|(?:by|within|before|no\s+later\s+than)\s+[\w\s]{3,35}))*,?\s*:$",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+(?:the\s+end\s+of\s+)?(?:\d{1,2}\s+)?[A-Z]\w+\s+(?:19|20)\d\d(?=[^.]{0,20}:$)")
_PRINTED = re.compile(
    r"^[A-Z]{1,2}\d{1,2}(?:\.\d{1,2})?[.):]?\s+(?=[A-Z])"
)  # "A1", where structure saw no label
_COMPLIES = re.compile(
    r"^\W*the\s+\w+\s+(?:must|shall)\s+comply\s+with\s+(?:the\s+terms\s+of\s+)?this\s+(?:direction|notice)\b",
    re.IGNORECASE,
)
_IN_PARTICULAR = re.compile(r"[.;,]?\s*\bin\s+particular\s*[,:]?\s*$", re.IGNORECASE)
_ANOTHERS = re.compile(
    rf"\b(?:adviser|advisor|commissioner|chair|board|plan),?\s+(?:who|which|that)\s+{_MODAL}\s*:$",
    re.IGNORECASE,
)  # what follows is another's to do
_LEADS = re.compile("|".join(p.pattern for p in (_OPENS_ALL, _STEM_END, _OPENS)), re.IGNORECASE)
_LIST_END = re.compile(r"\s*(?:[;,]\s*(?:and|or)?|\s+and)\s*$")


@dataclass
class _State:
    """Where the reading has got to: inside the demands or not, under which theme, after which lead-in."""

    inside: bool = False
    theme: str = ""
    deadline: str = ""
    stem: bool = False
    listing: bool = False  # whether a lead-in has opened a list, which goes on below its themes
    found: list[Measure] = field(default_factory=list)
    parts: set[int] = field(default_factory=set)
    numbered: bool = False  # whether the open list belongs to a numbered paragraph, which the next one ends


def read_measures(passages: Sequence[Passage]) -> tuple[Measure, ...]:
    """Every measure, in the order of the paper, with its theme, its printed label and its targets."""
    state, opened = _State(), False
    for index, passage in enumerate(passages):
        if passage.kind in {PassageKind.FRONT, PassageKind.FOOTNOTE} or passage.ordinal in state.parts:
            continue
        if _is_heading(passages, index, state):
            _enter(state, passage.text.strip())
        elif _CLOSES.search(passage.text) and not _is_point(passage):
            state.inside = state.stem = state.listing = False
        else:
            _take(state, passages, index)
        opened = opened or state.inside
    plain = [] if opened and state.found else _plainly_asked(passages)
    return overarching(max(state.found, plain, key=len), passages)


def _plainly_asked(passages: Sequence[Passage]) -> list[Measure]:
    """Where no words open the demands: every item that lays a duty or sets a target, before the close."""
    state = _State(inside=True)
    for passage in passages:
        text = passage.text.strip()
        printed = _PRINTED.match(text) if not passage.label else None
        heads = passage.label and len(text.split()) <= 6 and text[-1:].isalpha() and not _DUTY.search(text)
        if passage.kind is PassageKind.HEADING or heads:
            state.theme, state.inside = text, not _CLOSING_HEADING.match(text)
        elif not state.inside or not (_is_item(passage) or printed) or passage.kind is PassageKind.ROW:
            continue
        elif not any(p.search(text) for p in (_CONSEQUENCE, _CLOSES, _COMPLIES)):
            words = text[printed.end() :] if printed else text
            if _DUTY.search(words) or find_targets(words):
                _add(
                    state,
                    replace(passage, label=printed.group().strip() if printed else passage.label),
                    words,
                )
    return state.found


def _enter(state: _State, heading: str) -> None:
    if state.inside and _DEADLINE.match(heading) and find_period(heading):
        state.deadline = find_period(heading)  # "By March 2010", over the items due then
        return
    state.stem, state.deadline = False, ""
    if _CLOSING_HEADING.match(heading):
        state.inside, state.listing, state.theme = False, False, ""
    elif _OPENING_HEADING.match(heading) or _OPENS_ALL.search(heading) or _OPENS.search(heading):
        state.inside, state.theme = True, heading
    elif not heading.endswith(":"):
        state.theme = heading


def _take(state: _State, passages: Sequence[Passage], index: int) -> None:
    """One passage that is no heading: a lead-in, a measure, or neither."""
    passage = passages[index]
    text = passage.text.strip()
    if _OPENS_ALL.search(text) and not state.inside and not state.found:
        state.inside, state.theme = True, ""  # a heading above the demands speaks of something else
    state.inside = state.inside or bool(_OPENS.search(text))
    if _CONSEQUENCE.search(text) or _COMPLIES.search(text) or passage.kind is PassageKind.ROW:
        return  # what a table asks for is read with its columns
    if state.stem and state.numbered and _is_numbered(passage):
        state.stem, state.listing, state.deadline = False, False, ""
    has_duty = bool(_DUTY.search(text) or (_is_numbered(passage) and _NUMBERED_DUTY.search(text)))
    if not state.inside and not (has_duty and passage.label):
        return
    if (text.endswith(":") or _FOLLOWING.search(text)) and not (
        passage.label and _IN_PARTICULAR.search(text)
    ):
        _lead_in(state, passages, index, has_duty)
        return
    is_lost_bullet = state.stem and _leads(passages, index)
    bare = state.inside and demands_barely(text) and not _OPENS_ALL.search(text)
    if _is_item(passage) and (state.inside or has_duty):
        listed = state.stem or (state.listing and not is_statement(text))
        if not _is_numbered(passage) or has_duty or listed or bare:
            _add(state, passage, text)
    elif has_duty or is_lost_bullet or bare or _in_series(state, passages, index):
        _add(state, passage, text)
    if not _is_item(passage):
        state.stem = False


def _in_series(state: _State, passages: Sequence[Passage], index: int) -> bool:
    """Whether an unmarked paragraph stands in an open list: below its lead-in, or after another of it."""
    above = passages[index - 1]
    taken = bool(state.found) and state.found[-1].passage == above.ordinal
    if not state.listing or not (state.stem or taken) or is_statement(passages[index].text):
        return False
    return in_series(passages[index].text.strip(), above.text.strip() if taken else "")


def _lead_in(state: _State, passages: Sequence[Passage], index: int, has_duty: bool) -> None:
    """A passage that ends with a colon: it leads into measures, or is one measure made of parts."""
    passage = passages[index]
    text = passage.text.strip()
    leads = (_FOLLOWING, _STEM_END, _IN_PARTICULAR, _OPENS_ALL)
    generic = any(pattern.search(text) for pattern in leads) and not _ANOTHERS.search(text)
    generic = generic or (spells_out(text) and not passage.label)
    bare = state.inside and demands_barely(text) and not generic
    parts = _parts(passages, index)
    if not generic and parts and (_is_item(passage) or has_duty or bare):
        state.parts |= {p.ordinal for p in parts}
        _add(state, passage, " ".join([text, *(p.text.strip() for p in parts)]))
        return
    state.stem, state.numbered = True, _is_numbered(passage)
    state.inside = state.inside or has_duty
    state.listing = state.inside
    due = _BY.search(text)
    state.deadline = find_period(due.group()) if due else state.deadline


def _parts(passages: Sequence[Passage], index: int) -> list[Passage]:
    """The items that lie within a passage, at whatever depth."""
    inside = {passages[index].ordinal}
    parts = []
    for passage in passages[index + 1 :]:
        if passage.parent not in inside:
            break
        inside.add(passage.ordinal)
        parts.append(passage)
    return parts


def _add(state: _State, passage: Passage, text: str) -> None:
    code = INDICATOR.match(text)
    label = passage.label or (indicator_code(text) if code else "")
    words = _LIST_END.sub("", _IN_PARTICULAR.sub("", text)).strip()
    targets = tuple(replace(t, period=t.period or state.deadline) for t in find_targets(words))
    state.found.append(Measure(words, state.theme, label, targets=targets, passage=passage.ordinal))


def _is_point(passage: Passage) -> bool:
    """A point of a list of demands; a numbered paragraph that lays no duty is none."""
    return _is_item(passage) and not (_is_numbered(passage) and not _DUTY.search(passage.text))


def _is_item(passage: Passage) -> bool:
    return passage.kind is PassageKind.BULLET or bool(passage.label)


def _is_numbered(passage: Passage) -> bool:
    return passage.label[:1].isdigit()


def _leads(passages: Sequence[Passage], index: int) -> bool:
    """Whether list items come next: a bare paragraph before them has lost its bullet."""
    following = passages[index + 1 : index + 2]
    return bool(following) and following[0].kind is PassageKind.BULLET


def _is_heading(passages: Sequence[Passage], index: int, state: _State) -> bool:
    """A heading, or a short line without an end that heads what follows it, as OCR leaves headings."""
    passage = passages[index]
    if passage.kind is PassageKind.HEADING:
        return True
    text = passage.text.strip()
    if passage.kind is not PassageKind.PARAGRAPH or _is_item(passage) or not state.inside:
        return False
    if _DEADLINE.match(text) and find_period(text):
        return True
    below = next(iter(passages[index + 1 : index + 2]), None)
    theme = below is not None and heads_items(text, below)
    if state.stem and not theme:
        return False
    words = len(text.split())
    short = (1 < words <= 10 or (theme and state.listing)) and text[0].isupper() and text[-1].isalnum()
    return short and below is not None and not _DUTY.search(text)


def unread(passages: Sequence[Passage], measures: Sequence[Measure]) -> tuple[str, ...]:
    """What a notice or direction demands and no measure holds: a sentence for each such list."""
    return tuple(unread_demands(passages, measures, leads=_LEADS, closes=_CLOSES))
