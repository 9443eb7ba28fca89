"""measure: closed, handed over, opened again, edited, split into several, merged with others."""

from typing import Any

import click

from evidence.language.citations import say_date
from evidence.reads import standings as reads
from evidence.reads.measures import called
from evidence.reads.versions import last_event
from evidence.settling import measure_changes as changes
from evidence.settling.rescoring import compare_again
from evidence.store import measure_shapes as shapes
from evidence.store import standings as store
from evidence.store.measure_edits import EDITED
from webapp.cli.context import Context
from webapp.cli.output import answer, json_option, pick, version_option

reason_option = click.option("--reason", required=True, metavar="TEXT", help="Why, for the log.")
on_option = click.option(
    "--on", "since", default="", metavar="DATE", help="From this day; today if left out."
)


@click.group()
def measure() -> None:
    """Say what became of a measure, or what it is. Its links and its history stay."""


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


@measure.command()
@click.argument("code")
@click.option("--text", help="What it asks for.")
@click.option("--theme")
@click.option("--owner", help="Who answers for it.")
@click.option("--due", help="By when, in words: June 2011.")
@click.option("--rating", "rag", type=click.Choice(["red", "amber", "green", "blue"]))
@click.option("--progress", help="How far it has got.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
@on_option
@click.option("--undo", "back", is_flag=True, help="Take your own last edit back.")
@version_option
@json_option
@click.pass_obj
def edit(
    context: Context,
    /,
    code: str,
    reason: str,
    since: str,
    back: bool,
    seen: int | None,
    as_json: bool,
    **given: str,
) -> None:
    """Say what a measure's words, owner, due date, rating or progress are; the earlier ones are kept."""
    values = {name: value for name, value in given.items() if value is not None}
    with context.services() as services:
        if back:
            code = changes.undo_edit(services, code)
        else:
            code = changes.edit(services, code, values, reason, since=since, seen=seen)
        compare_again(services)
        data = _edited(services.record.db, code)
    answer(as_json, data, lambda: click.echo(f"{data['code']}: {data['text']}"))


def _edited(db: Any, code: str) -> dict[str, Any]:
    found = called(db, code)
    version = last_event(db, EDITED, f"measure {code}")
    return {**pick(found, "code text theme owner due"), "rating": found["rag"], "progress": found["progress"],
            "version": version}  # fmt: skip


@measure.command()
@click.argument("code")
@click.option("--into", "texts", multiple=True, metavar="TEXT", help="The words of one of the new measures.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
@on_option
@click.option("--undo", "back", is_flag=True, help="Take your own splitting back.")
@version_option
@json_option
@click.pass_obj
def split(
    context: Context,
    code: str,
    texts: tuple[str, ...],
    reason: str,
    since: str,
    back: bool,
    seen: int | None,
    as_json: bool,
) -> None:
    """Make a measure into several: it stays, closed, and its evidence is offered for them."""
    with context.services() as services:
        if back:
            _answer_shape(as_json, {"from": shapes.undo(services.record, code), "made": []})
            return
        made = changes.split(services, code, texts, reason, since=since, seen=seen)
        compare_again(services)
    _answer_shape(as_json, {"from": [code], "made": made})


@measure.command()
@click.argument("codes", nargs=-1, required=True)
@click.option("--text", default="", help="The words of the new measure.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
@on_option
@click.option("--undo", "back", is_flag=True, help="Take your own merging back.")
@version_option
@json_option
@click.pass_obj
def merge(
    context: Context,
    codes: tuple[str, ...],
    text: str,
    reason: str,
    since: str,
    back: bool,
    seen: int | None,
    as_json: bool,
) -> None:
    """Make several measures into one: they stay, closed, and their evidence is offered for it."""
    with context.services() as services:
        if back:
            _answer_shape(as_json, {"from": shapes.undo(services.record, codes[0]), "made": []})
            return
        made = changes.merge(services, codes, text, reason, since=since, seen=seen)
        compare_again(services)
    _answer_shape(as_json, {"from": list(codes), "made": [made]})


def _answer_shape(as_json: bool, data: dict[str, list[str]]) -> None:
    became = f"became {', '.join(data['made'])}" if data["made"] else "stand again"
    answer(as_json, data, lambda: click.echo(f"{', '.join(data['from'])} {became}."))


COMMANDS = (measure,)
