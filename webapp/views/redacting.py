"""Redaction of a pack: what is redacted, what is proposed, pages on which a person marks words or areas."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import MusterError, NotFound, PackError, UsageError
from evidence.frameworks.exemptions import exemptions
from evidence.packs.planning.finding import at_words, find, on_page, words_of
from evidence.packs.planning.plan import plan
from evidence.packs.planning.proposed import elsewhere, proposed
from evidence.reads import documents as read_documents
from evidence.reads import pages as read_pages
from evidence.reads.redactions import proposals_seen
from evidence.reads.redactions import redactions as redactions_of
from evidence.store import redactions as store
from evidence.store.pack_changes import changing
from evidence.store.redactions import Place, Why
from webapp.people import auth
from webapp.presenting.redacting import area_as_came, by_document, listed, sheet_of
from webapp.site.request_services import services
from webapp.views.packs import pack_called, seen

redacting = Blueprint("redacting", __name__)


@redacting.get("/packs/<int:number>/redactions")
@auth.requires(*auth.COORDINATORS)
def page(number: int) -> ResponseReturnValue:
    """What is redacted in a pack, what rules propose, and its documents' pages to mark."""
    return _page(number)


@redacting.post("/packs/<int:number>/redactions")
@auth.requires(*auth.COORDINATORS)
def take_proposals(number: int) -> ResponseReturnValue:
    """Redact the proposals that were ticked."""
    ticked = request.form.getlist("ticked")

    def do(name: str) -> str:
        if not ticked:
            raise UsageError("Nothing was ticked.", "Tick what is to be redacted.")
        count = 0
        for document, places in by_document(
            ticked, lambda d, words, on: find(services(), d, words, on)
        ).items():
            count += len(store.add(services().record, name, document, places, _why()))
        return f"{count} places are redacted." if count != 1 else "1 place is redacted."

    return _done(number, do) or (_page(number), 400)


@redacting.post("/packs/<int:number>/redactions/seen")
@auth.requires(*auth.COORDINATORS)
def see(number: int) -> ResponseReturnValue:
    """Note that a person looked through the proposals."""
    work, name = services(), pack_called(number)["name"]
    planned = plan(work, name)
    store.see_proposals(
        work.record, name, [d.id for d in planned.last.documents] if not planned.issue else []
    )
    flash("It is noted that the proposals were looked at.", "done")
    return redirect(url_for("redacting.page", number=number))


@redacting.post("/packs/<int:number>/redactions/remove")
@auth.requires(*auth.COORDINATORS)
def remove(number: int) -> ResponseReturnValue:
    """Take a redaction back."""
    one = request.form.get("redaction", 0, type=int)

    def do(name: str) -> str:
        store.remove(services().record, name, [one])
        return "The redaction was taken back."

    return _done(number, do) or redirect(url_for("redacting.page", number=number))


@redacting.get("/packs/<int:number>/documents/<int:document>/redact")
@auth.requires(*auth.COORDINATORS)
def document_page(number: int, document: int) -> ResponseReturnValue:
    """A page of a document with its words, to be marked; or a text, whose words are typed."""
    return _document_page(number, document)


@redacting.post("/packs/<int:number>/documents/<int:document>/redact")
@auth.requires(*auth.COORDINATORS)
def mark(number: int, document: int) -> ResponseReturnValue:
    """Redact the words and areas that were marked on a page."""
    on = request.form.get("page", 0, type=int)

    def do(name: str) -> str:
        added = store.add(services().record, name, document, _marked(document, on), _why())
        return f"{len(added)} places are redacted." if len(added) != 1 else "1 place is redacted."

    back = url_for("redacting.document_page", number=number, document=document, page=on or None)
    return _done(number, do, back) or (_document_page(number, document), 400)


def _marked(document: int, on: int) -> list[Place]:
    """What the form marks: words typed, words ticked, areas."""
    work, words = services(), request.form.get("words", "").strip()
    areas = [said for said in request.form.getlist("area") if said.strip()]
    row = read_pages.page(work.record.db, document, on) if areas else {}
    places = on_page(work, document, on, words, [area_as_came(row, said) for said in areas])
    ticked = request.form.getlist("tick", type=int)
    if ticked:
        places += at_words(work, document, on, ticked)
    if not places:
        raise UsageError("Nothing was marked.", "Type or tick words, or mark an area.")
    return places


def _why() -> Why:
    return Why(request.form.get("exemption", ""), request.form.get("reason", ""))


def _done(number: int, do: Callable[[str], str], back: str = "") -> ResponseReturnValue | None:
    """Do it, if the pack is as it was seen, and go back; None where it cannot be done, which is said."""
    try:
        name = pack_called(number)["name"]
        with changing(services().record, name, seen()):
            said = do(name)
    except (PackError, UsageError, NotFound) as error:
        flash(str(error), "problem")
        return None
    flash(said, "done")
    return redirect(back or url_for("redacting.page", number=number))


def _page(number: int) -> str:
    work, pack = services(), pack_called(number)
    planned = plan(work, pack["name"])
    documents = planned.last.documents if not planned.issue else ()
    known = proposals_seen(work.record.db, pack["id"])
    return render_template(
        "packs/redactions.html",
        pack=pack,
        held=listed(redactions_of(work.record.db, pack["id"]), planned),
        documents=documents,
        proposals=proposed(work, pack, planned),
        elsewhere=[one for one in elsewhere(work, pack, planned) if one.document],
        looked_at=all(document.id in known for document in documents),
        **_given(),
    )


def _document_page(number: int, document: int) -> str:
    work, pack = services(), pack_called(number)
    planned = plan(work, pack["name"])
    held = next((d for d in planned.last.documents if d.id == document), None)
    if held is None or planned.issue:
        raise NotFound("The next issue of this pack does not bring that document.", "Put it in first.")
    numbers = [p.number for p in held.pages]
    asked = request.values.get("page", 0, type=int)
    on = asked if asked in numbers else next(iter(numbers), 0)
    rows = [r for r in redactions_of(work.record.db, pack["id"]) if r["document"] == document]
    return render_template(
        "packs/redact.html",
        pack=pack,
        document=read_documents.summary(work.record.db, document),
        named=held.name,
        numbers=numbers,
        on=on,
        held=listed([r for r in rows if r["page"] == on], planned),
        sheet=_sheet(document, on, rows) if on else None,
        texts=held.passages,
        **_given(),
    )


def _sheet(document: int, on: int, rows: list[dict[str, Any]]) -> dict[str, Any]:
    try:
        here = words_of(services(), document, on)
    except MusterError:  # its words are not known: areas can be marked all the same
        here = None
    row = read_pages.page(services().record.db, document, on)
    areas = [rect for r in rows if r["page"] == on for rect in r["rects"]]
    return {**sheet_of(row, here.words if here else (), areas), "scanned": row["quality"] == "ocr"}


def _given() -> dict[str, Any]:
    """What the forms offer, and what a person gave."""
    form = request.form
    given = {name: form.get(name, "") for name in ("exemption", "reason", "words")}
    ticked = set(form.getlist("ticked")) | set(form.getlist("tick"))
    return {"exemptions": exemptions(), "given": given, "ticked": ticked}
