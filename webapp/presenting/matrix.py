"""The coverage matrix: rows of measures' cells, under their registers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from evidence.exports.coverage import ORDER

THEME, OWNER, BLOCK = "theme", "owner", "block"
LINES = {THEME: "Theme", OWNER: "Owner", BLOCK: "Block"}
PRESSING = ("contested", "thin")
ROOMY, CLOSE = 50, 120  # cells that 1440 by 900 points hold at their full size, and with numbers
UNNAMED = {THEME: "No heading", OWNER: "No owner", BLOCK: "No block"}


def matrix(rows: Iterable[Mapping[str, Any]], by: str) -> list[dict[str, Any]]:
    """A part for each register, then one for the blocks: its title, and lines of cells with their counts.

    By block a measure stands in the line of each of its blocks.
    """
    parts: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        block = row["kind"] == "block"
        part = parts.setdefault(
            (row["register"], row.get("framework", "")),
            {"title": row["register_title"], "lines": {}, "block": block},
        )
        for name in ["Blocks"] if block else _names(row, by):
            part["lines"].setdefault(name, []).append({**row, "short": _short(row)})
    return [
        {
            **part,
            "lines": [
                {"name": name, "cells": cells, "counts": counts(cells)}
                for name, cells in sorted(part["lines"].items(), key=lambda line: line[0] == UNNAMED[by])
            ],
        }
        for part in parts.values()
    ]


def _names(row: Mapping[str, Any], by: str) -> list[str]:
    """The lines that a measure stands in."""
    return (row["blocks"] if by == BLOCK else [row[by]] if row[by] else []) or [UNNAMED[by]]


def closeness(parts: Iterable[Mapping[str, Any]]) -> str:
    """How close the cells stand, so that all are on one screen: "", "close" or "closest"."""
    cells = sum(len(line["cells"]) for part in parts for line in part["lines"])
    return "" if cells <= ROOMY else "close" if cells <= CLOSE else "closest"


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
