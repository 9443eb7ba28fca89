"""Statutory directions: what the Secretary of State orders under the Education Act 1996, section 497A."""

import re

from evidence.language.statutes import find_sections
from evidence.model import Reading
from evidence.settings import Settings
from ingest.kinds.common import Paper, near_heads
from ingest.kinds.notice import read_order

_TITLE = re.compile(
    r"^(?:statutory\s+|children['’]s\s+services\s+)*direction\b(?!\s+of\s+travel)"
    r"|.{0,60}\bdirection\s+(?:under|to|issued|given|\d{4}$)",
    re.IGNORECASE,
)
_ORDERS = re.compile(
    r"\b(?:hereby\s+)?directs?\b[^.]{0,80}\b(?:council|authority|trust)\b|\bgives?\s+(?:the\s+following"
    r"|this)\s+direction",
    re.I,
)
_POWER = "s497a"


def score(paper: Paper) -> float:
    """A title of its own, words that order, and the power they rest on."""
    if paper.salutation >= 0:
        return 0.0
    titled = any(_TITLE.match(x.text) and len(x.text.split()) <= 20 for x in near_heads(paper))
    orders = bool(_ORDERS.search(paper.text))
    # Alone, what a paper rests on is not enough.
    rests = (titled or orders) and any(section.key == _POWER for section in find_sections(paper.text))
    return 0.5 * titled + 0.3 * orders + 0.2 * rests


def read(paper: Paper, settings: Settings) -> Reading:
    return read_order(paper, settings, "direction", _TITLE)
