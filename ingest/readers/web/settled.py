"""A web page's elements made plain before they are read: equations as text, struck-through words apart."""

import re
from typing import Any

from ingest.readers.mathml import mathml_text
from ingest.readers.tidy import one_line

_STRIKING = {"s", "strike", "del"}
_LINE_THROUGH = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.I)


def settle(root: Any) -> list[Any]:
    """Write equations as text, and take out what is struck through: those elements, the outermost ones."""
    for equation in list(root.iter("math")):
        said = mathml_text(equation)
        equation.clear(keep_tail=True)
        equation.tag, equation.text = "span", said
    struck = [e for e in root.iter() if isinstance(e.tag, str) and _strikes(e)]
    outermost = [e for e in struck if not any(map(_strikes, e.iterancestors()))]
    for element in outermost:
        _take_out(element)
    return [e for e in outermost if one_line("".join(e.itertext()))]


def _strikes(element: Any) -> bool:
    return element.tag in _STRIKING or bool(_LINE_THROUGH.search(element.get("style") or ""))


def _take_out(element: Any) -> None:
    """Remove an element, and leave what follows it where it was."""
    parent, tail = element.getparent(), element.tail
    if parent is None:
        return
    before = element.getprevious()
    if tail:
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
        element.tail = None
    parent.remove(element)
