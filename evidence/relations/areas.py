"""Which area a table's row is about, where the table has a column for it. Pure."""

import re
from collections.abc import Sequence

from evidence.frameworks.authorities import called, plain_name

AREA_COLUMN = re.compile(
    r"area(?:_name|\s+name)?|(?:local\s+)?authority(?:\s+name)?|council|la(?:_name)?", re.IGNORECASE
)
# Areas that are no council's: the country, its regions, and those that a council is compared with.
_WIDER = frozenset(
    plain_name(name)
    for name in (
        "England", "Great Britain", "United Kingdom", "UK", "National", "National average", "England average",
        "North East", "North West", "Yorkshire and the Humber", "East Midlands", "West Midlands",
        "East of England", "London", "Inner London", "Outer London", "South East", "South West",
        "Statistical neighbours", "Statistical neighbour average",
    )
)  # fmt: skip


def area_of(cells: Sequence[str], columns: Sequence[str]) -> str:
    """The council, region or country that a row says it is of; "" where no column is for areas, or where what
    stands in it is none ("Fostering")."""
    for cell, column in zip(cells, columns, strict=False):
        name = cell.strip()
        if AREA_COLUMN.fullmatch(column.strip()) and (called(name) or plain_name(name) in _WIDER):
            return name
    return ""


def are_areas(words: str) -> bool:
    """Whether words name councils, regions or countries and nothing else: "Barnet and Enfield"."""
    names = re.split(r"\s*,\s*|\s+(?:and|&)\s+", re.sub(r"^the\s+", "", words.strip(), flags=re.IGNORECASE))
    whole = [words, *names] if len(names) > 1 else names
    found = [bool(called(name)) or plain_name(name) in _WIDER for name in whole]
    return found[0] or (len(found) > 1 and all(found[1:]))
