"""Which indicator a sentence speaks of: one that the same paper names, or the sentence's own subject."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evidence.language.indicators import INDICATOR, indicator_code
from evidence.language.periods import period_spans
from evidence.language.stems import stem
from evidence.language.words import fold
from evidence.model import Passage, PassageKind, Register
from evidence.relations.areas import are_areas

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]+|\d+")
_STOP = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "by",
        "for",
        "from",
        "had",
        "has",
        "have",
        "in",
        "is",
        "it",
        "its",
        "no",
        "not",
        "of",
        "on",
        "or",
        "out",
        "that",
        "the",
        "their",
        "them",
        "they",
        "this",
        "to",
        "was",
        "were",
        "which",
        "while",
        "who",
        "whose",
        "will",
        "with",
        "within",
        "per",
        "cent",
        "percent",
        "percentage",
        "proportion",
        "number",
        "rate",
        "total",
        "increase",
        "reduce",
        "improve",
        "maintain",
        "quality",
        "achieve",
        "were",
        "been",
        "being",
        "did",
        "does",
        "done",
        "all",
        "also",
    ]
)
_PARTS = re.compile(
    r"\b(?:teams?|localit\w+|districts?|boys?|girls?|ethnic\w*|of\s+(?:those|these|them|which|whom)"
    r"|samples?|audit\w*|survey\w*|schools?|wards?"
    r"|cluster\w*|east|west|north|south|academ\w+|half|third|quarters? of)\b",
    re.IGNORECASE,
)
_FEWEST = 3  # words: a shorter name fits too many sentences
_MORE = 4  # words of a sentence besides the name's: more of them narrow down what it speaks of
_CHANGED = (
    r"fell|fallen|rose|risen|dropped|decreased|increased|improved|declined|grew|grown|was|were|is|are"
    r"|stood|stands|reached"
    r"|remain(?:s|ed)|climbed|reduced|(?:went|gone|come|came)\s+(?:up|down)"
)
_SUBJECT = re.compile(
    rf"^(?:the\s+)?(?P<subject>[A-Za-z][\w'’()/&,-]*(?:\s+[\w'’()/&,-]+){{0,13}}?)\s+(?:(?:has|have|had)\s+)?"
    rf"(?:further\s+|slightly\s+|again\s+|also\s+|then\s+|steadily\s+"
    rf"|sharply\s+)?(?:{_CHANGED})(?:\s+\w+ly)?(?:\s+again|\s+back|\s+further)?"
    r"\s*(?:to|at|from)?\s*(?:an?\s+rate\s+of\s*)?$",
    re.IGNORECASE,
)
_NO_SUBJECT = re.compile(
    r"^(?:in|at|of|for|during|by|among|amongst|across|within|under|over|on|from|to|as|and|but|also|however"
    r"|while|although|all|both)\b"
    r"|^(?:performance|(?:the\s+)?figures?|it|this|that|which|they|these|those|there|we|he|she|i|overall"
    r"|targets?|standards?|results?|outturn"
    r"|requirement|the\s+rate|rate|proportion|percentage|number|total|current|latest)\b(?!\s+of\b)"
    r"|^(?:highest|lowest|best|worst)\b|^(?:average|mean|median)\s+(?:for|of|across|in)\b"
    r"|\b(?:councils?|authorit(?:y|ies)|trusts?|region|county|borough|city|country|teams?|localit(?:y|ies)"
    r"|districts?|boys|girls)$"
    r"|\b(?:targets?|requirements?|standards?|thresholds?|who|which|that|because|when|where|if)\b|,",
    re.IGNORECASE,
)


_OPENING = re.compile(
    r"\W*(?:(?:in|at|during|for|over|by|as\s+at)?\s*(?:the\s+)?[,\s]*)?(?:only|just|a\s+total\s+of)?\s*",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\s+of\s+(?:all\s+|the\s+|our\s+)?(?P<what>[A-Za-z][\w'’-]*(?:\s+[\w'’-]+){0,7}?)\s+"
    r"(?:were|was|had\s+been|have\s+been|are|is)\s+(?P<how>[^,;:.()]{4,90})",
)
# "in employment, education or training": cut at the comma it would be of something else.
_LISTED = re.compile(
    r"\s*,(?!\s*(?:which|compared|against|up|down|but|with|while|a|an|the)\b)", re.IGNORECASE
)
_UNCLEAR = re.compile(
    r"\b(?:those|these|them|which|whom|who|cases|responses|respondents|inspected|judged|more|less|higher|lower"
    r"|better|worse|than|not|due|expected|planned|already|still|now)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Named:
    """An indicator that a paper names: its code (or its name, where it has none) and its telling words."""

    indicator: str
    words: frozenset[str]
    short: frozenset[str]  # capitals: "NEET"


class Names:
    """The indicators that one paper names."""

    def __init__(self, named: Iterable[Named]) -> None:
        self._named = list(dict.fromkeys(named))

    def match(self, sentence: str) -> str:
        """The one indicator whose words the sentence has, or nothing: a team's is not the council's."""
        if not self._named or _PARTS.search(sentence):
            return ""
        words = _telling(sentence)
        fitting = {
            n.indicator
            for n in self._named
            if (len(n.words) >= _FEWEST and n.words <= words and len(words - n.words) <= _MORE)
            or (n.short and n.short <= _short(sentence))
        }
        return fitting.pop() if len(fitting) == 1 else ""


def names_in(passages: Sequence[Passage], register: Register | None) -> Names:
    """The indicators that a paper's tables and measures name beside their codes."""
    found = []
    for passage in passages:
        if passage.kind is not PassageKind.ROW:
            continue
        cells = [c.strip() for c in passage.text.split("|")]
        code = next((c for c in cells[:3] if INDICATOR.fullmatch(c)), "")
        name = next((c for c in cells[:4] if len(c.split()) > 1 and c != code), "")
        if code and name:
            found.append(_named(indicator_code(code), name))
    for measure in register.measures if register else ():
        code = indicator_code(measure.label) or indicator_code(measure.text)
        if code:
            found += [Named(code, frozenset(), short) for short in [_short(measure.text)] if short]
    return Names(found)


