"""Codes of measures where papers name them: "N2010-08" in a cell, or before an action's words. Pure.

A code is the register's (its kind's letter, its year, a letter for a second one of that year), then the place
of the measure or the letter of an overarching one (docs/decisions/0004-codes-of-measures.md).
"""

import re

_REGISTER, _PLACE = r"[A-Z](?:(?:19|20)\d\d|x)[a-z]{0,2}", r"(?:\d{1,4}|[a-z]{1,2})"
_CODE = rf"(?:{_REGISTER}\s?[-‐‑–−]\s?{_PLACE}|{_REGISTER}\s\d{{1,3}})(?!\w)"
_ONE = re.compile(_CODE, re.IGNORECASE)
_ALL = re.compile(rf"\s*{_CODE}(?:(?:\s*[,;/&+]\s*|\s+and\s+|\s+){_CODE})*\s*", re.IGNORECASE)
_LEADING = re.compile(rf"\s*(?P<code>{_CODE})(?:\s*[.):–—]\s*|\s+)(?=\S)", re.IGNORECASE)


def codes_in(cell: str) -> tuple[str, ...]:
    """The codes of a cell that holds nothing else, as Muster writes them, each once."""
    if not _ALL.fullmatch(cell):
        return ()
    return tuple(dict.fromkeys(_written(m.group()) for m in _ONE.finditer(cell)))


def leading_code(text: str) -> tuple[str, str]:
    """The code that words begin with, and the words after it: ("", text) where there is none."""
    found = _LEADING.match(text)
    return (_written(found["code"]), text[found.end() :]) if found else ("", text)


def _written(code: str) -> str:
    register, place = re.split(r"\s?[-‐‑–−]\s?|\s", code, maxsplit=1)
    return f"{register[0].upper()}{register[1:].lower()}-{place.lower():0>{2 if place.isdigit() else 1}}"
