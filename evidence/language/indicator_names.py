"""When two printed names are one indicator's. Pure."""

import re

_SHARE = re.compile(
    r"^(?:the\s+)?(?:total\s+)?(?:percentage|per\s?cent(?:age)?|%|proportion|share|number|no\.)\s*(?:of\s+)?(?:the\s+|all\s+)?",
    re.IGNORECASE,
)
_UNIT = re.compile(r"\s*\(?(?:%|percentage|per\s?cent|number|no\.|#)\)?\s*$", re.IGNORECASE)


def indicator_key(name: str) -> str:
    """One key for the ways in which papers print an indicator: its code ("N.I. 59", "NI59"), or its words.

    "Percentage of visits in time", "Visits in time (%)" and "visits in time" are one; what they are counted
    in is compared by itself.
    """
    words = _UNIT.sub("", _SHARE.sub("", name.strip()))
    return "".join(c for c in (words or name).casefold() if c.isalnum() or c == "-")
