"""ingest, documents, show: what came in and what was read."""

import time
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from evidence.language.citations import say_date
from evidence.reads import documents as reads
from evidence.reads.councils import OwnCouncil
from evidence.reads.coverage import with_coverage
from evidence.reads.vocabulary import with_perhaps
from evidence.relations.councils import same_council
from evidence.settling.suggestions import missing_model
from ingest.run import pipeline
from webapp.cli.context import Context, today
from webapp.cli.output import answer, json_option, note, pick, short, table

DOCUMENT = (
    "id kind title date author recipient reference council ours source source_class pages passages file"
    " sha256 parent replies_to left_out"
)

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
    with context.services() as services, Progress(*COLUMNS, console=Console(stderr=True)) as bar:
        task = bar.add_task("Reading", total=None, rate="")
        start = time.monotonic()

        def moved(progress: pipeline.Progress) -> None:
            seconds = time.monotonic() - start
            bar.update(
                task,
                completed=progress.done,
                total=progress.total,
                description=short(progress.name, 40),
                rate=f"{progress.pages / seconds:.0f} pages a second" if progress.pages else "",
            )

        report = pipeline.ingest(services, paths, origin="command line", on_progress=moved, executor=executor)
        bar.update(task, description="Read")
        own = services.own
    if problem := missing_model():
        click.echo(problem, err=True)
    data = report.as_dict()
    answer(as_json, data, lambda: _show_report(data))
    if data["added"]:
        _ask_whose(own)
    if data["failed"]:
        click.get_current_context().exit(1)


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
@click.option("--kind", default="", help="Only this kind: letter, report, notice …")
@click.option("--council", default="", help="Only those about this council.")
@json_option
@click.pass_obj
def documents(context: Context, kind: str, council: str, as_json: bool) -> None:
    """List the documents, newest first."""
    with context.services() as services:
        own = services.own
        rows = [
            pick({**row, "ours": own.owns(row["council"])}, DOCUMENT)
            for row in reads.documents(services.record.db, kind=kind)
            if not council or same_council(row["council"], council)
        ]
    columns = ("id", "kind", "date", "title", "council", "author", "recipient", "passages", "file")
    answer(
        as_json,
        rows,
        lambda: table(
            "Documents",
            columns,
            ([row[c] for c in columns] for row in rows),
            "There are no documents yet. `muster ingest PATH` reads some.",
        ),
    )


@click.command()
@click.argument("document", type=int)
@json_option
@click.pass_obj
def show(context: Context, document: int, as_json: bool) -> None:
    """One document: its fields, passages, findings, measures and observations."""
    with context.services() as services:
        db, settings = services.record.db, services.settings
        found = reads.document(db, document)
        found["measures"] = with_coverage(
            db, services.framework, found["measures"], today(), settings.freshness_months
        )
        found["ours"] = services.own.owns(found["council"])
        found["passages_read"] = with_perhaps(db, found["passages_read"])
    answer(as_json, _shown(found), lambda: _print_document(found))


def _shown(found: dict[str, Any]) -> dict[str, Any]:
    keys = "id label heading page kind text parent heading_path read_perhaps"
    passages = [pick(p, keys) for p in found["passages_read"]]
    more = "text_quality unreadable_pages page_labels warnings fields blocks findings measures observations"
    more += " register references referred_to_by conflicts"
    related = [pick(other, "id how kind title date") for other in found["related"]]
    return {**pick(found, DOCUMENT), **pick(found, more), "related": related, "passages": passages}


def _print_document(found: dict[str, Any]) -> None:
    click.echo(click.style(found["title"], bold=True))
    for key in (
        "kind",
        "date",
        "council",
        "author",
        "recipient",
        "reference",
        "source",
        "source_class",
        "file",
    ):
        if found[key]:
            click.echo(f"  {key.replace('_', ' ')}: {found[key]}")
    if found["unreadable_pages"]:
        click.echo(f"  no readable text on pages: {', '.join(map(str, found['unreadable_pages']))}")
    _print_corrections(found["fields"])
    for warning in found["warnings"]:
        click.echo(f"  not understood: {warning}")
    for other in found["related"]:
        click.echo(f"  {other['how']}: {other['title']} (document {other['id']})")
    click.echo()
    for p in found["passages_read"]:
        page = f"p. {p['page']}" if found["paged"] else ""
        depth = "    " if p["kind"] == "bullet" else ""
        text = click.style(p["text"], bold=True) if p["kind"] == "heading" else p["text"]
        label = f"{p['label']} " if p["label"] else ""
        click.echo(f"[{p['id']}] {page:>6} {depth}{'• ' if depth and not label else ''}{label}{text}")
        for word, better in p["read_perhaps"]:
            click.echo(f"{'':>12}“{word}” is perhaps “{better}”, misread")


def _print_corrections(fields: list[dict[str, Any]]) -> None:
    for field in fields:
        if field["corrected_by"]:
            read = f"read as “{field['read_as']}”" if field["read_as"] else "nothing was read"
            when = f"by {field['corrected_by']} on {say_date(field['corrected_at'])}"
            click.echo(f"  {field['name'].replace('_', ' ')}: corrected {when} ({read})")


COMMANDS = (ingest, documents, show)
