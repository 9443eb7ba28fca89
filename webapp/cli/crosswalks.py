"""crosswalk: measures of different registers that ask for the same."""

from typing import Any

import click

from evidence.reads import crosswalk as reads
from evidence.store import crosswalk as store
from webapp.cli.context import Context
from webapp.cli.output import answer, json_option, options, pick, short, table, version_option

PAIR = (
    "version one other status score reason one_text other_text one_register other_register note"
    " decided_by decided_at"
)


@click.group()
def crosswalk() -> None:
    """Measures that ask for the same: evidence accepted for one is offered for the other."""


@crosswalk.command("list")
@click.option("--status", default="", type=click.Choice(["", *reads.STATUSES]))
@click.option("--measure", default="", metavar="CODE", help="Only pairs of this measure.")
@json_option
@click.pass_obj
def listed(context: Context, status: str, measure: str, as_json: bool) -> None:
    """Pairs, proposed and decided, the most alike first."""
    with context.services() as services:
        rows = reads.pairs(services.record.db, status=status, measure=measure)
    _answer(as_json, rows)


a_pair = options(click.pass_obj, click.argument("one"), click.argument("other"), version_option, json_option)


def _decide(
    context: Context, one: str, other: str, status: str, note: str, seen: int | None, as_json: bool
) -> None:
    with context.services() as services:
        store.decide(services.record, one, other, status, note, seen=seen)
        rows = [r for r in reads.pairs(services.record.db, measure=one) if _is(r["other"], other)]
    _answer(as_json, rows)


def _is(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


@crosswalk.command()
@a_pair
@click.option("--note", default="", help="Why.")
def approve(context: Context, one: str, other: str, note: str, seen: int | None, as_json: bool) -> None:
    """Say that two measures ask for the same."""
    _decide(context, one, other, reads.APPROVED, note, seen, as_json)


@crosswalk.command()
@a_pair
@click.option("--note", default="", help="Why.")
def reject(context: Context, one: str, other: str, note: str, seen: int | None, as_json: bool) -> None:
    """Say that they do not; they are never proposed again."""
    _decide(context, one, other, reads.REJECTED, note, seen, as_json)


@crosswalk.command()
@a_pair
def undecide(context: Context, one: str, other: str, seen: int | None, as_json: bool) -> None:
    """Put a pair back to proposed."""
    _decide(context, one, other, reads.PROPOSED, "", seen, as_json)


def _answer(as_json: bool, rows: list[dict[str, Any]]) -> None:
    shown = [pick(row, PAIR) for row in rows]
    columns = ("One", "Other", "Status", "Score", "One asks", "Other asks", "Reason")
    cells = (
        (
            r["one"],
            r["other"],
            r["status"],
            f"{r['score']:.2f}",
            short(r["one_text"], 60),
            short(r["other_text"], 60),
            short(r["reason"], 60),
        )
        for r in shown
    )
    answer(as_json, shown, lambda: table("Crosswalk", columns, cells, "No two measures ask for the same."))


COMMANDS = (crosswalk,)
