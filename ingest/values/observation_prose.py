"""Values told in prose: "In March 74.2% of assessments were completed on time (NI 59)".

A figure is an observation only where the sentence tells that the council's own indicator took it: not what
is asked for ("against a target of 80%"), foreseen ("will reach"), changed by, compared with elsewhere
("the national average of 71%") or part of the indicator's definition ("within 10 working days").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from evidence.language.indicators import Codes, code_groups
from evidence.language.misreadings import mended
from evidence.language.periods import period_spans
from evidence.language.units import is_per_10000
from evidence.model import Observation, Passage, PassageKind
from ingest.values.observation_names import Names, share_of, subject_of
from ingest.values.observation_periods import beside, is_later, tidy, with_year
from ingest.values.observation_roles import DEFINITION, TARGET, VALUE, Told, told_in
from ingest.values.sentences import sentences

_DIGIT = re.compile(r"\d")
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[A-Z(“‘\"'•])")
_MARK = re.compile(r"(?<=[\d%.])\s?[¹²³⁰⁴-⁹]+|(?<=[\d%])\((?:\d|[a-h*])\)(?=[\s%,.;]|$)|(?<=[\d%])[*†‡]+")
_NOTE = re.compile(r"(\d{1,3})\s+[A-Z]")
_NOTED = re.compile(r"\.(?<=\d\.)(\d{1,3})(?=\s+[A-Z]|\s*$)")  # its sign first, which is quick to find
_EVENT = re.compile(
    r"\b(?:report(?:ed|s)?|publish\w*|since|inspection|letter|notice|issued|began|started|agreed|meeting"
    r"|until|(?<!looked\s)after"
    r"|launched|introduced|compared)\b",
    re.IGNORECASE,
)
_LEADS_IN = re.compile(
    r"(?:\b(?:in|at|for|during|over|between|as\s+at|as\s+of|from|within|throughout|to)\s+(?:the\s+"
    r"|each\s+)?(?:\w+\s+)?"
    r"|\b(?:month|months|quarter|period|end|week|half|cumulative)\s+(?:of\s+)?|[(:,–-]\s*|^\W*)(?:the\s+)?$",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+(?:the\s+)?$", re.IGNORECASE)
_ON = re.compile(r"\bon\s+$", re.IGNORECASE)
_MOVED_FROM = re.compile(
    r"\b(?:up|down|rise|rose|risen|increas\w+|improv\w+|fall\w*|fell|reduc\w+|chang\w+)\s+(?:\w+\s+)?from\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_NEW_CLAUSE = re.compile(
    r"(?:[,;:]\s*(?:and|but|while|whereas|then)?|\band|\bbut)\s*(?:(?:in|at|for|during|by|over"
    r"|as\s+at)\s+(?:the\s+)?)?$",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?:^\W*|[,;:]\s*|\b(?:and|but|while|then)\s+)(?:(?:in|at|for|during|by|over|as\s+at|on|throughout"
    r"|between)\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_FOR_WHOM = re.compile(
    r"\s*(?:for|among(?:st)?)\s+(?!(?:the\s+)?(?:year|quarter|month|period|\d))", re.IGNORECASE
)
_NOT_OWN = re.compile(
    r"\b(?:compared|against|than|from|previously|versus|(?<!come\s)(?<!came\s)(?<!gone\s)(?<!went\s)(?:down|up))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Context:
    """What a sentence is read with: the document's ISO date and the indicators that it names."""

    day: str
    names: Names


def find_told(passages: Sequence[Passage], context: Context) -> Iterator[Observation]:
    """The observations of the prose, in order."""
    notes = _notes(passages)
    for passage in passages:
        if passage.kind not in {PassageKind.PARAGRAPH, PassageKind.BULLET}:
            continue
        plain = " ".join(passage.text.replace("’", "'").split())
        if not _has_figures(plain):
            continue
        text = mended(_MARK.sub("", _without_notes(plain, notes.get(passage.page, frozenset()))))
        for sentence in sentences(_SENTENCE, text):
            if _has_figures(sentence):
                yield from (replace(o, passage=passage.ordinal) for o in _sentence(sentence, text, context))


def _has_figures(text: str) -> bool:
    return bool(_DIGIT.search(text)) or "per cent" in text


def _notes(passages: Sequence[Passage]) -> dict[int, frozenset[str]]:
    """The numbers of the notes that stand on each page: "118 Letter of 4 February"."""
    found: dict[int, frozenset[str]] = {}
    for passage in passages:
        number = passage.label.strip("().") if passage.kind is PassageKind.FOOTNOTE else ""
        opening = _NOTE.match(passage.text)
        number = number or (opening[1] if opening and not passage.label else "")
        if number.isdigit():
            found[passage.page] = found.get(passage.page, frozenset()) | {number}
    return found


