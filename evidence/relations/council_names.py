"""Names of councils in a text: what makes one certain, several in a series, web addresses. Pure.

A council is named for certain where its name stands with what it is ("Leeds City Council", "London Borough of
Barnet", "services in Kent"), or in a series of which that is said ("services in Kent, Surrey and Essex").
"""

import re
from collections.abc import Iterator
from functools import cache

from evidence.frameworks.authorities import authorities, called, plain_name

_KIND = r"(?:City|County|Metropolitan Borough|Metropolitan District|Metropolitan|Borough|District|Unitary)"
_OF = r"(?:London Borough|Royal Borough|Metropolitan Borough|Borough|City|County|Council) of(?: the)?"
_BODY = (
    r"(?:(?:local|unitary) authority|authority(?!['’]s area)|local area partnership|LSCB|"
    r"safeguarding (?:children|partnership)|children['’]s safeguarding|corporate parenting|"
    r"youth (?:justice|offending)|"
    r"(?:community safety|children['’]s|young people['’]s|SEND)(?: [\w&-]+){0,3} (?:board|partnership)|"
    r"(?:children(?:['’]s)?|young people['’]s) (?:services|social care|trust)|improvement board)"
)
# A council that no list has, former, invented or misspelt: capitals before "Council" or after "Borough of".
_WORD = r"[A-Z][\w’'-]+"
_NAME = rf"{_WORD}(?:[ -](?:(?:upon|on|and|with|under|&) )?(?:the )?{_WORD}){{0,4}}?"
_UNLISTED = re.compile(
    rf"\b(?:(?P<before>{_NAME})\s+(?:{_KIND}\s+){{0,2}}Council\b(?!\s+(?:Tax|of Europe|for|on|House|Act))"
    rf"|(?:[Ii]nspection of|[Vv]isit to|JTAI of) (?P<told>{_NAME}) (?i:(?:local authority|children[’']s) )"
    rf"|(?P<board>{_NAME}) (?:(?:Children[’']s Services Improvement|Safeguarding Children) "
    rf"(?:Board|Partnership)|(?i:local area partnership)\b)"
    rf"|(?:London|Royal|Metropolitan) Borough of (?P<after>{_NAME})(?=[\s.,;:’')]|$)(?!\s+(?:and|&)\b))"
)
# What stands before "Council" and is no place, and councils that are no local authority.
_NO_PLACE_WORDS = """
a all an and any are area arts as at audit bar borough both british by cabinet care chief children's
children’s city community countryside county dear deputy design director district each european every
executive for from full general health her his if improvement in its joint lead leader learning legal
local london medical member members metropolitan my national no not notice nursing of on or other our
parish privy research royal schools scrutiny security send skills social sports students tenants that the
their this to town under unitary welcome what when where which while who whole with your youth
"""
_NO_PLACE = frozenset(_NO_PLACE_WORDS.split())
_JOINING = {"and", "on", "of", "with", "the", "upon"}
# After a place's bare name, these make it another's name: "Reading Road", "Kent Police".
_ELSE = (
    r"(?!\s+(?:Road|Street|Avenue|Lane|House|Park|University|College|Hospitals?|NHS|Police|Constabulary|School|"
    r"Academy|Primary|Infirmary|Airport|Crown|Magistrates|Combined|Teaching|Prison))"
)
# "HOLLINGTON COUNTY COUNCIL" in a notice's head, "HOLLINGTON IMPROVEMENT BOARD" in minutes'.
_CAPITALS = re.compile(
    r"\b(?:(?:[A-Z][A-Z’'-]+|&) ){1,8}(?:COUNCIL|BOARD|PARTNERSHIP)\b"
    r"|\b(?:LONDON|ROYAL|METROPOLITAN) BOROUGH OF(?: [A-Z][A-Z’'-]+){1,5}\b"
)
# A council's name with what it is, at the beginning or at the end of a line.
_SIGNED = (
    rf"(?:(?:London |Royal |Metropolitan )?Borough of {_NAME}|{_NAME}\s+(?:{_KIND}\s+){{0,2}}(?i:Council))"
)
_NAMED_FIRST = re.compile(rf"^(?P<name>{_SIGNED})(?=\s|$)(?!['’])")
_NAMED_LAST = re.compile(rf"\b(?P<name>{_SIGNED})$")
_TITLE = 14  # words of a title
# What a title's last word says its paper is; a year or a date may follow it.
_PAPER = re.compile(
    r"\b(?:form|pro ?forma|template|checklist|audit|tool|record|sheet|report|review|return|minutes|agenda|"
    r"plan|policy|strategy|protocol|procedure|guidance|handbook|survey|summary|briefing|update|newsletter|"
    r"statement|dashboard|scorecard|notes?|letter|notice|assessment|evaluation|register|framework|log)s?"
    r"(?:\W+(?:(?:for|of)(?:\s+[\w’'&-]+){1,3}|[\d/–—-]+|[A-Z][a-z]+\W+\d{4}))*\W*$",
    re.IGNORECASE,
)
_SHARED = re.compile(r"\s+(?:County|City|Borough)$")  # "Kent County, Surrey County … councils"
_MAY_BE_SEVERAL = re.compile(
    r"[Cc]ouncils\b|COUNCILS|uthorities\b|Boroughs of|[Cc]ompar|"
    r"(?i:services|inspections?|visits?|provision|partnerships?)\s+(?:in|of|to|for)\s+(?:the )?"
    r"[A-Z][^.]*(?:\band\b|&)|"
    r"[A-Z][^.]*(?:\band\b|&)[^.]*\b(?i:board|partnership|trust)\b"
)
_ADDRESS = re.compile(r"(?:@|\bwww\.|\b)(?:[a-z0-9-]+\.)*(?P<host>[a-z0-9-]+)\.gov\.uk\b", re.IGNORECASE)
# Addresses that are no council's name run together.
_ADDRESSES = {
    "bathnes": "Bath and North East Somerset",
    "bcpcouncil": "Bournemouth, Christchurch and Poole",
    "eastriding": "East Riding of Yorkshire",
    "hants": "Hampshire",
    "hullcc": "Hull",
    "iow": "Isle of Wight",
    "lbbd": "Barking and Dagenham",
    "lbhf": "Hammersmith and Fulham",
    "leics": "Leicestershire",
    "n-somerset": "North Somerset",
    "nelincs": "North East Lincolnshire",
    "newcastle": "Newcastle upon Tyne",
    "northlincs": "North Lincolnshire",
    "northnorthants": "North Northamptonshire",
    "northyorks": "North Yorkshire",
    "nottinghamcity": "Nottingham",
    "nottscc": "Nottinghamshire",
    "rbkc": "Kensington and Chelsea",
    "rbwm": "Windsor and Maidenhead",
    "royalgreenwich": "Greenwich",
    "southglos": "South Gloucestershire",
    "telford": "Telford and Wrekin",
    "westnorthants": "West Northamptonshire",
}
_LONGEST = 60  # characters of a line that is a council's name


