"""ingest, retry: files are read, and failed ones tried again. Apart from what only lists, since the readers
take long to load."""

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from evidence.errors import UsageError
from evidence.home.processes import yield_a_little
from evidence.model import FileStatus
from evidence.reads import ledger as reads
from evidence.reads.councils import OwnCouncil
from evidence.reads.documents import documents
from evidence.search.kept import is_kept
from evidence.services import Services
from evidence.settling.suggestions import missing_model
from evidence.store import jobs as job_store
from ingest.run import pipeline
from ingest.run.progress import IngestReport
from ingest.run.retry import offered_again
from webapp.cli.context import Context
from webapp.cli.output import answer, json_option, note, short, table

TAKEN_IN = {"status": "added", "reason": "", "documents": []}
COLUMNS = (
    TextColumn("{task.description}"),
    BarColumn(),
    MofNCompleteColumn(),
    TextColumn("{task.fields[rate]}"),
    TimeRemainingColumn(),
)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option(
    "--executor",
    default="",
    metavar="dask://HOST:PORT",
    help="Have a Dask cluster do the reading, not this machine's cores.",
)
@json_option
@click.pass_obj
def ingest(context: Context, paths: tuple[Path, ...], executor: str, as_json: bool) -> None:
    """Read files, folders and ZIPs into the record. Exit 1 if any failed.

    Stopped half-way, the same command goes on where it was.
    """
    with context.services(whole=True) as services, Progress(*COLUMNS, console=Console(stderr=True)) as bar:
        if is_kept(services.settings):
            yield_a_little()  # people are served from this home: reading takes what they leave
        task = bar.add_task("Reading", total=None, rate="")
        start = time.monotonic()

        def moved(progress: pipeline.Progress) -> None:
            bar.update(
                task,
                completed=progress.done,
                total=progress.total,
                description=short(progress.name, 40),
                rate=_rate(progress, time.monotonic() - start),
            )

        report = pipeline.ingest(services, paths, origin="command line", on_progress=moved, executor=executor)
        bar.update(task, description="Read")
        own = services.own
    if problem := missing_model():
        click.echo(problem, err=True)
    data = seen_by(context, report)
    answer(as_json, data, lambda: _show_report(data))
    if data["added"]:
        _ask_whose(own)
    if data["failed"]:
        click.get_current_context().exit(1)


def _rate(progress: pipeline.Progress, seconds: float) -> str:
    """How fast it goes, and what can be found already."""
    parts = [f"{progress.pages / seconds:.0f} pages a second"] if progress.pages else []
    return ", ".join([*parts, f"{progress.searchable:,} searchable"] if progress.searchable else parts)


def seen_by(context: Context, report: IngestReport) -> dict[str, Any]:
    """The report for the person: of a file whose documents they may not see, that it was taken in."""
    data: dict[str, Any] = report.as_dict()
    if context.cleared:
        return data
    with context.services() as services:
        there = {row["id"] for row in documents(services.record.db)}
    files = [file if there.issuperset(file["documents"]) else {**file, **TAKEN_IN} for file in data["files"]]
    counts = {status: sum(f["status"] == status for f in files) for status in FileStatus}
    return {"files": files, **{status.value: count for status, count in counts.items()}}


def _ask_whose(own: OwnCouncil) -> None:
    """Say what a person should say once: which council is ours."""
    if own.how == "proposed":
        note(f"Most papers are about {own.name}, taken for ours until `muster council NAME` confirms it.")
    elif not own.name:
        note("Which council is ours is not known: `muster council NAME` says it.")


def _show_report(data: dict[str, Any]) -> None:
    table(
        "Files",
        ("Status", "File", "Documents", "Reason"),
        ((f["status"], f["path"], " ".join(map(str, f["documents"])), f["reason"]) for f in data["files"]),
        "No files were found there.",
    )
    click.echo(
        f"{len(data['files'])} files offered: {data['added']} added, {data['duplicate']} duplicate,"
        f" {data['failed']} failed."
    )


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
        wanted = reads.outstanding(services.record.db) if everything else list(entries)
        files = job_store.retried(services.record, wanted)
    with context.services(whole=True) as services:
        report = _again(services, files, password)
    data = seen_by(context, report)
    answer(as_json, data, lambda: _show_retried(data))
    if data["failed"]:
        click.get_current_context().exit(1)


def _again(services: Services, files: Iterable[job_store.JobFile], password: str) -> pipeline.IngestReport:
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


COMMANDS = (ingest, retry)
