"""Targets with two bounds: "between 8% and 10%" asks for at least 8% and for no more than 10%."""

import re

_NUMBER = r"\d+(?:\.\d+)?"
_SIGN = r"\s?(?:%|per\s?cent\b|percent\b)"
_RANGE = re.compile(
    rf"(?<![\w.,£/–-])(?P<between>between\s+)?(?P<low>{_NUMBER})(?:{_SIGN})?"
    rf"(?P<join>\s+and\s+|\s?[–-]\s?)(?P<high>{_NUMBER})(?P<sign>{_SIGN})"
    r"(?!\s+(?:higher|lower|more|less|fewer|above|below|points?|reduction|increase|decrease|improvement|fall|rise)\b)",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"\b(?:by|from|was|were|is|are|currently|baseline(?:\s+of)?|rose|fell|falls?|of\s+the"
    r"|(?:increase|reduction|decrease|improvement|fall|drop|rise|gap|difference)\s+of)\s*$",
    re.IGNORECASE,
)
UPPER = re.compile(rf"\s*and\s+no\s+more\s+than\s+{_NUMBER}{_SIGN}", re.IGNORECASE)
"""The upper bound right after the lower one, which is no part of what the two measure."""


def bounds_apart(text: str) -> str:
    """A text whose ranges of percentages are said as two bounds, so that each is a target of its own.

    A target has one bound, and each of the two is judged by itself: a value is within the range where both
    are met. A change by so much, and a range that tells where things stand, are left as they are.
    """
    return _RANGE.sub(_apart, text)


def _apart(found: re.Match[str]) -> str:
    joined = "and" in found["join"].casefold()
    before = found.string[: found.start()]
    rises = float(found["low"]) < float(found["high"])
    if joined != bool(found["between"]) or not rises or _OTHERWISE.search(before):
        return found[0]
    return f"at least {found['low']}{found['sign']} and no more than {found['high']}{found['sign']}"
