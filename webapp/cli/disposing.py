"""dispose, retention: what must go by law or by order, and what has been kept as long as it should be."""

from dataclasses import asdict
from typing import Any

import click

from evidence.errors import UsageError
from evidence.reads.disposals import disposals
from evidence.upkeep.disposal import Plan, finish, planned
from evidence.upkeep.disposal import dispose as do
from evidence.upkeep.retention import due
from webapp.cli.context import Context
from webapp.cli.output import answer, json_option, table


@click.command()
@click.argument("document", type=int, metavar="DOC", required=False)
@click.option("--reason", default="", help="Why, for the log. Name nobody: the log keeps it.")
@click.option(
    "--authority", default="", help="Who asks for it: a court’s order by its number, a request by its date."
)
@click.option("--with-enclosed", is_flag=True, help="What came inside its file, attachments say, too.")
@click.option(
    "--preview", is_flag=True, help="Say what would go and what would still hold it; change nothing."
)
@click.option("--finish", "again", is_flag=True, help="Remove what an interrupted disposal left in the home.")
@click.option("--list", "listed", is_flag=True, help="List what was disposed of.")
@json_option
@click.pass_obj
def dispose(
    context: Context,
    document: int | None,
    reason: str,
    authority: str,
    with_enclosed: bool,
    preview: bool,
    again: bool,
    listed: bool,
    as_json: bool,
) -> None:
    """Dispose of a document for good, on a court's or a person's request, with all that was made of it."""
    if (document is None) != (again or listed) or (again and listed):
        raise UsageError("Give a DOC, or --list, or --finish.", "`muster dispose --help` says more.")
    with context.services() as services:
        if document is None:
            count = finish(services) if again else 0
            rows = disposals(services.record.db, cleared=context.cleared)
            answer(as_json, rows, lambda: _show(rows, count))
            return
        if preview:
            plan = planned(services, document, with_enclosed=with_enclosed)
        else:
            plan = do(services, document, reason, authority, with_enclosed=with_enclosed)
    data = {"done": not preview, **asdict(plan)}
    answer(as_json, data, lambda: _say(plan, done=not preview))


def _say(plan: Plan, *, done: bool) -> None:
    what = "Gone" if done else "Would go"
    numbers = ", ".join(f"{one['id']} ({one['name']})" for one in plan.documents)
    counts = f"{plan.passages} passages, {plan.links} links, {plan.measures} measures"
    click.echo(f"{what}: documents {numbers}, {counts}, with originals, pictures, index and copies here.")
    for said in still(plan):
        click.echo(said)


def still(plan: Plan) -> list[str]:
    """What holds it all the same, or may."""
    issues = (f"Issue {number} of pack {name}" for name, number in plan.issues)
    found = [f"{issue} holds it, and stays as it was issued." for issue in issues]
    if plan.backups:
        many = f"{len(plan.backups)} backups hold it, the newest {plan.backups[-1]}"
        found.append(f"{many}: delete them, or let them rotate.")
    if plan.like:
        found.append(f"Almost the same: documents {', '.join(map(str, plan.like))}. They stay.")
    found += [f"Document {holder['id']} holds it in its file: dispose of that." for holder in plan.holders]
    return found


def _show(rows: list[dict[str, Any]], finished: int) -> None:
    if finished:
        click.echo("Nothing of what was disposed of is left in the home.")
    lines = (
        (r["at"][:10], r["documents"], r["sha256"][:12], r["by"], r["authority"], r["reason"]) for r in rows
    )
    heads = ("When", "Documents", "File", "By", "Authority", "Why")
    table("Disposed of", heads, lines, "Nothing was disposed of.")


@click.command()
@json_option
@click.pass_obj
def retention(context: Context, as_json: bool) -> None:
    """List documents that have been kept longer than config.toml says for their kind. It removes nothing."""
    with context.services() as services:
        rows = due(services)
    lines = ((r["id"], r["kind"], r["name"], r["date"], r["years"], r["until"]) for r in rows)
    heads = ("Document", "Kind", "Title", "Of", "Years", "Review since")
    answer(as_json, rows, lambda: table("Due for review", heads, lines, "Nothing is due for review."))


COMMANDS = (dispose, retention)
