"""documents, show: what came in and what was read."""

from typing import Any

import click

from evidence.language.citations import say_date
from evidence.reads import documents as reads
from evidence.reads.coverage import with_coverage
from evidence.reads.measure_updates import told, updates
from evidence.reads.vocabulary import with_perhaps
from evidence.relations.councils import same_council
from webapp.cli.context import Context, today
from webapp.cli.output import answer, json_option, pick, table

DOCUMENT = (
    "id kind title date author recipient reference council ours source source_class pages passages file"
    " sha256 parent replies_to left_out marking"
)


@click.command()
@click.option("--kind", default="", help="Only this kind: letter, report, notice …")
@click.option("--council", default="", help="Only those about this council.")
@click.option(
    "--marking", is_flag=False, flag_value="any", default="", help="Only those that are marked; or marked so."
)
@json_option
@click.pass_obj
def documents(context: Context, kind: str, council: str, marking: str, as_json: bool) -> None:
    """List the documents, newest first."""
    with context.services() as services:
        own = services.own
        rows = [
            pick({**row, "ours": own.owns(row["council"])}, DOCUMENT)
            for row in reads.documents(services.record.db, kind=kind)
            if (not council or same_council(row["council"], council)) and _marked_so(row["marking"], marking)
        ]
    shown = ("marking",) if any(row["marking"] for row in rows) else ()
    columns = ("id", *shown, "kind", "date", "title", "council", "author", "recipient", "passages", "file")
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


def _marked_so(stands: str, wanted: str) -> bool:
    """Whether a marking, with or without its caveat, is what was asked for."""
    return not wanted or (
        bool(stands) if wanted == "any" else wanted.upper() in (stands, stands.partition(" [")[0])
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
        own = services.own
        found["ours"] = own.owns(found["council"])
        found["council_said"] = own.said(found["council"])
        found["passages_read"] = with_perhaps(db, found["passages_read"])
        found["updates"] = updates(db, document=document)
        found["updates_told"] = told(db, document)
    answer(as_json, _shown(found), lambda: _print_document(found))


def _shown(found: dict[str, Any]) -> dict[str, Any]:
    keys = "id label heading page kind text parent heading_path read_perhaps"
    passages = [pick(p, keys) for p in found["passages_read"]]
    more = "text_quality unreadable_pages page_labels warnings fields blocks findings measures observations"
    more += " version council_said register references referred_to_by conflicts updates"
    related = [pick(other, "id how kind title date") for other in found["related"]]
    return {**pick(found, DOCUMENT), **pick(found, more), "related": related, "passages": passages}


def _print_document(found: dict[str, Any]) -> None:
    if found["marking"]:
        click.echo(found["marking"])
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
    if found["council_said"]:
        advice = f": `muster correct {found['id']} council NAME`" if found["ours"] else ""
        click.echo(f"  {found['council_said'].rstrip('.')}{advice}.")
    _print_corrections(found["fields"])
    for said in found["updates_told"]:
        click.echo(f"  {said}")
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


COMMANDS = (documents, show)
