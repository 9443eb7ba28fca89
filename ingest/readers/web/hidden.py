"""What a web page holds and does not show: styled away on the element, by a class or id of its own style
sheet, or by the ``hidden`` attribute. It is kept apart, and is no evidence.

Only rules for one class or id alone are followed, outside media queries: what a cascade makes of others is
for a browser to say.
"""

import re
from typing import Any

from ingest.readers.tidy import one_line

_STYLED_AWAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"[a-z]*([.#])(-?[A-Za-z_][\w-]*)", re.I)
_DEEP = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.DOTALL)
_UNSAID = frozenset({"script", "style", "head", "template", "noscript", "input", "select", "option"})


def is_hidden(element: Any) -> bool:
    """Whether an element says of itself that it is not shown."""
    return element.get("hidden") is not None or bool(_STYLED_AWAY.search(element.get("style") or ""))


def hide_by_sheet(root: Any) -> None:
    """Mark as hidden what the page's own style sheets hide by its class or id."""
    names = {(sign, name) for style in root.iter("style") for sign, name in _hiding(style.text or "")}
    if not names:
        return
    for element in root.iter():
        if isinstance(element.tag, str) and _named(element) & names:
            element.set("hidden", "")


def hidden_words(root: Any) -> list[str]:
    """The words of each element that is not shown, the outermost ones, in order."""
    found = []
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in _UNSAID or not is_hidden(element):
            continue
        if any(is_hidden(e) or e.tag in _UNSAID for e in element.iterancestors()):
            continue
        said = one_line(" ".join(element.itertext()))
        if any(map(str.isalnum, said)):
            found.append(said)
    return found


def _hiding(sheet: str) -> set[tuple[str, str]]:
    """The classes and ids that a style sheet hides, as ("." or "#", name)."""
    plain = _DEEP.sub(" ", _COMMENT.sub(" ", sheet))
    found = set()
    for selectors, body in _RULE.findall(plain):
        if re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", body, re.I):
            simple = (_SIMPLE.fullmatch(one.strip()) for one in selectors.split(","))
            found |= {(match[1], match[2]) for match in simple if match}
    return found


def _named(element: Any) -> set[tuple[str, str]]:
    classes = {(".", name) for name in (element.get("class") or "").split()}
    return classes | ({("#", element.get("id"))} if element.get("id") else set())
