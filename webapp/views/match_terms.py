"""The words by which passages are found for a measure: shown, edited, tried, kept."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import Clash, UsageError
from evidence.reads.versions import last_event
from evidence.settling import match_terms as terms
from evidence.store.match_terms import CHANGED
from webapp.people import auth
from webapp.site.request_services import queue, services
from webapp.site.typed import plain

match_terms = Blueprint("match_terms", __name__)

LONGEST = 5000  # characters of the field


@match_terms.get("/measures/<code>/terms")
@auth.requires(*auth.DECIDERS)
def page(code: str) -> ResponseReturnValue:
    """A measure's terms as they stand, one a line."""
    found = terms.terms_of(services(), code)
    return _page(found, found.standing)


@match_terms.post("/measures/<code>/terms")
@auth.requires(*auth.DECIDERS)
def change(code: str) -> ResponseReturnValue:
    """Show what the terms typed would change, or keep them."""
    work = services()
    found = terms.terms_of(work, code)
    lines = request.form.get("terms", "")[:LONGEST].splitlines()
    typed = [term for line in lines if (term := plain(line))]
    new = found.edited(typed)
    try:
        if request.form.get("do") != "keep":
            return _page(found, typed, preview=terms.preview(work, code, *new))
        changed = terms.keep(work, code, *new, seen=request.form.get("seen", 0, type=int))
    except Clash as clash:  # the form again, with what stands: to keep that, or to replace it
        return _page(found, typed, problem=str(clash)), clash.http_status
    except UsageError as error:
        return _page(found, typed, problem=str(error)), 400
    queue().settle()
    said = "The terms are kept. Suggestions are being brought up to date." if changed else "Nothing changed."
    flash(said, "done")
    return redirect(url_for("measures.page", code=found.measure["code"]))


def _page(
    found: terms.Terms, typed: Sequence[str], preview: terms.Preview | None = None, problem: str = ""
) -> str:
    version = last_event(services().record.db, CHANGED, f"measure {found.measure['code']}")
    # A preview goes on from what was seen first, and not from what others kept meanwhile.
    seen = request.form.get("seen", version, type=int) if preview else version
    return render_template(
        "measures/terms.html",
        found=found,
        typed="\n".join(typed),
        preview=preview,
        problem=problem,
        seen=seen,
    )
