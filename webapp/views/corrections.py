"""Setting a document's fields right, one at a time, and taking that back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import Clash, NotFound, UsageError
from evidence.reads import corrections as read
from evidence.reads.documents import summary
from evidence.reads.versions import correction_key, version
from ingest.run import correcting as made
from webapp.people import auth
from webapp.presenting.correcting import choices_of, correctable, hint_of
from webapp.site.request_services import queue, services
from webapp.site.template_filters import say
from webapp.site.typed import plain, typed

corrections = Blueprint("corrections", __name__)


@corrections.get("/documents/<int:number>/correct")
@auth.requires(*auth.DECIDERS)
def page(number: int) -> ResponseReturnValue:
    """Every field with what was read; ``?field=`` has the form for that one."""
    return _page(number, typed("field"))


@corrections.post("/documents/<int:number>/correct")
@auth.requires(*auth.DECIDERS)
def correct(number: int) -> ResponseReturnValue:
    """Correct one field; or show the form again with what is wrong."""
    field, value, note = (plain(request.form.get(name, "")) for name in ("field", "value", "note"))
    try:
        made.correct(services(), number, field, value, note, seen=request.form.get("seen", 0, type=int))
    except Clash as clash:  # the form again, with what stands: to keep that, or to replace it
        return _page(number, field, problem=str(clash), value=value, note=note), clash.http_status
    except UsageError as error:
        return _page(number, field, problem=str(error), value=value, note=note), 400
    queue().settle()
    flash(f"{say(field)} was corrected.", "done")
    return redirect(url_for("corrections.page", number=number))


@corrections.post("/documents/<int:number>/correct/undo")
@auth.requires(*auth.DECIDERS)
def undo(number: int) -> ResponseReturnValue:
    """Take a correction back: what was read stands again."""
    field = plain(request.form.get("field", ""))
    made.undo(services(), number, field)
    queue().settle()
    flash(f"{say(field)} is as it was before.", "done")
    return redirect(url_for("corrections.page", number=number))


@corrections.post("/documents/<int:number>/read-again")
@auth.requires(*auth.DECIDERS)
def read_again(number: int) -> ResponseReturnValue:
    """Have the document's file read again, in the background; and back to the pack that asked, if one did."""
    summary(services().record.db, number)
    queue().read_again(number, services().record.actor)
    flash("The document is being read again. Load this page again in a while to see what changed.", "done")
    pack = request.form.get("pack", 0, type=int)
    back = url_for("packs.page", number=pack) if pack else url_for("documents.page", number=number)
    return redirect(back)


def _page(number: int, field: str, *, problem: str = "", value: str | None = None, note: str = "") -> str:
    db = services().record.db
    document = summary(db, number)
    rows = correctable(document, read.fields(db, number), read.corrections(db, number))
    chosen = next((row for row in rows if row["name"] == field), None)
    if field and chosen is None:
        raise NotFound(f"A document has no field {field}.", "Choose one from the list of its fields.")
    return render_template(
        "corrections/page.html",
        document=document,
        fields=rows,
        chosen=chosen,
        seen=version(db, "corrections", correction_key(number, field)),
        choices=choices_of(field),
        hint=hint_of(field),
        problem=problem,
        value=chosen["value"] if chosen and value is None else value,
        note=note,
    )
