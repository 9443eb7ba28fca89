"""What a result shows of a hit. Pure."""

from collections.abc import Callable, Iterable, Mapping
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
        "same": [],
    }


def folded(hits: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The hits, those that say what another does within that one, as ``same``; it stands where the first of
    them stood."""
    every: dict[int, dict[str, Any]] = {hit["passage"]: {**hit, "same": []} for hit in hits}
    shown: dict[int, dict[str, Any]] = {}
    for passage, hit in every.items():
        first = every.get(hit["same_as"] or passage, hit)
        shown.setdefault(first["passage"], first)
        if first is not hit:
            first["same"].append(hit)
    return list(shown.values())


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
