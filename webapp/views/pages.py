"""A document's pages as pictures, with the chosen passage highlighted where it stands."""

from contextlib import suppress
from typing import Any

from flask import Blueprint, Response, render_template, request

from evidence.errors import MusterError
from evidence.pages.pictures import DRAWABLE, LARGE, WIDTH, PageImage, image_of, words_on
from evidence.reads import pages as read
from evidence.search.answering.marking import finder
from webapp.people import auth
from webapp.presenting.reading import Box, boxes_of, upright
from webapp.site.request_services import services, settings
from webapp.site.typed import typed

pages = Blueprint("pages", __name__)

PDF = "application/pdf"


@pages.get("/documents/<int:number>/pages/<int:page>.png")
@auth.requires(*auth.READERS)
def image(number: int, page: int) -> Response:
    """One page of the document's file; ``?size=large`` for a closer look."""
    row = read.page(services().record.db, number, page)
    width = LARGE if request.args.get("size") == "large" else WIDTH
    wanted = PageImage(row["sha256"], row["media_type"], page, row["turn"], width)
    answer = Response(mimetype="image/png")
    answer.set_etag(wanted.tag)
    if not request.if_none_match.contains(wanted.tag):
        answer.data = image_of(wanted, services().files.path(row["sha256"]), settings().page_images)
    answer.make_conditional(request)
    return answer


@pages.get("/documents/<int:number>/pages/<int:page>/marks")
@auth.requires(*auth.READERS)
def marks(number: int, page: int) -> Response:
    """The words of ``q`` marked where they stand on the page: a picture to lay over the page's own.

    Without a mark where that is not known, as on a scanned page.
    """
    row = read.page(services().record.db, number, page)
    boxes: list[Box] = []
    if row["media_type"] == PDF:
        with suppress(MusterError):  # a page that cannot be read shows no marks, as it shows no picture
            words = words_on(
                row["sha256"], page, services().files.path(row["sha256"]), settings().page_images
            )
            boxes = boxes_of(words, finder(typed("q"), services().engine))
    placed = upright(row["width"], row["height"], row["turn"], boxes)
    return Response(render_template("documents/marks.svg", **placed), mimetype="image/svg+xml")


def sheet(document: dict[str, Any]) -> dict[str, Any] | None:
    """What stands beside a document's text: the page asked for, and the chosen passage's place on it.

    None for a document without pages. An address that names what it no longer has opens at its start.
    """
    db = services().record.db
    numbers = read.page_numbers(db, document["id"]) if document["paged"] else []
    if not numbers or document["media_type"] not in DRAWABLE:
        return None
    chosen = request.args.get("passage", type=int)
    passage = read.place(db, document["id"], chosen) if chosen else None
    on = sorted({r[0] for r in passage["rects"]} | {passage["page"]}) if passage else []
    asked = [request.args.get("page", type=int), *on]
    number = next((n for n in asked if n in numbers), numbers[0])
    row = read.page(db, document["id"], number)
    rects = [r[1:] for r in passage["rects"] if r[0] == number] if passage else []
    at = numbers.index(number)
    return {
        "number": number,
        "quality": row["quality"],
        "marks": document["media_type"] == PDF and row["quality"] == "text",
        "first": numbers[0],
        "last": numbers[-1],
        "before": numbers[at - 1] if at else None,
        "after": numbers[at + 1] if at + 1 < len(numbers) else None,
        "passage": passage,
        "elsewhere": [n for n in on if n != number],
        **upright(row["width"], row["height"], row["turn"], rects),
    }
