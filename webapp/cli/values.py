"""value: values and targets that were read, and what a person says of them."""

from typing import Any

import click

from evidence.errors import UsageError
from evidence.language.units import say_noted, say_target
from evidence.reads import values as reads
from evidence.store import values as store
from webapp.cli.context import Context
from webapp.cli.output import answer, json_option, pick, short, table, version_option

VALUE = (
    "id kind version indicator value unit period read_value read_period decided decided_by decided_at note"
    " document passage disagrees"
)
note_option = click.option("--note", default="", help="Why.")


@click.group()
def value() -> None:
    """Values and targets that were read: confirm, correct or reject them. A target's number begins with t."""


@value.command("list")
@click.option("--indicator", default="", metavar="NAME", help="Only of this indicator.")
@click.option("--undecided", is_flag=True, help="Only what nobody decided on.")
@json_option
@click.pass_obj
def listed(context: Context, indicator: str, undecided: bool, as_json: bool) -> None:
    """Values and targets of ours, with where each stands and what was decided."""
    with context.services() as services:
        db = services.record.db
        own = services.own
        seen = [r for r in reads.observed(db) if own.owns(r["council"])]
        asked = [t for t in reads.targets(db) if t["asked"] and own.owns(t["council"])]
    apart = reads.disagreeing(seen)
    rows = [_observation(r, r["id"] in apart) for r in reads.of_indicator(seen, indicator)]
    rows += [_target(r) for r in reads.of_indicator(asked, indicator)]
    _answer(as_json, [r for r in rows if not undecided or not r["decided"]])


@value.command()
@click.argument("number")
@click.option("--baseline", type=float, help="Of a target: the value it starts from.")
@note_option
@version_option
@json_option
@click.pass_obj
def confirm(
    context: Context, number: str, baseline: float | None, note: str, seen: int | None, as_json: bool
) -> None:
    """Say that a value or target is what the paper says."""
    _decide(context, number, reads.CONFIRMED, as_json, baseline=baseline, note=note, seen=seen)


@value.command()
@click.argument("number")
@click.option("--value", "new", type=float, help="What the paper says.")
@click.option("--period", default="", help="The period it is of, such as June 2010.")
@click.option("--baseline", type=float, help="Of a target: the value it starts from.")
@note_option
@version_option
@json_option
@click.pass_obj
def correct(
    context: Context,
    number: str,
    new: float | None,
    period: str,
    baseline: float | None,
    note: str,
    seen: int | None,
    as_json: bool,
) -> None:
    """Put what the paper says in the place of what was read; that is kept beside it."""
    given: dict[str, Any] = {"value": new, "period": period, "baseline": baseline, "note": note, "seen": seen}
    _decide(context, number, reads.CORRECTED, as_json, **given)


@value.command()
@click.argument("number")
@note_option
@version_option
@json_option
@click.pass_obj
def reject(context: Context, number: str, note: str, seen: int | None, as_json: bool) -> None:
    """Say that it is no value of that indicator; it counts no more."""
    _decide(context, number, reads.REJECTED, as_json, note=note, seen=seen)


@value.command()
@click.argument("number")
@version_option
@json_option
@click.pass_obj
def undo(context: Context, number: str, seen: int | None, as_json: bool) -> None:
    """Take back your own last decision on a value."""
    kind, row = _named(number)
    with context.services() as services:
        store.undo(services.record, kind, row, seen=seen)
        found = reads.one(services.record.db, kind, row)
    _answer(as_json, [_observation(found) if kind == reads.OBSERVATION else _target(found)])


def _decide(context: Context, number: str, status: str, as_json: bool, **given: Any) -> None:
    kind, row = _named(number)
    with context.services() as services:
        if status != reads.REJECTED:
            given = _kept(reads.one(services.record.db, kind, row), status, given)
        store.decide(services.record, kind, row, status, **given)
        found = reads.one(services.record.db, kind, row)
    _answer(as_json, [_observation(found) if kind == reads.OBSERVATION else _target(found)])


def _kept(row: dict[str, Any], status: str, given: dict[str, Any]) -> dict[str, Any]:
    """What is not given stays as the last decision left it, so that a second correction adds to the first."""
    names = ("value", "period", "baseline") if status == reads.CORRECTED else ("baseline",)
    says_something = any(given.get(name) not in (None, "") for name in names)
    if status == reads.CORRECTED and not says_something:
        return given
    return given | {name: row.get(name) for name in names if given.get(name) in (None, "")}


def _named(number: str) -> tuple[str, int]:
    kind = reads.TARGET if number.startswith("t") else reads.OBSERVATION
    digits = number.removeprefix("t")
    if not digits.isdecimal() or len(digits) > 12:
        raise UsageError(f"“{number}” is no number of a value.", "`muster value list` shows them.")
    return kind, int(digits)


def _observation(row: dict[str, Any], apart: bool = False) -> dict[str, Any]:
    named = {**row, "id": str(row["id"]), "kind": reads.OBSERVATION, "disagrees": apart}
    return {
        **pick(named, VALUE),
        "cell": row["cell"],
        "citation": row["citation"],
        "text": row["text"],
        "said": row["said"],
    }


def _target(row: dict[str, Any]) -> dict[str, Any]:
    named = {**row, "id": f"t{row['id']}", "kind": reads.TARGET, "disagrees": False}
    more = {key: row[key] for key in ("comparator", "baseline", "read_baseline")}
    return {
        **pick(named, VALUE),
        **more,
        "measure": row["code"],
        "citation": row["code"],
        "text": row["text"],
    }


def _answer(as_json: bool, rows: list[dict[str, Any]]) -> None:
    columns = ("Number", "Indicator", "Value", "Period", "Decided", "Stands in")
    answer(
        as_json,
        rows,
        lambda: table(
            "Values",
            columns,
            (
                (r["id"], r["indicator"], _said(r), r["period"], _decided(r), short(r["citation"]))
                for r in rows
            ),
            "No values were read yet.",
        ),
    )


def _said(row: dict[str, Any]) -> str:
    return (
        say_target(row) if row["kind"] == reads.TARGET else say_noted(row["value"], row["unit"], row["said"])
    )


def _decided(row: dict[str, Any]) -> str:
    return row["decided"] or ("disagrees with another" if row["disagrees"] else "")


COMMANDS = (value,)
