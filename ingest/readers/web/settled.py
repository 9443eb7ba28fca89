"""A web page's elements made plain before they are read: equations as text, struck-through words apart."""

import re
from typing import Any

from ingest.readers.mathml import mathml_text
from ingest.readers.tidy import one_line, raised

_STRIKING = {"s", "strike", "del"}
_TYPED = {"text", "number", "date", "email", "tel", "url", "month", "time", "week", "datetime-local"}
_LINE_THROUGH = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.I)


def settle(root: Any) -> list[Any]:
    """Write equations, drawings and filled forms as text, and take out what is struck through: those
    elements, the outermost ones."""
    for equation in list(root.iter("math")):
        said = mathml_text(equation)
        _become(equation, "span", said)
    for drawing in list(root.iter("svg")):
        _become(drawing, "p", " ".join(one_line("".join(e.itertext())) for e in drawing.iter("text")))
    for field in list(root.iter("input", "textarea", "select")):
        _become(field, "span", _filled(field))
    for note in list(root.iter("sup")):
        if _follows(note):
            _become(note, "span", raised("".join(note.itertext())))
    for term in list(root.iter("dt")):
        _name_described(term)
    struck = [e for e in root.iter() if isinstance(e.tag, str) and _strikes(e)]
    outermost = [e for e in struck if not any(map(_strikes, e.iterancestors()))]
    for element in outermost:
        _take_out(element)
    return [e for e in outermost if one_line("".join(e.itertext()))]


def _become(element: Any, tag: str, said: str) -> None:
    element.clear(keep_tail=True)
    element.tag, element.text = tag, said


def _follows(element: Any) -> bool:
    """Whether words stand right before an element in its own parent."""
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        return bool((before.tail or "".join(before.itertext())).strip())
    return parent is not None and bool((parent.text or "").strip())


def _name_described(term: Any) -> None:
    """Put a term (dt) before its one short description, as a label before its value: "Chair: Jo Moor"."""
    said, below = one_line("".join(term.itertext())), term.getnext()
    if below is None or below.tag != "dd":
        return
    after = below.getnext()
    alone = after is None or after.tag != "dd"
    if said and alone and len(said) < 60 and len(below) == 0 and len(below.text or "") < 200:
        below.text = f"{said.rstrip(':')}: {(below.text or '').strip()}"
        _take_out(term)


def _filled(field: Any) -> str:
    """What a field of a form shows, as it was filled in."""
    if field.tag == "textarea":
        return f" {''.join(field.itertext())} "
    if field.tag == "select":
        chosen = [e for e in field.iter("option") if e.get("selected") is not None]
        return " ".join(["", *("".join(e.itertext()) for e in chosen), ""])
    kind = (field.get("type") or "text").lower()
    if kind in {"checkbox", "radio"}:
        return " ☒ " if field.get("checked") is not None else " ☐ "
    return f" {field.get('value') or ''} " if kind in _TYPED else ""


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
