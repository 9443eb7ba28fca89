"""A notice's or direction's measures, in order, from its passages.

What counts as a measure: an item of a list (bulleted, lettered, numbered, or a bare paragraph where the
bullet was lost) in the part that says what the council must do, or a paragraph there that lays a duty on
the council, or that demands without "must" (an imperative, a gerund, "To …;"). What only leads into a list
("The council must:") is none; an item that opens a list of its own parts ("Prepare a plan that says:") is
one measure with its parts.

A measure's theme is the nearest heading above it, among the demands. A line that ends with a colon
("Developing practice:") belongs to its list and is no theme.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from evidence.language.indicators import INDICATOR, indicator_code
from evidence.language.periods import find_period
from evidence.model import Measure, Passage, PassageKind
from ingest.kinds.demand_words import (
    ANOTHERS,
    ANY_DUTY,
    ANY_IS_TO,
    ANY_SHOULD,
    BARE_BY,
    BY,
    CLOSES,
    CLOSING_HEADING,
    COMPLIES,
    CONSEQUENCE,
    DEADLINE,
    DUTY,
    FOLLOWING,
    IN_PARTICULAR,
    LEADS,
    LIST_END,
    NUMBERED_DUTY,
    OPENING_HEADING,
    OPENS,
    OPENS_ALL,
    OPENS_BY,
    OTHERS_LIST,
    PRINTED,
    PURPOSE,
    SET_BELOW,
    STEM_END,
    UNTOLD_DUTY,
)
from ingest.kinds.demands import (
    demands_barely,
    heads_items,
    in_series,
    is_statement,
    overarching,
    spells_out,
    unread_demands,
    untold_demands,
)
from ingest.values.targets import find_targets


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
    closed: bool = False  # below a heading of what is no demand
    numbered: bool = False  # whether the open list belongs to a numbered paragraph, which the next one ends


def read_measures(passages: Sequence[Passage]) -> tuple[Measure, ...]:
    """Every measure, in the order of the paper, with its theme, its printed label and its targets."""
    state, opened = _State(), False
    for index, passage in enumerate(passages):
        if passage.kind in {PassageKind.FRONT, PassageKind.FOOTNOTE} or passage.ordinal in state.parts:
            continue
        if _is_heading(passages, index, state):
            _enter(state, passage.text.strip())
        elif _closes(passages, index, state):
            state.inside = state.stem = state.listing = False
        else:
            _take(state, passages, index)
        opened = opened or state.inside
    plain = [] if opened and state.found else _plainly_asked(passages)
    return overarching(max(state.found, plain, key=len), passages)


def _closes(passages: Sequence[Passage], index: int, state: _State) -> bool:
    """Whether a passage ends the demands. "By:" does below a sentence, and leads in right below a theme."""
    passage = passages[index]
    if BARE_BY.match(passage.text.strip()) and index and passages[index - 1].kind is PassageKind.HEADING:
        return not state.inside
    return bool(CLOSES.search(passage.text)) and not _is_point(passage)


def _plainly_asked(passages: Sequence[Passage]) -> list[Measure]:
    """Where no words open the demands: every item that lays a duty or sets a target, before the close."""
    state = _State(inside=True)
    for passage in passages:
        text = passage.text.strip()
        printed = PRINTED.match(text) if not passage.label else None
        heads = passage.label and len(text.split()) <= 6 and text[-1:].isalpha() and not DUTY.search(text)
        if passage.kind is PassageKind.HEADING or heads:
            state.theme, state.inside = text, not CLOSING_HEADING.match(text)
        elif not state.inside or not (_is_item(passage) or printed) or passage.kind is PassageKind.ROW:
            continue
        elif not any(p.search(text) for p in (CONSEQUENCE, CLOSES, COMPLIES, SET_BELOW, OTHERS_LIST)):
            words = text[printed.end() :] if printed else text
            if DUTY.search(words) or find_targets(words):
                _add(
                    state,
                    replace(passage, label=printed.group().strip() if printed else passage.label),
                    words,
                )
    return state.found


def _enter(state: _State, heading: str) -> None:
    if state.inside and DEADLINE.match(heading) and find_period(heading):
        state.deadline = find_period(heading)  # "By March 2010", over the items due then
        return
    state.stem, state.deadline = False, ""
    state.closed = bool(CLOSING_HEADING.match(heading))
    if state.closed:
        state.inside, state.listing, state.theme = False, False, ""
    elif OPENING_HEADING.match(heading) or OPENS_ALL.search(heading) or OPENS.search(heading):
        state.inside, state.theme = True, heading
    elif not heading.endswith(":"):
        state.theme = heading


def _take(state: _State, passages: Sequence[Passage], index: int) -> None:
    """One passage that is no heading: a lead-in, a measure, or neither."""
    passage = passages[index]
    text = passage.text.strip()
    if OPENS_ALL.search(text) and not state.inside and not state.found:
        state.inside, state.theme = True, ""  # a heading above the demands speaks of something else
    state.inside = state.inside or bool(OPENS.search(text) or OPENS_BY.search(text))
    if CONSEQUENCE.search(text) or COMPLIES.search(text) or passage.kind is PassageKind.ROW:
        return  # what a table asks for is read with its columns
    if state.stem and state.numbered and _is_numbered(passage):
        state.stem, state.listing, state.deadline = False, False, ""
    if OTHERS_LIST.match(text):
        state.stem = state.listing = False
        state.parts |= {p.ordinal for p in _parts(passages, index)}
        return
    has_duty = _lays_duty(passage, state)
    if not state.inside and not (has_duty and passage.label):
        return
    below = bool(SET_BELOW.search(text)) and (_is_numbered(passage) or not _is_item(passage))
    leads = text.endswith(":") or below or FOLLOWING.search(text)
    if leads and not (passage.label and IN_PARTICULAR.search(text)):
        _lead_in(state, passages, index, has_duty)
        return
    is_lost_bullet = state.stem and _leads(passages, index)
    bare = state.inside and demands_barely(text) and not OPENS_ALL.search(text)
    if _is_item(passage) and (state.inside or has_duty):
        listed = state.stem or (state.listing and not is_statement(text))
        if not _is_numbered(passage) or has_duty or listed or bare:
            _add(state, passage, text)
    elif has_duty or is_lost_bullet or bare or _in_series(state, passages, index):
        _add(state, passage, text)
    if not _is_item(passage):
        state.stem = False


def _lays_duty(passage: Passage, state: _State) -> bool:
    text = passage.text.strip()
    numbered = _is_numbered(passage) and bool(NUMBERED_DUTY.search(text))
    among = state.inside or (_is_numbered(passage) and bool(state.found) and not state.closed)
    said = ANY_DUTY.match(text) or (passage.label and ANY_IS_TO.match(text))
    asked = said or (ANY_SHOULD.match(text) and find_targets(text))
    return bool(DUTY.search(text)) or numbered or (among and bool(asked))


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
    leads = (FOLLOWING, STEM_END, IN_PARTICULAR, OPENS_ALL)
    generic = any(pattern.search(text) for pattern in leads) and not ANOTHERS.search(text)
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
    due = BY.search(text)
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
    words = LIST_END.sub("", IN_PARTICULAR.sub("", text)).strip()
    targets = tuple(replace(t, period=t.period or state.deadline) for t in find_targets(words))
    state.found.append(Measure(words, state.theme, label, targets=targets, passage=passage.ordinal))


def _is_point(passage: Passage) -> bool:
    """A point of a list of demands; a numbered paragraph that lays no duty is none."""
    return _is_item(passage) and not (_is_numbered(passage) and not DUTY.search(passage.text))


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
    if DEADLINE.match(text) and find_period(text):
        return True
    below = next(iter(passages[index + 1 : index + 2]), None)
    theme = below is not None and heads_items(text, below)
    if state.stem and not theme:
        return False
    words = len(text.split())
    short = (1 < words <= 10 or (theme and state.listing)) and text[0].isupper() and text[-1].isalnum()
    return short and below is not None and not DUTY.search(text)


def unread(passages: Sequence[Passage], measures: Sequence[Measure]) -> tuple[str, ...]:
    """What a notice or direction demands and no measure holds: a sentence for each such list; where there is
    none, one for all sentences of it that demand something.
    """
    ends = (CLOSES, OTHERS_LIST)
    lists = tuple(
        unread_demands(passages, measures, leads=LEADS, below=SET_BELOW, ends=ends, headings=CLOSING_HEADING)
    )
    if lists:
        return lists
    untold = list(
        untold_demands(
            passages,
            {m.passage for m in measures},
            opens=(OPENS_ALL, OPENS, OPENS_BY),
            duty=UNTOLD_DUTY,
            ends=(*ends, PURPOSE, CONSEQUENCE, COMPLIES, SET_BELOW),
            headings=CLOSING_HEADING,
        )
    )
    if not untold:
        return ()
    words = untold[0].split()
    named = " ".join(words[:8]) + (" …" if len(words) > 8 else "")
    return (f"“{named}” reads as a demand and is no measure{_others(len(untold) - 1)}.",)


def _others(count: int) -> str:
    return f", like {count} more" if count else ""
