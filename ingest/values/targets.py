"""Targets in prose: "increase … to 72% for the month of June 2010" -> at least 72 percent, June 2010.

Written for sentences that ask for something (a measure's words), not for reports of what happened.
A quantity is a target only where the sentence's grammar makes it one: after "to" or "by" and a verb
of change, after "at least" or "no more than" outside a relative clause, before "reduction". So ages,
working days, levels, thresholds inside an indicator's definition, and years in titles are left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from evidence.language.indicators import DOWN, EITHER, UP, Codes, code_groups, own_words
from evidence.language.misreadings import mended
from evidence.language.periods import find_period
from evidence.language.quantities import Quantity, find_quantities
from evidence.model import Comparator, Target
from ingest.values.ranges import UPPER, bounds_apart
from ingest.values.sentences import sentences
from ingest.values.shares import SHARE_OF_WHAT, WITH_SHARE, shares_as_percent
from ingest.values.target_periods import leads, with_periods

_NOTE = re.compile(r"(?<=[\w%).])\s?[¹²³⁰⁴-⁹]+")
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-Z(])")
_RELATIVE = re.compile(
    r"\b(?:who|whom|whose|where|which|having|with|that\s+ha(?:ve|s))\b[^,;:]*$", re.IGNORECASE
)
_HELD = re.compile(r"\b(?:maintain|hold|keep|kept|sustain|remain)", re.IGNORECASE)
_KEPT = re.compile(r"\b(?:bring|maintain|keep|kept|sustain|remain)", re.IGNORECASE)
_REACHED = re.compile(
    r"\b(?:mak\w+\s+sure|ensur\w+|achiev\w+|complet\w+|hold|secur\w+|reach\w*|attain\w*|deliver\w*|visit"
    r"|see)\s+(?:that\s+)?$",
    re.IGNORECASE,
)
_DEMANDS = re.compile(
    r"(?:^\W*|\b(?:must|shall|should|to|will|and)\s+)(?:ensure|hold|complete|carry\s+out|achieve|deliver"
    r"|improve|secure|see|visit|review)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(r"(?:^|[:;,])\s*$")
_TO_BE = re.compile(r"\s*of\b.*\b(?:to\s+be|should\s+be|must\s+be|will\s+be|shall\s+be)\b", re.IGNORECASE)
_NONE_IS = re.compile(
    r"^\W*no\s+(?!more|fewer|less|later|greater|higher)\w+.*?\b(?:is|are|should|must|will|shall)\b", re.I
)
_TREND_UP = re.compile(
    r"\b(?:upward|rising|improving|increasing|positive)\s+(?:trend|trajectory)"
    r"|\byear[- ]on[- ]year\s+(?:improvement|increase|rise)",
    re.IGNORECASE,
)
_TREND_DOWN = re.compile(
    r"\b(?:downward|falling|decreasing|reducing|declining)\s+(?:trend|trajectory)"
    r"|\byear[- ]on[- ]year\s+(?:reduction|decrease|fall)",
    re.IGNORECASE,
)
_STARTS_FROM = re.compile(
    r"\s*\((?:from\s+)?(?:a\s+|the\s+)?(?:baseline|current(?:ly)?|(?:19|20)\d\d(?:[/–-]\d+)?"
    r"|[A-Z][a-z]+\s+(?:19|20)\d\d)(?:\s+(?:of|was|is))?\s*:?\s*(?P<of>[^()]*?)\)"
    r"(?:(?=\s)|$|(?=[.,;]))",
)
_COMPARED_WITH = re.compile(
    r",?\s+(?:compared\s+(?:with|to)|up\s+from|down\s+from)\s+(?P<of>[\d.]+\s?(?:%|per\s+cent))[^,.;]*"
)
_CASES_OF = re.compile(r"\b(?:in|for)\s+$", re.IGNORECASE)
_SHARE_OF = re.compile(r"\b(?:in|for)\s+$|\bso\s+that\s+$", re.IGNORECASE)
_OWN_SUBJECT = re.compile(r"\b(?:council|authority|board|must|should|shall)\b", re.IGNORECASE)
_SAYS_OF_WHAT = re.compile(r"\s*(?:of\s|(?:are|is|have|has|remain|to\s+be)\b)", re.IGNORECASE)
_COUNTED = re.compile(
    r"\b(?:number|caseloads?|rate|average|total|vacanc\w+|backlog|proportion|percentage)\b", re.I
)


def find_targets(text: str) -> tuple[Target, ...]:
    """Every target the text states, in order: one for each quantity and period it asks for."""
    plain = _NOTE.sub("", " ".join(text.replace("’", "'").split()))
    text, starts = _apart(bounds_apart(shares_as_percent(mended(plain))))
    targets: list[Target] = []
    codes: tuple[str, ...] = ()
    for sentence in sentences(_SENTENCE, text):
        groups = code_groups(sentence)
        if groups:
            targets += _coded(sentence, groups)
            codes = groups[-1].codes
            continue
        if _OWN_SUBJECT.search(sentence):
            codes = ()  # a new demand, no longer about the indicator named before
        targets += _name(_in_sentence(sentence, bool(codes)), codes)
    # A figure that measures nothing we can name would only mislead.
    named = [t for t in targets if t.indicator]
    if len(starts) == 1:
        value, unit = starts[0]
        named = [replace(t, baseline=value) if t.baseline is None and t.unit == unit else t for t in named]
    return tuple(dict.fromkeys(named))


def _apart(text: str) -> tuple[str, list[tuple[float, str]]]:
    """The text without the values to start from that stand beside its targets, and those with their units:
    "(baseline: 64% at March 2021)", "(2011/12: 14%)", ", compared with 31% in 2023"."""
    found: list[tuple[float, str]] = []

    def take(match: re.Match[str]) -> str:
        start = next(iter(find_quantities(match["of"])), None)
        if start is None:
            return match.group()
        found.append((start.value, start.unit))
        return ""

    return _COMPARED_WITH.sub(take, _STARTS_FROM.sub(take, text)), found


def _coded(sentence: str, groups: list[Codes]) -> Iterator[Target]:
    """A code governs the figures after it; in brackets, "to 80% (NI 59)", those before it."""
    first = sentence[: groups[0].start]
    if find_quantities(first):
        for quantity, target in _in_sentence(sentence, True):
            after = [g for g in groups if quantity is None or g.start >= quantity.end]
            yield from _name([(quantity, target)], (after or groups[-1:])[0].codes)
        return
    ends = [*(g.start for g in groups[1:]), len(sentence)]
    for index, (group, end) in enumerate(zip(groups, ends, strict=True)):
        lead_in = first if index == 0 else ""  # "Improve NI 59 to 80%": the verb stands before
        yield from _name(_in_sentence(lead_in + sentence[group.end : end], True), group.codes)


def _name(found: "list[_Found]", codes: tuple[str, ...]) -> list[Target]:
    if not codes:
        return [target for _, target in found]
    return [replace(target, indicator=code) for _, target in found for code in codes]


@dataclass(frozen=True)
class _Seen:
    """What a sentence has said before the quantity at hand."""

    baseline: float | None = None
    last: Target | None = None
    end: int = 0  # of the last target's figure


_Found = tuple[Quantity | None, Target]


def _in_sentence(sentence: str, coded: bool) -> list[_Found]:
    quantities = find_quantities(sentence)
    asked = [q for q in quantities if q.lead in {"to", "by"} and _verb(sentence[: q.start])]
    first_asked = asked[0].start if asked else -1
    found: list[tuple[Quantity, Target]] = []
    seen = _Seen()
    for quantity in quantities:
        if quantity.is_baseline:
            seen = replace(seen, baseline=quantity.value)
            if found and found[-1][1].baseline is None:  # "to 85%, from a baseline of 61%"
                found[-1] = (found[-1][0], replace(found[-1][1], baseline=quantity.value))
            continue
        # Before the figure that is asked for, a figure belongs to the indicator's definition.
        if quantity.start < first_asked and not quantity.delta and not seen.last:
            continue
        target = _target(sentence, quantity, seen, coded)
        if target:
            found.append((quantity, target))
            seen = replace(seen, last=target, end=quantity.end)
    return with_periods(sentence, found) or [(None, t) for t in _without_number(sentence, coded)]


def _target(sentence: str, q: Quantity, seen: _Seen, coded: bool) -> Target | None:
    before = sentence[: q.start]
    comparator = _comparator(sentence, q, seen)
    if comparator is None:
        return None
    if q.unit == "count" and not coded and not _COUNTED.search(before):
        return None
    upper = UPPER.match(sentence, q.end)
    follows = sentence[upper.end() if upper else q.end :]
    after = "" if _CASES_OF.search(before) else follows  # "in 95% of cases": the cases are no indicator
    share = SHARE_OF_WHAT.match(follows) if q.unit == "percent" and not coded else None
    if share and WITH_SHARE.search(before):
        indicator = share["what"].strip()
    else:
        indicator = _anew(before[seen.end :], q, seen) if seen.last else own_words(before, after, q.lead)
        apart = len(before[seen.end :].split()) > 3  # "at least 80% and no more than 90% of" is one range
        same = seen.last is not None and seen.last.indicator == indicator and apart
        if same and seen.last and _is_of_its_own(seen.last, comparator, follows):
            indicator = ""
    baseline = None if comparator in {Comparator.REDUCE_BY, Comparator.INCREASE_BY} else seen.baseline
    return Target(indicator, comparator, q.value, q.unit, "", baseline)


def _is_of_its_own(last: Target, comparator: Comparator, follows: str) -> bool:
    """Whether a further figure says itself what it is of, the other way round than the last one: "85% are
    completed in time and no more than 5% are unallocated"."""
    ways = {last.comparator, comparator}
    return ways == {Comparator.AT_LEAST, Comparator.AT_MOST} and bool(_SAYS_OF_WHAT.match(follows))


