"""Measures, indicators and blocks, each traced to its evidence."""

from itertools import groupby
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from evidence.errors import NotFound
from evidence.exports.marked import marking_of
from evidence.reads import coverage as read
from evidence.reads.crosswalk import REJECTED
from evidence.reads.crosswalk import pairs as read_pairs
from evidence.reads.measures import measures as read_measures
from evidence.reads.measures import plain_code
from evidence.reads.packs import frameworks
from evidence.tracing.moments import as_on, known_by
from webapp.people import auth
from webapp.site.paging import pages_of
from webapp.site.request_services import services, settings, today
from webapp.site.typed import typed

measures = Blueprint("measures", __name__)

A_PAGE = 200  # measures of the list
DIFFERS = "differs"  # rated otherwise than the evidence says
STATES = ("no evidence", "contested", "thin", "evidenced")


@measures.get("/measures")
@auth.requires(*auth.READERS)
def listed() -> ResponseReturnValue:
    """Every measure by register and theme, with its coverage, some of them a page; then the framework's
    blocks."""
    work, at, fresh = services(), today(), settings().freshness_months
    db = work.record.db
    own = work.own
    ours = [m for m in read_measures(db) if own.owns(m["council"])]
    every = read.with_coverage(db, work.framework, ours, at, fresh)
    state = typed("state")
    shown = [m for m in every if state in ("", m["coverage"]["state"]) or (state == DIFFERS and m["differs"])]
    paging = pages_of(len(shown), A_PAGE, request.args.get("page", 1, type=int))
    start = (paging.number - 1) * A_PAGE
    used = frameworks(db, work.framework)
    rows = read.of_blocks(db, used, at, fresh, own)
    return render_template(
        "measures/list.html",
        registers=_grouped(shown[start : start + A_PAGE]),
        paging=paging,
        shown=len(shown),
        frameworks=[(f, [r for r in rows if r["framework"] == f.code]) for f in used],
        state=state,
        counts={s: sum(m["coverage"]["state"] == s for m in every) for s in STATES},
        differing=sum(bool(m["differs"]) for m in every),
        total=len(every),
        pairs=sum(p["status"] != REJECTED for p in read_pairs(db)),
    )


@measures.get("/measures/<code>")
@auth.requires(*auth.READERS)
def page(code: str) -> ResponseReturnValue:
    """One measure; or, for an indicator such as NI 59, every measure whose targets name it."""
    work = services()
    at, known = as_on(typed("at"), today()), known_by(typed("known"), today())
    traces = read.trace(work.record.db, work.framework, code, at, settings().freshness_months, known)
    by_code = plain_code(traces[0]["measure"]) == plain_code(code)
    heading = traces[0]["measure"] if by_code else _indicator(traces, code)
    asked = {"at": at if typed("at") else "", "known": known}
    marking = marking_of(work.record.db, traces)
    return render_template(
        "measures/page.html", heading=heading, traces=traces, by_code=by_code, asked=asked, marking=marking
    )


@measures.get("/measures/<code>/charts/<int:number>.svg")
@auth.requires(*auth.READERS)
def chart(code: str, number: int) -> ResponseReturnValue:
    """An indicator's values over time against its targets, drawn: the measure's series of that number."""
    from evidence.packs.setting.chart import svg  # draws: not for every page

    at = as_on(typed("at"), today())
    work = services()
    known, fresh = known_by(typed("known"), today()), settings().freshness_months
    found = read.trace(work.record.db, work.framework, code, at, fresh, known)[0]["series"]
    drawn = svg(found[number - 1]) if 0 < number <= len(found) else ""
    if not drawn:
        raise NotFound(f"{code} has no chart {number}.", "Its page shows those that it has.")
    return Response(drawn, mimetype="image/svg+xml")


@measures.get("/blocks/<code>")
@auth.requires(*auth.READERS)
def block(code: str) -> ResponseReturnValue:
    """One block of the home's framework, or of an inspection's."""
    work = services()
    chosen = request.args.get("framework", work.framework.code)
    used = next((f for f in frameworks(work.record.db, work.framework) if f.code == chosen), work.framework)
    fresh = settings().freshness_months
    found = read.trace_block(work.record.db, used, code, today(), fresh, own=work.own)
    if found is None:
        raise NotFound(f"{used.name} has no block {code}.", "The measures page lists those that it has.")
    marking = marking_of(work.record.db, found)
    return render_template("measures/block.html", trace=found, framework=used, marking=marking)


def _indicator(traces: list[dict[str, Any]], code: str) -> str:
    """The indicator as the paper prints it."""
    named = (t["indicator"] for trace in traces for t in trace["targets"])
    return next((name for name in named if plain_code(name) == plain_code(code)), code)


def _grouped(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Register by register, theme by theme, in the order of the papers."""
    registers = []
    for _, group in groupby(rows, key=lambda m: m["register"]):
        own = list(group)
        themes = [
            {"theme": theme, "measures": list(inner)}
            for theme, inner in groupby(
                own, key=lambda m: "Overarching requirements" if m["overarching"] else m["theme"]
            )
        ]
        registers.append({**own[0], "themes": themes, "count": len(own)})
    return registers
