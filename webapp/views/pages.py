"""A document's pages as pictures, with the chosen passage highlighted where it stands."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, render_template, request

from evidence.errors import MusterError, NotFound
from evidence.pages.pictures import DRAWABLE, LARGE, WIDTH, PageImage, image_of, words_on
from evidence.pages.printed import ENDINGS, is_kept, printable, printed
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
    row, original = _page(number, page)
    width = LARGE if request.args.get("size") == "large" else WIDTH
    wanted = PageImage(row["sha256"], row["media_type"], page, row["turn"], width)
    answer = Response(mimetype="image/png")
    answer.set_etag(wanted.tag)
    if not request.if_none_match.contains(wanted.tag):
        answer.data = image_of(wanted, original, settings().page_images)
    answer.make_conditional(request)
    return answer


@pages.get("/documents/<int:number>/pages/<int:page>/marks")
@auth.requires(*auth.READERS)
def marks(number: int, page: int) -> Response:
    """The words of ``q`` marked where they stand on the page: a picture to lay over the page's own.

    Without a mark where that is not known, as on a scanned page.
    """
    row, original = _page(number, page)
    boxes: list[Box] = []
    if row["media_type"] == PDF:
        with suppress(MusterError):  # a page that cannot be read shows no marks, as it shows no picture
            words = words_on(row["sha256"], page, original, settings().page_images)
            boxes = boxes_of(words, finder(typed("q"), services().engine))
    placed = upright(row["width"], row["height"], row["turn"], boxes)
    return Response(render_template("documents/marks.svg", **placed), mimetype="image/svg+xml")


def _page(number: int, page: int) -> tuple[dict[str, Any], Path]:
    """A page's facts (see read.page), and the file that it is drawn from: a printed one is a PDF's."""
    db = services().record.db
    document = read.file_of(db, number)
    original = services().files.path(document["sha256"])
    if document["media_type"] not in ENDINGS:
        return read.page(db, number, page), original
    made = printed(document["sha256"], document["media_type"], original, settings().page_images, _within())
    if not 1 <= page <= len(made.pages):
        raise NotFound(f"There is no page {page} in this file.", "Choose another page.")
    width, height, _ = made.pages[page - 1]
    facts = {"number": page, "quality": "text", "width": width, "height": height, "turn": 0}
    return {**facts, "sha256": document["sha256"], "media_type": PDF}, made.pdf


def may_be_printed(document: dict[str, Any]) -> bool:
    """Whether the document's text can be shown as its own program prints it."""
    return printable(document["media_type"])


def _within() -> tuple[float, int]:
    """What printing a file may take, in seconds and megabytes: a reader's limits."""
    limits = settings().ingest
    return limits.file_seconds, limits.file_memory_mb * 3 // 2


def _printed_sheet(document: dict[str, Any]) -> dict[str, Any] | None:
    """As ``sheet``, for a text or slides: once somebody asked for its pages, since making them takes time."""
    sha256, cache = document["sha256"], settings().page_images
    asked = request.args.get("page", type=int)
    if not is_kept(sha256, cache) and not (asked and printable(document["media_type"])):
        return None
    try:
        made = printed(sha256, document["media_type"], services().files.path(sha256), cache, _within())
    except MusterError:  # the text is shown all the same
        return None
    chosen = request.args.get("passage", type=int)
    passage = read.place(services().record.db, document["id"], chosen) if chosen else None
    at = made.place(passage["text"], passage["page"] if document["paged"] else 1) if passage else None
    number = next((n for n in (asked, at and at[0]) if n and 1 <= n <= len(made.pages)), 1)
    width, height, _ = made.pages[number - 1]
    return {
        "number": number,
        "quality": "text",
        "marks": True,
        "first": 1,
        "last": len(made.pages),
        "before": number - 1 if number > 1 else None,
        "after": number + 1 if number < len(made.pages) else None,
        "passage": passage,
        "elsewhere": [at[0]] if at and at[0] != number else [],
        **upright(width, height, 0, at[1] if at and at[0] == number else []),
    }


def sheet(document: dict[str, Any]) -> dict[str, Any] | None:
    """What stands beside a document's text: the page asked for, and the chosen passage's place on it.

    None for a document without pages. An address that names what it no longer has opens at its start.
    """
    if document["media_type"] in ENDINGS:
        return _printed_sheet(document)
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
