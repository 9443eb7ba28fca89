"""Words that may want redacting, by simple rules: dates of birth, addresses, names of people, numbers.

They propose; a person decides. Each rule is named as a person would call what it finds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from evidence.language.terms import STOP
from evidence.packs.redacting.masking import fold

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DATE = (
    rf"(?:\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d{{2}})|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})"
)
_NAME = r"[A-Z](?:['’][A-Z])?[a-zà-öø-ÿ]+(?:['’-][A-Z]?[a-zà-öø-ÿ]+)*"
_KIN = (
    r"child|children|boy|girl|pupil|son|daughter|brother|sister|sibling|mother|father|parent|stepfather|"
    r"stepmother|mum|dad|grandmother|grandfather|aunt|uncle|carer|baby|young person"
)
_TITLE = "Mr|Mrs|Ms|Miss|Mx|Master"
_STREET = (
    r"Street|St|Road|Rd|Avenue|Ave|Lane|Close|Drive|Way|Court|Crescent|Gardens|Grove|Place|Terrace|Square|"
    r"Walk|Mews|Rise|View"
)
RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "date of birth",
        re.compile(
            rf"\b(?:born|d\.?\s?o\.?\s?b\.?|dates?\s+of\s+birth)\W{{0,4}}(?:on\s+|is\s+|was\s+)?({_DATE})",
            re.IGNORECASE,
        ),
    ),
    ("age", re.compile(r"\b(aged?\s+(?:1[0-7]|\d)(?:\s+(?:years|months))?)\b", re.IGNORECASE)),
    ("postcode", re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2})\b")),
    ("address", re.compile(rf"\b(\d{{1,4}}[a-z]?,?\s+(?:{_NAME}\s+){{1,3}}(?:{_STREET}))\b")),
    (
        "name",
        re.compile(rf"\b(?:{_TITLE})\.?\s+((?:[A-Z]\.?\s+)?{_NAME}(?:\s+{_NAME}){{0,2}})"),
    ),
    (
        "name",
        re.compile(
            rf"\b(?i:{_KIN})(?i:,|\s+called|\s+named|\s+is|\s+was|\s*:)?\s+\(?({_NAME}(?:\s+{_NAME}){{0,2}})"
        ),
    ),
    ("email address", re.compile(r"\b([\w.+-]+@[\w-]+(?:\.[\w-]+)+)\b")),
    ("telephone number", re.compile(r"(?<!\d)((?:\+44\s?(?:\(0\)\s?)?|\(?0)\d(?:[\s()-]?\d){8,9})(?!\d)")),
    ("NHS number", re.compile(r"(?<![\d-])(\d{3}[ -]?\d{3}[ -]?\d{4})(?![\d-])")),
    ("unique pupil number", re.compile(r"\b([A-Z]\d{11}[A-Z\d])\b")),
    ("National Insurance number", re.compile(r"\b([A-CEGHJ-PR-TW-Z]{2}\s?(?:\d{2}\s?){3}[A-D])\b")),
)
WEIGHTS = range(10, 1, -1)


@dataclass(frozen=True)
class Found:
    """Words that a rule found."""

    rule: str
    words: str


@lru_cache(maxsize=4096)
def proposals(text: str) -> tuple[Found, ...]:
    """What the rules find in a text, each once, in its order."""
    plain = " ".join(text.split())
    lower = {fold(word) for word in plain.split() if word[:1].islower()}
    found: dict[str, tuple[int, Found]] = {}
    for rule, pattern in RULES:
        for match in pattern.finditer(plain):
            for words in _sound(rule, match[1], lower):
                found.setdefault(fold(words), (match.start(1), Found(rule, words)))
    return tuple(one for _, one in sorted(found.values(), key=lambda pair: pair[0]))


def _sound(rule: str, words: str, lower: set[str]) -> Iterator[str]:
    """The words if they are what the rule says; of a name, what is no common word."""
    if rule == "NHS number" and not _is_nhs(words):
        return
    if rule == "telephone number" and words.startswith("00"):
        return
    if rule != "name":
        yield words
        return
    kept = []
    for word in words.split():
        folded = fold(word)
        if folded in lower or folded in STOP or folded in ORDINARY or folded.rstrip("s") in ORDINARY:
            break
        kept.append(word)
    if kept:
        yield " ".join(kept)


def _is_nhs(words: str) -> bool:
    """The tenth digit checks the others (modulus 11)."""
    digits = [int(c) for c in words if c.isdigit()]
    check = 11 - sum(w * d for w, d in zip(WEIGHTS, digits, strict=False)) % 11
    return digits[9] == (0 if check == 11 else check)


# Words that services for children write with a capital after "child", "parent" and the like.
ORDINARY = frozenset(
    {
        *("abuse", "act", "action", "advocate", "assessment", "board", "care", "centre", "child", "children"),
        *(
            "commissioner",
            "conference",
            "council",
            "death",
            "department",
            "director",
            "england",
            "exploitation",
        ),
        *(
            "family",
            "general",
            "guarantee",
            "health",
            "home",
            "league",
            "mental",
            "minister",
            "need",
            "neglect",
        ),
        *("ofsted", "panel", "partnership", "plan", "poverty", "practice", "protection", "review", "reviews"),
        *("safeguarding", "service", "services", "sexual", "social", "support", "team", "trust", "welfare"),
        *("worker", "workers", "yes", "no"),
    }
)
