"""pack add, remove, put-back, move, rotate, cited-pages, undo: what is in a pack, and in which order."""

import click

from evidence.errors import NotFound, UsageError
from evidence.frameworks import framework as frameworks
from evidence.reads import packs as reads
from evidence.reads.measures import measures as read_measures
from evidence.services import Services
from evidence.store import pack_changes, pack_items, pack_order
from evidence.store import packs as store
from evidence.store.pack_requests import add_request
from webapp.cli import pack_checks as _checks  # noqa: F401 -- it adds its commands to the group
from webapp.cli import redacting as _redacting  # noqa: F401 -- as above
from webapp.cli.context import Context
from webapp.cli.output import json_option, version_option
from webapp.cli.packs import answer_pack, pack


@pack.command("add")
@click.argument("name")
@click.option("--measure", "measures", multiple=True, metavar="CODE", help="Its section. May be given again.")
@click.option("--block", "blocks", multiple=True, metavar="CODE", help="Its section. May be given again.")
@click.option("--register", "registers", multiple=True, metavar="CODE", help="A section for each measure.")
@click.option("--framework", "used", default="", metavar="CODE", help="A section for each of its blocks.")
@click.option("--papers", is_flag=True, help="A section for each paper that inspectors usually ask for.")
@click.option("--section", "section", default="", metavar="TITLE", help="One's own; what follows goes in it.")
@click.option("--document", "documents", multiple=True, type=int, metavar="DOC", help="Whole.")
@click.option("--pages", "pages", multiple=True, metavar="DOC:2-5", help="Pages of a document.")
@click.option("--passage", "passages", multiple=True, type=int, metavar="PASSAGE")
@click.option("--note", "notes", multiple=True, metavar="TEXT", help="Written in place.")
@click.option("--request", "requests", multiple=True, type=int, help="An answered request's number.")
@click.option("--accepted", is_flag=True, help="What was accepted since, into every section.")
@version_option
@json_option
@click.pass_obj
def add_to_pack(
    context: Context, /, name: str, seen: int | None, as_json: bool, used: str, section: str, accepted: bool,
    papers: bool,
    **given: tuple[str, ...],
) -> None:  # fmt: skip
    """Add sections, filled with their accepted links; documents, pages, passages and notes to a section."""
    if not any((used, section, accepted, papers, *given.values())):
        raise click.UsageError("Give --measure, --block, --section or what else to add.")
    with context.services() as services:
        with pack_changes.changing(services.record, name, seen):
            codes = [*given["blocks"], *(_blocks(services, name, used) if used else ())]
            for code in codes:
                store.add_section(services.record, name, block=code)
            measures = [m for r in given["registers"] for m in _measures(services, r)]
            for code in (*measures, *given["measures"]):
                store.add_section(services.record, name, measure=code)
            for number in given["requests"]:
                add_request(services.record, name, int(number))
            for title in _papers(services, name) if papers else ():
                store.add_section(services.record, name, title=title)
            _put_in(services, name, section, given)
            if accepted:
                store.add_accepted(services.record, name)
        answer_pack(services, name, as_json)


def _blocks(services: Services, name: str, used: str) -> list[str]:
    own = frameworks.load(reads.pack(services.record.db, name)["framework"])
    if used.casefold() != own.code.casefold():
        raise UsageError(
            f"The inspection of {name} is under {own.code}, not {used}.",
            f"Give --framework {own.code}, or make a pack for an inspection under {used}.",
        )
    return [block.code for block in own.blocks]


def _papers(services: Services, name: str) -> list[str]:
    """Those of the inspection's framework that the pack has no section for."""
    held = reads.pack(services.record.db, name)
    own = frameworks.load(held["framework"])
    if not own.papers:
        raise UsageError(f"{own.name} names no papers.", "Give --section with a title of your own.")
    has = {section["title"] for section in held["sections"]}
    return [title for title in own.papers if title not in has]


def _measures(services: Services, register: str) -> list[str]:
    every = read_measures(services.record.db)
    found = [m["code"] for m in every if m["register"].casefold() == register.casefold()]
    if not found:
        known = ", ".join(dict.fromkeys(m["register"] for m in every))
        raise NotFound(f"There is no register {register}.", f"Those that there are: {known or 'none'}.")
    return found


