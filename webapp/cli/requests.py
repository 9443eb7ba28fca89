"""inspection request, answer …: what inspectors ask for during fieldwork, and what they get."""

from collections.abc import Callable
from typing import Any

import click

from evidence.errors import UsageError
from evidence.reads import documents as papers_read
from evidence.reads import inspections as reads
from evidence.services import Services
from evidence.store import requests as store
from webapp.cli.context import Context
from webapp.cli.inspections import inspection
from webapp.cli.output import answer, json_option, options, version_option

one_request = options(click.argument("name"), click.argument("number", type=int))


@inspection.command("request")
@click.argument("name")
@click.argument("words")
@click.option("--asked-by", default="", metavar="NAME", help="The inspector who asked.")
@click.option("--asked-on", default="", metavar="DATE", help="Today if left out.")
@click.option("--due", default="", metavar="DATE", help='2026-11-30, or "2026-11-30 14:00".')
@click.option("--number", type=int, help="Put this request right, in place of a new one.")
@version_option
@json_option
@click.pass_obj
def add_request(
    context: Context,
    /,
    name: str,
    due: str,
    number: int | None,
    seen: int | None,
    as_json: bool,
    **given: str,
) -> None:
    """Note what an inspector asked for."""
    day, _, clock = due.partition(" ")
    asked = store.Request(**given, due=day, due_time=clock)

    def put(services: Services, found: int) -> int:
        if number is None:
            return store.add(services.record, found, asked)
        store.edit(services.record, found, number, asked, seen=seen)
        return number

    _do(context, name, put, as_json)


@inspection.command("answer")
@one_request
@click.option("--text", default="", help="The answer in words.")
@click.option("--document", "documents", type=int, multiple=True, metavar="DOC", help="May be given again.")
@click.option("--passage", "passages", type=int, multiple=True, metavar="NUMBER", help="May be given again.")
@click.option("--on", default="", metavar="DATE", help="The day of the answer; today if left out.")
@click.option("--drop", default="", metavar="REASON", help="Nothing is to be answered, and why.")
@click.option("--reopen", is_flag=True, help="Put it back on the list.")
@click.option("--undo", is_flag=True, help="Take back your own last step with it.")
@version_option
@json_option
@click.pass_obj
def answer_request(
    context: Context,
    /,
    name: str,
    number: int,
    text: str,
    documents: tuple[int, ...],
    passages: tuple[int, ...],
    on: str,
    drop: str,
    reopen: bool,
    undo: bool,
    seen: int | None,
    as_json: bool,
) -> None:
    """Answer a request with words, documents or passages."""
    if sum(map(bool, (text or documents or passages, drop, reopen, undo))) > 1:
        raise UsageError("Answer it, drop it, reopen it or undo.", "One at a time.")

    def put(services: Services, found: int) -> int:
        record = services.record
        if undo:
            store.undo(record, found, number)
        elif reopen:
            store.reopen(record, found, number, seen=seen)
        elif drop:
            store.drop(record, found, number, drop, seen=seen)
        else:
            papers: list[store.Paper] = [(document, None) for document in documents]
            papers += [
                (papers_read.passage(record.db, passage)["document"]["id"], passage) for passage in passages
            ]
            store.answer(record, found, number, text, papers or None, on=on, seen=seen)
        return number

    _do(context, name, put, as_json)


def _do(context: Context, name: str, put: Callable[[Services, int], int], as_json: bool) -> None:
    """Do something with an inspection's requests, and show the request that it was done with."""
    with context.services() as services:
        db = services.record.db
        found = reads.called(db, name)["id"]
        shown = reads.request(db, found, put(services, found), services.record.minute)
    answer(as_json, shown, lambda: _print(shown))


def _print(shown: dict[str, Any]) -> None:
    click.echo(click.style(f"Request {shown['number']}: {shown['state']}", bold=True))
    due = f"{shown['due']} {shown['due_time']}".strip()
    who = f" by {shown['asked_by']}" if shown["asked_by"] else ""
    click.echo(f"  asked on {shown['asked_on']}{who}" + (f", due {due}" if due else ""))
    click.echo(f"  {shown['words']}")
    for key in ("answer", "dropped"):
        if shown[key]:
            click.echo(f"  {key}: {shown[key]}")
    for paper in shown["papers"]:
        click.echo(f"  with: {paper['citation']}" + (f" ({paper['gone']})" if paper["gone"] else ""))


COMMANDS = (inspection,)
