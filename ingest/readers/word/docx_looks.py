"""What the look of a Word text says of its words: styles that hide or strike them, white on white."""

from xml.etree.ElementTree import Element, SubElement

from ingest.readers.word.docx_numbers import W, value
from ingest.readers.word.docx_styles import is_on

_SWITCHES = ("vanish", "strike", "dstrike")
_GROUNDS = ("shd", "highlight")
_COLOURED = {W + t for t in ("tbl", "txbxContent")}  # their ground may be dark


def settle_looks(body: Element, styles: Element | None, *, white: bool) -> bool:
    """Write onto each run what its styles switch on, and hide what is printed white on white, where ``white``
    says that there may be any.

    Returns whether there was any of that.
    """
    found = 0
    for switch in _SWITCHES if styles is not None else ():
        named = _switching(styles, switch) if styles is not None else frozenset()
        found += _switch_on(body, switch, named) if named else 0
    shaded = {s.get(W + "styleId", "") for s in _shaded(styles)} if styles is not None else set()
    return bool(found + (_hide_white(body, shaded) if white else 0))


def _switching(styles: Element, switch: str) -> frozenset[str]:
    """The styles, of paragraphs or characters, that switch it on: themselves or by what they are based on."""
    by_id = {style.get(W + "styleId", ""): style for style in styles.iter(W + "style")}

    def on(name: str, depth: int = 0) -> bool:
        style = by_id.get(name)
        if style is None or depth > 20:
            return False
        own = is_on(style.find(W + "rPr"), switch)
        return own if own is not None else on(value(style, "basedOn"), depth + 1)

    kinds = {"paragraph", "character"}
    return frozenset(n for n, s in by_id.items() if s.get(W + "type", "paragraph") in kinds and on(n))


def _switch_on(body: Element, switch: str, named: frozenset[str]) -> int:
    found = 0
    for p in body.iter(W + "p"):
        whole = value(p.find(W + "pPr"), "pStyle") in named
        for run in p.iter(W + "r"):
            properties = run.find(W + "rPr")
            if (whole or value(properties, "rStyle") in named) and is_on(properties, switch) is None:
                SubElement(_properties(run), W + switch)
                found += 1
    return found


def _properties(run: Element) -> Element:
    found = run.find(W + "rPr")
    if found is None:
        found = Element(W + "rPr")
        run.insert(0, found)
    return found


def _shaded(styles: Element) -> list[Element]:
    return [s for s in styles.iter(W + "style") if next(s.iter(W + "shd"), None) is not None]


def _hide_white(body: Element, shaded: set[str]) -> int:
    """White print counts as hidden in running text alone: tables and boxes may have a ground of their own."""
    found = 0
    for p in _running(body):
        properties = p.find(W + "pPr")
        if value(properties, "pStyle") in shaded or (
            properties is not None and properties.find(W + "shd") is not None
        ):
            continue
        for run in p.findall(W + "r"):
            look = run.find(W + "rPr")
            white = value(look, "color").upper() == "FFFFFF"
            if white and look is not None and not any(look.find(W + t) is not None for t in _GROUNDS):
                SubElement(look, W + "vanish")
                found += 1
    return found


def _running(parent: Element) -> list[Element]:
    found: list[Element] = []
    for child in parent:
        if child.tag == W + "p":
            found.append(child)
        elif child.tag not in _COLOURED:
            found += _running(child)
    return found
