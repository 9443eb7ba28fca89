"""England's authorities for children's services: their names, codes, and what became of former ones.

The list and its licences stand beside this file: authorities.csv, authorities-licences.txt.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_LIST = Path(__file__).with_name("authorities.csv")
_KIND = r"(?:City|County|Borough|Metropolitan Borough|Metropolitan District|District)"
_FULL = re.compile(
    rf"^(?:(?:London|Royal|Metropolitan) Borough of |Borough of |City of |Council of the )?(?P<name>.+?)"
    rf"(?: {_KIND})?(?: Council| Corporation)?$"
)


@dataclass(frozen=True)
class Authority:
    """An authority. ``code`` is the ONS's (E08000035); dates are ISO, "" where it always was, or still is.

    ``name`` is how it is listed ("Leeds"), ``official`` how it signs ("Leeds City Council"), ``names`` all
    that papers call it by. ``successors`` are codes of what took its place, ``former`` its own earlier codes.
    """

    code: str
    name: str
    official: str
    since: str
    until: str
    successors: tuple[str, ...]
    former: tuple[str, ...]
    names: tuple[str, ...]

    def existed(self, date: str) -> bool:
        """Whether it was there on an ISO date of any precision; "" is any."""
        return not date or (self.since[: len(date)] <= date and (not self.until or date <= self.until))


@cache
def authorities() -> tuple[Authority, ...]:
    """Every authority of the list, as listed."""
    with _LIST.open(encoding="utf-8", newline="") as file:
        return tuple(_authority(row) for row in csv.DictReader(file))


def called(name: str, date: str = "") -> Authority | None:
    """The authority that a paper of that date calls so; None for no authority of the list, or for several."""
    found = _by_name().get(plain_name(name), ())
    then = [a for a in found if a.existed(date)] or list(found)
    still = [a for a in then if not a.until] or then
    return still[0] if len(still) == 1 else None


def fate(name: str) -> tuple[str, tuple[str, ...]]:
    """The ISO day on which a council that is no more ended, and what took its place, as they sign.

    ("", ()) for one that stands, or that no list has.
    """
    listed = called(name)
    if listed is None or not listed.until:
        return "", ()
    by_code = {a.code: a.official for a in authorities()}
    return listed.until, tuple(by_code[code] for code in listed.successors if code in by_code)


def plain_name(name: str) -> str:
    """A name without case, article, "&" and punctuation: what two ways of printing it share."""
    words = re.sub(r"[^\w&]+", " ", name.replace("&", " and ")).casefold().split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)


@cache
def _by_name() -> dict[str, tuple[Authority, ...]]:
    found: dict[str, tuple[Authority, ...]] = {}
    for authority in authorities():
        for name in dict.fromkeys(plain_name(n) for n in (*authority.names, authority.official)):
            found[name] = (*found.get(name, ()), authority)
    return found


def _authority(row: dict[str, str]) -> Authority:
    official, name = row["official_name"], row["name"]
    short = [name]
    if row["type"] != "City of London":  # which nobody calls London
        match = _FULL.match(official)
        short += [name.removeprefix("City of "), name.removeprefix("County ").removesuffix(" County")]
        short += [match["name"]] if match else []
    names = dict.fromkeys([*short, *filter(None, row["other_names"].split(";"))])
    return Authority(
        code=row["code"],
        name=name.removeprefix("City of ") if row["type"] == "unitary" else name,
        official=official,
        since=row["existed_from"],
        until=row["existed_to"],
        successors=tuple(filter(None, row["successors"].split(";"))),
        former=tuple(filter(None, row["former_codes"].split(";"))),
        names=tuple(names),
    )
