"""What was judged before: the earlier inspections that a paper dates, with their grades."""

import re
from collections.abc import Iterator

from evidence.language.dates import find_dates
from evidence.model import Field, Finding, PassageKind
from ingest.kinds.common import Paper

_GRADE = r"(?:outstanding|good|requir(?:e|es|ing)\s+improvement(?:\s+to\s+be\s+good)?|inadequate|adequate)"
_YEAR = re.compile(r"19\d\d|20\d\d")
_BEFORE = re.compile(
    r"\b(?:last|previous|most\s+recent)\s+(?:\w+\s+)?(?:inspection|judgement"
    r"|review)\b(?P<area>(?:\s+of\s+(?:the\s+)?(?:[\w-]+\s+){0,2}[\w-]+['’]s\s+"
    r"(?P<of>[^.,]{4,120}?))?)\s*(?:(?:was|were|took\s+place|took\s+place\s+in|carried\s+out|conducted"
    r"|published|held|undertaken)\s+)*(?:published\s+)?"
    r"(?:in|on)\s+(?P<date>(?:\d{1,2}\s+)?(?:[A-Z][a-z]+\s+)?(?:19|20)\d\d)",
    re.IGNORECASE,
)
_WAS_JUDGED = re.compile(
    rf"\b(?:judged|found|graded|rated|considered)\b(?:\s+(?:services?|it|them|children['’]s\s+services"
    rf"|overall\s+effectiveness|that\s+\w+))?"
    rf"(?:\s+(?:to\s+be|to|as|were|was|is|are))*\s+(?P<grade>{_GRADE})\b|\bwhen\s+(?:they|it"
    rf"|services)\s+(?:were|was)\s+(?P<were>{_GRADE})\b",
    re.IGNORECASE,
)

_JUDGED_IN = re.compile(
    rf"\b(?i:authority|council|services?)\s+(?:was|were)\s+(?:first\s+|last\s+)?(?:judged|found|graded|rated)\s+(?:to\s+be\s+|as\s+)?(?P<grade>{_GRADE})"
    r"(?:\s+overall)?\s+in\s+(?P<date>(?:[A-Z][a-z]+\s+)?(?:19|20)\d\d)\b"
)
_ANOTHER = re.compile(r"\b(?:predecessor|former|neighbouring|children['’]s\s+homes?)\b", re.IGNORECASE)
_SAME_THING = re.compile(
    r"[\s,.;(]*(?:(?:when|where|which|and|at|time|the|local|authority|council|['’]s|services?|for|children"
    r"|in|of|need|it|its|they|was|were|then"
    r"|overall|effectiveness|that|help|protection|care|leavers|young|people|(?-i:[A-Z][\w’']+))\b[\s,’'s]*)*",
    re.IGNORECASE,
)


def earlier_judgements(paper: Paper) -> Iterator[tuple[Finding, Field]]:
    """What was judged before: each previous inspection that the paper dates, with its grade where stated."""
    seen = set()
    for passage in paper.passages:
        if passage.kind not in {PassageKind.PARAGRAPH, PassageKind.BULLET}:
            continue
        text = " ".join(passage.text.split())
        if not _YEAR.search(text):
            continue
        match = _BEFORE.search(text)
        told = _JUDGED_IN.search(text) if not match and not _ANOTHER.search(text) else None
        if told and ("", told["date"]) not in seen:
            seen.add(("", told["date"]))
            grade = _plain_grade(told["grade"])
            yield (
                Finding("previous_judgement", told.group(), "", grade, passage.ordinal),
                Field("previous_inspection", f"{told['date']}: {grade}", passage.ordinal),
            )
        if not match or not (find_dates(match["date"]) or match["date"].isdigit()):
            continue
        judged = _WAS_JUDGED.search(text, match.end(), match.end() + 160)
        if judged and not _SAME_THING.fullmatch(text[match.end() : judged.start()]):
            judged = None
        grade = _plain_grade(judged["grade"] or judged["were"]) if judged else ""
        area = (match["of"] or "").strip()
        if judged and (area, match["date"]) not in seen:
            seen.add((area, match["date"]))
            value = f"{match['date']}: {grade}"
            words = text[match.start() : judged.end()]
            yield (
                Finding("previous_judgement", words, area, grade, passage.ordinal),
                Field("previous_inspection", value, passage.ordinal),
            )


def _plain_grade(words: str) -> str:
    words = " ".join(words.casefold().split())
    return "requires improvement" if words.startswith("requir") else words
