"""A query as a saved search keeps it: what was asked, not which page of the answer was read. Pure."""

import json
from dataclasses import fields
from typing import Any

from evidence.search.engine import Query

KEPT = {f.name: f.default for f in fields(Query) if f.name not in ("limit", "offset", "since", "retagged")}


def written(query: Query) -> str:
    """The query as JSON, without what it leaves as it is."""
    asked: dict[str, Any] = {name: getattr(query, name) for name in KEPT}
    asked["text"] = asked["text"].strip()
    kept = {name: value for name, value in asked.items() if value != KEPT[name]}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def read(kept: str) -> Query:
    """The query that ``written`` wrote; what a later Muster wrote besides is left out."""
    stored: dict[str, Any] = json.loads(kept)
    values = {name: value for name, value in stored.items() if name in KEPT}
    asked: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in values.items()}
    return Query(**asked)


def is_asked(query: Query) -> bool:
    """Whether it asks for anything, and not only for a way to show it."""
    return bool(set(json.loads(written(query))) - {"sort", "grouped", "undated", "meaning"})


FILTERS = {
    "kinds": "kind",
    "sources": "source",
    "source_classes": "source",
    "councils": "council",
    "years": "year",
    "blocks": "block",
    "measures": "measure",
    "stances": "stance",
    "findings": "finding",
    "documents": "document",
}


def said(query: Query) -> str:
    """The query in words: "neglect; kind: report or letter; from 2010; newest first"."""
    parts = [query.text.strip()]
    for name, word in FILTERS.items():
        if values := getattr(query, name):
            parts.append(f"{word}: {' or '.join(values).replace('_', ' ')}")
    dates = (("from", query.date_from), ("up to", query.date_to))
    parts += [f"{word} {date}" for word, date in dates if date]
    parts.append("newest first" if query.sort == "date" else "")
    return "; ".join(filter(None, parts))
