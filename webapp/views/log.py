"""The audit log."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import UsageError
from evidence.home import check, heads
from evidence.home.problem import Problem
from evidence.reads.events import count, lines, numbers, people
from evidence.reads.saying import KINDS
from webapp.people import auth
from webapp.site.request_services import services
from webapp.site.typed import typed

log = Blueprint("log", __name__)

PAGE = 100
SHOWN = 20  # breaks of the chain; one is bad enough
FILTERS = ("by", "measure", "kind", "since", "until")
PAGES = {
    "document": ("documents.page", "number"),
    "measure": ("measures.page", "code"),
    "block": ("measures.block", "code"),
    "pack": ("packs.page", "number"),
    "inspection": ("inspections.page", "number"),
}
"""Where what an event names is shown: the endpoint, and what its address calls it."""


@log.get("/log")
@auth.requires(*auth.LOG_READERS)
def page() -> ResponseReturnValue:
    """The events that match, newest first, and whether their chain is unbroken."""
    db = services().record.db
    named = numbers(db)
    noted = heads.noted(services().settings.home / heads.NAME)
    chosen: dict[str, Any] = {name: typed(name) for name in FILTERS}
    chosen["document"] = request.args.get("document", type=int)
    problem, status = "", 200
    try:
        rows = lines(db, limit=PAGE + 1, before=_before(), **chosen)
    except UsageError as error:
        rows, problem, status = [], str(error), 400
    shown = render_template(
        "log/page.html",
        events=[{**row, "parts": [_part(named, *part) for part in row["parts"]]} for row in rows[:PAGE]],
        total=count(db),
        problem=problem,
        problems=[{"text": str(problem)} for problem in _problems(noted)[:SHOWN]],
        older=(rows[PAGE - 1]["id"] or rows[PAGE - 1]["hash"]) if len(rows) > PAGE else None,
        chosen={name: value or "" for name, value in chosen.items()},
        asked={name: value for name, value in chosen.items() if value},
        people=people(db),
        kinds=list(KINDS),
    )
    return shown, status


def _before() -> int | str | None:
    """The event to go on from: its number, or its hash where numbers are not told."""
    given = typed("before")
    return int(given) if given.isdecimal() and len(given) < 16 else given or None


def _problems(noted: heads.Head | None) -> list[Problem]:
    record = services().record
    return check.told(check.of_log(record.db, noted), record.closed)


def _part(named: Mapping[tuple[str, str], int], words: str, kind: str, what: str) -> tuple[str, str]:
    """Words, and the address of what they name; none if that is not there any more."""
    number = named.get((kind, what)) if kind in ("pack", "inspection") else what
    if kind not in PAGES or not number:
        return words, ""
    endpoint, name = PAGES[kind]
    values: dict[str, Any] = {name: int(number) if name == "number" else number}
    return words, url_for(endpoint, **values)
