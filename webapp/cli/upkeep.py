"""backup, health: what a home needs while it is in use."""

from dataclasses import asdict
from pathlib import Path

import click

from evidence.errors import UsageError
from evidence.upkeep import backups
from evidence.upkeep.health import health as look
from webapp.cli.context import Context
from webapp.cli.output import answer, json_option


@click.command()
@click.argument("target", type=click.Path(path_type=Path), metavar="FILE.zip", required=False)
@click.option(
    "--rotate",
    is_flag=True,
    help="Into the folder of config.toml, clearing away the oldest beyond those to keep.",
)
@click.option("--as-it-is", is_flag=True, help="Even if the record is damaged or its log broken.")
@json_option
@click.pass_obj
def backup(context: Context, target: Path | None, rotate: bool, as_it_is: bool, as_json: bool) -> None:
    """Write the whole home, less the index, to one ZIP, and read that through again."""
    if (target is None) != rotate or (rotate and as_it_is):
        raise UsageError("Give a FILE.zip to write, or --rotate alone.", "`muster backup --help` says more.")
    context.refuse_uncleared()
    if target is None:
        done = backups.rotate(context.settings)
        data = {"file": str(done.made), "files": done.files, "removed": list(done.removed)}
    else:
        count = backups.made(context.settings, target, as_it_is=as_it_is)
        data = {"file": str(target), "files": count, "removed": []}
    answer(as_json, data, lambda: _say(data))


def _say(data: dict[str, object]) -> None:
    removed = data["removed"]
    gone = f" Cleared away: {', '.join(removed)}." if isinstance(removed, list) and removed else ""
    click.echo(f"{data['file']}: {data['files']} files.{gone}")


@click.command()
@json_option
@click.pass_obj
def health(context: Context, as_json: bool) -> None:
    """Say how the home is: record, log, index, queue, disk, backups, faults. Exit 1 if one wants a look."""
    with context.services() as services:
        signs = look(services)
    data = {"ok": all(sign.ok for sign in signs), "signs": [asdict(sign) for sign in signs]}

    def show() -> None:
        for sign in signs:
            mark = "well" if sign.ok else "LOOK"
            click.echo(f"{mark}  {sign.name}: {' '.join(filter(None, [sign.says, sign.advice]))}")

    answer(as_json, data, show)
    if not data["ok"]:
        click.get_current_context().exit(1)


COMMANDS = (backup, health)
