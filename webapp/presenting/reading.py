"""How a document's passages are laid out on its page. Pure."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, zip_longest
from typing import Any

from markupsafe import Markup

from evidence.language.citations import cite

Box = tuple[float, float, float, float]

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


def upright(width: float, height: float, turn: int, rects: Iterable[Sequence[float]]) -> dict[str, Any]:
    """A page's size in points after it was turned upright, and boxes on it as x, y, width and height.

    ``turn`` is in degrees clockwise; ``rects`` are left, top, right and bottom on the page as it came.
    """
    across, down = width, height
    boxes = [tuple(box) for box in rects]
    for _ in range(turn // 90):  # a quarter clockwise: what was the left side is the top
        boxes = [(down - bottom, left, down - top, right) for left, top, right, bottom in boxes]
        across, down = down, across
    placed = [(x, y, round(right - x, 1), round(bottom - y, 1)) for x, y, right, bottom in boxes]
    return {"width": across, "height": down, "boxes": placed}


def boxes_of(
    words: Sequence[tuple[str, Sequence[Box]]], find: Callable[[str], Iterable[tuple[int, int]]]
) -> list[Box]:
    """The boxes of a page's words in which ``find`` finds something, given all of the page's text."""
    ends = list(accumulate(len(word) + 1 for word, _ in words))  # a space between each two
    text = " ".join(word for word, _ in words)
    found = {
        at
        for start, end in find(text)
        for at in range(bisect(ends, start), bisect(ends, max(start, end - 1)) + 1)
    }
    return [
        (left, top, right, bottom)  # kept as JSON, a box is a list
        for at in sorted(found)
        if at < len(words)
        for left, top, right, bottom in words[at][1]
    ]


def cells_of(passage: dict[str, Any], mark: Callable[[str], str]) -> list[tuple[str, Markup]]:
    """A table row's cells that say something, with their columns' names. ``mark`` escapes the words."""
    words = passage["text"].split(" | ")
    named = zip_longest(passage["columns"], words, fillvalue="")
    return [(name, Markup(mark(cell))) for name, cell in named if cell.strip()]  # noqa: S704 -- escaped there


def by_passage(links: Iterable[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    """A document's links for each passage: accepted first, then suggested, then rejected; best first."""
    order = {"accepted": 0, "suggested": 1, "rejected": 2}
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for link in sorted(links, key=lambda x: (order[x["status"]], -x["score"], x["id"])):
        found[link["passage"]].append(link)
    return dict(found)


def grouped(rows: Iterable[dict[str, Any]], key: str) -> dict[Any, list[dict[str, Any]]]:
    """The rows for each value of a key, in their order."""
    found: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return dict(found)


def citations_of(document: dict[str, Any]) -> dict[int, str]:
    """How each passage of a document is named."""
    title, date, paged = document["title"], document["date"], document["paged"]
    called, pages = document["page_labels"], document["pages"]
    return {
        p["id"]: cite(
            title,
            date,
            label=p["label"],
            page=p["page"] if paged else None,
            heading=p["heading"],
            counted=p["counted"],
            page_label=called.get(p["page"], ""),
            pages=pages,
        )
        for p in document["passages_read"]
    }