def _without_notes(text: str, notes: frozenset[str]) -> str:
    """A text without the notes' numbers that stand right after a sentence's last figure: in "512.118 Offers"
    the figure is 512 where the page has a note 118.
    """
    return _NOTED.sub(lambda m: "." if m[1] in notes else m.group(), text)


def _sentence(sentence: str, said: str, context: Context) -> Iterator[Observation]:
    told = told_in(sentence)
    if not any(t.role == VALUE for t in told):
        return
    periods = _periods(sentence, told, said, context.day)
    named = _named(sentence, told, context.names, periods)
    for index, one in enumerate(told):
        indicator = named.get(index, "")
        period = periods.get(index, "")
        if one.role != VALUE or not indicator or is_later(period, context.day):
            continue
        asked = _asked_of(told, index)
        if not period and (_is_other(one) or (one.quantity.unit == "count" and asked is None)):
            continue  # "compared with 66%": of when, it does not say
        if periods.get(index + 1) not in {None, period}:
            asked = None  # asked for in another period
        unit = one.quantity.unit
        if unit == "count" and is_per_10000(sentence):
            unit = "rate_per_10000"
        yield Observation(indicator, one.quantity.value, unit, period, target=asked)


def _is_other(one: Told) -> bool:
    return one.quantity.lead == "from" or bool(_NOT_OWN.search(one.before))


def _asked_of(told: list[Told], index: int) -> float | None:
    """The target that stands beside a value: the figure after it."""
    if index + 1 == len(told):
        return None
    one, after = told[index : index + 2]
    same = after.role == TARGET and after.quantity.unit == one.quantity.unit
    words = re.search(r"\btargets?\b|\brequire|\bagainst\b|\bgoal\b", after.before + after.after)
    return after.quantity.value if same and words else None


def _named(sentence: str, told: list[Told], names: Names, periods: dict[int, str]) -> dict[int, str]:
    """The indicator of each value: by code, by the words of one that the paper names, or by its subject."""
    groups = code_groups(sentence)
    if groups:
        return dict(_by_code(sentence, told, groups))
    values = [i for i, t in enumerate(told) if t.role == VALUE]
    known = names.match(sentence)
    own = subject_of(sentence[: told[values[0]].quantity.start]) if values else ""
    if known:
        # Several figures that are not one movement: the words may fit only one of them.
        return {i: known for i in values if i == values[0] or told[i].goes_on}
    unit = told[values[0]].quantity.unit if values else ""
    if not own and unit == "percent" and sum(told[i].quantity.unit == unit for i in values) == 1:
        figure = told[values[0]].quantity
        own = share_of(sentence[: figure.start], sentence[figure.end :])
    if sum(bool(_FOR_WHOM.match(sentence, told[i].quantity.end)) for i in values) > 1:
        return {}  # "81% for boys and 79% for girls": each is of a part
    if not own or (unit == "count" and not re.search(r"\b(?:number|total|caseloads?)\b|[A-Z]{3}", own)):
        return {}
    # What is held against a target is told of now, if of no other time.
    dated = [i for i in values if periods.get(i) or _asked_of(told, i) is not None]
    return {i: own for i in dated if i == values[0] or told[i].goes_on}


def _by_code(sentence: str, told: list[Told], groups: list[Codes]) -> Iterator[tuple[int, str]]:
    """A code in brackets governs the figures before it, another one those after it; figures of another unit
    than the one that it stands at tell something else."""
    for index, one in enumerate(told):
        if one.role != VALUE:
            continue
        group = _governs(sentence, one, groups)
        bracketed = sentence[: group.start].rstrip().endswith("(")
        counted = [t for t in told if t.role != DEFINITION]
        side = [t for t in counted if t.quantity.at < group.start] if bracketed else counted
        if not bracketed:
            side = [t for t in side if t.quantity.at > group.end][:1] or side[-1:]
        anchor = side[-1] if side else one
        if anchor.quantity.unit != one.quantity.unit:
            continue
        if len(group.codes) == 1:
            yield index, group.codes[0]
            continue
        values = [i for i, t in enumerate(told) if t.role == VALUE and _governs(sentence, t, groups) == group]
        if len(values) == len(group.codes) and "respectively" in sentence:
            yield index, group.codes[values.index(index)]


