"""Months and years as papers print them: what every reader of dates and periods is made of. Pure."""

import re
from typing import Final

NAMES: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_NUMBERS: Final = {
    **{name.casefold(): number for number, name in enumerate(NAMES, 1)},
    **{name[:3].casefold(): number for number, name in enumerate(NAMES, 1)},
    "sept": 9,
    "febuary": 2,
}

# Patterns for a capital first letter; readers of any case add re.IGNORECASE.
LONG: Final = rf"(?:{'|'.join(NAMES)})"
MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
YEAR: Final = r"(?:19|20)\d{2}"
SPLIT_YEAR: Final = rf"{YEAR}\s?[/–-]\s?(?:{YEAR}|\d{{2}})(?!\d)"  # 2010/11, 2010-2011
ORDINAL: Final = r"(?:st|nd|rd|th)"


def month_number(word: str) -> int:
    """January, Jan, jan. and JAN are 1; 0 is no month."""
    return _NUMBERS.get(word.strip(". ").casefold(), 0)


_SHORTENED: Final = re.compile(
    rf"\b(?P<month>{MONTH})\b\.?(?= {YEAR})|\bQ(?P<quarter>[1-4])(?: of)? (?={YEAR})"
)


def say_period(words: str) -> str:
    """A period with its months and quarters in full: "Jul 2025 to Sept 2025" is "July 2025 to September
    2025", "Q2 2025/26" is "quarter 2 of 2025/26". What is written otherwise stays."""
    return _SHORTENED.sub(_in_full, words)


def _in_full(found: re.Match[str]) -> str:
    if found["quarter"]:
        return f"quarter {found['quarter']} of "
    return NAMES[month_number(found["month"]) - 1]
