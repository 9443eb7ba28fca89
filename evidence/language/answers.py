"""What a response says of a recommendation: accepted, in part, rejected, noted.

The set phrases of government responses, Treasury minutes, cabinets' responses to scrutiny and management
responses to audit. Only what is said of the recommendation itself decides: "agrees that there are too few
places" accepts nothing.
"""

import re
from collections.abc import Iterator
from enum import StrEnum


class Answer(StrEnum):
    """What was answered to a recommendation. OTHER: it was answered, without a yes or no; NONE: a paper that
    answers recommendations answers all but this one."""

    ACCEPTED = "accepted"
    PARTLY = "partly accepted"
    PRINCIPLE = "accepted in principle"
    REJECTED = "rejected"
    NOTED = "noted"
    CONSIDERING = "under consideration"
    OTHER = "answered"
    NONE = "no response"


_SENTENCE = re.compile(r"(?<=[a-z0-9)”’\"'][.;!])\s+(?=[A-Z“‘\"(])|\n+|\s\|\s")
_TAKES = r"(?:accept|agree|support|endorse|approv|adopt)(?:e?s|e?d)?"
_THIS = (
    r"(?:\s+(?:with|to|on))?\s+(?:(?:all|both|each|every)\s+(?:of\s+)?)?"
    r"(?:(?:the|this|these|that|those|its|their|your|his|her)\s+)?(?:[\w’'-]+\s+){0,4}?recommendations?\b"
)
_IN_PART = r"(?:in\s+part|partially|partly|part)"
_CHANGED = r"with\s+(?:\w+\s+)?(?:amend|modif|caveat|condition|qualif|reserv|exception|chang)\w*"
_WAS = r"(?:is|are|was|were|has\s+been|have\s+been)"
_THAT = r"\brecommendations?\s+(?:\S+\s+)?"
_ALONE = r"^\W*(?:(?:this|the)\s+recommendation\s+(?:is|was|has\s+been)\s+|recommendation\s+|(?:we|yes)\W+)?"
_END = r"\s*(?:$|[.,;:!(|/–—-]|\b(?:and|but|in|because|as|at|with|by|to|for|subject|\w+ing)\b)"

# What a response's first words, or a cell of its own, may be.
_SHORT = (
    (Answer.PARTLY, rf"(?:{_IN_PART}|some)[\s-]+(?:{_TAKES}|reject\w*|implement\w*|met)"),
    (Answer.PARTLY, rf"not\s+(?:fully|wholly|entirely)\s+{_TAKES}"),
    (Answer.PARTLY, rf"(?:not\s+)?{_TAKES}\s+(?:only\s+)?{_IN_PART}"),
    (Answer.PARTLY, rf"{_TAKES}\s+(?:subject\s+to|{_CHANGED})|{_IN_PART}|partial"),
    (Answer.CONSIDERING, rf"not\s+yet\s+{_TAKES}"),
    (Answer.PRINCIPLE, rf"{_TAKES},?\s+in\s+principle|in\s+principle"),
    (Answer.REJECTED, rf"(?:not|un)\s*(?:\w+\s+)?{_TAKES}|reject(?:s|ed)?|disagree[sd]?|declined?|refused?"),
    (Answer.REJECTED, r"not\s+(?:supported|taken\s+forward)"),
    (Answer.ACCEPTED, rf"(?:(?:fully|wholly|strongly|already)\s+)?{_TAKES}"
                      r"(?:\s+(?:in\s+full|fully|entirely))?"),
    (Answer.NOTED, r"noted?s?|acknowledged?s?"),
    (Answer.CONSIDERING, r"(?:still\s+)?(?:under|for)\s+(?:further\s+)?(?:consideration|review|discussion)"
                         r"|to\s+be\s+considered|deferred|(?:response\s+)?pending"
                         r"|awaiting\s+(?:a\s+)?(?:decision|response)"),
)  # fmt: skip
_LEADS = tuple((answer, re.compile(f"{_ALONE}(?:{p}){_END}", re.IGNORECASE)) for answer, p in _SHORT)
_FLAT = {
    "yes": Answer.ACCEPTED, "y": Answer.ACCEPTED, "no": Answer.REJECTED, "n": Answer.REJECTED,
    "part": Answer.PARTLY,
}  # fmt: skip

