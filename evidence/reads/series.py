"""The values of a measure's indicators over time, each with where it stands, beside what the targets ask."""

import json
from typing import Any

from sqlite_utils import Database

from evidence.language.citations import cite, name_document
from evidence.language.indicators import indicator_key
from evidence.language.periods import period_end, period_key
from evidence.reads.page_names import page_name, taken

VALUES = f"""
SELECT {page_name("p")}, o.id, o.document, o.passage, o.cell, o.indicator, o.value, o.unit, o.period, o.rag,
       d.date, d.kind, d.title, d.author, d.recipient, d.council, d.paged, f.name AS file, p.label, p.page,
       p.heading_path
FROM observations o JOIN documents d ON d.id = o.document JOIN files f ON f.sha256 = d.sha256
LEFT JOIN passages p ON p.id = o.passage
WHERE d.withdrawn_at IS NULL AND o.value IS NOT NULL AND (:at = '' OR d.date <= :at)
ORDER BY d.date, o.id
"""
POINT, SPAN = "one month, quarter or year", "several months together"


def series(db: Database, targets: list[dict[str, Any]], at: str) -> list[dict[str, Any]]:
    """For each indicator and unit that the targets name: its targets and its observations in order of period.

    An observation has "end" (its last month, "2011-03"), "span" (whether it is of one period or several
    together) and "citation". Those of a period that is none we know are left out: they have no place in time.
    """
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for t in targets:
        key = (indicator_key(t["indicator"]), t["unit"])
        if key[0]:
            one = found.setdefault(key, {"indicator": t["indicator"], "unit": t["unit"], "targets": []})
            one["targets"].append(
                {**t, "end": period_end(period_key(t["period"])), "span": _span(t["period"])}
            )
    if not found:
        return []
    seen: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in db.query(VALUES, {"at": at}):
        key = (indicator_key(row["indicator"]), row["unit"])
        if key in found and period_end(period_key(row["period"])):
            seen.setdefault(key, []).append(_value(row))
    return [
        {**one, "observations": sorted(seen.get(key, []), key=lambda o: (o["end"], o["span"], o["date"]))}
        for key, one in found.items()
    ]


def _value(row: dict[str, Any]) -> dict[str, Any]:
    named = taken(row)
    name = name_document(
        row["kind"], row["title"], row["author"], row["recipient"], row["file"], row["council"]
    )
    heading = next(reversed(json.loads(row.pop("heading_path") or "[]")), "")
    page = row["page"] if row["paged"] else None
    cited = cite(
        name, row["date"], label=row["label"] or "", page=page, cell=row["cell"], heading=heading, **named
    )
    period = row["period"]
    return {**row, "citation": cited, "end": period_end(period_key(period)), "span": _span(period)}


def _span(period: str) -> str:
    """Cumulative values and those of twelve months are another line than a month's or a quarter's."""
    return SPAN if ".." in period_key(period) else POINT