def _anew(between: str, q: Quantity, seen: _Seen) -> str:
    """What a further figure measures: what the last one did, unless another verb names something of its own
    ("cut vacancies by 10% and hold caseloads at or below 20")."""
    verb = next((m for p in (UP, DOWN, EITHER) if (m := p.search(between))), None)
    own = own_words(between[verb.start() :], "", q.lead) if verb and q.lead else ""
    if seen.last and not own and {q.unit, seen.last.unit} - {"percent", "ppts"} and q.unit != seen.last.unit:
        return ""  # "to no more than 20; filled 90% of posts": it counts something else
    is_new = own and not re.match(
        r"(?:further|again|it|this|that|them|these|performance)\b", own, re.IGNORECASE
    )
    return own if is_new else seen.last.indicator if seen.last else ""


def _comparator(sentence: str, q: Quantity, seen: _Seen) -> Comparator | None:
    """What the sentence asks of the quantity; None where it asks nothing of it."""
    before, after = sentence[: q.start], sentence[q.end :]
    verb = _verb(before)
    if q.delta:
        return Comparator.REDUCE_BY if q.delta == "down" else Comparator.INCREASE_BY
    if q.lead == "by":
        rises = verb == "up" or (verb == "either" and q.unit in {"percent", "ppts"})
        return Comparator.REDUCE_BY if verb == "down" else Comparator.INCREASE_BY if rises else None
    if q.lead == "to" and verb:
        return q.comparator or _direction(verb, before, q, seen.baseline)
    if q.comparator and not q.lead:
        if q.unit == "percent" and WITH_SHARE.search(before) and SHARE_OF_WHAT.match(after):
            return q.comparator  # "…, with at least 85% of visits made in time"
        return _compared(before, q.comparator)
    if q.lead == "at" and (q.unit != "count" or q.comparator) and _HELD.search(before):
        return q.comparator or Comparator.EQUAL
    if q.unit == "percent" and (_REACHED.search(before) or (_OPENING.search(before) and _TO_BE.match(after))):
        return Comparator.AT_LEAST
    if q.unit == "percent" and _SHARE_OF.search(before) and _DEMANDS.search(before) and not q.is_baseline:
        return Comparator.AT_LEAST  # "hold reviews on time in 95% of cases"
    return _coordinated(before, q, seen.last)


