"""inspection …: announced inspections, laid out in working days. Its requests stand in requests.py."""

from dataclasses import replace
from typing import Any

import click

from evidence.errors import UsageError
from evidence.inspections import timetables
from evidence.inspections.working_days import WorkingDays
from evidence.model import Inspection, Milestone
from evidence.reads import inspections as reads
from evidence.services import Services
from evidence.settling.announcing import bringing_frameworks
from evidence.settling.rescoring import compare_again
from evidence.store import inspections as store
from webapp.cli.context import Context
from webapp.cli.output import answer, json_option, options, short, table, version_option

DATES = ("announced", "starts", "ends", "cutoff")
Days = tuple[tuple[str, str], ...]

describing = options(
    click.option("--framework", help="What it judges by; config.toml's if a new one leaves it out."),
    click.option("--timetable", metavar="CODE", help="Whose stages it has: `muster inspection timetables`."),
    click.option("--lead", metavar="NAME", help="The lead inspector."),
    click.option("--announced", metavar="DATE"),
    click.option("--starts", metavar="DATE", help="The first day of fieldwork."),
    click.option("--ends", metavar="DATE", help="The last day of fieldwork."),
    click.option("--cutoff", metavar="DATE", help="The last date of evidence that counts."),
    click.option(
        "--stage", "stages", multiple=True, type=(str, str), metavar="STEP DATE",
        help="The day of a step of the timetable, or two as in 2026-11-30..2026-12-04; - as proposed.",
    ),
    click.option(
        "--milestone", "milestones", multiple=True, type=(str, str), metavar="NAME DATE",
        help="A day of your own; - takes it off. May be given again.",
    ),
)  # fmt: skip


@click.group()
def inspection() -> None:
    """Announced inspections, their days, and what inspectors ask for."""


@inspection.command("new")
@click.argument("name")
@describing
@json_option
@click.pass_obj
def new_inspection(
    context: Context, /, name: str, as_json: bool, stages: Days, milestones: Days, **given: Any
) -> None:
    """Announce an inspection. Dates are written 2026-11-30."""
    texts: dict[str, Any] = {key: value or "" for key, value in given.items()}
    texts["framework"] = texts["framework"] or context.settings.framework
    made = Inspection(name=name, **texts)
    with context.services() as services:
        with bringing_frameworks(services):
            number = store.add(services.record, with_days(made, stages, milestones))
        compare_again(services)
        found = told(services, number)
    answer(as_json, found, lambda: _print(found))


@inspection.command("edit")
@click.argument("name")
@click.option("--name", "new_name", metavar="NAME", help="What it is called from now on.")
@describing
@version_option
@json_option
@click.pass_obj
def edit_inspection(
    context: Context,
    /,
    name: str,
    new_name: str | None,
    as_json: bool,
    seen: int | None,
    stages: Days,
    milestones: Days,
    **given: Any,
) -> None:
    """Change what is given, and nothing else; a date of "" is not known."""
    changed = {key: value for key, value in given.items() if value is not None}
    with context.services() as services:
        number = reads.called(services.record.db, name)["id"]
        made = replace(store.stored(services.record, number), **changed)
        made = replace(made, name=new_name or made.name)
        made = store.keeping_days(made) if "timetable" in changed else made
        with bringing_frameworks(services):
            store.edit(services.record, number, with_days(made, stages, milestones), seen=seen)
        compare_again(services)
        found = told(services, number)
    answer(as_json, found, lambda: _print(found))


@inspection.command("undo")
@click.argument("name")
@json_option
@click.pass_obj
def undo_inspection(context: Context, name: str, as_json: bool) -> None:
    """Take back your own last change of an inspection."""
    with context.services() as services:
        number = reads.called(services.record.db, name)["id"]
        store.undo(services.record, number)
        found = told(services, number)
    answer(as_json, found, lambda: _print(found))


@inspection.command("list")
@json_option
@click.pass_obj
def list_inspections(context: Context, as_json: bool) -> None:
    """Every inspection, the newest first."""
    with context.services() as services:
        rows = [told(services, row["id"]) | {"open": row["open"]} for row in reads.listed(services.record.db)]
    columns = ("name", "framework", *DATES, "open")
    answer(
        as_json,
        rows,
        lambda: table("Inspections", columns, ([r[c] for c in columns] for r in rows), "None is announced."),
    )


@inspection.command("show")
@click.argument("name")
@json_option
@click.pass_obj
def show_inspection(context: Context, name: str, as_json: bool) -> None:
    """One inspection: its stages in working days, what was asked for, its packs."""
    with context.services() as services:
        found = told(services, reads.called(services.record.db, name)["id"])
    answer(as_json, found, lambda: _print(found))


@inspection.command("timetables")
@json_option
def list_timetables(as_json: bool) -> None:
    """The timetables that come with Muster, each step with how certain it is and its source."""
    rows = [{**vars(t), "steps": [vars(s) for s in t.steps]} for t in timetables.timetables()]
    shown = ((r["code"], r["name"], ", ".join(s["code"] for s in r["steps"])) for r in rows)
    answer(as_json, rows, lambda: table("Timetables", ("Code", "Name", "Steps"), shown, "None."))


def with_days(made: Inspection, stages: Days, milestones: Days) -> Inspection:
    """The inspection with these days in the place of those it has. Raises UsageError."""
    kept = {(m.step or m.name): m for m in made.milestones}
    for step, days in stages:
        first, _, last = days.partition("..")
        kept[step] = Milestone("", first, last, step)
        if days == "-":
            del kept[step]
    for name, days in milestones:
        first, _, last = days.partition("..")
        if days == "-" and name not in kept:
            raise UsageError(f"There is no milestone {name}.", f"There are: {', '.join(kept) or 'none'}.")
        kept[name] = Milestone(name, first, last)
        if days == "-":
            del kept[name]
    return replace(made, milestones=tuple(kept.values()))


def told(services: Services, number: int) -> dict[str, Any]:
    """An inspection as `inspection show --json` prints it."""
    db, record = services.record.db, services.record
    calendar = WorkingDays(services.settings.inspections.closed_days)
    return reads.told(db, reads.numbered(db, number), calendar, record.minute)


def _print(found: dict[str, Any]) -> None:
    click.echo(click.style(found["name"], bold=True))
    for key in ("framework", "timetable", "lead", *DATES):
        if found[key]:
            click.echo(f"  {key}: {found[key]}")
    for notice in found["notices"]:
        click.echo(f"  Note: {notice}")
    own = [m for m in found["milestones"] if not m["step"]]
    rows = [
        *((s["date"], s["ends"], s["name"], s["who"], s["how"], s["counted"]) for s in found["stages"]),
        *((m["date"], m["ends"], m["name"], "", "set", "") for m in own),
    ]
    if rows:
        columns = ("From", "To", "What", "Who", "How sure", "Counted")
        table("Stages", columns, sorted(rows, key=lambda r: (not r[0], r[0])), "")
    if found["requests"]:
        shown = ((r["number"], short(r["words"]), r["due"], r["state"]) for r in found["requests"])
        table("Requests", ("Number", "Asked for", "Due", "State"), shown, "")
    if found["packs"]:
        click.echo(f"  packs: {', '.join(found['packs'])}")


COMMANDS: tuple[click.Command, ...] = ()  # requests has them all
