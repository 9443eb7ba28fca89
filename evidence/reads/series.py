"""The values of a measure's indicators over time, each with where it stands, beside what the targets ask."""

from typing import Any

from sqlite_utils import Database

from evidence.language.indicators import indicator_key
from evidence.language.periods import period_end, period_key
from evidence.language.units import scale
from evidence.reads.values import REJECTED, observed

POINT, SPAN = "one month, quarter or year", "several months together"


def series(
    db: Database, targets: list[dict[str, Any]], at: str, known: str = "", apart: str = ""
) -> list[dict[str, Any]]:
    """For each indicator and unit that the targets name: its targets and its observations in order of period.

    An observation has "end" (its last month, "2011-03"), "span" (whether it is of one period or several
    together) and "citation". Those of a period that is none we know are left out: they have no place in time.
    ``known``: as decided by the end of that day. ``apart``: the place of the council that the targets are of,
    "" for ours; values of other councils are left out.
    """
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for t in targets:
        key = (indicator_key(t["indicator"]), scale(t["unit"]))
        if key[0]:
            one = found.setdefault(key, {"indicator": t["indicator"], "unit": key[1], "targets": []})
            one["targets"].append(
                {**t, "end": period_end(period_key(t["period"])), "span": _span(t["period"])}
            )
    seen: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in observed(db, at=at, known=known) if found else []:
        key = (indicator_key(row["indicator"]), scale(row["unit"]))
        if key in found and row["end"] and row["decided"] != REJECTED and row["apart"] == apart:
            seen.setdefault(key, []).append({**row, "span": _span(row["period"])})
    return [
        {**one, "observations": sorted(seen.get(key, []), key=lambda o: (o["end"], o["span"], o["date"]))}
        for key, one in found.items()
    ]


def _span(period: str) -> str:
    """Cumulative values and those of twelve months are another line than a month's or a quarter's."""
    return SPAN if ".." in period_key(period) else POINT
