"""coverage: how well every measure and block is evidenced, at a day, as known then, since a review."""

from pathlib import Path

import click

from webapp.cli.context import Context
from webapp.cli.measures import at_option, known_option
from webapp.cli.output import answer, export_writer, json_option, note, pick, table

KEYS = (
    "code kind text state reason supporting contradicting voices sources newest was missing rests_on"
    " register theme owner framework limits marking"
)


@click.command()
@at_option
@known_option
@click.option("--since", default="", metavar="DATE", help="Say what moved since the review of this day.")
@click.option("--xlsx", "targets", multiple=True, type=click.Path(path_type=Path), metavar="FILE")
@click.option("--csv", "targets", multiple=True, type=click.Path(path_type=Path), metavar="FILE")
@json_option
@click.pass_obj
def coverage(
    context: Context, at: str, known: str, since: str, targets: tuple[Path, ...], as_json: bool
) -> None:
    """All measures and blocks, and how well each is evidenced."""
    from evidence.exports import coverage as tables  # writes workbooks: not for every command

    kinds = {".xlsx": tables.as_xlsx, ".csv": tables.as_csv}
    writers = [export_writer(target, kinds) for target in targets]
    with context.services() as services:
        found = tables.table(services, at, known, since)
    for write in writers:
        write(found)
    if targets and found.marking:
        note(f"What was written is marked {found.marking}.")
    for sentence in found.says:
        note(sentence)
    if not context.cleared:
        note("It counts what you may see: what is marked OFFICIAL-SENSITIVE is for people who are cleared.")
    rows = [pick(row, KEYS) for row in found.rows]
    columns = (
        "code",
        "state",
        *(["was"] if found.since else []),
        "supporting",
        "contradicting",
        "voices",
        "newest",
    )

    def show() -> None:
        if found.rows or not found.says:
            table("Coverage", columns, ([r[c] for c in columns] for r in rows), "Nothing to cover yet.")

    answer(as_json, rows, show)


COMMANDS = (coverage,)
