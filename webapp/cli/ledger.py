"""ledger, retry: what became of every file offered, and what can be done about it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

import click

from evidence.errors import UsageError
from evidence.exports.ledger import as_csv, as_xlsx
from evidence.reads import ledger as reads
from evidence.reads.duplicates import waiting
from evidence.services import Services
from evidence.store import jobs as job_store
from ingest.run import pipeline
from ingest.run.retry import offered_again
from webapp.cli.context import Context
from webapp.cli.output import answer, export_writer, json_option, note, table

EXPORTS = {".csv": as_csv, ".xlsx": as_xlsx}
COLUMNS = ("id", "status", "path", "offered_at", "offered_by", "reason")


@click.command()
@click.option("--status", default="", type=click.Choice(reads.STATUSES), help="Only these entries.")
@click.option("--export", "target", type=click.Path(path_type=Path), metavar="FILE", help="To .csv or .xlsx.")
@json_option
@click.pass_obj
def ledger(context: Context, status: str, target: Path | None, as_json: bool) -> None:
    """Every file ever offered, and how that ended: files in = files out."""
    with context.services() as services:
        db = services.record.db
        rows, sums = reads.ledger(db, status=status), reads.totals(db)
        undecided = waiting(db)
    if target is not None:
        export_writer(target, EXPORTS)(rows)
        answer(
            as_json,
            {"file": str(target), "entries": len(rows)},
            lambda: click.echo(f"{target}: {len(rows)} entries."),
        )
        return

    def show() -> None:
        table("Files offered", COLUMNS, ([r[c] for c in COLUMNS] for r in rows), "No file is there.")
        note(", ".join(f"{count} {name}" for name, count in sums.items()))
        if undecided:
            note(
                f"Possible duplicates that wait for a decision: {undecided}. `muster duplicates` lists them."
            )

    answer(as_json, {"files": rows, **sums}, show)


@click.command()
@click.argument("entries", nargs=-1, type=int, metavar="ENTRY…")
@click.option("--all", "everything", is_flag=True, help="Every failed file that nothing has read since.")
@click.option("--password-file", type=click.File(encoding="utf-8"), help="Whose first line opens the files.")
@click.option("--prompt", is_flag=True, help="Ask for the password.")
@json_option
@click.pass_obj
def retry(
    context: Context,
    entries: tuple[int, ...],
    everything: bool,
    password_file: TextIO | None,
    prompt: bool,
    as_json: bool,
) -> None:
    """Try failed files of the ledger again, with a password, say. Exit 1 if any fails again.

    The password is never stored, and never stands on the command line.
    """
    if bool(entries) == everything:
        raise UsageError(
            "Name the entries to retry, or --all.", "`muster ledger --status failed` lists them."
        )
    password = _password(password_file, prompt)
    with context.services() as services:
        wanted = reads.outstanding(services.record.db) if everything else entries
        data = _again(services, wanted, password).as_dict()
    answer(as_json, data, lambda: _show_retried(data))
    if data["failed"]:
        click.get_current_context().exit(1)


def _again(services: Services, entries: Iterable[int], password: str) -> pipeline.IngestReport:
    files = job_store.retried(services.record, entries)
    offered = [offered_again(services.files, f.name, f.sha256 or "", password) for f in files]

    def moved(progress: pipeline.Progress) -> None:
        note(f"{progress.status.value:9} {progress.name}")

    return pipeline.ingest(services, offered, origin="retry on the command line", on_progress=moved)


def _show_retried(data: dict[str, Any]) -> None:
    rows = ((f["status"], f["path"], " ".join(map(str, f["documents"])), f["reason"]) for f in data["files"])
    table("Retried", ("Status", "File", "Documents", "Reason"), rows, "No failed file waits for a retry.")


def _password(file: TextIO | None, prompt: bool) -> str:
    if prompt:
        return click.prompt("Password", hide_input=True, err=True)
    return file.readline().rstrip("\r\n") if file else ""


COMMANDS = (ledger, retry)
