"""The period a quantity belongs to, as the paper says it: "June 2010", "2010/11", "Q3 2025/26"."""

import re

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
)
_YEAR = r"(?:19|20)\d{2}"
_SPLIT_YEAR = rf"{_YEAR}\s?[/–-]\s?(?:{_YEAR}|\d{{2}})(?!\d)"
_POINT = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}\s+{_YEAR}"
_HALF_POINT = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}(?:\s+{_YEAR})?"
_SPAN = rf"{_HALF_POINT}\s*(?:to|and|until|[-–])\s*(?:the\s+)?(?:end\s+of\s+)?{_POINT}"
_KIND = r"(?:academic|school|financial|calendar|municipal|reporting|fiscal)"
_QUARTER = r"(?:quarter\s+[1-4]|Q[1-4]|(?:first|second|third|fourth|final|last)\s+quarter)"
_ANY_YEAR = rf"(?:{_SPLIT_YEAR}|{_YEAR})"

# Longest first: the first that matches at the earliest place wins.
_FORMS = (
    rf"cumulative(?:\s+period)?(?:\s+(?:of|from|for))?\s+{_SPAN}",
    rf"{_SPAN}",
    rf"(?:the\s+)?end\s+of\s+(?:the\s+)?{_KIND}\s+year(?:\s+{_ANY_YEAR})?",
    rf"(?:the\s+)?end\s+of\s+(?:the\s+)?(?:{_ANY_YEAR}\s+{_KIND}\s+year|{_QUARTER}(?:\s+of"
    rf"|,)?\s+{_ANY_YEAR})",
    rf"(?:the\s+)?end\s+of\s+(?:the\s+)?(?:{_HALF_POINT}|{_ANY_YEAR})",
    rf"{_QUARTER}(?:\s+of|,)?\s+(?:the\s+)?(?:{_KIND}\s+year\s+)?{_ANY_YEAR}",
    rf"(?:{_KIND}\s+)?year\s+(?:ending|ended|to)\s+(?:the\s+)?(?:end\s+of\s+)?{_POINT}",
    rf"{_KIND}\s+year\s+{_ANY_YEAR}",
    rf"{_ANY_YEAR}\s+{_KIND}\s+year",
    rf"{_ANY_YEAR}\s+(?:examinations?|exams?|results|tests|assessments|cohort|summer\s+examinations)",
    rf"(?:spring|summer|autumn|winter)(?:\s+term)?\s+{_ANY_YEAR}",
    rf"{_POINT}",
    rf"{_SPLIT_YEAR}",
    r"(?:each|every|any)\s+(?:calendar\s+)?(?:month|quarter|week|year|term)",
    rf"(?<=\bin\s){_YEAR}(?![\d/])|(?<=\bby\s){_YEAR}(?![\d/])|(?<=during\s){_YEAR}(?![\d/])",
    rf"(?<=\bby\s){_HALF_POINT}\b|(?<=\bin\s){_MONTH}\b",
)
_PERIOD = re.compile("|".join(f"(?:{form})" for form in _FORMS))
_AMOUNT = r"(?:two|three|four|six|nine|ten|twelve|\d{1,2})"
_TOLD = re.compile(
    rf"(?:{_AMOUNT}\s+(?:months|weeks)|quarter|half[- ]year|year)\s+(?:to|ending"
    rf"|up\s+to)\s+(?:the\s+)?(?:end\s+of\s+)?{_HALF_POINT}\b"
    + "|"
    + "|".join(f"(?:{form})" for form in _FORMS[:-3])
    + rf"|{_HALF_POINT}(?![\w’'])(?!\s+\d{{1,2}}(?:st|nd|rd|th|,?\s+{_YEAR}))|{_QUARTER}(?!\s+of\b)"
    + rf"|(?<=\bin\s){_YEAR}(?![\d/])|(?<=during\s){_YEAR}(?![\d/])"
)
_MONTH_OF = re.compile(r"^(?:the\s+)?(?:month\s+of\s+)?")
_CUMULATIVE = re.compile(r"^cumulative(?:\s+period)?(?:\s+(?:of|from|for))?\s+")
_BETWEEN = re.compile(rf"^({_HALF_POINT})\s+and\s+")


def find_period(text: str) -> str:
    """The first period in the text, in its own words without the preposition, or nothing.

    "for the cumulative period October 2010 to March 2011" gives "cumulative October 2010 to March
    2011", "between March 2025 and March 2027" gives "March 2025 to March 2027".
    """
    match = _PERIOD.search(text)
    if not match:
        return ""
    words = _MONTH_OF.sub("", " ".join(match.group().split()))
    words = _BETWEEN.sub(r"\1 to ", words)
    return _CUMULATIVE.sub("cumulative ", words)


def period_spans(text: str) -> tuple[tuple[int, int, str], ...]:
    """Every period in a sentence that tells what happened, with where it stands, in its own words.

    Months without a year count here, and "the third quarter": in such a sentence they are periods too.
    """
    return tuple((m.start(), m.end(), " ".join(m.group().split())) for m in _TOLD.finditer(text))


def period_range(text: str) -> tuple[int, int] | None:
    """Where the first period stands in the text, or None."""
    match = _PERIOD.search(text)
    return match.span() if match else None
