"""Which council a paper is about, from its own words. Pure.

A council is named for certain where its name stands with what it is ("Leeds City Council", "London Borough of
Barnet", "services in Kent"); a bare name ("Reading", "Kent") counts only beside one that is certain.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from evidence.frameworks.authorities import authorities, called, plain_name

_KIND = r"(?:City|County|Metropolitan Borough|Metropolitan District|Metropolitan|Borough|District|Unitary)"
_OF = r"(?:London Borough|Royal Borough|Metropolitan Borough|Borough|City|County|Council) of(?: the)?"
_BODY = (
    r"(?:(?:local|unitary) authority|authority(?!['’]s area)|LSCB|safeguarding (?:children|partnership)|"
    r"(?:children(?:['’]s)?|young people['’]s) (?:services|social care|trust)|improvement board)"
)
# A council that no list has, former, invented or misspelt: capitals before "Council" or after "Borough of".
_WORD = r"[A-Z][\w’'-]+"
_NAME = rf"{_WORD}(?:[ -](?:(?:upon|on|and|with|under|&) )?(?:the )?{_WORD}){{0,4}}?"
_UNLISTED = re.compile(
    rf"\b(?:(?P<before>{_NAME})\s+(?:{_KIND}\s+){{0,2}}Council\b(?!\s+(?:Tax|of Europe|for|on|House|Act))"
    rf"|(?:London|Royal|Metropolitan) Borough of (?P<after>{_NAME})(?=[\s.,;:’')]|$)(?!\s+(?:and|&)\b))"
)
# What stands before "Council" and is no place, and councils that are no local authority.
_NO_PLACE_WORDS = """
a all an and any are arts as at audit bar borough both british by cabinet care chief children's
children’s city community countryside county dear deputy design director district each european every
executive for from full general health her his if improvement in its joint lead leader learning legal
local london medical member members metropolitan my national no not notice nursing of on or other our
parish privy research royal schools scrutiny security skills social sports students tenants that the
their this to town under unitary welcome what when where which while who whole with your youth
"""
_NO_PLACE = frozenset(_NO_PLACE_WORDS.split())
_JOINING = {"and", "on", "of", "with", "the", "upon"}
# After a place's bare name, these make it another's name: "Reading Road", "Kent Police".
_ELSE = (
    r"(?!\s+(?:Road|Street|Avenue|Lane|House|Park|University|College|Hospitals?|NHS|Police|Constabulary|School|"
    r"Academy|Primary|Infirmary|Airport|Crown|Magistrates|Combined|Teaching|Prison))"
)
_LONGEST = 60  # characters of a line that is a council's name
_SHARE = 0.6  # of all certain mentions, what the one council must have that a paper is about
_ENOUGH = 2  # certain mentions in the text, where no place of honour names a council


@dataclass(frozen=True)
class Said:
    """A piece of a paper that may name its council: the title, the author's office, a passage. ``passage`` is
    its ordinal; ``front`` pieces say whose the paper is, before its text does."""

    text: str
    passage: int | None = None
    front: bool = False


@dataclass(frozen=True)
class Council:
    """A council that a paper is about: its ONS code ("" for one that no list has), its name as it signs, and
    the ordinal of the passage that names it."""

    code: str
    name: str
    passage: int | None = None


def council_of(pieces: Iterable[Said], date: str = "") -> tuple[Council | None, tuple[str, ...]]:
    """The council that a paper of that date is about, and the names that share its front, if they do.

    None, and nobody else, where the paper names none: it may be national. None with two names or more where
    it speaks of several alike: a person says then whose it is.
    """
    every = list(pieces)
    front = Counter[str]()
    text = Counter[str]()
    first: dict[str, int | None] = {}
    for piece in every:
        for name in named(piece.text, date):
            (front if piece.front else text)[name] += 1
            if first.get(name) is None:
                first[name] = piece.passage
    for counts, least in ((front, 1), (front + text, _ENOUGH)):
        best = _foremost(counts, least)
        if best:
            return _council(best, date, first[best]), ()
    rivals = tuple(sorted(front)) if len(front) > 1 else ()
    return None, rivals


def named(text: str, date: str = "") -> Iterator[str]:
    """The councils that a text names for certain, as they sign; once for each time."""
    short = len(text) <= _LONGEST
    alone = called(text, date) or called(_bare(text), date) if short else None
    if alone:  # a line that is a council's name, and nothing else
        yield alone.official
        return
    taken: list[tuple[int, int]] = []
    for match in _listed().finditer(text):
        authority = called(match["of"] or match["is"] or match["at"] or "", date)
        if authority:
            taken.append(match.span())
            yield authority.official
    for match in _UNLISTED.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        name = _unlisted(match)
        if name:
            yield name


def same_council(one: str, other: str) -> bool:
    """Whether two names are one council's: "Leeds" and "Leeds City Council"."""
    a, b = called(one), called(other)
    if a and b:
        return a == b
    return _bare(one) == _bare(other)


