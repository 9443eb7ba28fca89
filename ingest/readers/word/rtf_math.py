"""Rich text's equations (RTF 1.9.1, "Math"): the parts of fractions, powers and roots, on one line.

While a text is gathered, its parts stand between signs for private use, by which they are written at its end.
"""

import re

from ingest.readers.equations import whole

_DEGREE = "\ue7fe"
_CLOSE = "\ue7ff"
_OPEN = {
    "mnum": "\ue7f0",
    "mden": "\ue7f1",
    "msup": "\ue7f2",
    "msub": "\ue7f3",
    "mdeg": "\ue7f4",
    "mrad": "\ue7f5",
}
_INNERMOST = re.compile("([\ue7f0-\ue7f5])([^\ue7f0-\ue7f5\ue7ff]*)\ue7ff")
PARTS = frozenset(_OPEN)


def opening(part: str) -> str:
    """The sign before a part of an equation."""
    return _OPEN[part]


def closing() -> str:
    """The sign after one."""
    return _CLOSE


def written(text: str) -> str:
    """A text with the equations in it written out."""
    while _CLOSE in text and (found := _INNERMOST.search(text)):
        text = text[: found.start()] + _part(found[1], found[2]) + text[found.end() :]
    return text


def _part(sign: str, inner: str) -> str:
    said = inner.strip()
    if sign == _OPEN["mrad"]:
        degree, _, base = said.rpartition(_DEGREE)
        return f"root {degree} of ({base})" if degree else f"√({base})"
    if sign == _OPEN["mdeg"]:
        return f"{said}{_DEGREE}" if said else ""
    before, after = {"mnum": ("", "/"), "mden": ("", ""), "msup": ("^", ""), "msub": ("_", "")}[
        next(name for name, own in _OPEN.items() if own == sign)
    ]
    return f"{before}{whole(said)}{after}" if said else ""
