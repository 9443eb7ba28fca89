"""reread, reanchor, correct: what was read, read better or set right by a person."""

from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from evidence.language.citations import say_date
from evidence.reads import corrections as correction_reads
from evidence.reads import documents as reads
from evidence.reads import links as link_reads
from evidence.settling.rescoring import compare_again
from evidence.settling.settle import settle
from evidence.store import links as link_store
from evidence.store.new_reading import Change, Reread
from ingest.run import correcting as corrections
from ingest.run import rereading
from webapp.cli.context import Context
from webapp.cli.links import LINK
from webapp.cli.output import answer, json_option, note, pick, short, table, version_option


@click.command()
@click.argument("documents", nargs=-1, type=int, metavar="[DOC]…")
@json_option
@click.pass_obj
def reread(context: Context, documents: tuple[int, ...], as_json: bool) -> None:
    """Read files again with today's code; all of them if none is named. Decisions are kept.

    Exit 1 if any file could not be read as well as before: it stays as it was.
    """
    context.refuse_uncleared()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with context.services() as services, Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("Reading", total=None)

        def moved(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, description=short(name, 40))

        report = rereading.reread(services, documents, on_progress=moved)
        bar.update(task, description="Read")
        waiting = link_reads.count(services.record.db, review=True)
    data = as_data(report, waiting)
    answer(as_json, data, lambda: _show_report(data))
    if data["failed"]:
        click.get_current_context().exit(1)


def as_data(report: rereading.RereadReport, waiting: int) -> dict[str, Any]:
    """The report as JSON. ``waiting`` is how many links wait to be looked at again, in the whole record."""
    states = ("changed", "unchanged", "failed")
    return {
        "files": [_file(f) for f in report.files],
        **{state: report.count(state) for state in states},
        "review": waiting,
    }


def _file(file: rereading.FileReread) -> dict[str, Any]:
    found = file.result or Reread(())
    return {
        "file": file.name,
        "sha256": file.sha256,
        "status": file.status,
        "reason": file.reason,
        "documents": [_document(c) for c in found.documents],
        "enclosed": list(file.new),
        "links_anchored_again": list(found.moved),
        "links_to_review": list(found.review),
        "suggestions_dropped": list(found.dropped),
    }


def _document(change: Change) -> dict[str, Any]:
    return {
        "document": change.document,
        "state": change.state if change.anything else "unchanged",
        "passages": {
            "changed": change.changed,
            "moved": change.moved,
            "added": change.added,
            "retired": change.retired,
        },
        "fields": [{"field": name, "was": was, "is": now} for name, was, now in change.fields],
        "tables": list(change.tables),
        "measures": {
            "changed": list(change.measures.changed),
            "added": list(change.measures.added),
            "retired": list(change.measures.retired),
        },
    }


def _show_report(data: dict[str, Any]) -> None:
    rows = [(f["status"], f["file"], _words(f)) for f in data["files"] if f["status"] != "unchanged"]
    table("Files that read otherwise", ("Status", "File", "What changed"), rows, "Nothing reads otherwise.")
    click.echo(
        f"{len(data['files'])} files read again: {data['changed']} changed, {data['unchanged']} unchanged,"
        f" {data['failed']} failed."
    )
    if data["review"]:
        note(
            f"{data['review']} accepted links wait to be looked at again and do not count until then:"
            " `muster links --review`."
        )


def _words(file: dict[str, Any]) -> str:
    """What changed in a file, in a sentence for each of its documents."""
    if file["status"] == "failed":
        return str(file["reason"])
    said = [_sentence(d) for d in file["documents"] if d["state"] != "unchanged"]
    counts = (
        (len(file["links_anchored_again"]), "links anchored again"),
        (len(file["links_to_review"]), "links to look at again"),
        (len(file["enclosed"]), "documents found inside it"),
    )
    return "; ".join([*said, *(f"{n} {what}" for n, what in counts if n)])


def _sentence(change: dict[str, Any]) -> str:
    counts = ", ".join(f"{n} {what}" for what, n in change["passages"].items() if n)
    parts = [f"passages {counts}"] if counts else []
    for field in change["fields"]:
        if field["field"] == "warnings":  # a list, which `muster show` prints
            parts.append("other warnings")
        else:
            parts.append(f"{field['field']} “{short(field['was'], 30)}” is “{short(field['is'], 30)}”")
    parts += [f"measures {what} {', '.join(codes)}" for what, codes in change["measures"].items() if codes]
    tables = [t for t in change["tables"] if t != "pages"]
    if tables:
        parts.append(f"other {', '.join(tables)}")
    state = "" if change["state"] == "kept" else f" {change['state']}"
    return f"document {change['document']}{state}: " + (", ".join(parts) or "page text")


@click.command()
@click.argument("link", type=int)
@click.argument("passage", type=int)
@version_option
@json_option
@click.pass_obj
def reanchor(context: Context, link: int, passage: int, seen: int | None, as_json: bool) -> None:
    """Tie a link to the passage that holds its words now. Its decision stands."""
    with context.services() as services:
        link_store.reanchor(services.record, link, passage, seen=seen)
        row = pick({**link_reads.links(services.record.db, ids=[link])[0], "look": False}, LINK)
    answer(as_json, row, lambda: click.echo(f"Link {link} now ties {row['citation']}."))


@click.command()
@click.argument("document", type=int)
@click.argument("field")
@click.argument("value", required=False)
@click.option("--note", "why", default="", help="Why.")
@click.option("--undo", is_flag=True, help="Take your own correction back: what it replaced stands again.")
@version_option
@json_option
@click.pass_obj
def correct(
    context: Context,
    document: int,
    field: str,
    value: str | None,
    why: str,
    undo: bool,
    seen: int | None,
    as_json: bool,
) -> None:
    """Set a document's field right: title, date, author, kind, source … An empty VALUE leaves it blank.

    The correction stays when the file is read again; what was read is kept beside it.
    """
    if undo == (value is not None):
        raise click.UsageError("Give a VALUE, or --undo.")
    with context.services() as services:
        if value is None:
            corrections.undo(services, document, field)
        else:
            corrections.correct(services, document, field, value, why, seen=seen)
        settle(services)
        compare_again(services)
        db = services.record.db
        found = reads.document(db, document)
        data = {"document": document, "title": found["title"], "fields": found["fields"]}
        made = correction_reads.corrections(db, document)
    answer(as_json, {**data, "corrections": made}, lambda: _show_corrections(found["title"], made))


def _show_corrections(title: str, made: list[dict[str, Any]]) -> None:
    rows = ((c["field"], c["value"], c["was"], c["by"], say_date(c["at"]), c["note"]) for c in made)
    heads = ("Field", "Corrected to", "Read as", "By", "On", "Why")
    table(title, heads, rows, "Nothing is corrected: every field is as it was read.")


COMMANDS = (reread, reanchor, correct)
