"""Months and years as papers print them: what every reader of dates and periods is made of. Pure."""

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
