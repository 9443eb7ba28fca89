"""What is in a pack: its sections, their items, and how its documents stand in it."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import PackError, UsageError
from evidence.frameworks import framework
from evidence.reads.measures import measures as read_measures
from evidence.store import pack_changes, pack_items, pack_order
from evidence.store import packs as store
from evidence.store.record import Record
from webapp.people import auth
from webapp.site.request_services import services
from webapp.views.packs import pack_called, seen, shown

sections = Blueprint("sections", __name__)

# The address of a document or of a paragraph, as one copies it from the browser.
ADDRESS = re.compile(r"/documents/(\d{1,9})(?:\?[^\s#]*)?(?:#(?:passage-(\d{1,9})|page-(\d{1,9})))?\S*$")
Change = Callable[[Record, str], object]  # what is done to the pack of this name


class _Done(NamedTuple):
    """What a change says it did, and the place of the page where that stands now."""

    said: str
    at: str


@sections.post("/packs/<int:number>/sections")
@auth.requires(*auth.COORDINATORS)
def add(number: int) -> ResponseReturnValue:
    """Add sections: for one measure or block, for all blocks, all measures of a register; or one's own."""
    pack, title = pack_called(number), " ".join(request.form.get("title", "").split())
    wanted = [("title", title)] if title else _wanted(pack, request.form.get("for", ""))
    if not wanted:
        raise UsageError(
            "No measure or block was chosen, and no title given.",
            "Choose one from the list, or write the title of a section of your own.",
        )

    def do(record: Record, name: str) -> None:
        for what, code in wanted:
            store.add_section(record, name, **{what: code})  # type: ignore[arg-type]

    done = f"{len(wanted)} sections were added." if len(wanted) > 1 else "The section was added."
    return _changed(number, do, done, typed={"own-title": title})


@sections.post("/packs/<int:number>/sections/<int:section>/name")
@auth.requires(*auth.COORDINATORS)
def name_section(number: int, section: int) -> ResponseReturnValue:
    """Give a section of one's own another title."""
    title = request.form.get("title", "")
    return _changed(
        number,
        lambda record, name: store.name_section(record, name, section, title),
        "The section has its new title.",
        at=f"section-{section}",
        typed={f"title-{section}": title},
    )


@sections.post("/packs/<int:number>/sections/<int:section>/remove")
@auth.requires(*auth.COORDINATORS)
def remove(number: int, section: int) -> ResponseReturnValue:
    """Take a section out."""
    done = "The section was taken out. It can be put back."
    return _changed(number, lambda record, name: store.remove_section(record, name, section), done)


@sections.post("/packs/<int:number>/sections/<int:section>/put-back")
@auth.requires(*auth.COORDINATORS)
def put_back(number: int, section: int) -> ResponseReturnValue:
    """Put back a section that was taken out, with its items."""
    done = "The section was put back, at the end."
    return _changed(number, lambda record, name: store.restore_section(record, name, section), done)


@sections.post("/packs/<int:number>/sections/<int:section>/restore")
@auth.requires(*auth.COORDINATORS)
def restore(number: int, section: int) -> ResponseReturnValue:
    """Bring back what was taken out of a section, and what was accepted since."""

    def do(record: Record, name: str) -> str:
        back = store.restore_items(record, name, section)
        return f"{back} items were brought back." if back != 1 else "1 item was brought back."

    return _changed(number, do)


@sections.post("/packs/<int:number>/accepted")
@auth.requires(*auth.COORDINATORS)
def accepted(number: int) -> ResponseReturnValue:
    """Bring what was accepted since into every section."""

    def do(record: Record, name: str) -> str:
        added = store.add_accepted(record, name)
        return f"{added} passages were added." if added != 1 else "1 passage was added."

    return _changed(number, do)


@sections.post("/packs/<int:number>/sections/<int:section>/items")
@auth.requires(*auth.COORDINATORS)
def put_in(number: int, section: int) -> ResponseReturnValue:
    """Put a document, pages of one, a passage or a note into a section."""
    named, note = request.form.get("document", "").strip(), request.form.get("note", "")

    def do(record: Record, name: str) -> None:
        document, pages, passage = _pointed_at(named) if named else (0, (0, 0), 0)
        if passage:
            pack_items.add_passage(record, name, section, passage)
        elif document:
            pack_items.add_document(record, name, section, document, pages)
        if note.strip() or not named:
            pack_items.add_note(record, name, section, note)

    typed = {f"document-{section}": named, f"note-{section}": note}
    return _changed(number, do, "It is in.", at=f"section-{section}", typed=typed)


@sections.post("/packs/<int:number>/items/<int:item>/note")
@auth.requires(*auth.COORDINATORS)
def edit_note(number: int, item: int) -> ResponseReturnValue:
    """Write a note anew."""
    note = request.form.get("note", "")
    return _changed(
        number,
        lambda record, name: pack_items.edit_note(record, name, item, note),
        "The note was changed.",
        at=f"item-{item}",
        typed={f"edited-{item}": note},
    )


