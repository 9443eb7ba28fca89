"""The coverage matrix: rows of measures' cells, under their registers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from evidence.exports.coverage import ORDER

THEME, OWNER = "theme", "owner"
LINES = {THEME: "Theme", OWNER: "Owner"}
PRESSING = ("contested", "thin")
UNNAMED = {THEME: "No heading", OWNER: "No owner"}


def matrix(rows: Iterable[Mapping[str, Any]], by: str) -> list[dict[str, Any]]:
    """A part for each register, then one for the blocks: its title, and lines of cells with their counts."""
    parts: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        block = row["kind"] == "block"
        name = "Blocks" if block else (row[by] or UNNAMED[by])
        part = parts.setdefault(
            (row["register"], row.get("framework", "")),
            {"title": row["register_title"], "lines": {}, "block": block},
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


def glance(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A line for each register with its measures' cells, and what each state counts there."""
    lines: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row["kind"] == "measure":
            line = lines.setdefault(row["register"], {"title": row["register_title"], "cells": []})
            line["cells"].append({**row, "short": _short(row)})
    return [{**line, "counts": counts(line["cells"])} for line in lines.values()]


def pressing(rows: Iterable[Mapping[str, Any]], most: int) -> list[Mapping[str, Any]]:
    """The measures to see to first: contested ones, then thin ones, in the order of their papers."""
    found = [row for row in rows if row["kind"] == "measure" and row["state"] in PRESSING]
    return sorted(found, key=lambda row: PRESSING.index(row["state"]))[:most]


def _short(row: Mapping[str, Any]) -> str:
    """What tells a measure apart in its register: "01" of N2010-01."""
    return str(row["code"]).removeprefix(f"{row['register']}-")
