"""measure: what became of a measure: closed, handed over, opened again."""

from typing import Any

import click

from evidence.language.citations import say_date
from evidence.reads import standings as reads
from evidence.reads.measures import called
from evidence.store import standings as store
from webapp.cli.context import Context
from webapp.cli.output import answer, json_option, version_option

reason_option = click.option("--reason", required=True, metavar="TEXT", help="Why, for the log.")
on_option = click.option(
    "--on", "since", default="", metavar="DATE", help="From this day; today if left out."
)


@click.group()
def measure() -> None:
    """Say what became of a measure. Its links and its history stay."""


def _say(context: Context, code: str, state: str, as_json: bool, **given: Any) -> None:
    with context.services() as services:
        code = store.set_standing(services.record, code, state, **given)
        data = _standing(services.record.db, code)
    _answer(as_json, data)


def _standing(db: Any, code: str) -> dict[str, Any]:
    return {"code": code, **reads.standing(db, called(db, code)["id"])}


def _answer(as_json: bool, data: dict[str, Any]) -> None:
    to = f" to {data['body']}" if data["body"] else ""
    since = f" since {say_date(data['since'])}: {data['reason']}" if data["since"] else ""
    answer(as_json, data, lambda: click.echo(f"{data['code']} is {data['state']}{to}{since}."))


@measure.command()
@click.argument("code")
@reason_option
@on_option
@version_option
@json_option
@click.pass_obj
def close(context: Context, code: str, reason: str, since: str, seen: int | None, as_json: bool) -> None:
    """Close a measure: nothing more is suggested for it."""
    _say(context, code, reads.CLOSED, as_json, reason=reason, since=since, seen=seen)


@measure.command("hand-over")
@click.argument("code")
@click.option("--to", "body", required=True, metavar="BODY", help="Who answers for it now.")
@reason_option
@on_option
@version_option
@json_option
@click.pass_obj
def hand_over(
    context: Context, code: str, body: str, reason: str, since: str, seen: int | None, as_json: bool
) -> None:
    """Hand a measure to another body: nothing more is suggested for it."""
    _say(context, code, reads.HANDED_OVER, as_json, reason=reason, body=body, since=since, seen=seen)


@measure.command("open")
@click.argument("code")
@reason_option
@version_option
@json_option
@click.pass_obj
def open_again(context: Context, code: str, reason: str, seen: int | None, as_json: bool) -> None:
    """Open a measure again."""
    _say(context, code, reads.OPEN, as_json, reason=reason, seen=seen)


@measure.command()
@click.argument("code")
@json_option
@click.pass_obj
def undo(context: Context, code: str, as_json: bool) -> None:
    """Take back your own last step with what became of a measure."""
    with context.services() as services:
        data = _standing(services.record.db, store.undo(services.record, code))
    _answer(as_json, data)


COMMANDS = (measure,)
