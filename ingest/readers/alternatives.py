"""Alternative content in Office's XML: the form that the programs of today would show.

Follows ISO/IEC 29500-3, 10.2; but a form that says nothing is passed over for one that does, since some
programs write their words only into the older form.
"""

import re
from xml.etree.ElementTree import Element

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
FALLBACK = MC + "Fallback"
_ALTERNATIVES = MC + "AlternateContent"
_UNDERSTOOD = re.compile(r"wp[sgci]|wne|am3d|aink|oel|v|(?:w|wp|a|p|c|cx|x|xdr|sle|dsp|ma)(?:\d+[a-z]*)?")
_REFERRING = ("}relIds", "}chart", "}OLEObject")  # to another part that says something


def settle_alternatives(root: Element) -> None:
    """Put in place of each alternative content the form that would be shown."""
    for parent in list(root.iter()):
        if any(child.tag == _ALTERNATIVES for child in parent):
            settled: list[Element] = []
            for child in parent:
                settled += _chosen(child) if child.tag == _ALTERNATIVES else [child]
            parent[:] = settled


def _chosen(alternatives: Element) -> list[Element]:
    choices = alternatives.findall(MC + "Choice")
    older = alternatives.findall(FALLBACK)
    known = [c for c in choices if all(map(_UNDERSTOOD.fullmatch, c.get("Requires", "").split()))]
    forms = [*known, *older, *choices]
    chosen = next((form for form in forms if _says(form)), forms[0] if forms else None)
    if chosen is None:
        return []
    settle_alternatives(chosen)
    return list(chosen)


def _says(form: Element) -> bool:
    for e in form.iter():
        tag = e.tag if isinstance(e.tag, str) else ""  # lxml's comments have none
        if tag.endswith("}t") and (e.text or "").strip():
            return True
        if tag.endswith("}sym") or tag.endswith(_REFERRING):
            return True
    return False
