"""The documents, what was read from each, and the files that they came in."""

from io import BytesIO

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from evidence.errors import NotFound
from evidence.reads import documents as read
from evidence.reads.ledger import ledger as read_ledger
from evidence.reads.ledger import totals
from evidence.reads.links import links as read_links
from evidence.search.marking import marker
from webapp import auth
from webapp.fragments import render
from webapp.paging import pages_of
from webapp.reading import by_passage, heading_levels
from webapp.typed import typed
from webapp.work import services

documents = Blueprint("documents", __name__)

LEDGER_PAGE = 100


@documents.get("/documents")
@auth.requires(*auth.READERS)
def listed() -> ResponseReturnValue:
    """Every document, by kind and source."""
    db = services().record.db
    every = read.documents(db)
    chosen = {"kind": typed("kind"), "source": typed("source")}
    shown = read.documents(db, **chosen) if any(chosen.values()) else every
    return render("documents", "list", "list", documents=shown, every=every, chosen=chosen)


@documents.get("/documents/<int:number>")
@auth.requires(*auth.READERS)
def page(number: int) -> ResponseReturnValue:
    """One document: its fields, its text with each passage's links, and the tables read from it."""
    db = services().record.db
    found = read.document(db, number)
    tied = read_links(db, document=number)
    words = typed("q")
    mark = marker(words)
    return render_template(
        "documents/page.html",
        document=found,
        levels=heading_levels(found["passages_read"]),
        links=by_passage(tied),
        marked={p["id"]: Markup(mark(p["text"])) for p in found["passages_read"]},  # noqa: S704 -- escaped there
        words=words,
    )


@documents.get("/passages/<int:number>")
@auth.requires(*auth.READERS)
def at_passage(number: int) -> ResponseReturnValue:
    """To the passage, in its document."""
    document = read.passage(services().record.db, number)["document"]["id"]
    return redirect(url_for("documents.page", number=document, _anchor=f"passage-{number}"))


@documents.get("/documents/ledger")
@auth.requires(*auth.READERS)
def ledger() -> ResponseReturnValue:
    """Every file ever offered, and how it ended."""
    db = services().record.db
    sums = totals(db)
    status = typed("status")
    rows = read_ledger(db, status=status)
    paging = pages_of(len(rows), LEDGER_PAGE, request.args.get("page", 1, type=int))
    return render_template(
        "documents/ledger.html",
        entries=rows[max(0, paging.first - 1) : paging.last],
        sums=sums,
        status=status,
        paging=paging,
    )


@documents.get("/files/<sha256>")
@auth.requires(*auth.READERS)
def original(sha256: str) -> Response:
    """A document's file, byte for byte as it arrived; checked against its SHA-256 before it is sent."""
    db = services().record.db
    found = read.documents(db, sha256=sha256)
    if not found:
        raise NotFound(
            "There is no document with that file.", "Open the document and download it from there."
        )
    data = services().files.read(sha256)
    # Always an attachment of no type: a saved web page must not run here under the reader's session.
    return send_file(
        BytesIO(data),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=found[0]["file"],
    )
