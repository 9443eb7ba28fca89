"""measures, links, suggest, accept, reject, link, trace, coverage: passages tied to what they evidence."""

from typing import Any

import click

from evidence.errors import NotFound
from evidence.language.units import say_target
from evidence.linking.stance import say_stance
from evidence.model import LinkStatus, Stance
from evidence.reads import coverage as coverage_reads
from evidence.reads import links as link_reads
from evidence.reads import measures as measure_reads
from evidence.settling.suggestions import missing_model, suggest_for_passage
from evidence.store import links as link_store
from webapp.cli.context import Context, today
from webapp.cli.output import answer, json_option, pick, short, table

LINK = (
    "id passage document file label page text measure block stance status score reason decided_by"
    " decided_at citation note review guess"
)
MEASURE = (
    "code register council ours theme text label targets document passage coverage overarching owner due rag"
    " retired_at"
)
at_option = click.option("--at", default="", metavar="DATE", help="As on this date; today if left out.")
stances = click.Choice([s.value for s in Stance])


@click.command()
@click.option("--all", "everybodys", is_flag=True, help="Other councils' too, which are for comparison.")
@at_option
@json_option
@click.pass_obj
def measures(context: Context, everybodys: bool, at: str, as_json: bool) -> None:
    """Every measure of ours, with its targets and its coverage."""
    with context.services() as services:
        db, months, own = services.record.db, services.settings.freshness_months, services.own
        marked = [{**m, "ours": own.owns(m["council"])} for m in measure_reads.measures(db)]
        every = [m for m in marked if everybodys or m["ours"]]
        rows = coverage_reads.with_coverage(db, services.framework, every, at or today(), months)
    shown = [pick({**row, "coverage": row["coverage"]["state"]}, MEASURE) for row in rows]
    answer(as_json, shown, lambda: _print_measures(shown))


def _print_measures(rows: list[dict[str, Any]]) -> None:
    table(
        "Measures",
        ("Code", "Theme", "Measure", "Targets", "Coverage"),
        (
            (r["code"], r["theme"], short(r["text"]), "; ".join(map(_told, r["targets"])), r["coverage"])
            for r in rows
        ),
        "There are no measures yet. They come with an improvement notice, an inspection report or a plan.",
    )


def _told(target: dict[str, Any]) -> str:
    """NI 59 at least 72%, June 2010 (met)."""
    state = f" ({target['state']})" if "state" in target else ""
    return f"{target['indicator']} {say_target(target)}{state}".strip()


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
    """List links, suggested and decided."""
    with context.services() as services:
        rows = link_reads.links(
            services.record.db, status=status, document=document, measure=measure, block=block, review=review
        )
    _answer_links(as_json, rows)


def _answer_links(as_json: bool, rows: list[dict[str, Any]]) -> None:
    shown = [pick({**row, "guess": row["status"] == LinkStatus.SUGGESTED}, LINK) for row in rows]
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
                (
                    f"{r['score']:.2f}",
                    r["measure"] or f"block {r['block']}",
                    say_stance(r["stance"], LinkStatus.SUGGESTED),
                    r["reason"],
                )
                for r in rows
            ),
            "Nothing suggests itself.",
        ),
    )


def _decide(
    context: Context, ids: tuple[int, ...], status: LinkStatus, stance: str | None, note: str, as_json: bool
) -> None:
    with context.services() as services:
        link_store.decide(services.record, ids, status, stance=Stance(stance) if stance else None, note=note)
        rows = link_reads.links(services.record.db, ids=list(ids))
    _answer_links(as_json, rows)


@click.command()
@click.argument("ids", nargs=-1, required=True, type=int, metavar="ID…")
@click.option("--stance", type=stances, help="Decide the stance as well.")
@click.option("--note", default="", help="Why.")
@json_option
@click.pass_obj
def accept(context: Context, ids: tuple[int, ...], stance: str | None, note: str, as_json: bool) -> None:
    """Accept links: they count from now on."""
    _decide(context, ids, LinkStatus.ACCEPTED, stance, note, as_json)


@click.command()
@click.argument("ids", nargs=-1, required=True, type=int, metavar="ID…")
@click.option("--stance", type=stances, help="Decide the stance as well.")
@click.option("--note", default="", help="Why.")
@json_option
@click.pass_obj
def reject(context: Context, ids: tuple[int, ...], stance: str | None, note: str, as_json: bool) -> None:
    """Reject links: they are kept, and never suggested again."""
    _decide(context, ids, LinkStatus.REJECTED, stance, note, as_json)


