"""From a document, a passage or a search into a pack: which section it goes to."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import MusterError, UsageError
from evidence.reads import documents as read_documents
from evidence.reads import packs as read
from evidence.store import pack_items
from evidence.store import packs as store
from evidence.store.pack_changes import changing
from webapp.people import auth
from webapp.site.request_services import services
from webapp.site.typed import plain

putting_in = Blueprint("putting_in", __name__)


@dataclass(frozen=True)
class _Thing:
    """What is to go in: a document (``passage`` is 0), or a passage of one; and its words."""

    document: int
    passage: int
    named: str
    text: str
    paged: bool


@putting_in.get("/packs/put-in")
@auth.requires(*auth.COORDINATORS)
def page() -> ResponseReturnValue:
    """The form: into which section, and which pages of a document."""
    return _form(_thing(request.args))


@putting_in.post("/packs/put-in")
@auth.requires(*auth.COORDINATORS)
def put_in() -> ResponseReturnValue:
    """Put it at the section's end, or into a new section, and show it there."""
    record, thing = services().record, _thing(request.form)
    pack, _, section = request.form.get("into", "").partition(":")
    try:
        if not pack.isdigit() or not section.isdigit():
            raise UsageError("No section was chosen.", "Choose one from the list.")
        name = read.named(record.db, int(pack))
        with changing(record, name):
            into = int(section) or store.add_section(record, name, title=request.form.get("title", ""))
            _put(thing, name, into)
    except MusterError as error:
        return _form(thing, str(error)), 400
    flash("It is in, at the section’s end.", "done")
    return redirect(url_for("packs.page", number=int(pack), _anchor=f"section-{into}"))


def _put(thing: _Thing, name: str, section: int) -> None:
    record, pages = services().record, plain(request.form.get("pages", ""))
    if thing.passage:
        pack_items.add_passage(record, name, section, thing.passage)
    elif pages:
        _, wanted = pack_items.named(f"{thing.document}:{pages.replace('–', '-').replace(' ', '')}")
        pack_items.add_document(record, name, section, thing.document, wanted)
    else:
        pack_items.add_document(record, name, section, thing.document)


def _thing(given: Any) -> _Thing:
    """What the address or form names. Raises NotFound."""
    db = services().record.db
    if passage := given.get("passage", 0, type=int):
        found = read_documents.passage(db, passage)
        owner = found["document"]
        return _Thing(owner["id"], passage, found["citation"], found["text"], owner["paged"])
    owner = read_documents.summary(db, given.get("document", 0, type=int))
    return _Thing(owner["id"], 0, owner["title"], "", owner["paged"])


def _form(thing: _Thing, problem: str = "") -> str:
    return render_template(
        "packs/put_in.html",
        thing=thing,
        problem=problem,
        packs=read.places(services().record.db),
        given={name: request.form.get(name, "") for name in ("into", "title", "pages")},
    )