def named(text: str, date: str = "") -> Iterator[str]:
    """The councils that a text names for certain, as they sign; once for each time."""
    text = _CAPITALS.sub(lambda m: _as_written(m[0]), text)
    short = len(text) <= _LONGEST
    alone = called(text, date) or called(bare(text), date) if short else None
    if alone:  # a line that is a council's name, and nothing else
        yield alone.official
        return
    taken: list[tuple[int, int]] = []
    # Most passages speak of no series: a word that says there may be one is looked for first.
    for match in _series().finditer(text) if _MAY_BE_SEVERAL.search(text) else ():
        series = match["of"] or match["are"] or match["beside"] or match["joint"]
        taken.append(match.span())
        yield from _together(series, date)
    for match in _listed().finditer(text):
        authority = called(match["of"] or match["is"] or match["at"] or "", date)
        if authority and not _overlaps(match, taken):
            taken.append(match.span())
            yield authority.official
    for match in _UNLISTED.finditer(text):
        name = "" if _overlaps(match, taken) else _unlisted(match)
        if name:
            yield name


def _as_written(capitals: str) -> str:
    """Words in capitals as names are written: "Stoke-on-Trent City Council", "Children's Board"."""
    words = re.sub(r"[A-Z][A-Z’']*", lambda m: m[0].capitalize(), capitals)
    return re.sub(r"(?<=[ -])(?:And|Of|On|The|Under|Upon|With)\b", lambda m: m[0].lower(), words)


