"""Indicators: their codes ("NI 59", "PI 3.1"), the sentence's own words for one without a code, and when two
printed names are one indicator's. Pure.

A code's parts belong to it: "PI 3.1" and "PI 3.2" are two indicators, and neither is "PI 3".
"""

import re
from dataclasses import dataclass

_NOT_CODES = (
    r"(?!(?:KS|GCSE|LS|HMI|Q|H1|H2|COVID|DFE|PVI)\b|KS\s?\d|Q\d|LS\d|EYFS|[A-Z]{1,2}\d{1,2}\s\d[A-Z]{2})"
)
_NUMBER = r"\d{1,3}(?:\.\d{1,2}){0,2}[a-z]?"
_NI = rf"(?:N\.?\s?I\.?[\s-]?{_NUMBER}(?:\s?\([ivx]+\))?)"
_LOCAL = rf"(?:{_NOT_CODES}(?:[A-Z]{{2,5}}\s?{_NUMBER}))"
# A part of a code is no code: "PI 3" is not to be found in "PI 3.12.4.1".
INDICATOR = re.compile(rf"(?<![\w/-])(?:{_NI}|{_LOCAL})(?![\w/%]|\.\d|\s*[A-Z]{{2}}\b)")
_JOIN = re.compile(r"^[\s,/&]*(?:and|or)?[\s,/&]*$")
UP = re.compile(r"\b(?:increas|rais|boost|ris(?:e|ing)|grow|upward)\w*", re.IGNORECASE)
DOWN = re.compile(
    r"\b(?:reduc|decreas|lower|cut(?:ting)?\b|narrow|fall|drop|shorten|limit|minimi[sz]|clos(?:e|ing)\b"
    r"|halv)\w*",
    re.IGNORECASE,
)
EITHER = re.compile(
    r"\b(?:improv|achiev|reach|attain|hold|deliver|secur|ensur|complet|bring|maintain|sustain|keep|kept"
    r"|remain"
    r"|demonstrat)\w*|\bmeet\b",
    re.IGNORECASE,
)
# "The council must (not exceed 15% agency staff)": the subject of the demand is no indicator.
_BARE_SUBJECT = re.compile(
    r"^\W*(?:the\s+)?(?:\w+\s+)?(?:council|authority)(?:\s+\w+)?\s*$|^\W*$", re.IGNORECASE
)
_OF_WHAT = re.compile(
    r"\s*(?P<of>of\s+)?(?P<what>(?!(?:by|in|for|at|on|of)\b)(?:[a-z]+,\s+[a-z]+\s+and\s+)?[a-z].{3,160}?)"
    r"(?=,|;|\.\s|\.?$"
    r"|\s(?:by|in|at|during|for|from)\s+(?:the\s+)?(?:[A-Z\d]|end|each|every|month|quarter))"
)

# "improve the quality of assessments so that 85% are completed in 45 days": it is the assessments that are.
_SO_THAT = re.compile(
    r"\b(?:quality|timeliness|speed|completion|performance|management|recording|standard)\s+of\s+(?:the\s+|all\s+|its\s+)?"
    r"(?P<what>[a-z][\w' -]{3,60}?),?\s+so\s+that\s*$",
    re.IGNORECASE,
)
_ARE_DONE = re.compile(
    r"\s*(?:of\s+(?:them|these|all)\s+)?(?:are|is)\s+(?P<how>[a-z]+(?:ed|en|ade|eld|et)\b[^,;.]*?)"
    r"(?=,|;|\.|$|\s(?:by|from|in)\s+(?:the\s+end|[A-Z]|\d{4}))"
)
# What an indicator is counted in, as papers print it before or after its words.
_COUNTED = re.compile(
    r"^(?:the\s+)?(?:total\s+)?(?:percentage|per\s?cent(?:age)?|%|proportion|share|number|no\.)\s*(?:of\s+)?(?:the\s+|all\s+)?",
    re.IGNORECASE,
)
_COUNTED_AFTER = re.compile(r"\s*\(?(?:%|percentage|per\s?cent|number|no\.|#)\)?\s*$", re.IGNORECASE)


def indicator_code(text: str) -> str:
    """The first indicator code in the text in its plain form: "N.I. 59" and "NI59" are "NI 59"."""
    match = INDICATOR.search(text)
    return _plain(match.group()) if match else ""