def subject_of(before: str) -> str:
    """What a sentence says its figure is of, in its own words ("NEET"), or nothing where that is not plain.

    ``before`` is what stands before the figure.
    """
    for start, end, _ in period_spans(before):
        if not re.sub(
            r"^\W*(?:in|at|by|during|for|over)?\s*(?:the\s+)?", "", before[:start], flags=re.I
        ).strip():
            before = before[end:].lstrip(" ,")
            break
    match = _SUBJECT.match(re.sub(r"^\W+", "", before).strip())
    if not match or _NO_SUBJECT.search(match["subject"]) or are_areas(match["subject"]):
        return ""
    return match["subject"].strip()


def share_of(before: str, after: str) -> str:
    """What a sentence that opens with its share says it is of: "81% of visits were made on time in May" is of
    "visits made on time". Nothing where the share is of a sample, a team's work, or of what was said before.

    ``before`` and ``after`` are what stands round the figure.
    """
    opening = before
    for start, end, _ in reversed(period_spans(before)):
        opening = opening[:start] + opening[end:]
    if not _OPENING.fullmatch(opening) or _PARTS.search(after):
        return ""
    match = _SHARE.match(after)
    if not match or _LISTED.match(after[match.end() :]):
        return ""
    how = re.split(r"\s+(?:against|compared|from|up|down)\b", match["how"], maxsplit=1)[0]
    periods = period_spans(how)
    if periods:
        how = re.sub(r"\s+(?:in|at|during|for|over|by)\s+(?:the\s+)?$", "", how[: periods[0][0]])
    if not 1 <= len(how.split()) <= 10 or _UNCLEAR.search(f"{match['what']} {how}"):
        return ""
    return f"{match['what']} {how}".strip(" ,")


def _named(indicator: str, name: str) -> Named:
    return Named(indicator, _telling(re.sub(r"\(.*?\)", " ", name)), _short(name))


def _telling(text: str) -> frozenset[str]:
    """Words without their endings, so that "visit" and "visits" agree; figures and months are left out."""
    for start, end, _ in reversed(period_spans(text)):
        text = f"{text[:start]} {text[end:]}"
    text = re.sub(r"\d[\d,.]*\s?%", " ", text)
    found = (fold(w) for w in _WORD.findall(text))
    return frozenset(stem(w) for w in found if w not in _STOP)


def _short(text: str) -> frozenset[str]:
    """Short forms in capitals, four letters or more: shorter ones name bodies more often than indicators."""
    return frozenset(
        w
        for w in re.findall(r"\b[A-Z]{4,6}\b", text)
        if w not in {"GCSE", "LSCB", "MASH", "SEND", "DCSF", "HMCI"}
    )
