"""What the head of a table's column says that it holds: names, codes, periods, values, targets, ratings."""

import re

from evidence.relations.areas import AREA_COLUMN

NATIONAL = re.compile(
    r"(?:NI|National\s+Indicator)s?(?:\s+(?:ref(?:erence)?|no|number|code))?\.?", re.IGNORECASE
)
_CODE = re.compile(
    r"(?:indicator\s+|kpi\s+|pi\s+|measure\s+)?(?:code|ref(?:erence)?\.?|no\.?|number|id)"
    rf"|{NATIONAL.pattern}|PI|#|KPI\s+ref\.?",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:(?:key\s+)?performance\s+)?(?:indicators?|measures?|description|title|metric|kpis?|pis?"
    r"|definition)(?:\s+(?:name|title|description))?"
    r"|(?:[\w’'&-]+\s+){1,4}(?:kpis?|indicators?|measures?)"
    r"|(?:name|description|title)\s+of\s+indicator|ref(?:erence)?\s+and\s+(?:indicator|measure|title)",
    re.IGNORECASE,
)
_UNIT = re.compile(r"units?|format|measured\s+(?:in|as)|type|unit\s+of\s+measure(?:ment)?", re.IGNORECASE)
_PERIOD = re.compile(
    r"(?:reporting\s+)?period|year|quarter|month|date|time(?:_|\s+)period|as\s+at", re.IGNORECASE
)
_VALUE = re.compile(
    r"value|result|actual|performance|outturn|figure|(?:latest|current)(?:\s+(?:value|result|performance"
    r"|position|figure|outturn|actual))?",
    re.IGNORECASE,
)
RAG = re.compile(
    r"(?:(?:latest|current)\s+)?(?:(?:b?rag)(?:\s+(?:status|rating))?|status|rating)(?:\s+(?:latest|current))?",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"(?:.{0,24}\s)?(?:target|plan(?:ned)?|goal|requirement|required)s?(?:\s+.{0,24})?", re.IGNORECASE
)
_BELOW = (
    ("target", re.compile(r"targets?", re.IGNORECASE)),
    ("rag", re.compile(r"b?rag(?:\s+(?:status|rating))?|rating|status", re.IGNORECASE)),
    (
        "value",
        re.compile(
            r"values?|results?|actuals?|performance|outturn|figure|score|%|per\s?cent(?:age)?|rate",
            re.IGNORECASE,
        ),
    ),
    ("share", re.compile(r"num(?:erator)?|den(?:om(?:inator)?)?|cohort|base|total", re.IGNORECASE)),
    ("number", re.compile(r"number|no\.?|count|#", re.IGNORECASE)),
)
ROLES = (
    ("code", _CODE), ("name", _NAME), ("unit", _UNIT), ("rag", RAG), ("area", AREA_COLUMN),
    ("period", _PERIOD), ("value", _VALUE), ("target", _TARGET),
)  # fmt: skip


def part_of(text: str) -> str:
    """What a column is of those below a period: its value, target or rating, or a part of a share."""
    return next((name for name, pattern in _BELOW if pattern.fullmatch(text.strip())), "")
