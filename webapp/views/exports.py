"""What a search found, to take away: CSV, a workbook, a page to print."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from flask import Blueprint, Response, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from evidence.exports import found as search_export
from evidence.exports import trace as trace_export
from evidence.exports.found import Export
from evidence.exports.marked import in_name
from evidence.search.query.kept import said
from webapp.people import auth
from webapp.presenting.search_address import args_of, query_from
from webapp.site.request_services import services, today
from webapp.site.template_filters import slug

exports = Blueprint("exports", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TRACES = {
    "xlsx": (XLSX, trace_export.as_xlsx),
    "csv": ("text/csv", trace_export.as_csv),
    "pdf": ("application/pdf", trace_export.as_pdf),
}


@exports.get("/search.csv")
@auth.requires(*auth.READERS)
def as_csv() -> ResponseReturnValue:
    """All that a search finds, as CSV."""
    found = _export()
    return _download(found, search_export.as_csv(found), "text/csv", "csv")


@exports.get("/search.xlsx")
@auth.requires(*auth.READERS)
def as_xlsx() -> ResponseReturnValue:
    """The same as a workbook."""
    found = _export()
    return _download(found, search_export.as_xlsx(found), XLSX, "xlsx")


@exports.get("/search/print")
@auth.requires(*auth.READERS)
def printable() -> ResponseReturnValue:
    """The same as a page for paper."""
    found = _export()
    back = url_for("search.page", **args_of(found.query))
    return render_template("keeping/print.html", found=found, asked=said(found.query), back=back)


@exports.get("/measures/<code>/trace.pdf", defaults={"ending": "pdf"})
@exports.get("/measures/<code>/trace.xlsx", defaults={"ending": "xlsx"})
@exports.get("/measures/<code>/trace.csv", defaults={"ending": "csv"})
@auth.requires(*auth.READERS)
def trace(code: str, ending: str) -> ResponseReturnValue:
    """A measure's whole trace, for who has no Muster: as a workbook, CSV or PDF."""
    media_type, made = TRACES[ending]
    found = trace_export.export(services(), code, today())
    name = in_name(f"trace-{slug(code)}.{ending}", found.marking)
    return send_file(BytesIO(made(found)), media_type, as_attachment=True, download_name=name)


def _export() -> Export:
    return search_export.export(services(), query_from(request.args), _address)


def _address(hit: Mapping[str, Any]) -> str:
    passage = hit["passage"]
    return url_for(
        "documents.page",
        number=hit["document"],
        passage=passage,
        _anchor=f"passage-{passage}",
        _external=True,
    )


def _download(found: Export, data: bytes, media_type: str, ending: str) -> Response:
    """The file. A table has no place to say that it was cut, so its name does."""
    part = f"-first-{len(found.rows)}-of-{found.total}" if len(found.rows) < found.total else ""
    name = in_name(f"muster-passages-found{part}.{ending}", found.marking)
    return send_file(BytesIO(data), media_type, as_attachment=True, download_name=name)
