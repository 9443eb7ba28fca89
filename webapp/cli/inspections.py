"""inspection …: announced inspections and their milestones."""

from typing import Any

import click

from evidence.model import Inspection, Milestone
from evidence.reads import packs as reads
from evidence.store import inspections as store
from webapp.cli.context import Context
from webapp.cli.output import answer, json_option, table


@click.group()
def inspection() -> None:
    """Announced inspections and their milestones."""


@inspection.command("new")
@click.argument("name")
@click.option("--framework", default="", help="Its framework; config.toml's if left out.")
@click.option("--announced", default="", metavar="DATE")
@click.option("--starts", default="", metavar="DATE")
@click.option("--ends", default="", metavar="DATE")
@click.option("--cutoff", default="", metavar="DATE", help="The last date of evidence that counts.")
@click.option(
    "--milestone",
    "milestones",
    multiple=True,
    type=(str, str),
    metavar="NAME DATE",
    help="May be given again.",
)
@json_option
@click.pass_obj
def new_inspection(
    context: Context, /, as_json: bool, milestones: tuple[tuple[str, str], ...], **given: Any
) -> None:
    """Announce an inspection. Dates are written 2026-11-30."""
    given["framework"] = given["framework"] or context.settings.framework
    made = Inspection(**given, milestones=tuple(Milestone(name, date) for name, date in milestones))
    with context.services() as services:
        store.add(services.record, made)
        found = reads.inspection(services.record.db, " ".join(made.name.split()))
    answer(as_json, found, lambda: _print_inspection(found))


@inspection.command("list")
@json_option
@click.pass_obj
def list_inspections(context: Context, as_json: bool) -> None:
    """Every inspection, the newest first."""
    with context.services() as services:
        rows = reads.inspections(services.record.db)
    columns = ("name", "framework", "announced", "starts", "ends", "cutoff")
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
    """One inspection, its milestones and its packs."""
    with context.services() as services:
        found = reads.inspection(services.record.db, name)
    answer(as_json, found, lambda: _print_inspection(found))


def _print_inspection(found: dict[str, Any]) -> None:
    click.echo(click.style(found["name"], bold=True))
    for key in ("framework", "announced", "starts", "ends", "cutoff"):
        if found[key]:
            click.echo(f"  {key}: {found[key]}")
    for milestone in found["milestones"]:
        click.echo(f"  {milestone['date']}: {milestone['name']}")
    if found["packs"]:
        click.echo(f"  packs: {', '.join(found['packs'])}")


COMMANDS = (inspection,)
