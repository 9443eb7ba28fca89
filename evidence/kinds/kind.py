"""What a kind of paper is: declared once, in a file of its own beside this module.

The record stores a kind by its name, which is the file's. A name that no file declares (a home made where
there was one) is a kind with nothing particular to it. docs/adding-a-kind.md tells what a file may say.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from evidence.errors import ConfigError

SHIPPED = Path(__file__).parent
OTHER = "other"  # a paper that no kind recognises

SOUGHT = ("judgements", "points", "recommendations", "earlier_judgements", "observations")
"""What is looked for in every paper, beside what a kind reads for itself."""
REGISTERS = ("points", "actions", "targets", "responses")
"""What can make measures: points, tables of actions with their dates, tables of indicators with targets,
recommendations with what was answered to them."""
MISSED = ("measures", "actions", "findings", "observations", "date")
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Signs:
    """What makes a paper one of its kind: a short line near its top that ``title`` is found in, and
    ``unless`` is not; and the share of ``says`` that its text holds."""

    title: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    says: tuple[re.Pattern[str], ...] = ()
    in_letters: bool = False  # whether a letter can be one
    about: re.Pattern[str] | None = (
        None  # the labels that say what a form is about, whose title names the form
    )


@dataclass(frozen=True)
class KindSpec:
    """A kind of paper. Its name is what the record stores, ``said`` what people read.

    ``rank``: of two kinds that are equally sure, the one of the lower rank reads. ``called``: how other
    papers speak of one: letter, report, notice, minutes, plan. ``correspondence``: how one without a title is
    named by its writer; empty for what is no correspondence. ``asks``: it says what is asked for or intended,
    so that its words are no evidence of what happened. ``expects``: the fields that are missed where they are
    not found. ``suppresses``: what of SOUGHT is not taken from it. ``registers``: what of REGISTERS
    makes measures of it. ``missed``: what to say where something was not found.
    ``reads_as``: the kind whose reader reads its fields, where it has no reader of its own.
    """

    name: str
    said: str
    rank: int = 50
    called: str = ""
    correspondence: str = ""
    inspects: bool = False  # inspectors wrote it
    from_outside: bool = False  # never the council's own: others wrote it
    asks: bool = False
    prose: bool = True  # it ends with a sentence
    tabular: bool = False  # its tables are its content: each is not told apart where nothing was read from it
    dated_by_name: str = "month"  # the least exact date that its file's name may give: "day"; "" for none
    expects: tuple[str, ...] = ("date", "author")
    suppresses: frozenset[str] = frozenset()
    registers: frozenset[str] = frozenset()
    missed: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    reads_as: str = ""
    signs: Signs | None = None

    def seeks(self, what: str) -> bool:
        """Whether something of SOUGHT is taken from it."""
        return what not in self.suppresses


@lru_cache
def kinds() -> Mapping[str, KindSpec]:
    """Every shipped kind by its name, the lowest rank first."""
    return load(SHIPPED)


def load(folder: Path) -> Mapping[str, KindSpec]:
    """Every kind that a file of the folder declares, by its name, the lowest rank first.

    Raises ConfigError, naming the file and what is wrong with it.
    """
    found = sorted((_read(path) for path in folder.glob("*.toml")), key=lambda k: (k.rank, k.name))
    return MappingProxyType({kind.name: kind for kind in found})


def kind_of(name: str) -> KindSpec:
    """A kind by its name; one with nothing particular to it where no file declares it."""
    words = name.replace("_", " ")
    return kinds().get(name) or KindSpec(name, words[:1].upper() + words[1:])


def called(word: str) -> frozenset[str]:
    """The names of the kinds that other papers speak of by a word: letter, report, notice, minutes, plan."""
    return frozenset(kind.name for kind in kinds().values() if kind.called == word)


def letter_like() -> frozenset[str]:
    """The names of the kinds that are correspondence."""
    return frozenset(kind.name for kind in kinds().values() if kind.correspondence)


def _read(path: Path) -> KindSpec:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return _spec(path.stem, data)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, re.error) as error:
        raise ConfigError(f"The kind {path} cannot be read: {error}.", "Correct it.") from error


def _spec(name: str, data: dict[str, Any]) -> KindSpec:
    known = {f.name for f in fields(KindSpec)} - {"name"}
    _only("", data, known)
    _only("suppresses", data.get("suppresses", ()), set(SOUGHT))
    _only("registers", data.get("registers", ()), set(REGISTERS))
    _only("missed", data.get("missed", ()), set(MISSED))
    own: dict[str, Any] = {}
    for key, value in data.items():
        if key in {"suppresses", "registers"}:
            own[key] = frozenset(value)
        elif key == "signs":
            own[key] = _signs(value)
        elif key == "missed":
            own[key] = MappingProxyType(dict(value))
        else:
            own[key] = tuple(value) if isinstance(value, list) else value
    return KindSpec(name, **own)


def _signs(data: dict[str, Any]) -> Signs:
    _only("signs", data, {"title", "unless", "says", "in_letters", "about"})
    unless = data.get("unless", "")
    return Signs(
        _pattern(data["title"]),
        _pattern(unless) if unless else None,
        tuple(_pattern(p) for p in data.get("says", ())),
        bool(data.get("in_letters", False)),
        _pattern(data["about"]) if data.get("about") else None,
    )


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE | re.VERBOSE)


def _only(where: str, given: Any, known: set[str]) -> None:
    strange = sorted(set(given) - known)
    if strange:
        raise ValueError(f"{where or 'it'} has no {strange[0]}; it may have {', '.join(sorted(known))}")
