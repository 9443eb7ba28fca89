"""Which documents have been kept as long as their kind should be: a list to review, and no more."""

import json
from datetime import date
from typing import Any

from evidence.services import Services

KEPT = """SELECT d.id, d.kind, d.title, d.date, d.added_at, f.name AS file, d.withdrawn_at
    FROM documents d JOIN files f ON f.sha256 = d.sha256
    WHERE d.kind IN (SELECT value FROM json_each(?)) ORDER BY d.id"""


def due(services: Services, today: date | None = None) -> list[dict[str, Any]]:
    """Documents past the years that [retention] in config.toml gives their kind, the longest past first:
    [{"id", "kind", "title", "file", "date", "years", "until", "withdrawn_at"}].

    The years count from the end of the document's year or month where its date says no more, and from the day
    it came where it has none. Nothing is ever removed by itself.
    """
    years = dict(services.settings.retention)
    now = (today or services.record.clock().date()).isoformat()
    rows = []
    for row in services.record.db.query(KEPT, [json.dumps(sorted(years))]):
        since = row["date"] or row.pop("added_at")[:10]
        until = _after(since, years[row["kind"]])
        if until <= now:
            row.pop("added_at", None)
            rows.append({**row, "years": years[row["kind"]], "until": until})
    return sorted(rows, key=lambda row: (row["until"], row["id"]))


def _after(since: str, years: int) -> str:
    """The day so many years after the last day that a date of any precision may mean."""
    year, month, day = [*since.split("-"), "", ""][:3]
    return f"{int(year) + years:04}-{month or '12'}-{day or '31'}"
