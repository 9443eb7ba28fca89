"""log: the audit trail, whether it is unbroken, and a receipt for it."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from evidence.errors import HomeError
from evidence.home import check, heads
from evidence.home import receipt as receipts
from evidence.reads import events as reads
from evidence.reads.saying import KINDS
from evidence.schema.differing import differing
from evidence.services import Services
from webapp.cli.context import Context
from webapp.cli.output import answer, json_option, note, pick, table

LINE = "id at by what of before after says"


@click.group(invoke_without_command=True)
@click.option("--by", default="", metavar="NAME", help="What this person did; a name's beginning will do.")
@click.option("--measure", default="", metavar="CODE")
@click.option("--document", type=int, metavar="DOC")
@click.option("--kind", default="", type=click.Choice(["", *KINDS]), help="Only events of this kind.")
@click.option("--from", "since", default="", metavar="DATE", help="From this day on: 2026-11-22, 2026-11 …")
@click.option("--to", "until", default="", metavar="DATE", help="Up to and with this day.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1))
@json_option
@click.pass_context
def log(ctx: click.Context, /, limit: int, as_json: bool, **wanted: Any) -> None:
    """The audit log, newest first. Exit 1 if its chain is broken."""
    if ctx.invoked_subcommand:
        return
    with ctx.obj.services() as services:
        _refuse_lost(services)
        rows = reads.lines(services.record.db, limit=limit, **wanted)
        broken = _wrong(services)
    shown = [pick(row, LINE) for row in rows]

    def show() -> None:
        rows = ([*([] if r["id"] is None else [r["id"]]), r["at"], r["says"]] for r in shown)
        numbered = any(r["id"] is not None for r in shown)
        table("Log", ("Event", "When", "What")[0 if numbered else 1 :], rows, "No event.")
        if not broken:
            note("The chain is unbroken.")

    answer(as_json, shown, show)
    for problem in broken:
        note(problem)
    if broken:
        ctx.exit(1)


@log.command()
@click.option("--receipt", "path", type=click.Path(path_type=Path), metavar="FILE", help="Taken earlier.")
@json_option
@click.pass_obj
def verify(context: Context, path: Path | None, as_json: bool) -> None:
    """Is the log unbroken, and does it hold what it held when a receipt was taken?

    FILE is what `muster log receipt` printed, a backup, or a frozen pack's ZIP. Exit 1 if not.
    """
    earlier = receipts.read(path) if path else None
    with context.services() as services:
        _refuse_lost(services)
        db = services.record.db
        problems = _wrong(services) + (receipts.compare(db, earlier) if earlier else [])
        events = reads.count(db)
    data: dict[str, Any] = {"ok": not problems, "events": events, "problems": problems}

    def show() -> None:
        held = ""
        if earlier:
            of = f"all {earlier.events} events" if earlier.events is not None else "every event"
            held = f" It holds {of} of the receipt{f' of {earlier.taken[:10]}' if earlier.taken else ''}."
        click.echo("\n".join(problems) or f"The chain of {events} events is unbroken.{held}")

    answer(as_json, data, show)
    if problems:
        click.get_current_context().exit(1)


@log.command()
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write it there.")
@json_option
@click.pass_obj
def receipt(context: Context, out: Path | None, as_json: bool) -> None:
    """Print a receipt for the log as it stands, to be kept elsewhere."""
    with context.services() as services:
        _refuse_lost(services)
        made = receipts.take(services.record.db, services.record.now, context.actor)
    if out is not None:
        try:
            out.write_text(made.text(), encoding="utf-8")
        except OSError as error:
            raise HomeError(f"{out} cannot be written: {error.strerror}.", "Choose another place.") from error
    answer(as_json, asdict(made), lambda: click.echo(str(out) if out else made.text(), nl=out is not None))


def _refuse_lost(services: Services) -> None:
    """Raise HomeError, in the sentence of `muster check`, if a table was taken from the record."""
    if lost := [part for part in differing(services.record.db) if part.lost]:
        raise HomeError(" ".join(part.says for part in lost), lost[0].advice)


def _wrong(services: Services) -> list[str]:
    noted = heads.noted(services.settings.home / heads.NAME)
    problems = check.told(check.of_log(services.record.db, noted), services.record.closed)
    return [str(problem) for problem in problems]


COMMANDS = (log,)
