"""What a result shows of a hit. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from evidence.language.citations import cite
from evidence.reads.councils import OwnCouncil

Link = Callable[[Mapping[str, Any]], str]
"""Where a click on a hit leads."""


def hit_shown(hit: Mapping[str, Any], link: Link, own: OwnCouncil) -> dict[str, Any]:
    """A hit with its address, its snippet as HTML, and the blocks that its whole document is tied to.

    ``another`` is the council that its document is about, if that is not ours. ``place`` is its citation less
    the document: "Para 3.2.5 (p. 4)", "Paragraph 4 (p. 1)", or "Assessment (p. 4)" by its heading.
    """
    tied = {tag["code"] for tag in hit["tags"] if not tag["is_measure"]}
    return {
        **hit,
        "href": link(hit),
        "snippet": Markup(hit["snippet"]),  # noqa: S704 -- escaped by the engine
        "place": _place(hit),
        "another": "" if own.owns(hit["council"]) else hit["council"],
        "whole": [block for block in hit["blocks"] if block not in tied],
    }


def _place(hit: Mapping[str, Any]) -> str:
    place = str(hit["citation"]).removeprefix(cite(hit["title"], hit["date"])).removeprefix(", ").strip()
    if hit["label"] or place.startswith("paragraph "):
        return place[:1].upper() + place[1:]
    if place.startswith("under “"):
        return str(hit["heading"])
    return " ".join(filter(None, [hit["heading"] or "Passage", place]))


def group_shown(group: Mapping[str, Any], link: Link, own: OwnCouncil) -> dict[str, Any]:
    """A document found: its name, how many passages of it match, and the best of them."""
    best = group["hits"][0]
    hits = [hit_shown(hit, link, own) for hit in group["hits"]]
    return {
        **group,
        "name": cite(best["title"], best["date"]),
        "href": link(best),
        "about": hits[0],
        "hits": hits,
    }
