"""How a document's passages are laid out on its page. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

TEXT_LEVEL = 2  # the page's h2 "Text" stands above


def heading_levels(passages: Sequence[dict[str, Any]]) -> dict[int, int]:
    """The level, 3 to 6, of each heading passage, by its id. No level is ever skipped on the way down."""
    levels: dict[int, int] = {}
    above = TEXT_LEVEL
    for p in passages:
        if p["kind"] == "heading":
            depth = len([h for h in p["heading_path"] if h != p["text"]])
            above = min(TEXT_LEVEL + 1 + depth, above + 1, 6)
            levels[p["id"]] = above
    return levels


def by_passage(links: Iterable[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    """A document's links for each passage: accepted first, then suggested, then rejected; best first."""
    order = {"accepted": 0, "suggested": 1, "rejected": 2}
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for link in sorted(links, key=lambda x: (order[x["status"]], -x["score"], x["id"])):
        found[link["passage"]].append(link)
    return dict(found)
