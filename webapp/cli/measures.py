"""measures, trace, terms: what is asked for, and what evidences it."""

from pathlib import Path
from typing import Any

import click

from evidence.exports.marked import marking_of
from evidence.language.citations import say_time
from evidence.language.units import say_target
from evidence.model import LinkStatus, Stance
from evidence.reads import coverage as coverage_reads
from evidence.reads import measures as measure_reads
from evidence.reads.links import say_stance
from evidence.reads.measure_updates import say_update
from evidence.reads.packs import frameworks
from evidence.reads.versions import last_event
from evidence.settling import match_terms
from evidence.settling.rescoring import compare_again
from evidence.store.match_terms import CHANGED
from evidence.tracing.moments import as_on, known_by
from webapp.cli.context import Context, today
from webapp.cli.output import (
    answer,
    export_writer,
    json_option,
    marked,
    note,
    pick,
    short,
    table,
    version_option,
)

MEASURE = (
    "code register council ours theme text label targets document passage coverage overarching owner due rag"
    " rating progress said_by differs answer response answered_at response_citation retired_at equivalent"
    " standing"
)
at_option = click.option("--at", default="", metavar="DATE", help="As on this date; today if left out.")
known_option = click.option(
    "--known-at",
    "known",
    default="",
    metavar="DATE",
    help="Only what had been decided by the end of this day.",
)


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
        rows = coverage_reads.with_coverage(db, services.framework, every, as_on(at, today()), months)
    shown = [
        pick({**row, "rating": row["rag"], "coverage": row["coverage"]["state"]}, MEASURE) for row in rows
    ]
    answer(as_json, shown, lambda: _print_measures(shown))


def _print_measures(rows: list[dict[str, Any]]) -> None:
    answered = any(r["answer"] for r in rows)
    table(
        "Measures",
        ("Code", "Theme", "Measure", *(["Answer"] if answered else []), "Targets", "Coverage"),
        (
            (
                *(r["code"], r["theme"], short(r["text"])),
                *([_answered(r)] if answered else []),
                *("; ".join(map(_told, r["targets"])), r["coverage"]),
            )
            for r in rows
        ),
        "There are no measures yet. They come with an improvement notice, an inspection report or a plan.",
    )


def _answered(row: dict[str, Any]) -> str:
    """rejected: "We do not accept …" (Government response, 4 May 2024, p. 7); nothing of other measures."""
    said = f": “{short(row['response'])}” ({row['response_citation']})" if row["response"] else ""
    return f"{row['answer']}{said}"


def _told(target: dict[str, Any]) -> str:
    """NI 59 at least 72%, June 2010 (met)."""
    state = f" ({target['state']}{_confirmed(target)})" if "state" in target else ""
    return f"{target['indicator']} {say_target(target)}{state}".strip()


def _confirmed(target: dict[str, Any]) -> str:
    seen = target.get("observation")
    return "" if not seen or seen["confirmed"] else ", by a value nobody confirmed"


@click.command()
@click.argument("code")
@at_option
@known_option
@click.option("--xlsx", "targets", multiple=True, type=click.Path(path_type=Path), metavar="FILE")
@click.option("--csv", "targets", multiple=True, type=click.Path(path_type=Path), metavar="FILE")
@click.option("--pdf", "targets", multiple=True, type=click.Path(path_type=Path), metavar="FILE")
@json_option
@click.pass_obj
def trace(context: Context, code: str, at: str, known: str, targets: tuple[Path, ...], as_json: bool) -> None:
    """A measure to its evidence. An indicator ("NI 59") works as a code; so does a block, of the home's
    framework or an inspection's (CODE@FRAMEWORK names one).

    FILE takes the whole of it: each link with its words, file, decision and the log's events about it.
    """
    at, known = as_on(at, today()), known_by(known, today())
    if targets:
        _export_trace(context, code, at, known, targets, as_json)
        return
    with context.services() as services:
        db, framework, months = services.record.db, services.framework, services.settings.freshness_months
        own, known_ones = services.own, frameworks(db, framework)
        block = coverage_reads.trace_block_of(db, known_ones, code, at, months, known, own)
        found = [block] if block else coverage_reads.trace(db, framework, code, at, months, known)
        marking = marking_of(db, found)
    # One measure answers with one object; an indicator that stands in several registers with the first,
    # and the rest under "also", so that the shape does not depend on what else was ingested.
    data = {**found[0], "also": found[1:], "marking": marking}
    data["coverage"] = data["coverage"]["state"]
    data["coverage_detail"] = found[0]["coverage"]

    def show_traces() -> None:
        if marking:
            click.echo(marking)
        for one in found:
            _print_trace(one)

    answer(as_json, data, show_traces)


def _export_trace(
    context: Context, code: str, at: str, known: str, targets: tuple[Path, ...], as_json: bool
) -> None:
    from evidence.exports import trace as traces  # draws pages: not for every command

    kinds = {".xlsx": traces.as_xlsx, ".csv": traces.as_csv, ".pdf": traces.as_pdf}
    writers = [export_writer(target, kinds) for target in targets]
    with context.services() as services:
        found = traces.export(services, code, at, known)
    for write in writers:
        write(found)
    names = [str(target) for target in targets]
    links = sum(1 for row in found.rows if row["link"])
    said = f"{', '.join(names)}: {links} links{marked(found.marking)}."
    answer(as_json, {"files": names, "links": links, "marking": found.marking}, lambda: click.echo(said))


