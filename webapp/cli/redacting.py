"""pack redact list, add, remove, propose: what of a pack nobody shall read, each place marked by a person."""

from typing import Any

import click

from evidence.errors import NotFound, UsageError
from evidence.frameworks.exemptions import exemptions
from evidence.packs.pack import Pack
from evidence.packs.planning.finding import find, on_page, words_of
from evidence.packs.planning.plan import plan
from evidence.packs.planning.proposed import proposed, standing
from evidence.reads import packs as reads
from evidence.reads.redactions import redactions
from evidence.services import Services
from evidence.store import redactions as store
from evidence.store.pack_changes import changing
from evidence.store.redactions import Place, Why
from webapp.cli.context import Context
from webapp.cli.output import answer, json_option, table, version_option
from webapp.cli.packs import pack


@pack.group("redact")
def redact() -> None:
    """Redact words or areas of a pack's documents. The originals stay as they are."""


@redact.command("list")
@click.argument("name")
@json_option
@click.pass_obj
def list_redactions(context: Context, name: str, as_json: bool) -> None:
    """What is redacted in a pack: where, under which exemption, why, by whom."""
    with context.services() as services:
        _answer(services, name, as_json)


@redact.command("add")
@click.argument("name")
@click.argument("document", type=int, required=False)
@click.option("--words", multiple=True, metavar="TEXT", help="Wherever they stand in it. May be given again.")
@click.option("--page", default=0, type=int, help="Words on this page alone.")
@click.option("--area", "areas", multiple=True, metavar="PAGE:L,T,R,B", help="In points from its top left.")
@click.option("--everywhere", is_flag=True, help="The words in every document of the pack.")
@click.option("--exemption", required=True, help=f"One of: {', '.join(exemptions())}.")
@click.option("--reason", required=True, help="Why, in a few words: the index prints it.")
@version_option
@json_option
@click.pass_obj
def add(
    context: Context, name: str, document: int | None, words: tuple[str, ...], page: int,
    areas: tuple[str, ...], everywhere: bool, exemption: str, reason: str, seen: int | None, as_json: bool,
) -> None:  # fmt: skip
    """Redact words or areas of a document, or words everywhere in the pack."""
    if bool(document) == everywhere or not (words or areas) or (everywhere and (areas or page)):
        raise click.UsageError("Give a document and --words or --area; or --words and --everywhere.")
    why = Why(exemption, reason)
    with context.services() as services:
        with changing(services.record, name, seen):
            if document:
                places = _places(services, document, words, page, [_area(said) for said in areas])
                store.add(services.record, name, document, places, why)
            for text in words if everywhere else ():
                _everywhere(services, name, text, why)
        _answer(services, name, as_json)


@redact.command("remove")
@click.argument("name")
@click.argument("redactions", type=int, nargs=-1, required=True)
@version_option
@json_option
@click.pass_obj
def remove(context: Context, name: str, redactions: tuple[int, ...], seen: int | None, as_json: bool) -> None:
    """Take redactions back, by the numbers that `pack redact list` gives."""
    with context.services() as services:
        store.remove(services.record, name, redactions, seen)
        _answer(services, name, as_json)


@redact.command("propose")
@click.argument("name")
@click.option("--words", default="", metavar="TEXT", help="Where these can be read in the pack.")
@json_option
@click.pass_obj
def propose(context: Context, name: str, words: str, as_json: bool) -> None:
    """What may want redacting, by simple rules; or where given words stand. Nothing is redacted by it."""
    with context.services() as services:
        row, planned = _planned(services, name)
        every = standing(services, row, planned, words) if words else proposed(services, row, planned)
        if not words:
            documents = [d.id for d in planned.last.documents] if not planned.issue else []
            store.see_proposals(services.record, name, documents)
    found = [
        {"document": p.document, "title": p.named, "page": p.page, "rule": p.rule, "words": p.words}
        for p in every
    ]
    columns = ("document", "page", "rule", "words", "title")
    rows = [[each[c] for c in columns] for each in found]
    answer(as_json, found, lambda: table("Proposals", columns, rows, "Nothing is proposed."))


def _planned(services: Services, name: str) -> tuple[dict[str, Any], Pack]:
    row = reads.pack(services.record.db, name)
    return row, plan(services, row["name"])


def _everywhere(services: Services, name: str, text: str, why: Why) -> None:
    row, planned = _planned(services, name)
    by_document: dict[int, list[Place]] = {}
    for one in standing(services, row, planned, text):
        by_document.setdefault(one.document, []).extend(find(services, one.document, text, one.page))
    if not by_document:
        raise NotFound(
            f"“{text}” can be read nowhere in pack {name}.", "On scanned pages, mark areas with --area."
        )
    for document, places in by_document.items():
        store.add(services.record, name, document, places, why)


def _places(
    services: Services, document: int, words: tuple[str, ...], page: int, areas: list[tuple[int, store.Rect]]
) -> list[Place]:
    """On a scan, a page's areas hold the words that are given with them."""
    places: list[Place] = []
    scanned = [area for area in areas if words and words_of(services, document, area[0]) is None]
    for on, rect in areas:
        text = " ".join(words) if (on, rect) in scanned else ""
        places += on_page(services, document, on, text, [rect])
    for text in words if not scanned else ():
        places += find(services, document, text, page)
    return places


def _area(said: str) -> tuple[int, store.Rect]:
    page, _, numbers = said.partition(":")
    try:
        left, top, right, bottom = map(float, numbers.split(","))
        return int(page), (left, top, right, bottom)
    except ValueError as error:
        raise UsageError(
            f"{said} does not name an area.", "Write PAGE:LEFT,TOP,RIGHT,BOTTOM in points: 5:70,100,300,120."
        ) from error


def _answer(services: Services, name: str, as_json: bool) -> None:
    row = reads.pack(services.record.db, name)
    held = redactions(services.record.db, row["id"])
    columns = ("id", "document", "page", "words", "exemption", "reason", "made_by")
    rows = [[each[c] for c in columns] for each in held]
    answer(as_json, held, lambda: table("Redactions", columns, rows, "Nothing is redacted in this pack."))


COMMANDS: tuple[click.Command, ...] = ()  # pack_contents has them all
