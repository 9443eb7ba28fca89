"""links, suggest, accept, reject, undecide, link: passages tied to what they evidence."""

from typing import Any

import click

from evidence.errors import NotFound
from evidence.frameworks import framework
from evidence.model import LinkStatus, Stance
from evidence.reads import links as link_reads
from evidence.reads.links import say_stance
from evidence.reads.queue import queue, say_waiting
from evidence.settling.suggestions import missing_model, suggest_for_passage
from evidence.store import links as link_store
from webapp.cli.context import Context
from webapp.cli.output import answer, json_option, pick, short, table

LINK = (
    "id version passage document file label page text measure block framework stance status score reason"
    " decided_by decided_at citation note quote review guess look"
)
stances = click.Choice([s.value for s in Stance])


@click.command()
@click.option("--status", default="", type=click.Choice(["", *(s.value for s in LinkStatus)]))
@click.option("--document", type=int)
@click.option("--measure", default="")
@click.option("--block", default="")
@click.option("--review", is_flag=True, help="Those alone whose words a re-reading did not find again.")
@json_option
@click.pass_obj
def links(
    context: Context,
    status: str,
    document: int | None,
    measure: str,
    block: str,
    review: bool,
    as_json: bool,
) -> None:
    """List links, suggested and decided.

    Suggestions are in the order in which to look at them, each passage once for measures that ask for the
    same; "look" marks those that are worth a look now.
    """
    with context.services() as services:
        db = services.record.db
        rows = link_reads.links(
            db, status=status, document=document, measure=measure, block=block, review=review
        )
        waiting = queue(db)
    if status == LinkStatus.SUGGESTED:
        at = {link: place for place, link in enumerate(waiting.every)}
        rows = [row for row in rows if measure or row["id"] in at]
        rows.sort(key=lambda row: at.get(row["id"], len(at)))
    worth = set(waiting.look)
    rows = [{**row, "look": row["id"] in worth} for row in rows]
    answer_links(as_json, rows)
    if not as_json and not review:
        click.echo(say_waiting(waiting))


def answer_links(as_json: bool, rows: list[dict[str, Any]]) -> None:
    """The links, as JSON or as a table."""
    shown = [pick({"look": False, **row}, LINK) for row in rows]
    columns = ("Link", "Ties", "Status", "Stance", "Score", "Citation", "Reason")
    answer(
        as_json,
        shown,
        lambda: table(
            "Links",
            columns,
            (
                (
                    r["id"],
                    r["measure"] or f"block {r['block']}",
                    r["status"],
                    say_stance(r["stance"], r["status"]),
                    f"{r['score']:.2f}",
                    r["citation"],
                    short(r["review"] or r["reason"]),
                )
                for r in shown
            ),
            "No links match.",
        ),
    )


@click.command()
@click.argument("passage", type=int)
@click.option("--top", default=5, show_default=True, type=click.IntRange(1))
@json_option
@click.pass_obj
def suggest(context: Context, passage: int, top: int, as_json: bool) -> None:
    """Measures and blocks for a passage, best first, whatever the threshold."""
    with context.services() as services:
        found = suggest_for_passage(services, passage, top)
    if problem := missing_model():
        click.echo(problem, err=True)
    rows = [
        {
            "measure": s.measure or None,
            "block": s.block or None,
            "score": s.score,
            "stance": s.stance.value,
            "guess": True,
            "reason": s.reason,
        }
        for s in found
    ]
    answer(
        as_json,
        rows,
        lambda: table(
            f"Suggestions for passage {passage}",
            ("Score", "Ties", "Stance", "Reason"),
            (
                (f"{s.score:.2f}", s.measure or f"block {s.block}", f"{s.stance.value} (a guess)", s.reason)
                for s in found
            ),
            "Nothing suggests itself.",
        ),
    )


@click.command()
@click.argument("passage", type=int)
@click.option("--measure", default="", metavar="CODE")
@click.option("--block", default="", metavar="CODE")
@click.option(
    "--framework", "used", default="", metavar="NAME", help="The block's; config.toml's if left out."
)
@click.option("--stance", type=stances, default="supports", show_default=True)
@click.option("--note", default="", help="Why.")
@click.option("--quote", default="", help="Words of the passage that it rests on, as they stand there.")
@json_option
@click.pass_obj
def link(
    context: Context,
    passage: int,
    measure: str,
    block: str,
    used: str,
    stance: str,
    note: str,
    quote: str,
    as_json: bool,
) -> None:
    """Tie a passage to a measure or a block yourself; accepted at once."""
    if bool(measure) == bool(block):
        raise click.UsageError("Give either --measure or --block.")
    with context.services() as services:
        blocks = framework.load(used) if used else services.framework
        found = blocks.block(block) if block else None
        if block and found is None:
            known = ", ".join(b.code for b in blocks.blocks)
            raise NotFound(f"There is no block {block} in {blocks.code}.", f"Its blocks: {known}.")
        made = link_store.add(
            services.record,
            blocks.code,
            passage,
            measure=measure,
            block=found.code if found else "",
            stance=Stance(stance),
            note=note,
            quote=quote,
        )
        row = pick({**link_reads.links(services.record.db, ids=[made])[0], "look": False}, LINK)
    answer(
        as_json,
        row,
        lambda: click.echo(f"Link {row['id']}: {row['citation']} {row['stance']} {measure or block}."),
    )


COMMANDS = (links, suggest, link)
