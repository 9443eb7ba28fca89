"""The ledger of every file ever offered: to read, to export, and to retry what failed."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import NotFound, UsageError
from evidence.exports.ledger import LedgerTable, as_csv, as_xlsx, table
from evidence.exports.marked import in_name
from evidence.reads import ledger as read
from evidence.store import jobs as store
from webapp.people import auth
from webapp.site.paging import pages_of
from webapp.site.request_services import queue, services
from webapp.site.typed import typed

ledger = Blueprint("ledger", __name__)

PAGE = 100
LONGEST_PASSWORD = 1000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@ledger.get("/documents/ledger")
@auth.requires(*auth.READERS)
def page() -> ResponseReturnValue:
    """Every file ever offered, and how it ended."""
    db = services().record.db
    chosen: dict[str, Any] = {"status": _status(), "origin": typed("origin")}
    paging = pages_of(read.counted(db, **chosen), PAGE, request.args.get("page", 1, type=int))
    return render_template(
        "ledger/page.html",
        entries=read.ledger(db, **chosen, limit=PAGE, offset=(paging.number - 1) * PAGE),
        sums=read.totals(db),
        outstanding=read.counted(db, "outstanding"),
        chosen=chosen,
        paging=paging,
    )


@ledger.get("/documents/ledger.csv")
@auth.requires(*auth.READERS)
def export_csv() -> Response:
    """The whole ledger, or what was chosen of it, as CSV."""
    return _download("csv", "text/csv", as_csv)


@ledger.get("/documents/ledger.xlsx")
@auth.requires(*auth.READERS)
def export_xlsx() -> Response:
    """The same as a workbook."""
    return _download("xlsx", XLSX, as_xlsx)


@ledger.get("/documents/ledger/<int:number>")
@auth.requires(*auth.READERS)
def entry(number: int) -> ResponseReturnValue:
    """One entry: how it ended, what follows from it, and a retry with a password."""
    found = read.entry_of(services().record.db, number)
    if found is None:
        raise NotFound(f"There is no ledger entry {number}.", "The page Files offered lists them.")
    return render_template("ledger/entry.html", entry=found)


@ledger.post("/documents/ledger/<int:number>/retry")
@auth.requires(*auth.DECIDERS)
def retry(number: int) -> ResponseReturnValue:
    """Try a failed file again. Its password goes no further than the reading of it."""
    password = request.form.get("password", "")
    if len(password) > LONGEST_PASSWORD:
        raise UsageError("No password is that long.", "Type it again.")
    return _retry([number], password)


@ledger.post("/documents/ledger/retry")
@auth.requires(*auth.DECIDERS)
def retry_all() -> ResponseReturnValue:
    """Try every failed file again that nothing has read since."""
    entries = read.outstanding(services().record.db)
    if not entries:
        raise UsageError(
            "No failed file waits for a retry.", "All were read since, or their bytes never came."
        )
    return _retry(entries)


def _retry(entries: list[int], password: str = "") -> ResponseReturnValue:
    record = services().record
    job = store.add(record, "retry", store.retried(record, entries))
    queue().put(job, password)
    return redirect(url_for("uploads.page", number=job))


def _status() -> str:
    status = typed("status")
    return status if status in read.STATUSES else ""


def _download(ending: str, kind: str, made: Callable[[LedgerTable], bytes]) -> Response:
    found = table(services().record.db, _status(), typed("origin"))
    name = in_name(f"muster-files-offered.{ending}", found.marking)
    return send_file(BytesIO(made(found)), mimetype=kind, as_attachment=True, download_name=name)
