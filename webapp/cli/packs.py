"""pack …: sections of evidence assembled for an inspection, frozen, verified."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from evidence.home import keys
from evidence.packs.issuing import issue as issues
from evidence.packs.issuing.delivery import deliver, written
from evidence.packs.planning.changes import told
from evidence.packs.progress import Progress, Told, untold
from evidence.packs.proving.verify import verify as verify_files
from evidence.reads import packs as reads
from evidence.reads.signing import keys as signing_keys
from evidence.services import Services
from evidence.store import packs as store
from evidence.store.pack_changes import refuse_changed
from evidence.store.pack_templates import take_sections
from webapp.cli.context import Context
from webapp.cli.output import answer, json_option, note, pick, short, table, version_option

ITEM = "id link passage document citation stance date source_class text kind_of_item first_page last_page"
LEFT_OUT = "link passage document citation stance date source_class text why"


@click.group()
def pack() -> None:
    """Sections of evidence assembled for an inspection."""


@pack.command("new")
@click.argument("name")
@click.option("--inspection", "for_inspection", required=True, metavar="NAME")
@click.option("--title", default="", help="What the cover says; the name if left out.")
@click.option("--like", default="", metavar="PACK", help="Take over the sections of this pack.")
@json_option
@click.pass_obj
def new_pack(context: Context, name: str, for_inspection: str, title: str, like: str, as_json: bool) -> None:
    """Make a pack for an inspection: empty, or with the sections of another, filled with what is accepted."""
    with context.services() as services:
        with services.record.transaction():
            store.add(services.record, name, for_inspection, title)
            missing = take_sections(services.record, name, like) if like else []
        for said in missing:
            note(f"Not taken over: {said}")
        answer_pack(services, name, as_json)


@pack.command("list")
@json_option
@click.pass_obj
def list_packs(context: Context, as_json: bool) -> None:
    """Every pack, the newest first."""
    with context.services() as services:
        rows = reads.packs(services.record.db)
    columns = ("name", "inspection", "sections", "items", "state")
    answer(
        as_json,
        rows,
        lambda: table("Packs", columns, ([r[c] for c in columns] for r in rows), "There are no packs yet."),
    )


@pack.command("show")
@click.argument("name")
@json_option
@click.pass_obj
def show_pack(context: Context, name: str, as_json: bool) -> None:
    """One pack: its sections, their items, what they leave out, its issues."""
    with context.services() as services:
        answer_pack(services, name, as_json)


def answer_pack(services: Services, name: str, as_json: bool, **more: Any) -> None:
    found = _pack(services, name)
    answer(as_json, {**found, **more}, lambda: _print_pack(found))


def _pack(services: Services, name: str) -> dict[str, Any]:
    found = reads.pack(services.record.db, " ".join(name.split()))
    for section in found["sections"]:
        section["items"] = [pick(item, ITEM) for item in section["items"]]
        section["left_out"] = [pick(item, LEFT_OUT) for item in section["left_out"]]
    return found


def _print_pack(found: dict[str, Any]) -> None:
    click.echo(click.style(found["title"], bold=True) + f"  for {found['inspection']}: {found['state']}")
    for section in found["sections"]:
        click.echo(f"\nSection {section['id']}: {section['title']}")
        for item in section["items"]:
            what = item["stance"] or item["kind_of_item"]
            click.echo(f"  [{item['id']}] {what}: {item['citation']}".rstrip(": "))
            click.echo(f"        {short(item['text'])}")
        for item in section["left_out"]:
            click.echo(f"  left out ({item['why']}), {item['stance']}: {item['citation']}")
        if not section["items"]:
            own = not section["measure"] and not section["block"]
            click.echo("  nothing yet" if own else "  no accepted evidence")
    for issued in found["issues"]:
        click.echo(f"\nIssue {issued['number']}, {issued['frozen_at']}, by {issued['frozen_by']}")
        click.echo(f"  PDF SHA-256 {issued['pdf_sha256']}")


@pack.command("freeze")
@click.argument("name")
@version_option
@json_option
@click.pass_obj
def freeze(context: Context, name: str, seen: int | None, as_json: bool) -> None:
    """Issue the pack: its PDF and ZIP never change from now on."""
    with context.services() as services:
        refuse_changed(services.record, name, seen)
        with _watched() as moved:
            built = issues.freeze(services, name, moved)
        _answer_built(services, name, built, as_json)


@pack.command("supplement")
@click.argument("name")
@version_option
@json_option
@click.pass_obj
def supplement(context: Context, name: str, seen: int | None, as_json: bool) -> None:
    """Issue what was added since, at the end; issued page numbers stay."""
    with context.services() as services:
        refuse_changed(services.record, name, seen)
        with _watched() as moved:
            built = issues.supplement(services, name, moved)
        _answer_built(services, name, built, as_json)


@pack.command("build")
@click.argument("name")
@click.option("--issue", type=int, help="An issue's number; the pack as it stands if left out.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="A folder; the home's packs/.")
@json_option
@click.pass_obj
def build(context: Context, name: str, issue: int | None, out: Path | None, as_json: bool) -> None:
    """Build the pack's PDF and ZIP."""
    with context.services() as services:
        with _watched() as moved:
            built = issues.build(services, name, issue, out, moved)
        _answer_built(services, name, built, as_json)


