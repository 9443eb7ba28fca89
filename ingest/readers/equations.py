"""Equations of Office (OMML; ISO/IEC 29500-1, 22.1) on one line: fractions with a stroke, powers with ^."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DEEPEST = 50


def equation_text(element: Element, depth: int = 0) -> str:
    """The words and signs of an equation, or of a part of one."""
    if depth > _DEEPEST:
        return "".join(t.text or "" for t in element.iter(M + "t"))
    return "".join(_part(child, depth + 1) for child in element)


def _part(element: Element, depth: int) -> str:
    name = element.tag.removeprefix(M)
    if name == "t":
        return element.text or ""
    if name.endswith("Pr"):
        return ""
    write = _WRITTEN.get(name)
    return write(element, depth) if write else equation_text(element, depth)


def _inner(element: Element, name: str, depth: int) -> str:
    child = element.find(M + name)
    return equation_text(child, depth).strip() if child is not None else ""


def whole(text: str) -> str:
    """In brackets, where what stands next to it would otherwise take only a part of it."""
    plain = text.replace(" ", "").replace(".", "").replace(",", "").replace("%", "")
    return text if plain.isalnum() or not text or _bracketed(text) else f"({text})"


def _bracketed(text: str) -> bool:
    if not (text.startswith("(") and text.endswith(")")):
        return False
    open_now = 0
    for i, letter in enumerate(text):
        open_now += (letter == "(") - (letter == ")")
        if open_now == 0 and i < len(text) - 1:
            return False
    return True


def _fraction(e: Element, depth: int) -> str:
    return f"{whole(_inner(e, 'num', depth))}/{whole(_inner(e, 'den', depth))}"


def _scripts(e: Element, depth: int) -> str:
    below, above = _inner(e, "sub", depth), _inner(e, "sup", depth)
    marks = (f"_{whole(below)}" if below else "") + (f"^{whole(above)}" if above else "")
    base = _inner(e, "e", depth)
    return marks + base if e.tag == M + "sPre" else whole(base) + marks


def _root(e: Element, depth: int) -> str:
    degree = _inner(e, "deg", depth)
    return f"{'root ' + degree + ' of ' if degree else '√'}({_inner(e, 'e', depth)})"


def _over(e: Element, depth: int) -> str:
    """A sum, product or integral over its limits."""
    mark = e.find(f"{M}naryPr/{M}chr")
    sign = mark.get(M + "val", "") if mark is not None else "∫"
    below, above = _inner(e, "sub", depth), _inner(e, "sup", depth)
    limits = (f"_({below})" if below else "") + (f"^({above})" if above else "")
    return f"{sign}{limits} {_inner(e, 'e', depth)}"


def _delimited(e: Element, depth: int) -> str:
    def mark(name: str, usual: str) -> str:
        found = e.find(f"{M}dPr/{M}{name}")
        return found.get(M + "val", "") if found is not None else usual

    parts = mark("sepChr", "|").join(equation_text(x, depth) for x in e.findall(M + "e"))
    return f"{mark('begChr', '(')}{parts}{mark('endChr', ')')}"


def _function(e: Element, depth: int) -> str:
    argument = _inner(e, "e", depth)
    return f"{_inner(e, 'fName', depth)} {argument}"


def _limit(e: Element, depth: int) -> str:
    sign = "_" if e.tag == M + "limLow" else "^"
    return f"{_inner(e, 'e', depth)}{sign}({_inner(e, 'lim', depth)})"


def _rows(e: Element, depth: int) -> str:
    tag = "mr" if e.tag == M + "m" else "e"
    rows = []
    for row in e.findall(M + tag):
        cells = row.findall(M + "e") if tag == "mr" else []
        rows.append(", ".join(equation_text(c, depth) for c in cells) if cells else equation_text(row, depth))
    return "; ".join(rows)


_WRITTEN: dict[str, Callable[[Element, int], str]] = {
    "f": _fraction,
    **dict.fromkeys(("sSup", "sSub", "sSubSup", "sPre"), _scripts),
    "rad": _root,
    "nary": _over,
    "d": _delimited,
    "func": _function,
    **dict.fromkeys(("limLow", "limUpp"), _limit),
    **dict.fromkeys(("m", "eqArr"), _rows),
}
