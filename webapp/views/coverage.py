"""The coverage matrix: every measure a cell, at any day; to print on one sheet, or to take away."""

from collections.abc import Callable
from io import BytesIO

from flask import Blueprint, render_template, send_file
from flask.typing import ResponseReturnValue

from evidence.errors import UsageError
from evidence.exports import coverage as tables
from evidence.exports.marked import in_name
from webapp.people import auth
from webapp.presenting.matrix import LINES, THEME, closeness, counts, matrix
from webapp.site.request_services import services
from webapp.site.typed import typed
from webapp.views.exports import XLSX

coverage = Blueprint("coverage", __name__)

ASKED = ("at", "known", "since")


@coverage.get("/coverage")
@auth.requires(*auth.READERS)
def page() -> ResponseReturnValue:
    """The matrix, by theme or owner."""
    asked = {name: typed(name) for name in ASKED}
    by = typed("by") if typed("by") in LINES else THEME
    found, problem = None, None
    try:
        found = tables.table(services(), **asked)
    except UsageError as error:
        problem = error
    parts = matrix(found.rows, by) if found else []
    measures = [row for row in found.rows if row["kind"] == "measure"] if found else []
    return render_template(
        "coverage/page.html",
        asked=asked,
        by=by,
        lines=LINES,
        found=found,
        problem=problem,
        parts=parts,
        closeness=closeness(parts),
        counts=counts(measures),
        total=len(measures),
    ), (400 if problem else 200)


@coverage.get("/coverage.csv")
@auth.requires(*auth.READERS)
def as_csv() -> ResponseReturnValue:
    """The same as CSV."""
    return _file("csv", "text/csv", tables.as_csv)


@coverage.get("/coverage.xlsx")
@auth.requires(*auth.READERS)
def as_xlsx() -> ResponseReturnValue:
    """The same as a workbook."""
    return _file("xlsx", XLSX, tables.as_xlsx)


def _file(ending: str, media_type: str, made: Callable[[tables.CoverageTable], bytes]) -> ResponseReturnValue:
    found = tables.table(services(), **{name: typed(name) for name in ASKED})
    name = in_name(f"coverage-{found.at}.{ending}", found.marking)
    return send_file(BytesIO(made(found)), media_type, as_attachment=True, download_name=name)
