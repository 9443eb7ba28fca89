"""Shares in the words of a target: "9 in 10 files", "with at least 85% of visits made in time"."""

import re

_TENTH = "one|two|three|four|five|six|seven|eight|nine|ten"
# "9 in 10 files", "three out of four reviews": a share, where the first number is the smaller.
_OUT_OF = re.compile(
    rf"(?<![\w.,/-])(?P<part>\d{{1,2}}|{_TENTH})\s+(?:in|out\s+of)\s+(?:every\s+)?(?P<whole>\d{{1,3}}|{_TENTH})"
    r"(?=\s+(?!days?\b|weeks?\b|months?\b|years?\b|hours?\b|minutes?\b|working\b|school\b)[a-z])",
    re.IGNORECASE,
)
WITH_SHARE = re.compile(r"\bwith\s+(?:[a-z]+ly\s+)?$", re.IGNORECASE)
SHARE_OF_WHAT = re.compile(
    r"\s*of\s+(?:all\s+|the\s+|these\s+)?(?P<what>(?:[a-z]+,\s+(?=[a-z]+\s+and\s))?[^,;.]+?)"
    r"(?=,|;|\.(?!\d)|\s+(?:by|from|in|for)\s+(?:the\s+)?(?:end\s+of\s+)?[A-Z]\w+|\s+by\s+the\s+end\b|$)",
)


_QUARTERS = re.compile(r"\bthree[- ]quarters\s+of\b", re.IGNORECASE)


def shares_as_percent(text: str) -> str:
    """The text with "9 in 10" as "90% of", so that it reads as every other share."""
    return _OUT_OF.sub(_as_share, _QUARTERS.sub("75% of", text))


def _as_share(match: re.Match[str]) -> str:
    """ "9 in 10" as "90% of": what a share out of a round number says; other counts stay as they are."""
    words = _TENTH.split("|")
    part, whole = (
        float(n) if n.isdigit() else float(words.index(n.casefold()) + 1)
        for n in (match["part"], match["whole"])
    )
    if not 0 < part <= whole or whole not in {2.0, 3.0, 4.0, 5.0, 10.0, 20.0, 100.0}:
        return match.group()
    return f"{100 * part / whole:.4g}% of"