def _print_trace(data: dict[str, Any]) -> None:
    click.echo(click.style(data.get("measure") or f"Block {data['block']}", bold=True))
    click.echo(data.get("text") or data["description"])
    if data.get("retired_at"):
        gone = say_time(data["retired_at"])
        click.echo(f"  Its paper has not been read to ask for it since {gone}: it stays, because somebody")
        click.echo("  decided on it or a pack holds it.")
    click.echo(f"{data['coverage']['state']}: {data['coverage']['reason']}")
    for sentence in data["coverage"]["missing"]:
        click.echo(f"  missing: {sentence}")
    _print_said(data)
    for one in data.get("limits", ()):
        click.echo(f"  limit: {one['sentence']}\n    {one['says']}")
    if data.get("answer"):
        click.echo(f"  answer: {_answered(data)}")
    for target in data.get("targets", ()):
        click.echo(f"  target: {_told(target)}")
    for stance in Stance:
        entries = [e for e in data["evidence"] if e["stance"] == stance]
        _print_evidence(stance.value.capitalize(), entries)
    _print_evidence("Dated later than asked, not counted", data["later"])
    _print_evidence("Baseline, older than the measure, not counted", data["baseline"])
    _print_evidence("Comparison, about another council, not counted", data["comparison"])
    _print_evidence("To be looked at again, not counted", data["review"])
    _print_evidence("Suggested, not decided", data["suggested"])
    _print_evidence("Rejected", data["rejected"])
    for pair in data.get("crosswalk", ()):
        if pair["status"] != "rejected":
            click.echo(
                f"\n{pair['other']} asks for the same ({pair['status']}): {short(pair['other_text'], 100)}"
            )
    for e in data.get("offered", ()):
        click.echo(f"\nAccepted for {e['accepted_for']}: {e['citation']}")
        click.echo(f"  `muster link {e['passage']} --measure {data['measure']}` accepts it for this one too.")
    click.echo()


def _print_said(data: dict[str, Any]) -> None:
    """Owner, due date, rating and progress, each with its paper, and where the evidence says otherwise."""
    for name, key in (("owner", "owner"), ("due", "due"), ("rated", "rating"), ("progress", "progress")):
        source = data.get("said_by", {}).get("rag" if key == "rating" else key, {})
        if data.get(key) or source:
            where = f" ({source['citation']})" if source.get("citation") else ""
            click.echo(f"  {name}: {short(data[key] or 'none', 140)}{where}")
    for update in data.get("updates", ()):
        click.echo(f"  said: {short(say_update(update), 300)}")
    for sentence in data.get("differs", ()):
        click.echo(f"  but: {sentence}")


def _print_evidence(title: str, entries: list[dict[str, Any]]) -> None:
    if entries:
        click.echo(f"\n{title}")
    for e in entries:
        who = f", {e['source_class']}" if e["source_class"] else ""
        guess = f", {say_stance(e['stance'], e['status'])}" if e["status"] == LinkStatus.SUGGESTED else ""
        voice = f", voice {e['voice']}" if e["voice"] else ""
        click.echo(f"  [{e['link']}] {e['citation']}{who}{voice}{guess}\n      {short(e['text'], 140)}")


@click.command()
@click.argument("code")
@click.option("--add", "added", multiple=True, metavar="TERM", help="Words that tell of the measure too.")
@click.option("--leave-out", "left_out", multiple=True, metavar="TERM", help="Words of it that do not.")
@click.option("--restore", multiple=True, metavar="TERM", help="Take either of these back.")
@click.option("--preview", is_flag=True, help="Show what would change; keep nothing.")
@version_option
@json_option
@click.pass_obj
def terms(
    context: Context,
    code: str,
    added: tuple[str, ...],
    left_out: tuple[str, ...],
    restore: tuple[str, ...],
    preview: bool,
    seen: int | None,
    as_json: bool,
) -> None:
    """The words by which passages are found for a measure: the machine's, and yours."""
    with context.services() as services:
        now = match_terms.terms_of(services, code)
        new = now.changed(added, left_out, restore)
        shown = match_terms.preview(services, code, *new) if preview else None
        if not preview and match_terms.keep(services, code, *new, seen=seen):
            compare_again(services)
        version = last_event(services.record.db, CHANGED, f"measure {now.measure['code']}")
    data: dict[str, Any] = {
        "measure": now.measure["code"],
        "version": version,
        "proposed": now.proposed,
        "added": new[0],
        "left_out": new[1],
        "kept": not preview,
    }
    if now.few and not added:
        note(
            "It has too few telling words for passages to be found by them: add terms, or use `muster link`."
        )
    if shown:
        data |= {"gains": shown.gains, "losses": shown.losses, "documents": shown.documents, "of": shown.of}
        data |= {
            name: [pick(p, "id citation text") for p in some]
            for name, some in (("gained", shown.gained), ("lost", shown.lost))
        }
    answer(as_json, data, lambda: _print_terms(data))


def _print_terms(data: dict[str, Any]) -> None:
    for name, key in (("Its own", "proposed"), ("Added", "added"), ("Left out", "left_out")):
        click.echo(f"{name}: {', '.join(data[key]) or 'none'}")
    if data["kept"]:
        return
    click.echo(f"\nNothing is kept yet. In {data['documents']} of {data['of']} documents:")
    for count, what, some in (
        (data["gains"], "would be suggested", data["gained"]),
        (data["losses"], "would be suggested no more", data["lost"]),
    ):
        click.echo(f"{count} {'passage' if count == 1 else 'passages'} {what}")
        for one in some:
            click.echo(f"  [{one['id']}] {one['citation']}\n      {short(one['text'], 140)}")


COMMANDS = (measures, trace, terms)
