"""The one number that a table's cell gives, with its sign: "84% (42/50)" is 84 percent, "94,2%" is none."""

import re

from evidence.language.units import AFTER_CELL
from ingest.values.value_notes import MARK, parted

# Thousands are parted in threes: a comma elsewhere is a decimal of another country, or two numbers.
_FIGURES = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?P<sign>[-+−–]?)(?:£(?P<pounds>{_FIGURES})\s?(?P<many>[mk]?)|(?P<figures>{_FIGURES}))"
    rf"\s*(?P<unit>{AFTER_CELL})?",
    re.IGNORECASE,
)
_MANY = {"": 1, "k": 1_000, "m": 1_000_000}
_NEGATIVE = re.compile(rf"\((£?{_FIGURES}\s*%?)\)")  # as accountants write it
_RATED = re.compile(r"\s*\((?P<rag>red|amber|green|blue)\)$", re.IGNORECASE)
_AT_LEAST = re.compile(r"^(?:[≥≤<>=]+|(?:at\s+least|at\s+most|above|below|over|under)\b)\s*", re.IGNORECASE)
_OF = r"\s*(?:/|of|out\s+of)\s*"
_SHARE = re.compile(rf"\d[\d,]*{_OF}\d[\d,]*\s*\((?P<share>\d+(?:\.\d+)?\s?%)\)", re.IGNORECASE)
_OF_WHOLE = re.compile(
    rf"(?P<share>\d+(?:\.\d+)?)\s?%\s*(?:[/,;–-]\s*|\()(?P<part>\d+){_OF}(?P<whole>\d+)\)?", re.IGNORECASE
)


def unmarked(text: str) -> str:
    """The text without the mark of a note at its end."""
    return MARK.sub("", text)


def rating_beside(text: str) -> str:
    """The rating that a cell names in brackets after its number; "" for none."""
    found = _RATED.search(text)
    return found["rag"].casefold() if found else ""


def number_in(text: str) -> tuple[float, str] | None:
    """A cell's number and the sign with it; None for words, blanks, suppressed values and several numbers."""
    text = parted(_RATED.sub("", text.strip())).text
    share = _SHARE.fullmatch(text)
    text = share["share"] if share else _whole_share(text)
    below = _NEGATIVE.fullmatch(text) if not MARK.fullmatch(f" {text}") else None
    match = _NUMBER.fullmatch(f"-{below[1]}" if below else unmarked(text))
    if match is None:
        return None
    figures = float((match["pounds"] or match["figures"]).replace(",", ""))
    value = round(figures * _MANY[(match["many"] or "").lower()], 6)
    return (-value if match["sign"] in {"-", "−", "–"} else value), match["unit"] or ""


def asked_in(text: str) -> float | None:
    """The number that a target's cell asks for: "≥ 85%" asks for 85."""
    found = number_in(_AT_LEAST.sub("", text.strip()))
    return found[0] if found else None


def _whole_share(text: str) -> str:
    """The share alone where the numbers it was worked out from stand beside it, and give it."""
    found = _OF_WHOLE.fullmatch(text)
    if found is None or not int(found["whole"]):
        return text
    worked = 100 * int(found["part"]) / int(found["whole"])
    return f"{found['share']}%" if abs(worked - float(found["share"])) < 1 else text
