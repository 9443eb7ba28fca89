"""Accepted links whose words were not found when their file was read again, and where they may stand now."""

from typing import Any

from sqlite_utils import Database

from evidence.language.citations import cite
from evidence.reads.documents import documents, passages, summary
from evidence.reads.links import links
from evidence.rereading.anchoring import Places, words_of


def lost(
    db: Database, *, ids: list[int] | None = None, limit: int = -1, offset: int = 0
) -> list[dict[str, Any]]:
    """Links that wait to be looked at again, each with its "candidates", the likest first.

    A candidate is a passage of the link's file, as it is read now: id, document, text, citation.
    """
    files: dict[str, tuple[list[dict[str, Any]], Places]] = {}
    found = []
    for link in links(db, review=True, ids=ids, limit=limit, offset=offset):
        sha256 = summary(db, link["document"])["sha256"]
        if sha256 not in files:
            live = _passages(db, sha256)
            files[sha256] = live, Places(words_of(p["text"]) for p in live)
        live, places = files[sha256]
        alike = places.most_alike(words_of(link["quote"]))
        found.append({**link, "candidates": [live[place] for place in alike]})
    return found


def _passages(db: Database, sha256: str) -> list[dict[str, Any]]:
    """The passages that are read from a file now, with their citations."""
    return [
        {
            "id": passage["id"],
            "document": owner["id"],
            "text": passage["text"],
            "citation": cite(
                owner["title"],
                owner["date"],
                label=passage["label"],
                page=passage["page"] if owner["paged"] else None,
                heading=passage["heading"],
                counted=passage["counted"],
            ),
        }
        for owner in documents(db, sha256=sha256)
        for passage in passages(db, owner["id"])
    ]