@sections.post("/packs/<int:number>/items/<int:item>/remove")
@auth.requires(*auth.COORDINATORS)
def remove_item(number: int, item: int) -> ResponseReturnValue:
    """Take one item out of a pack."""
    done = "It was taken out. It can be brought back."
    return _changed(number, lambda record, name: store.remove_item(record, name, item), done)


@sections.post("/packs/<int:number>/move")
@auth.requires(*auth.COORDINATORS)
def move(number: int) -> ResponseReturnValue:
    """Move a section, or an item within its section or ``into`` another, and come back to what was moved, or
    to the button that did it."""
    section, item, into = (request.form.get(what, 0, type=int) for what in ("section", "item", "into"))
    to, way = request.form.get("to", 0, type=int), request.form.get("way", "")

    def do(record: Record, name: str) -> _Done:
        if item and into:
            moved = pack_order.move_into(record, name, item, into, to)
        else:
            moved = pack_order.move(record, name, to, section=section, item=item)
        at = f"item-{moved.item}" if item else f"section-{section}"
        of = "items of its section" if item else "sections"
        button = f"-{way}" if way in ("up", "down") else ""
        return _Done(f"Moved: now {moved.place} of {moved.of} {of}.", at + button)

    return _changed(number, do, at=f"item-{item}" if item else f"section-{section}")


@sections.post("/packs/<int:number>/documents/<int:document>/turn")
@auth.requires(*auth.COORDINATORS)
def turn(number: int, document: int) -> ResponseReturnValue:
    """Turn a page of a document, for this pack alone."""
    page, by = (request.form.get(name, 0, type=int) for name in ("page", "by"))
    return _changed(
        number,
        lambda record, name: pack_items.turn(record, name, document, page, by),
        f"Page {page} is turned by {by}° more than it was.",
        at=f"paper-{document}",
        typed={f"page-{document}": request.form.get("page", "")},
    )


@sections.post("/packs/<int:number>/documents/<int:document>/cited-pages")
@auth.requires(*auth.COORDINATORS)
def cited_pages(number: int, document: int) -> ResponseReturnValue:
    """Take only the cited pages of a document, or all of them again."""
    only = request.form.get("pages") == "cited"
    return _changed(
        number,
        lambda record, name: pack_items.take_cited_pages(record, name, document, only),
        "Only its cited pages are taken." if only else "All its pages are taken.",
        at=f"paper-{document}",
    )


@sections.post("/packs/<int:number>/undo")
@auth.requires(*auth.COORDINATORS)
def undo(number: int) -> ResponseReturnValue:
    """Take back the newest change, if it is the one that was seen."""
    try:
        said = pack_changes.undo(services().record, pack_called(number)["name"], seen())
    except PackError as error:
        flash(str(error), "problem")
    else:
        flash(f"Undone: {said}.", "done")
    return redirect(url_for("packs.page", number=number))


def _wanted(pack: dict[str, Any], chosen: str) -> list[tuple[str, str]]:
    """The sections that an entry of the list stands for."""
    what, _, code = chosen.partition(":")
    match what:
        case "blocks":  # those that the pack's inspection can judge: those of its day
            judged = framework.load(pack["framework"]).valid(pack["cutoff"])
            return [("block", block.code) for block in judged]
        case "block" | "measure":
            return [(what, code)]
        case "own":
            return [("title", code)] if code else []
        case "papers":
            has = {section["title"] for section in pack["sections"]}
            papers = framework.load(pack["framework"]).papers
            return [("title", title) for title in papers if title not in has]
        case "register":
            measures = read_measures(services().record.db)
            return [("measure", m["code"]) for m in measures if m["register"] == code]
    return []


def _pointed_at(said: str) -> tuple[int, tuple[int, int], int]:
    """A document, pages of it, or a passage: as 12, 12:2-5, or the address of any. Raises UsageError."""
    found = ADDRESS.search(said)
    if found is None:
        return *pack_items.named(said), 0
    page = int(found[3] or 0)
    return int(found[1]), (page, page), int(found[2] or 0)


def _changed(
    number: int, do: Change, done: str = "", at: str = "", typed: Mapping[str, str] | None = None
) -> ResponseReturnValue:
    """Do it, if the pack is as it was seen, and go back to the place ``at`` of its page.

    Where it cannot be done the page says why, and keeps what was ``typed``. ``done``, or the words that
    ``do`` returns, are said.
    """
    try:
        name = pack_called(number)["name"]
        with pack_changes.changing(services().record, name, seen()):
            said = do(services().record, name)
            said, at = said if isinstance(said, _Done) else (said, at)
    except (PackError, UsageError) as error:
        flash(str(error), "problem")
        if any(words.strip() for words in (typed or {}).values()):
            return shown(number, typed), 400
    else:
        if words := (said if isinstance(said, str) else done):
            flash(words, "done")
    return redirect(url_for("packs.page", number=number, _anchor=at or None))
