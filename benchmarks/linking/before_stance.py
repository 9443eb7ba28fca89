"""The stance that the ranker before gave: by cues alone. Kept to measure beside."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from evidence.language.patterns import small, small_pattern
from evidence.model import Stance


def stance_of(text: str) -> tuple[Stance, str]:
    """A guess at whether a passage supports or contradicts what it is about, and the words it rests on.

    With as much of the one as of the other it supports: contradiction is claimed only where it prevails.
    Without any such words the passage is context. Numbers do not decide: whether 8.1% against 6.8% is
    good news depends on the indicator.
    """
    positive, negative = _cues()
    low = small(text)
    good = [match.span() for match in positive.finditer(low)]
    # Taken out first: "no priority areas for action" is good news in words that look bad.
    for start, end in good:
        low = low[:start] + " " * (end - start) + low[end:]
    bad = [match.span() for match in negative.finditer(low)]
    if len(bad) > len(good):
        return Stance.CONTRADICTS, f"reads as contradicting (“{text[slice(*bad[0])].strip()}”)"
    if good:
        return Stance.SUPPORTS, f"reads as supporting (“{text[slice(*good[0])].strip()}”)"
    return Stance.CONTEXT, ""


@lru_cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return _any_of(data["positive"]), _any_of(data["negative"])


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    joined = "|".join(patterns).replace(" ", r"\s+").replace(r"\s+?", r"\s*")
    return small_pattern(rf"\b(?:{joined})\b")