_NOT = (
    r"(?:(?:do|does|did|can|could|will|would|is|are|has|have|was|were)\s*(?:not|n[’']t)|cannot|unable\s+to"
    r"|not\s+(?:able|minded|in\s+a\s+position|willing|prepared)\s+to|declines?\s+to|not)"
)
_NOW = r"(?:\s+(?:therefore|currently|yet|been|be|propose\s+to|intend\s+to|now|presently))*"
_SOME = r"(?:first|second|third|last|part|parts|some|elements?|most|half|aspects?)"
# What a sentence says of the recommendation, the surest first: each takes its words out of the sentence.
_SAID = (
    (Answer.PARTLY, rf"\b{_NOT}{_NOW}\s+(?:fully|wholly|entirely)\s+{_TAKES}{_THIS}"),
    (Answer.PARTLY, rf"\b{_NOT}{_NOW}\s+{_TAKES}{_THIS}"
                    r"\s+(?:in\s+full|in\s+its\s+entirety|as\s+(?:drafted|worded|it\s+stands))"),
    (Answer.PARTLY, rf"\b(?:disagrees?|disagreed|rejects?|rejected){_THIS}\s+{_IN_PART}\b"),
    (Answer.PARTLY, rf"\b{_IN_PART}[\s-]+(?:and\s+\w+\s+)?(?:{_TAKES}|agrees?)\b{_THIS}"),
    (Answer.PARTLY, rf"\b{_TAKES}{_THIS}[^.;]{{0,40}}?\b(?:{_IN_PART}\b(?!\s+of)|subject\s+to|{_CHANGED})"),
    (Answer.PARTLY, rf"\b{_TAKES}\s+(?:with\s+)?(?:the\s+)?{_SOME}\s+"
                    rf"(?:\w+\s+)?(?:parts?\s+|elements?\s+|aspects?\s+|limbs?\s+)?of{_THIS}"),
    (Answer.PARTLY, rf"{_THAT}{_WAS}\s+(?:therefore\s+)?(?:{_IN_PART}\s+{_TAKES}|{_TAKES}\s+{_IN_PART})"),
    (Answer.PRINCIPLE, rf"\b{_TAKES}{_THIS}[^.;]{{0,24}}?\bin\s+principle"),
    (Answer.PRINCIPLE, rf"\b{_TAKES},?\s+in\s+principle,?(?:{_THIS}|$)"),
    (Answer.PRINCIPLE, rf"\b{_TAKES}\s+(?:with\s+)?the\s+"
                       rf"(?:principle|spirit|intent\w*|aims?|thrust|sentiment)s?\s+(?:of|behind|underlying){_THIS}"),
    (Answer.PRINCIPLE, rf"{_THAT}{_WAS}\s+{_TAKES}\s+in\s+principle"),
    (Answer.REJECTED, rf"\b{_NOT}{_NOW}\s+{_TAKES}{_THIS}"),
    (Answer.REJECTED, rf"\b(?:rejects?|rejected|disagrees?|disagreed|declines?|opposes?){_THIS}"),
    (Answer.REJECTED, rf"{_THAT}(?:(?:is|are|was|were|has|have|can|could|will)\s*(?:not|n[’']t)|cannot)"
                      rf"(?:\s+be(?:en)?)?\s+(?:{_TAKES}|taken\s+forward|implemented)"),
    (Answer.REJECTED, rf"{_THAT}{_WAS}\s+(?:therefore\s+)?(?:rejected|declined)"),
    (Answer.REJECTED, r"\bnot\s+(?:persuaded|convinced|believe|consider|think|agree)(?:\s+that)?"
                      rf"{_THIS}\s+(?:is|are|would|should)\b"),
    (Answer.REJECTED, rf"\b{_NOT}{_NOW}\s+(?:(?:be\s+)?tak(?:e|ing)|(?:intend|propose|plan)\w*\s+to\s+"
                      rf"(?:take|implement))(?:{_THIS}|\s+(?:this|it)\b)(?:\s+forward)?"),
    (Answer.ACCEPTED, rf"\b{_TAKES}(?:,?\s+and\s+[\w\s]{{2,40}}?,?)?{_THIS}"),
    (Answer.ACCEPTED, rf"\b(?:will|has|have)\s+(?:\w+\s+)?implement(?:ed)?{_THIS}"),
    (Answer.ACCEPTED, rf"{_THAT}(?:{_WAS}\s+(?:\w+\s+)?{_TAKES}"
                      r"|(?:will|is|are|has|have)\s+(?:be(?:en|ing)?\s+)?(?:\w+\s+)?implemented)"),
    (Answer.NOTED, rf"\b(?:notes?|noted|acknowledges?){_THIS}|{_THAT}{_WAS}\s+noted"),
    (Answer.CONSIDERING, rf"\b(?:consider(?:s|ing)?|keep)(?:\s+\w+)?{_THIS}"),
    (Answer.CONSIDERING, rf"{_THAT}(?:is|are|remains?|will\s+be)\s+(?:\w+\s+)?"
                         r"(?:under\s+(?:consideration|review)|(?:being\s+)?considered)"),
)  # fmt: skip
_STATED = tuple((answer, re.compile(pattern, re.IGNORECASE)) for answer, pattern in _SAID)
# "We agree." and "The council agrees, and will …": a whole clause that takes no other object.
_WHO = (
    r"^\W*(?:we|the\s+(?:[\w’'-]+\s+){0,5}?[\w’'-]+"
    r"|[A-Z][\w’'-]+(?:\s+(?:[A-Z][\w’'-]+|for|of|and)){0,5})\s+"
)
_STOPS = r"\s*(?:[.,;:–—]|$"
_CLAUSES = (
    (Answer.REJECTED, rf"{_NOT}{_NOW}\s+{_TAKES}{_STOPS}|\bbecause\b)"),
    (Answer.REJECTED, rf"(?:rejects?|disagrees?){_STOPS}|\bbecause\b)"),
    (Answer.PARTLY, rf"(?:{_TAKES}\s+{_IN_PART}|{_IN_PART}\s+{_TAKES})\b(?!\s+(?:that|to)\b)"),
    (Answer.PRINCIPLE, rf"{_TAKES}\s+in\s+principle\b"),
    (Answer.ACCEPTED, rf"(?:(?:fully|strongly|also|wholeheartedly)\s+)?{_TAKES}"
                      rf"{_STOPS}|\band\s+(?:will|has|have|is|are|we)\b)"),
    (Answer.ACCEPTED, r"(?:has\s+|have\s+)?agree[sd]?\s+to\s+[a-z]+"),
    (Answer.NOTED, rf"(?:notes?|acknowledges?)\s+th(?:is|ese){_STOPS})"),
)  # fmt: skip
_BRIEF = tuple((answer, re.compile(f"{_WHO}(?:{p})", re.IGNORECASE)) for answer, p in _CLAUSES)
_ORDER = (
    Answer.REJECTED, Answer.PARTLY, Answer.PRINCIPLE, Answer.ACCEPTED, Answer.NOTED, Answer.CONSIDERING,
)  # fmt: skip
_FIRST = 12  # sentences in which a response says where it stands
_LISTED = re.compile(
    r"\brecommendations?\s+(?:numbers?\s+|nos?\.?\s+)?"
    r"(?P<numbers>\d+[a-z]?(?:\s*(?:,\s*and|,|and|&|to|[–-])\s*\d+[a-z]?)*)",
    re.IGNORECASE,
)
_QUALIFIED = re.compile(
    rf"\s*,?\s*(?:{_IN_PART}\b|in\s+(?:full|principle)|(?:is|are|was|were)\s+[^,;.]+)", re.IGNORECASE
)
_EVERY = re.compile(
    r"\b(?:accepts?|agrees?\s+(?:with|to)|supports?|endorses?)\s+(?:\w+\s+)?(?:all|each|every\s+one)\s+"
    r"(?:of\s+)?(?:[\w’'-]+\s+){0,4}?recommendations?\b(?!\s+\d)",
    re.IGNORECASE,
)


