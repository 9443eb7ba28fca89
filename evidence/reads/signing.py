"""The keys that this home has signed packs with, as its log tells."""

import json
from typing import Any

from sqlite_utils import Database

MADE = "signing key made"


def keys(db: Database) -> list[dict[str, Any]]:
    """Every key, the oldest first: ``{"fingerprint", "certificate" (PEM), "replaces", "at", "by"}``."""
    rows = db.query("SELECT at, actor, detail FROM events WHERE action = ? ORDER BY id", [MADE])
    return [{**json.loads(row["detail"]), "at": row["at"], "by": row["actor"]} for row in rows]
