"""search: ranked passages."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import click

from evidence.exports.found import Address, as_csv, as_xlsx, export
from evidence.search import Query
from evidence.search.freshness import bring_up_to_date
from evidence.search.results import search as run_search
from evidence.services import Services
from evidence.settings import Settings
from webapp.cli.context import Context
from webapp.cli.output import answer, export_writer, json_option, marked, note

EXPORTS = {".csv": as_csv, ".xlsx": as_xlsx}


@click.command()
@click.argument("query", nargs=-1)
@click.option("--kind", multiple=True, help="Only this kind of document; may be given again.")
@click.option("--block", multiple=True, help="Only passages tied to this block.")
@click.option("--measure", multiple=True, help="Only passages tied to this measure or indicator.")
@click.option("--source", multiple=True, help="Only this body, or external, partner or internal.")
@click.option("--council", multiple=True, help="Only documents about this council; any of its names.")
@click.option("--document", multiple=True, help="Only this document, by its number; may be given again.")
@click.option("--from", "date_from", default="", metavar="DATE", help="From 2010, 2010-06 or 2010-06-30.")
@click.option("--to", "date_to", default="", metavar="DATE", help="Up to and including that date.")
@click.option("--undated", is_flag=True, help="With the dates, also passages that have none.")
@click.option("--year", multiple=True, help="Only documents dated in this year.")
@click.option("--stance", multiple=True, help="Only passages linked as supports, contradicts or context.")
@click.option("--finding", multiple=True, help="Only what an inspector says: strength, priority action, ….")
@click.option("--sort", default="relevance", show_default=True, type=click.Choice(["relevance", "date"]))
@click.option("--grouped", is_flag=True, help="Documents, each with its best passages.")
@click.option(
    "--similar",
    default=0,
    metavar="N",
    help="Also N passages of similar meaning, apart from the rest.",
    type=click.IntRange(0, 50),
)
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000))
@click.option("--offset", default=0, type=click.IntRange(0))
@click.option("--engine", default="", help="Another engine than config.toml's.")
@click.option("--export", "target", type=click.Path(path_type=Path), metavar="FILE", help="To .csv or .xlsx.")
@json_option
@click.pass_obj
def search(
    context: Context,
    /,
    query: tuple[str, ...],
    engine: str,
    target: Path | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Find passages. Nothing is a syntax error.

    Quote phrases, or say how near: "police discussion"~5. OR, NOT, -word and prefix* work, and so do fields:
    kind:letter from:2010 to:2011-06 by:"A. Name" block:B measure:"NI 59" label:3.2.5 source:external
    council:Kent has:finding.
    """
    asked = _query(" ".join(query), options)
    if target is not None:
        write = export_writer(target, EXPORTS)
        with context.services(engine) as services:
            bring_up_to_date(services, patient=True)
            taken = export(services, asked, _address(services.settings))
        write(taken)
        data = {
            "file": str(target),
            "passages": len(taken.rows),
            "total": taken.total,
            "marking": taken.marking,
        }
        answer(as_json, data, lambda: click.echo(f"{target}{marked(taken.marking)}: {taken.extent}"))
        return
    with context.services(engine) as services:
        found = run_search(services, asked, patient=True, similar=options["similar"])
        found["wider"] = [] if found["total"] else _wider(services, asked)
    answer(as_json, found, lambda: _print(found))


def _query(text: str, options: dict[str, Any]) -> Query:
    classes = {"external", "partner", "internal"}
    return Query(
        text=text,
        kinds=options["kind"],
        blocks=options["block"],
        measures=options["measure"],
        sources=tuple(s for s in options["source"] if s.casefold() not in classes),
        source_classes=tuple(s.casefold() for s in options["source"] if s.casefold() in classes),
        councils=options["council"],
        years=options["year"],
        stances=options["stance"],
        findings=options["finding"],
        documents=options["document"],
        date_from=options["date_from"],
        date_to=options["date_to"],
        limit=options["limit"],
        offset=options["offset"],
        sort=options["sort"],
        grouped=options["grouped"],
        undated=options["undated"],
    )


def _wider(services: Services, query: Query) -> list[dict[str, Any]]:
    """What would be found without each filter, where all of them leave nothing: its words, and how many."""
    # The pages' words for filters load Flask, which only a search that finds nothing waits for.
    from webapp.presenting.facets import Said, chosen_of
    from webapp.presenting.wider import ways_out

    chosen = chosen_of(query, Said(services.framework, {}))
    totals = [
        {"words": words, "total": run_search(services, replace(other, limit=0))["total"]}
        for words, other in ways_out(query, chosen)
    ]
    return [one for one in totals if one["total"]]


def _address(settings: Settings) -> Address:
    """Where the pages show a hit, if they are served as config.toml says."""
    site = f"http://{settings.serve.host}:{settings.serve.port}"
    return lambda hit: f"{site}/documents/{hit['document']}?passage={hit['passage']}#passage-{hit['passage']}"


def _print(found: dict[str, Any]) -> None:
    if found.get("understood"):
        note(found["understood"])
    if left := found["undated_left_out"]:
        note(f"Passages without a date that the dates leave out: {left:,}. `--undated` shows them too.")
    _print_hits(found["hits"])
    if found["as_typed"]:
        click.echo(f"For what was typed: {found['as_typed']}")
    elif found["suggestion"]:
        click.echo(f"Did you mean: {found['suggestion']}")
    click.echo(f"{_number(found['total'], 'passage')} in {_number(found['documents'], 'document')}")
    for one in found["wider"]:
        click.echo(f"{one['words']}: {_number(one['total'], 'passage')}")
    if found["similar"]:
        click.echo("\nSimilar in meaning, in other words:\n")
        _print_hits(found["similar"])


def _print_hits(hits: list[dict[str, Any]]) -> None:
    for hit in hits:
        click.echo(click.style(hit["citation"], bold=True) + f"  [passage {hit['passage']}]")
        click.echo(f"  {_marked(hit['snippet'])}")
        if hit["why"]:
            click.echo(f"  {hit['why']}")
        tags = [*hit["blocks"], *hit["measures"]]
        if tags:
            click.echo(f"  {', '.join(tags)}")
        click.echo()


def _number(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _marked(snippet: str) -> str:
    """A snippet's HTML as terminal text, its matches in bold."""
    parts = re.split(r"</?mark>", snippet)
    return "".join(click.style(unescape(p), bold=i % 2 == 1) for i, p in enumerate(parts))


COMMANDS = (search,)
