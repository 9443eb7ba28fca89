"""The documents, what was read from each, and the files that they came in."""

from collections.abc import Callable
from io import BytesIO

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from evidence.errors import NotFound
from evidence.frameworks.authorities import fate
from evidence.reads import documents as read
from evidence.reads.councils import councils
from evidence.reads.duplicates import pairs
from evidence.reads.ledger import file_of
from evidence.reads.links import count
from evidence.reads.links import links as read_links
from evidence.reads.reliance import reliance
from evidence.reads.vocabulary import with_perhaps
from evidence.reads.withdrawals import withdrawal
from evidence.relations.councils import same_council
from evidence.search import IndexDamaged
from evidence.search.answering.marking import marker
from evidence.search.query.kept import is_asked
from webapp.people import auth
from webapp.presenting.reading import by_passage, cells_of, citations_of, grouped, heading_levels
from webapp.presenting.search_address import args_of, unpacked
from webapp.site.fragments import render, wants_fragment
from webapp.site.request_services import services
from webapp.site.typed import typed
from webapp.views.pages import may_be_printed, sheet

documents = Blueprint("documents", __name__)


@documents.get("/documents")
@auth.requires(*auth.READERS)
def listed() -> ResponseReturnValue:
    """Every document, by kind, source and council."""
    work = services()
    db, own = work.record.db, work.own
    every = read.documents(db)
    chosen = {"kind": typed("kind"), "source": typed("source")}
    council = typed("council")
    shown = read.documents(db, **chosen) if any(chosen.values()) else every
    return render(
        "documents",
        "list",
        "list",
        documents=[d for d in shown if not council or same_council(d["council"], council)],
        every=every,
        councils=councils(db),
        own=own,
        chosen={**chosen, "council": council},
    )


@documents.get("/documents/<int:number>")
@auth.requires(*auth.READERS)
def page(number: int) -> ResponseReturnValue:
    """One document: its fields, its text with each passage's links, what was read from it, a page of it.

    The fragment is that page alone, with the passage that was chosen.
    """
    db = services().record.db
    if wants_fragment():
        shown = read.summary(db, number)
        beside = sheet(shown)
        if beside is None:
            raise NotFound("This document has no pages to show.", "Its text, or the original, has all of it.")
        return render_template("documents/_sheet.html", document=shown, sheet=beside, words=typed("q"))
    chosen = request.args.get("passage", type=int)
    if chosen and read.is_retired(db, number, chosen):
        return redirect(url_for("documents.at_passage", number=chosen))
    found = read.document(db, number)
    tied = read_links(db, document=number)
    words = typed("q")
    mark = _marker(words)
    results = unpacked(words, request.args.get("back", ""))
    return render_template(
        "documents/page.html",
        document=found,
        our_council=services().own,
        fate=fate(found["council"]),
        sheet=sheet(found),
        printable=may_be_printed(found),
        likes=pairs(db, document=number),
        relied=reliance(db, number),
        withdrawal=withdrawal(db, number) if found["withdrawn_at"] else None,
        levels=heading_levels(found["passages_read"]),
        links=by_passage(tied),
        citations=citations_of(found),
        references=grouped(found["references"], "passage"),
        marked={p["id"]: Markup(mark(p["text"])) for p in found["passages_read"]},  # noqa: S704 -- escaped there
        cells={p["id"]: cells_of(p, mark) for p in found["passages_read"] if p["columns"]},
        perhaps={p["id"]: p["read_perhaps"] for p in with_perhaps(db, found["passages_read"])},
        words=words,
        results=url_for("search.page", **args_of(results, page=True)) if is_asked(results) else "",
    )


def _marker(words: str) -> Callable[[str], str]:
    """What marks the words as the search found them, misread ones too; the words alone, if it cannot say."""
    try:
        return marker(words, services().engine)
    except IndexDamaged:
        return marker(words)


@documents.get("/passages/<int:number>")
@auth.requires(*auth.READERS)
def at_passage(number: int) -> ResponseReturnValue:
    """To the passage, in its document; or its words, if it is no longer read from its file."""
    db = services().record.db
    found = read.passage(db, number)
    if found["retired_at"]:
        lost = count(db, document=found["document"]["id"], review=True)
        return render_template("documents/retired.html", passage=found, lost=lost)
    return redirect(
        url_for("documents.page", number=found["document"]["id"], passage=number, _anchor=f"passage-{number}")
    )


@documents.get("/files/<sha256>")
@auth.requires(*auth.READERS)
def original(sha256: str) -> Response:
    """A file, whatever became of it, as it came; checked against its SHA-256 before it is sent."""
    found = file_of(services().record.db, sha256)
    if found is None:
        raise NotFound(
            "There is no such file.", "Open its document, or the files offered, and download it there."
        )
    data = services().files.read(sha256)
    # Always an attachment of no type: a saved web page must not run here under the reader's session.
    return send_file(
        BytesIO(data),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=found["name"],
    )
