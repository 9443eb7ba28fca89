"""Which documents have been kept as long as their kind should be: a list to review, and no more."""

import json
from calendar import monthrange
from datetime import date
from typing import Any

from evidence.language.citations import name_document
from evidence.services import Services

KEPT = """SELECT d.id, d.kind, d.title, d.author, d.recipient, d.date, d.added_at,
    f.name AS file, d.withdrawn_at
    FROM documents d JOIN files f ON f.sha256 = d.sha256
    WHERE d.kind IN (SELECT value FROM json_each(?)) ORDER BY d.id"""


def due(services: Services, today: date | None = None) -> list[dict[str, Any]]:
    """Documents past the years that [retention] in config.toml gives their kind, the longest past first:
    [{"id", "kind", "title", "name", "file", "date", "years", "until", "withdrawn_at"}].

    The years count from the end of the document's year or month where its date says no more, and from the day
    it came where it has none. Nothing is ever removed by itself.
    """
    years = dict(services.settings.retention)
    now = (today or services.record.clock().date()).isoformat()
    rows = []
    for row in services.record.db.query(KEPT, [json.dumps(sorted(years))]):
        came, by, to = row.pop("added_at"), row.pop("author"), row.pop("recipient")
        until = _after(row["date"] or came[:10], years[row["kind"]])
        if until <= now:
            name = name_document(row["kind"], row["title"], by, to, row["file"])
            rows.append({**row, "name": name, "years": years[row["kind"]], "until": until})
    return sorted(rows, key=lambda row: (row["until"], row["id"]))


def _after(since: str, years: int) -> str:
    """The day so many years after the last day that a date of any precision may mean."""
    year, month, day = (int(part or 0) for part in [*since.split("-"), "", ""][:3])
    year, month = year + years, month or 12
    return f"{year:04}-{month:02}-{min(day or 31, monthrange(year, month)[1]):02}"
