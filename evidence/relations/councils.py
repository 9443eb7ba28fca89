"""Which council a paper is about, from its own words. Pure.

A council is named for certain where its name stands with what it is ("Leeds City Council", "London Borough of
Barnet", "services in Kent"); a bare name ("Reading", "Kent") counts only beside one that is certain.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from evidence.frameworks.authorities import authorities, called, plain_name
from evidence.model import PassageKind

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
    rf"|(?:[Ii]nspection of|[Vv]isit to|JTAI of) (?P<told>{_NAME}) (?i:(?:local authority|children[’']s) )"
    rf"|(?P<board>{_NAME}) (?:Children[’']s Services Improvement|Safeguarding Children) (?:Board|Partnership)"
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
# "HOLLINGTON COUNTY COUNCIL" in a notice's head.
_CAPITALS = re.compile(
    r"\b(?:[A-Z][A-Z’'-]+ ){1,6}COUNCIL\b"
    r"|\b(?:LONDON|ROYAL|METROPOLITAN) BOROUGH OF(?: [A-Z][A-Z’'-]+){1,5}\b"
)
_LONGEST = 60  # characters of a line that is a council's name
_SHARE = 0.6  # of all that is said of councils, what the one must have that a paper is about
_CERTAIN = 3  # what a certain name counts, beside a place that is only spoken of ("in Leeds")
_ENOUGH = 6  # what the text must say where no place of honour names a council
_PLACES_ALONE = (4, 0.8)  # how often, and with which share, a short paper must speak of a place alone
_SHORT = 80  # pieces of a short paper
_FRONT = 14  # passages in which a paper says whose it is, beside its letterhead and its title
_FIRST_HEADINGS = 4


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


def pieces(
    fields: Iterable[tuple[str, str, int | None]], passages: Iterable[tuple[int, str, str]]
) -> Iterator[Said]:
    """What a paper says of itself first, then its passages. A letter is about whom it is written to, a
    council's own paper about its author; who inspects or decides is no council.

    ``fields`` are (name, value, ordinal), ``passages`` (ordinal, kind, text).
    """
    at = {name: (value, passage) for name, value, passage in fields}
    for name in ("title", "recipient", "addressee", "author", "body"):
        if name in at:
            yield Said(*at[name], front=True)
    headings = 0
    for ordinal, kind, text in passages:
        heading = kind == PassageKind.HEADING
        headings += heading
        front = ordinal < _FRONT and (kind == PassageKind.FRONT or (heading and headings <= _FIRST_HEADINGS))
        yield Said(text, ordinal, front)


def council_of(said: Iterable[Said], date: str = "") -> tuple[Council | None, tuple[str, ...]]:
    """The council that a paper of that date is about, and the names that share its front, if they do.

    None, and nobody else, where the paper names none: it may be national. None with two names or more where
    it speaks of several alike: a person says then whose it is.
    """
    tally, every = _Tally(date), list(said)
    for piece in every:
        if piece.front:
            tally.add(piece)
    if not tally.front:  # else the text has no say
        for piece in every:
            if not piece.front:
                tally.add(piece)
    best = tally.foremost()
    if best:
        return tally.council(best), ()
    fronts = tuple(sorted(tally.names[key] for key in tally.front))
    return None, fronts if len(fronts) > 1 else ()


class _Tally:
    """What a paper's pieces say of councils: by key, which is one council's under all its names."""

    def __init__(self, date: str) -> None:
        self._date = date
        self.front: Counter[str] = Counter()
        self.certain: Counter[str] = Counter()
        self.places: Counter[str] = Counter()
        self.names: dict[str, str] = {}
        self._first: dict[str, int | None] = {}
        self._pieces = 0

    def add(self, piece: Said) -> None:
        self._pieces += 1
        for name in named(piece.text, self._date):
            key = _bare(name)
            (self.front if piece.front else self.certain)[key] += 1
            if len(name) > len(self.names.get(key, "")):
                self.names[key] = name
            if self._first.get(key) is None:
                self._first[key] = piece.passage
        for match in _places().finditer(piece.text):
            authority = called(match["place"], self._date)
            if authority:
                self.places[_bare(authority.official)] += 1

    def foremost(self) -> str:
        """The key of the council that the paper is about; "" where that is not plain."""
        if self.front:
            return _leader(self.front, 1)
        weighed = Counter({key: n * _CERTAIN + self.places[key] for key, n in self.certain.items()})
        if weighed:
            return _leader(weighed, _ENOUGH)
        least, share = _PLACES_ALONE
        short = self._pieces <= _SHORT
        return _leader(self.places, least, share) if short else ""

    def council(self, key: str) -> Council:
        authority = called(self.names.get(key, key), self._date)
        name = authority.official if authority else self.names[key]
        return Council(authority.code if authority else "", name, self._first.get(key))


def named(text: str, date: str = "") -> Iterator[str]:
    """The councils that a text names for certain, as they sign; once for each time."""
    text = _CAPITALS.sub(lambda m: m[0].title().replace(" Of ", " of ").replace(" And ", " and "), text)
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


@lru_cache(maxsize=1024)
def council_key(name: str) -> str:
    """What all names of one council share: "Leeds" and "Leeds City Council"."""
    authority = called(name)
    return authority.code if authority else _bare(name)


def same_council(one: str, other: str) -> bool:
    """Whether two names are one council's."""
    return council_key(one) == council_key(other)


def _leader(counts: Counter[str], least: int, share: float = _SHARE) -> str:
    if not counts:
        return ""
    (best, times), *others = counts.most_common()
    enough = times >= least and times >= share * counts.total()
    return best if enough and not any(n == times for _, n in others) else ""


def _unlisted(match: re.Match[str]) -> str:
    """The council's name as printed, if the words before "Council" can be a place's."""
    words = (match["before"] or match["after"] or match["told"] or match["board"]).split()
    while words and words[0].casefold() in _NO_PLACE:
        words.pop(0)
    if not words or any(
        w.casefold() in _NO_PLACE - {"and", "on", "of", "with", "the", "upon"} for w in words
    ):
        return ""
    place = " ".join(words)
    end = match[0][match[0].find(words[-1]) + len(words[-1]) :]
    if match["told"] or match["board"]:
        return re.sub(r"['’]s?$", "", place)
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
def _names() -> str:
    """Every listed council's names as one alternation, the longest first."""
    every = {name for a in authorities() for name in a.names}
    every |= {n.replace(" and ", " & ") for n in every} | {n.replace(" & ", " and ") for n in every}
    return "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in sorted(every, key=lambda n: (-len(n), n)))


@cache
def _places() -> re.Pattern[str]:
    """A listed name that is spoken of as a place."""
    return re.compile(rf"\b(?:in|across|within|to|of|for|from|by|that) (?P<place>{_names()})\b{_ELSE}")


@cache
def _listed() -> re.Pattern[str]:
    """Every listed council's name with what makes it certain, the longest first."""
    names = _names()
    return re.compile(
        rf"\b(?:{_OF}\s+(?P<of>{names})\b"
        rf"|(?P<is>{names})(?:['’]s?)?\s+(?:(?:(?i:{_KIND})\s+){{0,2}}(?:Council\b|(?i:{_BODY})\b))"
        rf"|(?i:inspection\s+of|services\s+in|authority\s+(?:area|name)?\s*:|visit\s+to|JTAI\s+of|"
        rf"partnership\s+in|provision\s+in|local\s+area\s*:|council\s*:)\s+(?P<at>{names})\b{_ELSE}(?!\s+(?:and\s+|&\s+)?[A-Z]))"
    )
