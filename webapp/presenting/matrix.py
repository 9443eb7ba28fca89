"""The coverage matrix: rows of measures' cells, under their registers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from evidence.exports.coverage import ORDER

THEME, OWNER = "theme", "owner"
LINES = {THEME: "Theme", OWNER: "Owner"}
UNNAMED = {THEME: "No heading", OWNER: "No owner"}


def matrix(rows: Iterable[Mapping[str, Any]], by: str) -> list[dict[str, Any]]:
    """A part for each register, then one for the blocks: its title, and lines of cells with their counts."""
    parts: dict[str, dict[str, Any]] = {}
    for row in rows:
        block = row["kind"] == "block"
        name = "Blocks" if block else (row[by] or UNNAMED[by])
        part = parts.setdefault(
            row["register"], {"title": row["register_title"], "lines": {}, "block": block}
        )
        part["lines"].setdefault(name, []).append({**row, "short": _short(row)})
    return [
        {
            **part,
            "lines": [
                {"name": name, "cells": cells, "counts": counts(cells)}
                for name, cells in part["lines"].items()
            ],
        }
        for part in parts.values()
    ]


def counts(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How many there are of each state, the worst first."""
    found = Counter(row["state"] for row in rows)
    return {state: found[state] for state in ORDER}


def _short(row: Mapping[str, Any]) -> str:
    """What tells a measure apart in its register: "01" of N2010-01."""
    return str(row["code"]).removeprefix(f"{row['register']}-")
