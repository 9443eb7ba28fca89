"""ledger: what became of every file offered."""

from pathlib import Path

import click

from evidence.exports.ledger import as_csv, as_xlsx
from evidence.exports.ledger import table as exported
from evidence.reads import ledger as reads
from evidence.reads.duplicates import waiting
from webapp.cli.context import Context
from webapp.cli.output import answer, export_writer, json_option, marked, note, table

EXPORTS = {".csv": as_csv, ".xlsx": as_xlsx}
COLUMNS = ("id", "status", "path", "offered_at", "again", "offered_by", "reason")


@click.command()
@click.option("--status", default="", type=click.Choice(reads.STATUSES), help="Only these entries.")
@click.option("--export", "target", type=click.Path(path_type=Path), metavar="FILE", help="To .csv or .xlsx.")
@json_option
@click.pass_obj
def ledger(context: Context, status: str, target: Path | None, as_json: bool) -> None:
    """Every file ever offered, and how that ended: files in = files out."""
    if target is not None:
        _export(context, status, target, as_json)
        return
    with context.services() as services:
        db = services.record.db
        rows, sums = reads.ledger(db, status=status), reads.totals(db)
        undecided = waiting(db)

    def show() -> None:
        table("Files offered", COLUMNS, ([r[c] for c in COLUMNS] for r in rows), "No file is there.")
        note(", ".join(f"{count} {name}" for name, count in sums.items()))
        if undecided:
            note(
                f"Possible duplicates that wait for a decision: {undecided}. `muster duplicates` lists them."
            )

    answer(as_json, {"files": rows, **sums}, show)


def _export(context: Context, status: str, target: Path, as_json: bool) -> None:
    write = export_writer(target, EXPORTS)
    with context.services() as services:
        found = exported(services.record.db, status)
    write(found)
    data = {"file": str(target), "entries": len(found.rows), "marking": found.marking}
    answer(as_json, data, lambda: click.echo(f"{target}: {len(found.rows)} entries{marked(found.marking)}."))


COMMANDS = (ledger,)