def answer_of(text: str, *, number: str = "") -> Answer | None:
    """What a response says; None where it says neither yes nor no.

    ``number`` is its recommendation's: what is said of another's number is not taken for it.
    """
    flat = _FLAT.get(text.strip(" .*").casefold())
    if flat:
        return flat
    said: list[Answer] = []
    for place, sentence in enumerate(_sentences(text)):
        lead = next((answer for answer, pattern in _LEADS if place == 0 and pattern.search(sentence)), None)
        if lead:
            return lead
        if place >= _FIRST or _is_of_others(sentence, number):
            continue
        said += _stated(sentence, brief=place < 2)
    return _taken_together(said)


def answers_by_number(text: str) -> Iterator[tuple[str, Answer, str]]:
    """What is said of numbered recommendations: "accepts recommendations 1, 2 and 4 and rejects
    recommendation 3". Yields each number with its answer and the sentence."""
    for sentence in _sentences(text):
        last: Answer | None = None
        at = 0
        for found in _LISTED.finditer(sentence):
            after = _QUALIFIED.match(sentence, found.end())
            end = after.end() if after else found.end()
            clause = _LISTED.sub("this recommendation", sentence[at:end])
            last = _taken_together(_stated(clause, brief=False)) or last
            at = end
            if last:
                yield from ((number, last, sentence) for number in _numbers(found["numbers"]))


