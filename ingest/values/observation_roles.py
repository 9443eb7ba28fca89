"""What each figure of a sentence is there for: told as reached, asked for, or neither."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from evidence.language.indicators import INDICATOR
from evidence.language.periods import period_spans
from evidence.language.quantities import Quantity, find_quantities

_REACH = 400  # letters: no clause is longer, and to look farther for each figure takes the square
VALUE, TARGET, OTHER, DEFINITION = "value", "target", "other", "definition"
_BOUNDARY = re.compile(
    r"[;]|,\s*(?:and|but|although|though|while|whereas|which)\s|\b(?:but|although|while|whereas)\s",
    re.IGNORECASE,
)
_ASKED_BEFORE = re.compile(
    r"\b(?:targets?|requirements?|required?|requires|requiring|asks?\s+for|asked\s+for|goals?|objectives?"
    r"|thresholds?|trajectory"
    r"|milestones?|ambitions?|floor|standards?|commitments?|benchmark|aspiration|limit)\b[^,;]{0,60}$",
    re.IGNORECASE,
)
_ASKED_AFTER = re.compile(
    r"^\s*(?:targets?|requirements?|required|needed|threshold|goal|milestone|floor|ambition|benchmark"
    r"|trajectory|level\s+required"
    r"|(?:that\s+)?(?:is|was|are|were)\s+(?:required|needed|asked)|set\s+(?:by|in|out)|asked\s+for"
    r"|or\s+(?:more|less|above|below|better))\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"\bagainst\s+(?:an?\s+|the\s+|our\s+)?(?:\w+\s+)?$", re.IGNORECASE)
_FORESEEN = re.compile(
    r"\b(?:will|would|shall|should|could|(?-i:may)|might|must|cannot|can|asks?\s+that|expect(?:s|ed|ation|ing)?"
    r"|forecasts?|project(?:ed|ions?)|predict\w*"
    r"|anticipat\w*|estimat\w*|intend\w*|plans?\s+to|planned|aim(?:s|ed|ing)?|hopes?|hoped|likely"
    r"|on\s+(?:course|track)|set\s+to"
    r"|needs?\s+to|wants?\s+to|if|unless|until|seeks?|seeking|propos\w*|in\s+order\s+to|is\s+to|are\s+to"
    r"|required\s+to|agreed\s+to|asked\s+to"
    r"|not|never|without|fail\w*\s+to|short\s+of|towards?|beyond|example|such\s+as|between)\b",
    re.IGNORECASE,
)
_FORESEEN_AFTER = re.compile(
    r"^[^,;.]{0,70}?\b(?:will|would|shall|should|must|could|(?-i:may)|might|is\s+to\s+be|are\s+to\s+be"
    r"|needs?\s+to)\b",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"(?:^\W*|\bto\s+|[:;–]\s*|\b(?:and|or)\s+)(?:further\s+)?(?:increase|raise|reduce|improve|reach"
    r"|achieve|bring|hold|maintain|deliver"
    r"|secure|ensure|lower|cut|decrease|attain|sustain|meet|keep)\b(?!\s+(?:of|in|from)\b)",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:national(?:ly)?|England|regional(?:ly)?|(?:statistical\s+)?neighbours?|comparators?|comparable"
    r"|similar\s+(?:local\s+)?(?:authorities|councils)"
    r"|other\s+(?:local\s+)?(?:authorities|councils|areas)|(?:core|similar)\s+cities|family\s+group"
    r"|benchmark\w*|peers?|all\s+authorities"
    r"|across\s+the\s+(?:country|region)|in\s+the\s+region|sector)\b",
    re.IGNORECASE,
)
_CHANGE_AFTER = re.compile(
    r"^\s*(?:points?\b|more\b|fewer\b|less\b|higher\b|lower\b|above\b|below\b|up\s+on\b|down\s+on\b"
    r"|better\b|worse\b|(?:percentage\s+)?points?\b"
    r"|increase|rise|fall|reduction|decrease|improvement|drop|growth|of\s+the\s+(?:\d|way))",
    re.IGNORECASE,
)
_CHANGE_BEFORE = re.compile(
    r"\b(?:increase|rise|fall|reduction|decrease|improvement|drop|growth|uplift|gap"
    r"|difference)s?\s+of\s+(?:\w+\s+){0,2}$|\banother\s+$"
    r"|\bfurther\s+$|\b(?:an?|the)\s+extra\s+$|\badditional\s+$",
    re.IGNORECASE,
)
_REFERRED = re.compile(r"\b(?:the|this|that|these|those)\s+$", re.IGNORECASE)
_ROUGH = re.compile(
    r"\b(?:about|around|almost|nearly|approximately|some|roughly|circa|c\.|just\s+(?:over|under|above"
    r"|below)|up\s+to|between|close\s+to)\s+$",
    re.IGNORECASE,
)
_LIMIT_OF = re.compile(
    r"\b(?:within|every|after|aged?|last|past|next|first|previous|key\s+stage|of\s+their"
    r"|for\s+at\s+least)\s+$",
    re.I,
)
_SHARE_IN = re.compile(
    r"(?:%|\bper\s?cent)\s+of\b[^,;]*\bin\s+$", re.IGNORECASE
)  # "62% of … done in 35 days"
_MEASURED_IN = re.compile(
    r"^[\s-]*(?:working\s+|calendar\s+|school\s+)?(?:years?|months?|weeks?|days?|hours?|minutes?|GCSEs?"
    r"|or\s+more|to\s+\d|million|billion|thousand|pages?"
    r"|percentage|[A-Z]\*)\b",
    re.IGNORECASE,
)
_TOOK = re.compile(
    r"\b(?:took|taken|takes|average[sd]?|averaging|mean|median|was|were|is|stood\s+at|fell|fallen|rose"
    r"|risen|reduced|increased)\b[^,;]{0,25}$",
    re.I,
)
_SERIES = re.compile(r"[\s,]*(?:(?:in|at|for|the|and|then|end\s+of)[\s,]+)*", re.IGNORECASE)
_MOVEMENT = re.compile(r"\b(?:to|from)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Told:
    """A figure with its role, and the words round it up to the next figure or clause."""

    quantity: Quantity
    role: str
    before: str
    after: str

    @property
    def goes_on(self) -> bool:
        """Whether it tells the same indicator as the figure before it: the end of a movement ("from 58% in
        March to 66% in June"), or the next of a series ("18% in April, 17% in May")."""
        if self.quantity.lead in {"to", "from"} or _MOVEMENT.search(self.before):
            return True
        between = self.before
        for _, _, words in period_spans(between):
            between = between.replace(words, " ")
        return bool(_SERIES.fullmatch(between))


def told_in(sentence: str) -> list[Told]:
    """Every figure of a sentence with its role, in order."""
    quantities: Sequence[Quantity] = find_quantities(sentence)
    if not quantities:
        return []
    taken = [span[:2] for span in period_spans(sentence)] + [m.span() for m in INDICATOR.finditer(sentence)]
    quantities = _outside(quantities, sorted(taken))
    ends = [0, *(m.end() for m in _BOUNDARY.finditer(sentence))]
    told: list[Told] = []
    last = 0
    nexts = [*(q.at for q in quantities[1:]), len(sentence)]
    for q, following in zip(quantities, nexts, strict=False):  # a sentence without figures still has an end
        after = sentence[q.end : following]
        clause = sentence[max(ends[bisect_right(ends, q.at) - 1], q.at - _REACH) : q.at]
        before = sentence[last : q.at]
        told.append(Told(q, _role(sentence, q, before, clause, after), before, after))
        last = q.end
    return told


def _outside(quantities: Sequence[Quantity], taken: Sequence[tuple[int, int]]) -> list[Quantity]:
    """The quantities that stand in none of the spans, which are in order."""
    starts = [start for start, _ in taken]
    ends = list(accumulate((end for _, end in taken), max))
    return [q for q in quantities if not (n := bisect_right(starts, q.at)) or ends[n - 1] <= q.at]


def _role(sentence: str, q: Quantity, before: str, clause: str, after: str) -> str:
    near = re.split(r"[,;(]|\s(?:and|but|while)\s|\scompared\s", after, maxsplit=1)[0]
    lead = sentence[max(0, q.at - _REACH) : q.at]
    if _is_definition(q, lead, sentence[q.end : q.end + _REACH]):
        return DEFINITION
    if (
        (q.level and "target" in q.level)
        or _ASKED_BEFORE.search(before)
        or _ASKED_AFTER.search(after)
        or (_AGAINST.search(before) and not re.match(r"\s*(?:in|at)\b", after))
    ):
        return TARGET
    if (
        _FORESEEN.search(clause)
        or _FORESEEN_AFTER.search(near)
        or (q.lead in {"to", ""} and _IMPERATIVE.search(clause))
    ):
        return OTHER
    changed = q.delta or q.unit == "ppts" or q.lead == "by"
    if changed or _CHANGE_BEFORE.search(before) or _CHANGE_AFTER.search(after):
        return OTHER
    if q.comparator or _REFERRED.search(lead) or _ROUGH.search(lead):
        return OTHER
    if _ELSEWHERE.search(before) or _ELSEWHERE.search(near) or _ELSEWHERE.search(q.level):
        return OTHER
    return VALUE


def _is_definition(q: Quantity, before: str, after: str) -> bool:
    """Whether a figure only says what is counted: "within 10 working days", "held more than 20 cases"."""
    if q.unit == "days":
        return bool(_LIMIT_OF.search(before) or _SHARE_IN.search(before)) or not _TOOK.search(before)
    if q.unit != "count":
        return False
    return bool(
        _LIMIT_OF.search(before)
        or _MEASURED_IN.match(after)
        or re.search(r"(?<=\w)\s[A-Z][a-z]+\s+$", before)  # "Internet Explorer 8" is a name
        or (q.comparator and re.search(r"\b(?:more|fewer|less|over|under|least|most|up)\b", before[-24:]))
    )