def _put_in(services: Services, name: str, section: str, given: dict[str, tuple[str, ...]]) -> None:
    """Into the section of this title, made if there is none; else into the pack's last."""
    record, kinds = services.record, ("documents", "pages", "passages", "notes")
    if not section and not any(given[kind] for kind in kinds):
        return
    held = reads.pack(record.db, name)["sections"]
    wanted = " ".join(section.split()).casefold()
    found = [s["id"] for s in held if wanted in (s["title"].casefold(), (s["measure"] or "").casefold())]
    if not section:
        found = [s["id"] for s in held]
        if not found:
            raise UsageError("The pack has no section to put it in.", "Give --section with its title.")
    into = found[-1] if found else store.add_section(record, name, title=section)
    for whole in given["documents"]:
        pack_items.add_document(record, name, into, int(whole))
    for said in given["pages"]:
        document, pages = pack_items.named(said)
        pack_items.add_document(record, name, into, document, pages)
    for passage in given["passages"]:
        pack_items.add_passage(record, name, into, int(passage))
    for text in given["notes"]:
        pack_items.add_note(record, name, into, text)


@pack.command("remove")
@click.argument("name")
@click.option("--section", "sections", multiple=True, type=int, help="A section's id; may be given again.")
@click.option("--item", "items", multiple=True, type=int, help="An item's id; may be given again.")
@version_option
@json_option
@click.pass_obj
def remove_from_pack(
    context: Context, name: str, sections: tuple[int, ...], items: tuple[int, ...], seen: int | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Take sections or single items out. `pack undo`, `pack put-back` or `pack add` again bring them back."""
    if not sections and not items:
        raise click.UsageError("Give --section or --item, once or more.")
    with context.services() as services:
        with pack_changes.changing(services.record, name, seen):
            for item in items:
                store.remove_item(services.record, name, item)
            for section in sections:
                store.remove_section(services.record, name, section)
        answer_pack(services, name, as_json)


@pack.command("put-back")
@click.argument("name")
@click.option("--section", required=True, type=int, help="The section's id.")
@version_option
@json_option
@click.pass_obj
def put_back(context: Context, name: str, section: int, seen: int | None, as_json: bool) -> None:
    """Bring back a section that was taken out; of one that is in, what was taken out of it."""
    with context.services() as services:
        out = {s["id"] for s in reads.pack(services.record.db, name)["taken_out"]}
        back = store.restore_section if section in out else store.restore_items
        back(services.record, name, section, seen)
        answer_pack(services, name, as_json)


@pack.command("move")
@click.argument("name")
@click.option("--section", default=0, type=int, help="The section's id.")
@click.option("--item", default=0, type=int, help="The item's id.")
@click.option("--into", default=0, type=int, help="An item's new section, by its id.")
@click.option("--to", type=click.IntRange(1), help="Its new place, from 1; with --into, the end.")
@version_option
@json_option
@click.pass_obj
def move(
    context: Context, name: str, section: int, item: int, into: int, to: int | None, seen: int | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Move a section among sections, or an item within its section or to another."""
    if bool(section) == bool(item) or (into and section):
        raise click.UsageError("Give either --section or --item; --into goes with --item.")
    with context.services() as services:
        if into:
            pack_order.move_into(services.record, name, item, into, to or 0, seen)
        elif to:
            pack_order.move(services.record, name, to, section=section, item=item, seen=seen)
        else:
            raise click.UsageError("Give --to, its new place; or --into, an item's new section.")
        answer_pack(services, name, as_json)


@pack.command("rotate")
@click.argument("name")
@click.argument("document", type=int)
@click.argument("page", type=int)
@click.option("--by", "degrees", default=90, show_default=True, type=int, help="90, 180 or 270, clockwise.")
@version_option
@json_option
@click.pass_obj
def rotate(
    context: Context, name: str, document: int, page: int, degrees: int, seen: int | None, as_json: bool
) -> None:
    """Turn a page of a document in this pack."""
    with context.services() as services:
        pack_items.turn(services.record, name, document, page, degrees, seen)
        answer_pack(services, name, as_json)


@pack.command("cited-pages")
@click.argument("name")
@click.argument("document", type=int)
@click.option("--all", "whole", is_flag=True, help="All its pages again.")
@version_option
@json_option
@click.pass_obj
def cited_pages(
    context: Context, name: str, document: int, whole: bool, seen: int | None, as_json: bool
) -> None:
    """Take only the cited pages of a document; the pages and the index say so."""
    with context.services() as services:
        pack_items.take_cited_pages(services.record, name, document, not whole, seen)
        answer_pack(services, name, as_json)


@pack.command("undo")
@click.argument("name")
@version_option
@json_option
@click.pass_obj
def undo(context: Context, name: str, seen: int | None, as_json: bool) -> None:
    """Take back the newest change of the pack since its newest issue."""
    with context.services() as services:
        pack_changes.undo(services.record, name, seen)
        answer_pack(services, name, as_json)


COMMANDS = (pack,)