def accepts_all(text: str) -> str:
    """The sentence that accepts every recommendation, or nothing."""
    said = (s for s in _sentences(text) if _EVERY.search(s))
    return next((s for s in said if not re.search(r"\b(?:not|except|but)\b", s)), "")


def _sentences(text: str) -> list[str]:
    return [" ".join(s.split()) for s in _SENTENCE.split(text.strip()) if s.strip()]


def _stated(sentence: str, *, brief: bool) -> list[Answer]:
    found = []
    for answer, pattern in (*_STATED, *(_BRIEF if brief else ())):
        match = pattern.search(sentence)
        if match:
            found.append(answer)
            sentence = sentence[: match.start()] + " … " + sentence[match.end() :]
    return found


def _taken_together(said: list[Answer]) -> Answer | None:
    """Yes and no are in part; else the strongest that is said."""
    if {Answer.ACCEPTED, Answer.REJECTED} <= set(said):
        return Answer.PARTLY
    return next((answer for answer in _ORDER if answer in said), None)


def _is_of_others(sentence: str, number: str) -> bool:
    found = [n for m in _LISTED.finditer(sentence) for n in _numbers(m["numbers"])]
    return bool(found) and bool(number) and number not in found


def _numbers(text: str) -> list[str]:
    """ "1, 2 and 4 to 6": each number."""
    found: list[str] = []
    for part in re.finditer(r"(\d+[a-z]?)(?:\s*(?:to|[–-])\s*(\d+))?", text):
        first, last = part[1], part[2]
        if last and first.isdigit() and int(first) < int(last) < int(first) + 200:
            found += [str(n) for n in range(int(first), int(last) + 1)]
        else:
            found += [first, last] if last else [first]
    return found
