"""saved: searches under a name, and what is new in them."""

from typing import Any

import click

from evidence.errors import NotFound, UsageError
from evidence.reads import saved_searches as reads
from evidence.search import Query, news
from evidence.search import saved as saved_queries
from evidence.search.query.kept import said
from evidence.search.results import search as run_search
from evidence.services import Services
from evidence.store import saved_searches as store
from webapp.cli.context import Context
from webapp.cli.output import answer, json_option, table

COLUMNS = ("id", "name", "owner", "shared", "query", "looked_at", "new")


@click.group()
def saved() -> None:
    """Saved searches: yours, and those that others share."""


@saved.command("list")
@json_option
@click.pass_obj
def list_(context: Context, as_json: bool) -> None:
    """Each with how many passages are new since you last looked: nothing, if you never did."""
    with context.services() as services:
        rows = _rows(services)
    answer(
        as_json,
        rows,
        lambda: table(
            "Saved searches",
            COLUMNS,
            ([row[c] for c in COLUMNS] for row in rows),
            "No search is saved. `muster saved add NAME QUERY` saves one.",
        ),
    )


@saved.command()
@click.argument("name")
@click.argument("query", nargs=-1, required=True)
@click.option("--shared", is_flag=True, help="For everybody to see and run.")
@json_option
@click.pass_obj
def add(context: Context, name: str, query: tuple[str, ...], shared: bool, as_json: bool) -> None:
    """Save a search: words and fields, such as kind:letter from:2010."""
    with context.services() as services:
        number = saved_queries.save(services.record, name, Query(text=" ".join(query)), shared=shared)
        news.look(services, number)
        row = _rows(services, number)[0]
    answer(
        as_json, row, lambda: click.echo(f"Search {number} is saved. `muster saved look {number}` opens it.")
    )


@saved.command()
@click.argument("search", metavar="SEARCH")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000))
@json_option
@click.pass_obj
def look(context: Context, search: str, limit: int, as_json: bool) -> None:
    """What is new in a saved search, by number or name, since you last looked; it then counts as seen."""
    with context.services() as services:
        number = _number(services, search)
        opened = news.look(services, number)
        since = reads.since(services.record.db, opened["before"])
        found = (
            run_search(services, news.only(opened["query"], since, limit), patient=True) if since else None
        )
    hits = found["hits"] if found else []
    data = {"id": number, "name": opened["name"], "since": opened["before_at"], "hits": hits}
    data["new"] = found["total"] if found else 0
    answer(as_json, data, lambda: _print(data))


@saved.command()
@click.argument("search", metavar="SEARCH")
@click.option("--undo", is_flag=True, help="Bring it back; then SEARCH must be its number.")
@json_option
@click.pass_obj
def delete(context: Context, search: str, undo: bool, as_json: bool) -> None:
    """Delete a saved search of yours."""
    with context.services() as services:
        if undo and not search.isdecimal():
            raise UsageError("A deleted search has no name any more.", "Name it by its number.")
        number = int(search) if undo else _number(services, search)
        (store.bring_back if undo else store.delete)(services.record, number)
    done = "is back" if undo else f"is deleted; `muster saved delete {number} --undo` brings it back"
    answer(as_json, {"id": number, "deleted": not undo}, lambda: click.echo(f"Search {number} {done}."))


def _rows(services: Services, number: int = 0) -> list[dict[str, Any]]:
    found = saved_queries.saved_searches(services.record.db, services.record.actor)
    found = [s for s in found if not number or s["id"] == number]
    new = news.counted(services, found)
    return [
        {**{c: s[c] for c in COLUMNS if c in s}, "query": said(s["query"]), "new": new.get(s["id"])}
        for s in found
    ]


def _number(services: Services, search: str) -> int:
    """A saved search by its number or its name; one's own before another's of the same name."""
    every = saved_queries.saved_searches(services.record.db, services.record.actor)
    for saved_search in every:
        if search in (str(saved_search["id"]), saved_search["name"]):
            return int(saved_search["id"])
    raise NotFound(f"There is no saved search “{search}”.", "`muster saved list` shows yours.")


def _print(data: dict[str, Any]) -> None:
    for hit in data["hits"]:
        click.echo(click.style(hit["citation"], bold=True) + f"  [passage {hit['passage']}]")
    passages = f"{data['new']} new passage{'' if data['new'] == 1 else 's'}"
    click.echo(f"{passages} in “{data['name']}” since {data['since']}.")


COMMANDS = (saved,)
