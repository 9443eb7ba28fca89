"""The heads of a plan's tables: which column holds what."""

import re
from collections.abc import Sequence

_ROLES = (
    (
        "label",
        r"(?:action\s+|ref(?:erence)?\.?\s*|item\s+|measure\s+|notice\s+)?(?:no|nr|ref|reference|number"
        r"|id|item|code|#)\.?(?:\s+no\.?)?|#|s/?n",
    ),
    ("owner", r"(?:action\s+|lead\s+|plan\s+|accountable\s+|responsible\s+|named\s+)?(?:owners?|leads?"
        r"|lead\s+officers?|officers?|responsible(?:\s+(?:officer|person|lead))?"
              r"|responsibility|accountable(?:\s+(?:officer|lead))?|who|by\s+whom|delivery\s+lead"
              r"|strategic\s+lead|assigned\s+to|person|who\s+(?:will|is\s+going\s+to)\s+.{2,20})(?:\(s\))?"
        r"(?:\s+responsible)?"),
    ("due", r"due(?:\s+(?:date|by))?|by(?:\s+when)?|when|time\s?scales?|deadlines?|target\s+dates?"
        r"|completion(?:\s+dates?)?|complete(?:d)?\s+by|end\s+dates?|finish(?:\s+date)?"
            r"|milestone\s+date|date(?:\s+(?:due|for\s+completion))?|delivery\s+date|timeline"
            r"|to\s+be\s+completed\s+by|(?:by\s+)?when\s+(?:will|is)\s+.{2,24}"),
    ("rag", r"(?:current\s+|latest\s+)?b?rag(?:\s+(?:status|rating))?"
        r"|(?:current\s+|latest\s+)?(?:status|rating)(?:\s+\(?b?rag\)?)?"
        r"|progress\s+(?:rag|rating|status)"),
    ("action", r"(?:key\s+|improvement\s+|specific\s+|planned\s+|agreed\s+|required\s+)?(?:actions?"
        r"|activit(?:y|ies)|tasks?|measures?|steps?|deliverables?|requirements?)(?:\s+(?:required|needed"
        r"|to\s+be\s+taken|we\s+will\s+take|point|description))?"
               r"|what(?:\s+(?:we|will\s+we|are\s+we\s+going\s+to|we\s+are\s+going\s+to"
               r"|will\s+be)\s+.{2,20})?|how(?:\s+(?:we\s+will|will\s+we)\s+.{2,24})"
               r"|what\s+needs\s+to\s+(?:be\s+done|happen)"),
    ("theme", r"priorit(?:y|ies)(?:\s+area)?|themes?|areas?(?:\s+(?:for|of)\s+\w+)?|workstreams?"
        r"|objectives?|aims?|outcomes?\s+areas?|recommendations?|ofsted\s+recommendations?|goal|strand"),
    ("outcome", r"(?:success|outcome|impact)\s*(?:measures?|criteria|indicators?)?|outcomes?|impact"
        r"|evidence.{0,24}|how\s+(?:we\s+shall|we\s+will|will\s+we|shall\s+we)\s+know.{0,24}"
        r"|measures?\s+of\s+success"
                r"|intended\s+outcomes?|desired\s+outcomes?|targets?|kpis?|performance\s+(?:measures?"
                r"|indicators?)|what\s+will\s+be\s+different"),
    ("progress", r"progress(?:\s+(?:to\s+date|updates?|made|so\s+far|notes?|commentary|since\s.{2,24}))?"
        r"|(?:latest\s+|current\s+|progress\s+)?(?:updates?|position|commentary|comments?|notes?|narrative)"),
)  # fmt: skip
_PATTERNS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _ROLES)
_NUMBERED = re.compile(r"^(?:ref(?:erence)?|no|nr|number|id|item|#)\.?\s+(?=\S)", re.IGNORECASE)


def is_head(cells: Sequence[str]) -> dict[str, int]:
    """Which column holds what, where a row's cells name a plan's columns; empty where they do not.

    It must name the actions, and whose they are, or by when.
    """
    found: dict[str, int] = {}
    for column, text in enumerate(cells):
        plain = " ".join(text.split()).strip(" :*?")
        # A narrow column of numbers is read as one with the words that they number.
        name = _role(plain) or _role(_NUMBERED.sub("", plain))
        if name:
            found.setdefault(name, column)
    if "action" not in found and "theme" in found and "owner" in found and "due" in found:
        found["action"] = found.pop("theme")  # "Recommendation | Lead | By when": what is to be done
    if "action" not in found and "outcome" in found and {"owner", "due"} <= set(found):
        return {}
    return found if "action" in found and {"owner", "due"} & set(found) else {}


def is_update_head(cells: Sequence[str]) -> dict[str, int]:
    """As ``is_head``, for a table that says how far measures have got, which it names by a code alone."""
    found: dict[str, int] = {}
    for column, text in enumerate(cells):
        name = _role(" ".join(text.split()).strip(" :*?"))
        if name:
            found.setdefault(name, column)
    return found if "label" in found and {"owner", "due", "rag", "progress"} & set(found) else {}


def _role(text: str) -> str:
    return next((name for name, pattern in _PATTERNS if pattern.fullmatch(text)), "")