def _compared(before: str, comparator: Comparator) -> Comparator | None:
    """ "at least 90%" asks, unless it stands in a relative clause: "those who hold more than 20"."""
    if _RELATIVE.search(before):
        return None
    # "no child waits more than 10 days": the demand is the other way round.
    if comparator is Comparator.AT_LEAST and re.search(r"\bno\s+\w+", before, re.IGNORECASE):
        return Comparator.AT_MOST
    return comparator


def _coordinated(before: str, q: Quantity, last: Target | None) -> Comparator | None:
    """The second figure of "to 72% by June and 80% by October" asks the same as the first."""
    joined = re.search(r"(?:,|\band|\bthen|\bfollowed\s+by)\s*$", before)
    timed = (joined and q.is_followed_by_period) or leads(before)
    if last and not q.lead and timed and last.unit == q.unit:
        return last.comparator
    return None


def _verb(before: str) -> str:
    """The nearest verb of change before a quantity: up, down, either, or nothing."""
    ends = {name: _last(p, before) for name, p in (("up", UP), ("down", DOWN), ("either", EITHER))}
    changes = {name: at for name, at in ends.items() if name != "either" and at >= 0}
    if changes:
        return max(changes, key=lambda name: changes[name])
    return "either" if ends["either"] >= 0 else ""


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((m.start() for m in pattern.finditer(text)), default=-1)


def _direction(verb: str, before: str, q: Quantity, baseline: float | None) -> Comparator:
    if verb == "either" and baseline is not None and baseline != q.value:
        return Comparator.AT_LEAST if q.value > baseline else Comparator.AT_MOST
    if verb == "down" or (verb == "either" and (q.unit == "days" or q.value == 0)):
        return Comparator.AT_MOST
    if verb == "either" and _KEPT.search(before):
        return Comparator.EQUAL
    return Comparator.AT_LEAST


def _without_number(sentence: str, coded: bool) -> Iterator[Target]:
    """Trends, and "no child … is to be …"."""
    if coded and _NONE_IS.match(sentence):
        yield Target("", Comparator.AT_MOST, 0.0, "count", find_period(sentence))
        return
    for pattern, comparator in ((_TREND_UP, Comparator.TREND_UP), (_TREND_DOWN, Comparator.TREND_DOWN)):
        match = pattern.search(sentence)
        if not match:
            continue
        what = re.match(
            r"\s+(?:in|of)\s+(?:the\s+)?(.+?)(?=\s+by\b|\s+over\b|\s+in\s+\d|[,.;]|$)",
            sentence[match.end() :],
        )
        if coded or what:
            yield Target(
                what.group(1) if what else "", comparator, None, "", find_period(sentence[match.end() :])
            )
        return
