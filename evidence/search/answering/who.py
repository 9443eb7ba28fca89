"""Who speaks in a paper, whose it is and when it was written, as words of a query name it: "minister",
"inspectors", "the chair", "DfE", a council, "2018", "May 2011". No engine is imported."""

import re
from functools import lru_cache

from evidence.language.acronyms import shipped
from evidence.language.stems import stem
from evidence.language.words import COMMON, words
from evidence.search.engine import Entry

ROLES = (
    (r"\b(?:minister|secretary of state|MP)\b.*\bdepartment\b", ("minister", "dfe")),
    (r"\bdepartment for (?:education|children)|\bDfE\b|\bDCSF\b", ("dfe", "department")),
    (
        r"\bofsted\b|\bHMI\b|\binspectorate\b|\bcare quality commission\b|\bCQC\b",
        ("inspectors", "inspectorate"),
    ),
    (r"\bofsted\b|\bHMI\b", ("ofsted", "hmi")),
    (r"\b(?:board|partnership|panel)\s*$", ("chair",)),
)
"""What is said of an author and a source, and the words that a person types for them."""
_MANY = """
council city county borough metropolitan district royal london director children services service head board
secretary state department rt hon mp cllr education executive officer chief improvement safeguarding
"""
_SHARED = frozenset(stem(word) for word in _MANY.split())
"""Words of many names, which by themselves name nobody."""


DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
"""A date as far as it is known: as spellings.py has it as the key of "2018", "May 2011" and "12/05/2011"."""


def who(entry: Entry) -> frozenset[str]:
    """The stems by which a query may mean this paper's author, source or council; and its date's day, month
    and year."""
    when = {entry.date[:length] for length in (4, 7, 10)} if DATE.fullmatch(entry.date) else set()
    return _who(f"{entry.author} | {entry.source}", entry.council) | when


@lru_cache(maxsize=256)  # all passages of a paper have the same
def _who(speaks: str, council: str) -> frozenset[str]:
    named = {stem(word.text) for word in words(f"{speaks} | {council}") if word.text not in COMMON}
    named -= _SHARED
    for pattern, roles in ROLES:
        if re.search(pattern, speaks, re.IGNORECASE):
            named |= {stem(role) for role in roles}
    place = {word.text for word in words(council)}  # "St Helens"
    return frozenset(name for name in named if len(name) > 2 or name in shipped() or name in place)