@contextmanager
def _watched() -> Iterator[Told]:
    """A bar on stderr, for a terminal alone, that shows how far the building has come."""
    if not sys.stderr.isatty():
        yield untold
        return
    from rich.console import Console  # loading it takes longer than most of what a command does
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Planning", total=None)

        def moved(progress: Progress) -> None:
            bar.update(
                task, description=progress.stage, completed=progress.done, total=progress.total or None
            )

        yield moved


def _answer_built(services: Services, name: str, built: issues.BuiltPack, as_json: bool) -> None:
    files = {**asdict(built), "pdf": str(built.pdf), "zip": str(built.zip)}

    def show() -> None:
        what = f"Issue {built.issue}" if built.issue else "Draft"
        click.echo(f"{what}: {built.pages} pages")
        click.echo(f"  {built.pdf}\n  {built.zip}")

    for problem in built.problems:
        note(f"note: {problem.message}")
    for file, page, why in built.not_shown:
        note(f"note: page {page} of {file} is not shown: {why}")
    answer(as_json, {**_pack(services, name), "built": files}, show)


@pack.command("verify")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--key", default="", metavar="KEY", help="The home's key: its fingerprint, or a file with it.")
@json_option
@click.pass_obj
def verify(context: Context, file: Path, key: str, as_json: bool) -> None:
    """Is this PDF or ZIP what was issued? Needs both files side by side, and no record. Exit 1 if not.

    Of the files that an issue was split into, FILE is one of them or their folder.
    With --key, or a home named by --home, it also says whether that home signed them.
    """
    named = keys.named(key) if key else ""
    if context.names_a_home:
        with context.services() as services:
            report = verify_files(file, services, named)
    else:
        report = verify_files(file, key=named)
    data = asdict(report)

    def show() -> None:
        fine = "The files agree with each other." if report.notes else "This is what was issued."
        click.echo("\n".join(report.problems) or fine)
        for checked in report.checked:
            click.echo(f"  checked {checked}")

    for said in report.notes:
        note(f"note: {said}")
    answer(as_json, data, show)
    if not report.ok:
        click.get_current_context().exit(1)


@pack.command("split")
@click.argument("name")
@click.option("--issue", type=int, help="An issue's number; the newest if left out.")
@click.option("--mb", type=int, default=20, show_default=True, help="The most megabytes of a file.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="A folder.")
@json_option
@click.pass_obj
def split(context: Context, name: str, issue: int | None, mb: int, out: Path, as_json: bool) -> None:
    """Write an issue's PDF as several files that mailboxes take, cut where documents begin."""
    with context.services() as services:
        wanted = issue or reads.pack(services.record.db, name)["issue"]
        made = deliver(services, name, wanted, mb)
        placed = [written(file, out) for file in made]
    rows = [{**asdict(file), "path": str(path)} for file, path in zip(made, placed, strict=True)]
    for row in rows:
        if row["over"]:
            note(f"note: {row['path']} is over {mb} MB: one document is larger by itself.")
    columns = ("path", "first", "last", "size")
    answer(as_json, rows, lambda: table("Files", columns, ([r[c] for c in columns] for r in rows), ""))


@pack.command("diff")
@click.argument("name")
@click.option("--from", "before", type=int, help="An issue's number; the one before if left out.")
@click.option("--to", "after", type=int, help="An issue's number; the pack as it is now if left out.")
@json_option
@click.pass_obj
def diff(context: Context, name: str, before: int | None, after: int | None, as_json: bool) -> None:
    """What changed between two issues of a pack, or since its newest issue."""
    with context.services() as services:
        found = issues.compare(services, name, before, after)
    answer(as_json, asdict(found), lambda: click.echo("\n".join(told(found))))


@pack.command("key")
@json_option
@click.pass_obj
def show_key(context: Context, as_json: bool) -> None:
    """The keys that this home has signed packs with, the newest first: fingerprint and certificate."""
    with context.services() as services:
        known = list(reversed(signing_keys(services.record.db)))

    def show() -> None:
        for found in known:
            click.echo(f"{found['fingerprint']}  since {found['at']}\n{found['certificate']}", nl=False)
        if not known:
            click.echo("No pack has been signed yet: the first freeze makes the key.")

    answer(as_json, known, show)


COMMANDS: tuple[click.Command, ...] = ()  # pack_contents has them all
