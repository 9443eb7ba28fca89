"""Acronyms and their long forms: shipped, configured, and learnt from "Common Assessment Framework (CAF)"."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from evidence.language.words import COMMON, fold, without_compounds, words

_BRACKETED = re.compile(r"\(([A-Z][A-Za-z&]{1,7})\)")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def learn(text: str) -> set[tuple[str, str]]:
    """Pairs of acronym and long form that a text explains: ("caf", "common assessment framework").

    The words before the brackets must begin with its letters, in order; little words ("of", "and") may be
    skipped, or give a letter.
    """
    found = set()
    for match in _BRACKETED.finditer(text):
        acronym = match[1].replace("&", "")
        letters = acronym.removesuffix("s").lower()
        if not 2 <= len(letters) <= 7 or sum(c.isupper() for c in acronym) < 2:
            continue
        before = [w.group() for w in _WORD.finditer(text[max(0, match.start() - 150) : match.start()])]
        long = _spelt(letters, before)
        if long:
            found.add((letters, " ".join(w.text for w in words(long))))
    return found


def _spelt(letters: str, before: list[str]) -> str:
    """The shortest run of words at the end of ``before`` that spells the letters, or nothing."""
    for size in range(2, min(len(before), 2 * len(letters) + 1) + 1):
        run = before[-size:]
        if run[0][0].lower() == letters[0] and _spells([fold(w) for w in run], letters):
            return " ".join(run)
    return ""


def _spells(run: list[str], letters: str) -> bool:
    if not run:
        return not letters
    head, *rest = run
    if head and letters and head[0] == letters[0] and _spells(rest, letters[1:]):
        return True
    return head in COMMON and _spells(rest, letters)


@cache
def shipped() -> Mapping[str, tuple[str, ...]]:
    """The list that comes with Muster, folded: short forms and their long ones."""
    return _folded(_listed().items())


def long_forms(short: str) -> tuple[str, ...]:
    """What a short form stands for, as the list writes it; nothing for one that is not listed."""
    return _listed().get(short.upper(), ())


@cache
def _listed() -> dict[str, tuple[str, ...]]:
    path = Path(__file__).with_name("acronyms.toml")
    listed = tomllib.loads(path.read_text(encoding="utf-8"))["acronyms"]
    return {short: (longs,) if isinstance(longs, str) else tuple(longs) for short, longs in listed.items()}


def _folded(pairs: Iterable[tuple[str, str | Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for short, longs in pairs:
        for long in [longs] if isinstance(longs, str) else longs:
            found.setdefault(fold(short), []).append(" ".join(w.text for w in without_compounds(words(long))))
    return {short: tuple(dict.fromkeys(longs)) for short, longs in found.items()}


class Acronyms:
    """Both ways. An acronym has at most three long forms: those that most passages explain, then the
    lists'."""

    def __init__(
        self, learnt: Mapping[tuple[str, str], int], configured: Iterable[tuple[str, tuple[str, ...]]] = ()
    ) -> None:
        known: dict[str, list[str]] = {}
        for (short, long), _ in sorted(learnt.items(), key=lambda item: (-item[1], item[0])):
            known.setdefault(short, []).append(long)
        for table in (_folded(configured), shipped()):
            for short, longs in table.items():
                known.setdefault(short, []).extend(longs)
        self.long = {short: tuple(dict.fromkeys(longs))[:3] for short, longs in known.items()}
        self.short: dict[tuple[str, ...], list[str]] = {}
        for short, longs in self.long.items():
            for long in longs:
                self.short.setdefault(tuple(long.split()), []).append(short)
        self.longest = max(map(len, self.short), default=0)
