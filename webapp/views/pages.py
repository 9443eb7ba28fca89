"""A document's pages as pictures, with the chosen passage highlighted where it stands."""

from typing import Any

from flask import Blueprint, Response, request

from evidence.page_images import DRAWABLE, LARGE, WIDTH, PageImage, image_of
from evidence.reads import pages as read
from webapp import auth
from webapp.reading import upright
from webapp.work import services, settings

pages = Blueprint("pages", __name__)


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
    return answer.make_conditional(request)


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
        "first": numbers[0],
        "last": numbers[-1],
        "before": numbers[at - 1] if at else None,
        "after": numbers[at + 1] if at + 1 < len(numbers) else None,
        "passage": passage,
        "elsewhere": [n for n in on if n != number],
        **upright(row["width"], row["height"], row["turn"], rects),
    }