def titles(text: str, date: str = "") -> bool:
    """Whether a line is a paper's title or letterhead: a council's name, with what the paper is before it or
    after it, and no sentence ("Kent County Council Case file audit form")."""
    words = text.split()
    if len(words) > _TITLE or text.rstrip().endswith((".", ";", ":", "?", "!")):
        return False
    match = _NAMED_FIRST.match(text) or _NAMED_LAST.search(text)
    if not match or not next(named(match["name"], date), ""):
        return False
    rest = text.replace(match["name"], " ").strip()
    return not rest or bool(_PAPER.search(rest))


def named_by_address(text: str) -> Iterator[str]:
    """The listed councils whose web or email addresses a text has: "jane.roe@medway.gov.uk"."""
    for match in _ADDRESS.finditer(text) if ".gov" in text.casefold() else ():
        name = _by_address().get(_run_together(match["host"])) or _by_address().get(match["host"].casefold())
        if name:
            yield name


def places(text: str, date: str = "") -> Iterator[str]:
    """The listed councils of whose places a text speaks ("in Leeds")."""
    for match in _places().finditer(text):
        authority = called(match["place"], date)
        if authority:
            yield authority.official


def _overlaps(match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    return any(start < match.end() and match.start() < end for start, end in taken)


def _together(series: str, date: str) -> Iterator[str]:
    """The councils of a series: "Kent, Surrey and Essex"."""
    for match in re.finditer(_one(), series):
        name = _SHARED.sub("", match[0])
        authority = called(name, date) or called(bare(name), date)
        if authority or name.split()[0].casefold() not in _NO_PLACE:
            yield authority.official if authority else name


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


def bare(name: str) -> str:
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


def _run_together(name: str) -> str:
    """A name as an address has it: "Brighton and Hove" is "brightonhove"."""
    return re.sub(r"[^a-z]|\band\b", "", plain_name(name))


@cache
def _by_address() -> dict[str, str]:
    """How each council that stands signs, by its name run together, and by addresses that are another."""
    now = [a for a in authorities() if not a.until]
    found = {_run_together(n): a.official for a in now for n in (*a.names, a.official)}
    return found | {host: a.official for host, name in _ADDRESSES.items() if (a := called(name))}


def _one() -> str:
    """One council of a series: a listed name, or capitals."""
    return rf"(?:{_names()}|{_WORD}(?: (?:upon|on) {_WORD})?(?: {_WORD}){{0,2}})"


@cache
def _series() -> re.Pattern[str]:
    """Several councils of which it is said at once what they are."""
    listed, any_ = (rf"(?:{one}(?:,\s+{one})*,?\s+(?:and|&)\s+{one})" for one in (rf"(?:{_names()})", _one()))
    return re.compile(
        rf"\b(?:(?:(?i:inspections?\s+of|services\s+(?:in|of|for)|authorities\s+of|visits?\s+to|"
        rf"provision\s+in|partnerships?\s+in|compar(?:ison|ing)(?:\s+of|\s+between)?|councils\s*:|councils\s+(?:of|in|for))|"
        rf"Boroughs\s+of)\s+(?:the\s+)?(?P<of>{listed})\b{_ELSE}"
        rf"|(?P<are>{any_})(?:\s+(?i:{_KIND}))?\s+(?:(?i:councils)|local\s+authorities)\b"
        rf"|(?P<joint>{listed})(?=\s+(?i:{_BODY})\b)"
        rf"|(?P<beside>{listed})(?=\s+compared\b|:\s+(?:a\s+)?comparison\b))"
    )


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
        rf"|(?i:inspection\s+of|services\s+in|safeguarding\s+in|authority\s+(?:area|name)?\s*:|visit\s+to|JTAI\s+of|"
        rf"partnership\s+in|provision\s+in|local\s+area\s*:|council\s*:)\s+(?P<at>{names})\b{_ELSE}(?!\s+(?:and\s+|&\s+)?[A-Z]))"
    )