def _foremost(counts: Counter[str], least: int) -> str:
    if not counts:
        return ""
    (best, times), *others = counts.most_common()
    enough = times >= least and times >= _SHARE * counts.total()
    return best if enough and not any(n == times for _, n in others) else ""


def _council(name: str, date: str, passage: int | None) -> Council:
    authority = called(name, date)
    return Council(authority.code if authority else "", name, passage)


def _unlisted(match: re.Match[str]) -> str:
    """The council's name as printed, if the words before "Council" can be a place's."""
    words = (match["before"] or match["after"]).split()
    while words and words[0].casefold() in _NO_PLACE:
        words.pop(0)
    if not words or any(
        w.casefold() in _NO_PLACE - {"and", "on", "of", "with", "the", "upon"} for w in words
    ):
        return ""
    place = " ".join(words)
    end = match[0][match[0].find(words[-1]) + len(words[-1]) :]
    return " ".join(f"{place} {end}".split()) if match["before"] else " ".join(match[0].split())


def _bare(name: str) -> str:
    """A name without what the council is: "Aldermarsh Borough Council" is "aldermarsh"."""
    plain = plain_name(name)
    plain = re.sub(
        r"^(?:(?:london|royal|metropolitan) )?(?:borough|city|county|council) of (?:the )?", "", plain
    )
    return re.sub(
        r"(?: (?:city|county|metropolitan|borough|district|unitary|local authority))*(?: council)?$",
        "",
        plain,
    )


@cache
def _listed() -> re.Pattern[str]:
    """Every listed council's name with what makes it certain, the longest first."""
    every = {name for a in authorities() for name in a.names}
    every |= {n.replace(" and ", " & ") for n in every} | {n.replace(" & ", " and ") for n in every}
    names = "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in sorted(every, key=lambda n: (-len(n), n)))
    return re.compile(
        rf"\b(?:{_OF}\s+(?P<of>{names})\b"
        rf"|(?P<is>{names})(?:['’]s)?\s+(?:(?:(?i:{_KIND})\s+){{0,2}}(?:Council\b|(?i:{_BODY})\b))"
        rf"|(?i:inspection\s+of|services\s+in|authority\s+(?:area|name)?\s*:|visit\s+to|JTAI\s+of|"
        rf"partnership\s+in|provision\s+in|local\s+area\s*:|council\s*:)\s+(?P<at>{names})\b{_ELSE}(?!\s+(?:and\s+|&\s+)?[A-Z]))"
    )


def pieces_of(front: Sequence[str], passages: Iterable[tuple[int, str, bool]]) -> Iterator[Said]:
    """Pieces from what a paper says of itself (its title, author, recipient) and its passages, each with its
    ordinal and whether it stands on the front."""
    yield from (Said(text, None, front=True) for text in front if text)
    yield from (Said(text, ordinal, is_front) for ordinal, text, is_front in passages)
