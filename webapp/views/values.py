"""The values desk: what was read by machine, each confirmed, corrected or rejected by a person."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import Clash, UsageError
from evidence.reads import values as reads
from evidence.store import values as store
from webapp.people import auth
from webapp.site.addresses import local_address
from webapp.site.paging import pages_of
from webapp.site.request_services import services
from webapp.site.typed import plain, typed

values = Blueprint("values", __name__)

MOST = 50  # on a page
SHOWN = ("undecided", "disagreeing", "all")
DONE = {
    reads.CONFIRMED: "Confirmed",
    reads.CORRECTED: "Corrected",
    reads.REJECTED: "Rejected",
    "undo": "Taken back",
}


@values.get("/values")
@auth.requires(*auth.READERS)
def page() -> ResponseReturnValue:
    """Targets and values of an indicator, or of all: those that disagree first."""
    work, indicator = services(), typed("indicator")
    every = [r for r in reads.observed(work.record.db) if work.own.owns(r["council"])]
    asked = [t for t in reads.targets(work.record.db) if t["asked"] and work.own.owns(t["council"])]
    show = typed("show") if typed("show") in SHOWN else SHOWN[0]
    apart = reads.disagreeing(every)
    rows = _shown(reads.of_indicator(every, indicator), show, apart)
    rows.sort(key=lambda r: (r["id"] not in apart, r["indicator"], r["end"], r["date"], r["id"]))
    targets = _shown(reads.of_indicator(asked, indicator), show, set())
    pages = pages_of(len(rows) + len(targets), MOST, request.args.get("page", 1, type=int))
    first, last = max(0, pages.first - 1), pages.last
    return render_template(
        "values/page.html",
        rows=rows[first:last],
        targets=targets[max(0, first - len(rows)) : max(0, last - len(rows))],
        totals=(len(rows), len(targets)),
        pages=pages,
        apart=apart,
        indicators=sorted({r["indicator"] for r in (*every, *asked) if r["indicator"]}),
        chosen={"indicator": indicator, "show": show},
        shown=SHOWN,
    )


def _shown(rows: list[dict[str, Any]], show: str, apart: set[int]) -> list[dict[str, Any]]:
    if show == "disagreeing":
        return [r for r in rows if r["id"] in apart]
    return [r for r in rows if show == "all" or not r["decided"]]


@values.post("/values/<kind>/<int:number>")
@auth.requires(*auth.DECIDERS)
def decide(kind: str, number: int) -> ResponseReturnValue:
    """Confirm, correct or reject one, or take one's own decision back."""
    status, form = request.form.get("status", ""), request.form
    if status not in DONE:
        raise UsageError("The form does not say what to decide.", "Use one of its buttons.")
    try:
        if status == "undo":
            store.undo(services().record, kind, number, seen=form.get("version", 0, type=int))
        else:
            _decide(kind, number, status)
        row = reads.one(services().record.db, kind, number)
        flash(f"{DONE[status]}: {row['indicator']}, {row['period']}.", "done")
    except (Clash, UsageError) as problem:
        flash(str(problem), "problem")
    return redirect(local_address(form.get("back", "")) or url_for("values.page"))


def _decide(kind: str, number: int, status: str) -> None:
    """What stands in the boxes is decided on: what is confirmed, and is not what was read, is corrected."""
    form, record = request.form, services().record
    row = reads.one(record.db, kind, number)
    value, period = _number("value"), plain(form.get("period", ""))
    rejected = status == reads.REJECTED
    store.decide(
        record,
        kind,
        number,
        status if rejected or (value, period) == (row["read_value"], row["read_period"]) else reads.CORRECTED,
        value=None if rejected else value,
        period="" if rejected else period,
        baseline=None if rejected else _number("baseline"),
        note=plain(form.get("note", "")),
        seen=form.get("version", 0, type=int),
    )


def _number(name: str) -> float | None:
    """A number as typed, "72" or "72.5%"; None for nothing. Raises UsageError."""
    text = plain(request.form.get(name, "")).replace(",", "").removesuffix("%").strip()
    try:
        found = float(text) if text else None
    except ValueError as error:
        raise UsageError(f"“{text}” is no number.", "Write it in digits, such as 72.5.") from error
    if found is not None and not abs(found) < 1e15:
        raise UsageError(f"“{text}” is no number that an indicator has.", "Write it in digits, such as 72.5.")
    return found
