"""Equations of web pages and OpenDocument (MathML 3) on one line, written as Office's are."""

from collections.abc import Callable, Iterator
from typing import Any

from ingest.readers.equations import whole
from ingest.readers.tidy import one_line

_DEEPEST = 50
_UNSAID = {"annotation", "annotation-xml", "mphantom", "none", "mprescripts", "malignmark", "maligngroup"}
_WORDS = {"mi", "mn", "mo", "mtext", "ms"}


def mathml_text(element: Any, depth: int = 0) -> str:
    """The words and signs of an equation, or of a part of one; ``element`` is lxml's or the library's own."""
    name = _name(element)
    if name in _UNSAID:
        return ""
    if depth > _DEEPEST or name in _WORDS:
        return one_line("".join(element.itertext()))
    if name == "mspace":
        return " "
    write = _WRITTEN.get(name)
    return write(element, depth + 1) if write else _row(element, depth + 1)


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "none"


def _children(element: Any) -> Iterator[Any]:
    return (child for child in element if isinstance(child.tag, str) and _name(child) not in _UNSAID)


def _row(element: Any, depth: int) -> str:
    """Parts side by side; words among them keep a blank between them."""
    out = ""
    for child in _children(element):
        said = mathml_text(child, depth)
        apart = len(said) > 1 and said[:1].isalnum() and out[-1:].isalnum()
        out += f" {said}" if apart or (out[-1:].isalpha() and said[:1].isalpha()) else said
    return out


def _parts(element: Any, depth: int, count: int) -> list[str]:
    found = [mathml_text(child, depth).strip() for child in _children(element)]
    return [*found, *[""] * count][:count]


def _fraction(element: Any, depth: int) -> str:
    over, under = _parts(element, depth, 2)
    return f"{whole(over)}/{whole(under)}"


def _scripts(element: Any, depth: int) -> str:
    """A base with what stands below and above it."""
    name = _name(element)
    base, first, second = _parts(element, depth, 3)
    below, above = ("", first) if name in {"msup", "mover"} else (first, second)
    marks = (f"_{whole(below)}" if below else "") + (f"^{whole(above)}" if above else "")
    return whole(base) + marks


def _root(element: Any, depth: int) -> str:
    if _name(element) == "msqrt":
        return f"√({_row(element, depth)})"
    base, degree = _parts(element, depth, 2)
    return f"root {degree} of ({base})"


def _fenced(element: Any, depth: int) -> str:
    inner = ", ".join(mathml_text(child, depth) for child in _children(element))
    return f"{element.get('open', '(')}{inner}{element.get('close', ')')}"


def _table(element: Any, depth: int) -> str:
    rows = (row for row in element.iter() if _name(row) in {"mtr", "mlabeledtr"})
    return "; ".join(", ".join(mathml_text(cell, depth) for cell in _children(row)) for row in rows)


def _semantics(element: Any, depth: int) -> str:
    first = next(_children(element), None)
    return mathml_text(first, depth) if first is not None else ""


_WRITTEN: dict[str, Callable[[Any, int], str]] = {
    "mfrac": _fraction,
    **dict.fromkeys(("msup", "msub", "msubsup", "munder", "mover", "munderover"), _scripts),
    **dict.fromkeys(("msqrt", "mroot"), _root),
    "mfenced": _fenced,
    "mtable": _table,
    "semantics": _semantics,
}