def _governs(sentence: str, one: Told, groups: list[Codes]) -> Codes:
    before = [g for g in groups if g.end <= one.quantity.at]
    after = [g for g in groups if g.start >= one.quantity.at]
    bracketed = [g for g in after if sentence[: g.start].rstrip().endswith("(")]
    plain = [g for g in before if not sentence[: g.start].rstrip().endswith("(")]
    return (plain[-1:] or bracketed[:1] or before[-1:] or after[:1])[0]


def _periods(sentence: str, told: list[Told], said: str, day: str) -> dict[int, str]:
    """The period of each figure that has one, with its year where that is beyond doubt."""
    found: dict[int, tuple[int, str]] = {}
    opening: tuple[int, str] | None = None
    spans = period_spans(sentence)
    for start, end, words in spans:
        prior = [i for i, t in enumerate(told) if t.quantity.end <= start + 1 and t.role != DEFINITION]
        later = [i for i, t in enumerate(told) if t.quantity.at >= end and t.role != DEFINITION]
        if prior and prior[-1] not in found and _follows(sentence, told[prior[-1]], start, end, told, later):
            found[prior[-1]] = (start, words)
        elif later and _OPENS.search(sentence[:start]) and _near(sentence[end : told[later[0]].quantity.at]):
            found.setdefault(later[0], (start, words))
            if not prior:
                opening = (start, words)
    if opening:
        for index, one in enumerate(told):
            if index not in found and one.role == VALUE and not _NOT_OWN.search(one.before):
                found[index] = opening
    if "respectively" in sentence and len(set(found.values())) == 1:
        opening = next(iter(found.values()))
        found |= {i: opening for i, t in enumerate(told) if t.role == VALUE}
    full = [(start, words) for start, _, words in spans]
    dated = {
        i: _dated(place, full, said, day, is_from=told[i].quantity.lead == "from")
        for i, place in found.items()
    }
    return _in_order(told, dated, found)


def _in_order(told: list[Told], dated: dict[int, str], found: dict[int, tuple[int, str]]) -> dict[int, str]:
    """What a figure has moved from, or is compared with, came before: "from 58% in March to 66% in May"."""
    earlier = {i for i in dated if told[i].quantity.lead == "from" or _NOT_OWN.search(told[i].before)}
    main = [dated[i] for i in sorted(set(dated) - earlier) if told[i].role == VALUE]
    for index in earlier if main else ():
        words = tidy(found[index][1])
        if dated[index] == f"{words} {dated[index][-4:]}":
            dated[index] = beside(words, main[0], before=True)
    return dated


_OF_NEXT = re.compile(r"\s*(?::|,|=|–|-|was|were|it\s+was)\s*")  # "94% (2022/23: 91%)": it dates the second


def _near(between: str) -> bool:
    return len(between.split()) <= 14 and not _EVENT.search(between)


def _follows(sentence: str, one: Told, start: int, end: int, told: list[Told], later: list[int]) -> bool:
    """Whether a period belongs to the figure before it."""
    between = sentence[one.quantity.end : start]
    if _MOVED_FROM.search(sentence[:start]):
        return False  # "88%, up from March 2025 (81%)": it is the earlier figure's
    if _EVENT.search(between) or len(between.split()) > 22:
        return False
    on = sentence[end : told[later[0]].quantity.at] if later else ""
    if between.rstrip().endswith("(") and later and _OF_NEXT.fullmatch(on):
        return False
    if (later and _NEW_CLAUSE.search(between) and len(between.split()) > 1) or ";" in between:
        follows_on = sentence[end : told[later[0]].quantity.at] if later else ""
        if len(follows_on.split()) <= 4 and "compared" not in follows_on:
            return False
    lead = sentence[:start]
    if _BY.search(lead):
        return (
            bool(re.search(r"\b(?:had|has|have|rose|fell|was|were|\w+ed)\b", one.before))
            and one.role == VALUE
        )
    if _ON.search(lead):
        return len(between) < 30
    return bool(_LEADS_IN.search(lead))


def _dated(
    place: tuple[int, str], every: list[tuple[int, str]], said: str, day: str, *, is_from: bool
) -> str:
    """``is_from``: its figure opens a movement, so that a later period of the sentence ends it."""
    words = tidy(place[1])
    before = [w for at, w in every if at < place[0]]
    after = [w for at, w in every if at > place[0]]
    dated = beside(words, before[-1], before=False) if before else words
    if dated == words and after and is_from:
        dated = beside(words, after[0], before=True)
    return dated if dated != words else with_year(words, day, said)
