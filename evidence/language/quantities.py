"""Quantities in prose: the number, its unit, and the words that say what is asked of it."""

import re
from dataclasses import dataclass

from evidence.language.periods import period_range
from evidence.language.units import AFTER_NUMBER
from evidence.model import Comparator

_TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_WORDS = {
    "none": 0, "zero": 0, "nil": 0, "no": 0,
    **{word: number for number, word in enumerate((*_ONES, *_TEENS), 1)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    **{f"{ten}-{one}": 10 * t + o for t, ten in enumerate(_TENS, 2) for o, one in enumerate(_ONES, 1)},
}  # fmt: skip
_LONGEST_FIRST = "|".join(sorted(_WORDS, key=len, reverse=True))
_AT_LEAST = (
    r"at\s+least|(?:no|not)\s+(?:fewer|less|lower)\s+than|(?:a\s+)?minimum(?:\s+of)?"
    r"|(?<!no\s)(?<!not\s)more\s+than"
    r"|over|above|greater\s+than|in\s+excess\s+of|exceed(?:s|ing)?|or\s+above|≥|>=|>"
)
_AT_MOST = (
    r"(?:no|not)\s+(?:more|greater|higher)\s+than|at\s+most|(?:a\s+)?maximum(?:\s+of)?"
    r"|(?<!no\s)(?<!not\s)(?:less|fewer|lower)"
    r"\s+than|below|under|not\s+(?:to\s+)?exceed(?:ing)?|up\s+to|or\s+below|≤|<=|<"
)
_UNIT = "|".join(f"(?P<{name}>{pattern})" for name, pattern in AFTER_NUMBER)
_DELTA = r"reduction|decrease|fall|drop|increase|improvement|rise|uplift"
_LEVELS = (
    "rate", "average", "level", "target", "maximum", "minimum", "figure", "total", "median", "baseline",
)  # fmt: skip
_LEVEL = (
    r"(?:(?:a|an|the|its|their)\s+)?(?:[\w'-]+\s+){0,5}?"
    rf"(?:{'|'.join(_LEVELS)})s?(?:\s+of|\s*[:(])"
)


def _quantity(level: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w£$.-])(?:(?P<noun>{_DELTA})\s+of\s+|\b(?P<lead>to|by|at|from)\s+)?"
        rf"(?P<level>{level}\s*)?(?:(?<!\w)(?P<cmp>{_AT_LEAST}|{_AT_MOST})\s*)?"
        rf"(?<![\w£$.,/-])(?P<number>\d[\d,]*(?:\.\d+)?|(?:{_LONGEST_FIRST})\b)(?![\w/]|-\d|–\d|,\d"
        rf"|\.\d)\s*(?:{_UNIT})?"
        rf"(?P<tail>\s+or\s+(?:more|above|higher|over|better|fewer|less|below|lower|under)\b)?"
        rf"(?P<delta>\s*(?:{_DELTA})\b)?",
        re.IGNORECASE,
    )


_QUANTITY = _quantity(_LEVEL)
# A level takes long to look for, six words on from each word; most sentences have none.
_WITHOUT_LEVEL = _quantity("(?!)")
_REACH = 120  # letters: what stands farther says nothing of a number, and looking there takes the square
# A number after one of these names something; it is not a quantity.
_NAMING = re.compile(
    r"\b(?:levels?|stage|aged?(?:\s+of)?|ages|under|over|section|paragraph|block|figure|table|page|year"
    r"|grade|version"
    r"|part|phase|tier|band|step|regulation|schedule|act|form|between)\s*$",
    re.IGNORECASE,
)
_MONTH_NEXT = re.compile(
    r"^(?:st|nd|rd|th)?\s*(?:of\s+)?(?:Jan|Feb|Mar|Apr|May|June|July|Aug|Sep|Oct|Nov|Dec)[a-z]*\b",
    re.IGNORECASE,
)
_RANGE_BEFORE = re.compile(r"(?<![\d./–-])(?!(?:19|20)\d\d\s*$)\d+(?:\.\d+)?\s*%?\s*$")
_PLURAL_NEXT = re.compile(r"^\s*(?!more|fewer|less|later|longer|greater|higher|lower)[a-z]+")