@click.command()
@click.argument("ids", nargs=-1, required=True, type=int, metavar="ID…")
@json_option
@click.pass_obj
def undecide(context: Context, ids: tuple[int, ...], as_json: bool) -> None:
    """Put links back to suggested: undo an accept or a reject."""
    _decide(context, ids, LinkStatus.SUGGESTED, None, "", as_json)


@click.command()
@click.argument("passage", type=int)
@click.option("--measure", default="", metavar="CODE")
@click.option("--block", default="", metavar="CODE")
@click.option("--stance", type=stances, default="supports", show_default=True)
@click.option("--note", default="", help="Why.")
@json_option
@click.pass_obj
def link(
    context: Context, passage: int, measure: str, block: str, stance: str, note: str, as_json: bool
) -> None:
    """Tie a passage to a measure or a block yourself; accepted at once."""
    if bool(measure) == bool(block):
        raise click.UsageError("Give either --measure or --block.")
    with context.services() as services:
        found = services.framework.block(block) if block else None
        if block and found is None:
            known = ", ".join(b.code for b in services.framework.blocks)
            raise NotFound(
                f"There is no block {block} in {services.framework.code}.", f"Its blocks: {known}."
            )
        made = link_store.add(
            services.record,
            services.framework.code,
            passage,
            measure=measure,
            block=found.code if found else "",
            stance=Stance(stance),
            note=note,
        )
        row = pick(link_reads.links(services.record.db, ids=[made])[0], LINK)
    answer(
        as_json,
        row,
        lambda: click.echo(f"Link {row['id']}: {row['citation']} {row['stance']} {measure or block}."),
    )


@click.command()
@click.argument("code")
@at_option
@json_option
@click.pass_obj
def trace(context: Context, code: str, at: str, as_json: bool) -> None:
    """A measure to its evidence. An indicator ("NI 59") works as a code; so does a block."""
    with context.services() as services:
        db, framework, months = services.record.db, services.framework, services.settings.freshness_months
        block = coverage_reads.trace_block(db, framework, code, at or today(), months)
        found = [block] if block else coverage_reads.trace(db, framework, code, at or today(), months)
    # One measure answers with one object; an indicator that stands in several registers with the first,
    # and the rest under "also", so that the shape does not depend on what else was ingested.
    data = {**found[0], "also": found[1:]}
    data["coverage"] = data["coverage"]["state"]
    data["coverage_detail"] = found[0]["coverage"]

    def show_traces() -> None:
        for one in found:
            _print_trace(one)

    answer(as_json, data, show_traces)


def _print_trace(data: dict[str, Any]) -> None:
    click.echo(click.style(data.get("measure") or f"Block {data['block']}", bold=True))
    click.echo(data.get("text") or data["description"])
    click.echo(f"{data['coverage']['state']}: {data['coverage']['reason']}")
    for target in data.get("targets", ()):
        click.echo(f"  target: {_told(target)}")
    for stance in Stance:
        entries = [e for e in data["evidence"] if e["stance"] == stance]
        _print_evidence(stance.value.capitalize(), entries)
    _print_evidence("Baseline, older than the measure, not counted", data["baseline"])
    _print_evidence("Comparison, about another council, not counted", data["comparison"])
    _print_evidence("To be looked at again, not counted", data["review"])
    _print_evidence("Suggested, not decided", data["suggested"])
    click.echo()


def _print_evidence(title: str, entries: list[dict[str, Any]]) -> None:
    if entries:
        click.echo(f"\n{title}")
    for e in entries:
        who = f", {e['source_class']}" if e["source_class"] else ""
        guess = f", {say_stance(e['stance'], e['status'])}" if e["status"] == LinkStatus.SUGGESTED else ""
        click.echo(f"  [{e['link']}] {e['citation']}{who}{guess}\n      {short(e['text'], 140)}")


@click.command()
@at_option
@json_option
@click.pass_obj
def coverage(context: Context, at: str, as_json: bool) -> None:
    """All measures and blocks, and how well each is evidenced."""
    with context.services() as services:
        rows = coverage_reads.coverage(
            services.record.db,
            services.framework,
            at or today(),
            services.settings.freshness_months,
            services.own,
        )
    columns = ("code", "state", "supporting", "contradicting", "newest")
    answer(
        as_json,
        rows,
        lambda: table("Coverage", columns, ([r[c] for c in columns] for r in rows), "Nothing to cover yet."),
    )


COMMANDS = (measures, links, suggest, accept, reject, undecide, link, trace, coverage)
