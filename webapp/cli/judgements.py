"""judgement: what inspections judged: read from reports, or entered by hand with the citation."""

from typing import Any

import click

from evidence.reads import judgements as reads
from evidence.store import judgements as store
from webapp.cli.context import Context
from webapp.cli.output import answer, json_option, pick, table, version_option

KEYS = "id area grade date citation document passage"


@click.group()
def judgement() -> None:
    """Judgements of our services, which may limit others until a re-inspection."""


@judgement.command("list")
@json_option
@click.pass_obj
def listed(context: Context, as_json: bool) -> None:
    """Every judgement of ours, oldest first; those entered by hand have a number."""
    with context.services() as services:
        rows = reads.judgements(services.record.db, services.own)
    shown = [{**pick(row, KEYS), "version": row.get("version", 0), "by": row.get("by", "")} for row in rows]
    columns = ("id", "date", "area", "grade", "citation")
    empty = "No judgement is in the record yet."
    cells = ([row[c] or "" for c in columns] for row in shown)
    answer(as_json, shown, lambda: table("Judgements", columns, cells, empty))


@judgement.command()
@click.argument("area")
@click.argument("grade")
@click.option("--on", "judged_on", required=True, metavar="DATE", help="When it was judged.")
@click.option("--cited", default="", metavar="TEXT", help="The paper that tells it, and its page.")
@click.option("--passage", type=int, metavar="PASSAGE", help="The passage that tells it.")
@click.option("--note", default="")
@json_option
@click.pass_obj
def add(context: Context, /, area: str, grade: str, judged_on: str, as_json: bool, **given: Any) -> None:
    """Enter a judgement whose report is not held, with its citation."""
    with context.services() as services:
        number = store.enter(services.record, area, grade, judged_on, **given)
    data = {"id": number, "area": area, "grade": grade, "date": judged_on}
    answer(as_json, data, lambda: click.echo(f"Judgement {number}: {area}, {grade}, {judged_on}."))


@judgement.command()
@click.argument("number", type=int)
@version_option
@json_option
@click.pass_obj
def undo(context: Context, number: int, seen: int | None, as_json: bool) -> None:
    """Take back a judgement that you entered."""
    with context.services() as services:
        store.take_back(services.record, number, seen=seen)
    answer(as_json, {"id": number}, lambda: click.echo(f"Judgement {number} was taken back."))


COMMANDS = (judgement,)