@dataclass(frozen=True)
class Quantity:
    """A number in a sentence. ``lead`` is to, by, at, from or nothing; ``delta`` is up, down or nothing.

    ``start`` and ``end`` take in the words that lead it in and follow it; ``at`` is where the number stands.
    """

    value: float
    unit: str
    start: int
    end: int
    lead: str = ""
    comparator: Comparator | None = None
    delta: str = ""
    is_baseline: bool = False
    is_followed_by_period: bool = False
    at: int = 0
    level: str = ""


def find_quantities(sentence: str) -> tuple[Quantity, ...]:
    """Every quantity in the sentence, without years, dates, ages, ranges and numbers that name things."""
    words = sentence.casefold()
    form = _QUANTITY if any(level in words for level in _LEVELS) else _WITHOUT_LEVEL
    read = (_read(sentence, match) for match in form.finditer(sentence))
    return tuple(quantity for quantity in read if quantity)


def _read(sentence: str, match: re.Match[str]) -> Quantity | None:
    word = match["number"].casefold()
    unit = next((name for name, _ in AFTER_NUMBER if match[name]), "count")
    at, end = match.start("number"), match.end("number")
    first = max(0, min(match.start(), at - _REACH))
    before, after = sentence[first:at], sentence[end : end + _REACH]
    rest = sentence[match.end() : match.end() + _REACH]
    if _names(word, unit, before, after, match, first) or re.match(r"\s*[-–]\s*\d", rest):
        return None
    value = float(_WORDS[word]) if word in _WORDS else float(word.replace(",", ""))
    period = period_range(rest[:40])
    level = (match["level"] or "").casefold()
    return Quantity(
        value=value,
        unit=unit,
        start=match.start(),
        end=match.end(),
        lead=(match["lead"] or "").casefold(),
        comparator=_comparator(match),
        delta=_delta(match["noun"] or match["delta"] or ""),
        is_baseline=(match["lead"] or "").casefold() == "from" or "baseline" in level,
        is_followed_by_period=bool(period and period[0] < 25),
        at=match.start("number"),
        level=level,
    )


def _names(word: str, unit: str, before: str, after: str, match: re.Match[str], first: int) -> bool:
    """Whether the number is a name, a year, a date, or half of a range, rather than a quantity. ``before``
    begins at ``first`` in the sentence.
    """
    if word in {"no", "one"} and (match["lead"] or "").casefold() != "to" and not match["cmp"]:
        return True
    if word == "no" and (match["cmp"] or not _PLURAL_NEXT.match(after)):
        return True
    if unit == "count" and re.fullmatch(r"(?:19|20)\d\d", word):
        return True
    if _MONTH_NEXT.match(after) or (unit == "count" and re.match(r"\s*[-–]\s*(?:\d|year)", after)):
        return True
    if not match["level"] and _NAMING.search(
        before[: match.start("cmp") - first] if match["cmp"] else before
    ):
        return True
    return match["lead"] == "to" and _ends_range(before[: match.start("lead") - first], unit)


def _ends_range(before: str, unit: str) -> bool:
    """Whether "to" follows a number so as to make a range, as in "10 to 15%" or "aged 19 to 21"."""
    number = _RANGE_BEFORE.search(before)
    if not number:
        return False
    earlier = before[: number.start()]
    if re.search(r"\b(?:from|baseline(?:\s+of)?)\s+$", earlier):
        return False
    # "age of 19 to 75.2%" is no range: the first number is a name, the second has a unit of its own.
    return unit == "count" or not _NAMING.search(earlier)


def _comparator(match: re.Match[str]) -> Comparator | None:
    words = " ".join(filter(None, (match["level"], match["cmp"], match["tail"]))).casefold()
    words = " ".join(words.split())
    if not words:
        return None
    if (
        re.search(r"maximum", words)
        or re.search(rf"(?:^|\s)(?:{_AT_MOST})$", words)
        or re.search(r"or (?:fewer|less|below|lower|under)$", words)
    ):
        return Comparator.AT_MOST
    if re.search(r"minimum|or (?:more|above|higher|over|better)$", words) or (match["cmp"] or ""):
        return Comparator.AT_LEAST
    return None


def _delta(noun: str) -> str:
    noun = noun.strip().casefold()
    if not noun:
        return ""
    return "down" if noun in {"reduction", "decrease", "fall", "drop"} else "up"