def codes_in(text: str) -> set[str]:
    """Every indicator code in the text, each in its plain form."""
    return {_plain(match.group()) for match in INDICATOR.finditer(text)}


def indicator_key(name: str) -> str:
    """One key for the ways in which papers print an indicator: its code ("N.I. 59", "NI59"), or its words.

    "Percentage of visits in time", "Visits in time (%)" and "visits in time" are one; what they are counted
    in is compared by itself. The stop of "PI 3.1" stays: it is neither "PI 31" nor "PI 3".
    """
    words = _COUNTED_AFTER.sub("", _COUNTED.sub("", name.strip()))
    words = re.sub(r"(?<!\d)\.|\.(?!\d)", "", words or name)
    return "".join(c for c in words.casefold() if c.isalnum() or c in "-.")


def _plain(code: str) -> str:
    at = re.search(r"\d", code)
    first = at.start() if at else len(code)
    letters, number = re.sub(r"[^A-Z]", "", code[:first]), code[first:].replace(" ", "")
    return f"{letters} {number}"


@dataclass(frozen=True)
class Codes:
    """Indicator codes that stand together in a sentence ("NI 59 and NI 60"), and where."""

    codes: tuple[str, ...]
    start: int
    end: int


def code_groups(sentence: str) -> list[Codes]:
    groups: list[Codes] = []
    for match in INDICATOR.finditer(sentence):
        code = _plain(match.group())
        if groups and _JOIN.match(sentence[groups[-1].end : match.start()]):
            last = groups.pop()
            groups.append(Codes((*last.codes, code), last.start, match.end()))
        else:
            groups.append(Codes((code,), match.start(), match.end()))
    return groups


def own_words(before: str, after: str, lead: str) -> str:
    """An indicator without a code, in the sentence's words; nothing where they are not clear.

    ``before`` and ``after`` are what stands round the figure, ``lead`` the word that leads it in
    ("to", "by", or nothing).
    """
    if so_that := _SO_THAT.search(before):
        how = _ARE_DONE.match(after)
        return f"{so_that['what']} {how['how']}" if how else ""
    if not lead or _BARE_SUBJECT.search(before):
        words = _OF_WHAT.match(after)
        if words and (words["of"] or _BARE_SUBJECT.search(before)):
            return re.sub(r"\b(?:is|are|(?:to|should)\s+be)\s+(?:to\s+be\s+)?", "", words["what"]).strip(" .")
    words_before = before
    changes = [m for p in (UP, DOWN) for m in p.finditer(before)] or list(EITHER.finditer(before))
    if lead and changes:
        last = max(changes, key=lambda m: m.end())
        rest = before[last.end() :]
        words_before = rest if len(rest.strip()) > 3 else before[: last.start()]
    return _tidy(words_before) or (_tidy(before[: last.start()]) if lead and changes else "")


def _tidy(words: str) -> str:
    words = re.sub(r"\s*,?\s*\bfrom\s+(?:a\s+baseline\b.*|[\d.%]+.*)$|\s*\($", "", words)
    words = re.sub(
        r"\s+(?:(?:is|are|has|have|should|must|needs?)\s+)?(?:not\s+)?(?:to\s+be|to|is|are|be)?\s*$",
        "",
        words,
    )
    words = re.sub(r"\s*,?\s+(?:so\s+that|in|for)\s*$", "", words)
    words = re.sub(r"^.*\bthat\s+|^\s*(?:in\s+)?(?:[Tt]he\s+)?", "", words).strip(" ,.:;")
    words = re.sub(r"^(?:[Cc]ouncil|[Aa]uthority)\s+(?:must|shall|should|will|is\s+to)\s+", "", words)
    words = re.sub(
        r"^(?:[Ii]mprove|[Hh]old|[Ee]nsure|[Cc]omplete|[Rr]aise)\s+(?:the\s+)?|^of\s+(?:the\s+)?", "", words
    )
    words = re.sub(r"\s+(?:is|are)\s+to\s+be\s+(?:kept|held|brought)$", "", words)
    words = re.sub(r"\b(?:is|are)\s+(?=\w+ed\b)", "", words)
    if any(p.fullmatch(words) for p in (UP, DOWN, EITHER)):
        return ""  # "reach 80 per cent": a verb alone names nothing
    return "" if len(words) > 200 or _BARE_SUBJECT.search(words) or re.search(r"\bno\s+\w+", words) else words
