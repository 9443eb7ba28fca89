"""The audit log."""

import json
import re
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from evidence.home.log import verify
from evidence.reads.events import count, events
from webapp.people import auth
from webapp.site.request_services import services

log = Blueprint("log", __name__)

PAGE = 100
SHOWN = 20  # breaks of the chain; one is bad enough


@log.get("/log")
@auth.requires(*auth.LOG_READERS)
def page() -> ResponseReturnValue:
    """The events, newest first, and whether their chain is unbroken."""
    db = services().record.db
    rows = events(db, limit=PAGE, before=request.args.get("before", type=int))
    return render_template(
        "log/page.html",
        events=[_shown(row) for row in rows],
        total=count(db),
        problems=[{"text": problem} for problem in verify(db)[:SHOWN]],
        older=rows[-1]["id"] if len(rows) == PAGE and rows[-1]["id"] > 1 else None,
    )


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    """An event with its detail in words, and the document that it is about."""
    about = re.fullmatch(r"document (\d+)", row["subject"])
    return {**row, "details": _details(row["detail"]), "document": int(about[1]) if about else None}


def _details(detail: str) -> list[tuple[str, str]]:
    """The detail's values that say something, as words."""
    values: dict[str, Any] = json.loads(detail)
    return [(key.replace("_", " "), _word(value)) for key, value in values.items() if value not in ("", None)]


def _word(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"{text[:12]}…" if len(text) == 64 and text.isalnum() else text
