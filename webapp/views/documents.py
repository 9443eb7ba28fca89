"""The documents, what was read from each, and the files that they came in."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from evidence.errors import NotFound
from evidence.frameworks.authorities import fate
from evidence.reads import document_list
from evidence.reads import documents as read
from evidence.reads.councils import councils
from evidence.reads.duplicates import pairs
from evidence.reads.ledger import file_of
from evidence.reads.links import count
from evidence.reads.links import links as read_links
from evidence.reads.measure_updates import told, updates
from evidence.reads.reliance import reliance
from evidence.reads.vocabulary import with_perhaps
from evidence.reads.withdrawals import withdrawal
from evidence.search import IndexDamaged, Query
from evidence.search.answering.marking import marker
from evidence.search.freshness import as_tagged
from evidence.search.query.kept import is_asked
from evidence.search.walking import place_of
from webapp.people import auth
from webapp.presenting.reading import by_passage, cells_of, citations_of, grouped, heading_levels
from webapp.presenting.search_address import args_of, unpacked
from webapp.presenting.strip import NOTHING, strip_of
from webapp.site.fragments import render, wants_fragment
from webapp.site.paging import pages_of
from webapp.site.request_services import services, settings
from webapp.site.typed import plain, typed
from webapp.views.pages import may_be_printed, sheet
from webapp.views.search import hit_link

A_PAGE = 200  # documents of the list
CHUNK = 1 << 18  # bytes of a file that are sent at once

documents = Blueprint("documents", __name__)


@documents.get("/documents")
@auth.requires(*auth.READERS)
def listed() -> ResponseReturnValue:
    """Every document, by kind, source and council, some of them a page."""
    work = services()
    db = work.record.db
    chosen = {name: typed(name) for name in ("kind", "source", "council")}
    ids = document_list.listed(db, **chosen)
    paging = pages_of(len(ids), A_PAGE, request.args.get("page", 1, type=int))
    start = (paging.number - 1) * A_PAGE
    return render(
        "documents",
        "list",
        "list",
        documents=read.documents(db, ids=ids[start : start + A_PAGE]),
        found=len(ids),
        paging=paging,
        counts=document_list.counts(db),
        councils=councils(db),
        own=work.own,
        chosen=chosen,
    )


@documents.get("/documents/<int:number>")
@auth.requires(*auth.READERS)
def page(number: int) -> ResponseReturnValue:
    """One document: its fields, its text with each passage's links, what was read from it, a page of it.

    The fragment is that page alone, with the passage that was chosen.
    """
    db = services().record.db
    if wants_fragment():
        return _sheet_alone(number)
    chosen = request.args.get("passage", type=int)
    if chosen and read.is_retired(db, number, chosen):
        return redirect(url_for("documents.at_passage", number=chosen))
    found = read.document(db, number)
    words = typed("q")
    mark = _marker(words)
    back = request.args.get("back", "")
    results = unpacked(words, back, settings().search.page_size)
    return render_template(
        "documents/page.html",
        document=found,
        our_council=services().own,
        fate=fate(found["council"]),
        sheet=sheet(found),
        printable=may_be_printed(found),
        likes=pairs(db, document=number),
        relied=reliance(db, number),
        updates=(updates(db, document=number), told(db, number)),
        withdrawal=withdrawal(db, number) if found["withdrawn_at"] else None,
        levels=heading_levels(found["passages_read"]),
        links=by_passage(read_links(db, document=number)),
        citations=citations_of(found),
        references=grouped(found["references"], "passage"),
        marked={p["id"]: Markup(mark(p["text"])) for p in found["passages_read"]},  # noqa: S704 -- escaped there
        cells={p["id"]: cells_of(p, mark) for p in found["passages_read"] if p["columns"]},
        perhaps={p["id"]: p["read_perhaps"] for p in with_perhaps(db, found["passages_read"])},
        words=words,
        back=back,
        cited=_citation(chosen, number),
        fragment=False,
        strip=_strip(results, chosen or 0, number) if is_asked(results) else NOTHING,
    )


def _sheet_alone(number: int) -> str:
    """A page of the document, and the citation of the passage that was chosen on it."""
    shown = read.summary(services().record.db, number)
    beside = sheet(shown)
    if beside is None:
        raise NotFound("This document has no pages to show.", "Its text, or the original, has all of it.")
    cited = _citation(request.args.get("passage", type=int), number)
    picture = render_template("documents/_sheet.html", document=shown, sheet=beside, words=typed("q"))
    return picture + render_template("documents/_cited.html", document=shown, cited=cited, fragment=True)


def _citation(passage: int | None, document: int) -> str:
    """How the passage of this document that was chosen is cited; nothing if none was."""
    if not passage:
        return ""
    try:
        found = read.passage(services().record.db, passage)
    except NotFound:
        return ""
    return str(found["citation"]) if found["document"]["id"] == document else ""


def _strip(query: Query, passage: int, document: int) -> dict[str, Any]:
    """The way back to the results, and to the hits beside this passage."""
    place = place_of(services().engine, as_tagged(services(), query), passage, document)
    return strip_of(query, place, lambda asked: url_for("search.page", **args_of(asked, page=True)), hit_link)


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
    services().files.verify(sha256)
    # Always an attachment of no type: a saved web page must not run here under the reader's session.
    path = services().files.path(sha256)
    name = plain(
        found["name"]
    )  # a line's end or a turn of the writing's direction in it is no part of a header
    answer = send_file(BytesIO(), "application/octet-stream", as_attachment=True, download_name=name)
    answer.response, answer.content_length = _chunks(path), path.stat().st_size
    return answer


def _chunks(path: Path) -> Iterator[bytes]:
    """A file bit by bit, never whole in memory."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
