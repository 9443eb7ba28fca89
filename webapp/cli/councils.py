"""council: which council is ours."""

from dataclasses import asdict

import click

from evidence.reads.councils import OwnCouncil, Relative, councils, relatives
from evidence.reads.pending import comparing
from evidence.reads.versions import version
from evidence.settling.councils import change_own, decide_succession
from evidence.settling.rescoring import compare_again
from webapp.cli.context import Context
from webapp.cli.output import answer, json_option, note, table, version_option

HOW = {
    "config": "as config.toml says",
    "person": "as was confirmed",
    "proposed": "which most papers speak of; `muster council NAME` confirms it, or says another",
    "": "",
}


STANDING = {
    True: "counts as ours.",
    False: "is for comparison.",
    None: "is for comparison until someone decides, with `muster council --counts NAME` or --apart NAME.",
}


@click.command()
@click.argument("name", default="")
@click.option("--undo", is_flag=True, help="Take your own last confirmation back.")
@click.option("--counts", default="", metavar="NAME", help="A predecessor's papers count as ours.")
@click.option("--apart", default="", metavar="NAME", help="A predecessor's papers are for comparison.")
@click.option("--undecide", default="", metavar="NAME", help="Take either of these back.")
@version_option
@json_option
@click.pass_obj
def council(
    context: Context,
    name: str,
    undo: bool,
    counts: str,
    apart: str,
    undecide: str,
    seen: int | None,
    as_json: bool,
) -> None:
    """Which council is ours; with NAME, confirm it. Evidence of other councils is for comparison only.

    Papers of a council that ours came from, or became, count as a person decides.
    """
    asked = [(name or None), undo or None, counts or None, apart or None, undecide or None]
    if sum(x is not None for x in asked) > 1:
        raise click.UsageError("Give one of NAME, --undo, --counts, --apart and --undecide.")
    with context.services() as services:
        if name or undo:
            change_own(services, name, seen)
        for decided, value in ((counts, True), (apart, False), (undecide, None)):
            if decided:
                decide_succession(services, decided, value)
        if any(asked):
            compare_again(services)
        db = services.record.db
        own, found, left = services.own, councils(db), comparing(db).left
        kin = relatives(db, own)
        seen_now = version(db, "settled", "council")
    stands = {"council": own.name, "how": own.how, "version": seen_now}
    data = {**stands, "councils": found, "relatives": [asdict(r) for r in kin]}
    answer(as_json, data, lambda: _show(own, found, kin, left))
    if name and own.how == "config":
        note("config.toml names a council, which stands over what is confirmed here.")


def _show(own: OwnCouncil, found: dict[str, int], kin: list[Relative], left: int) -> None:
    click.echo(
        f"Ours: {own.name}, {HOW[own.how]}."
        if own.name
        else "Which council is ours is not known: `muster council NAME` says it."
    )
    table("Councils", ("Council", "Documents"), found.items(), "No paper names a council.")
    for r in kin:
        click.echo(f"{r.name} ({r.how}, {r.documents} documents): {STANDING[r.counts]}")
    if left:
        note(f"{left} documents wait to be compared again, which `muster serve` or `muster ingest` does.")


COMMANDS = (council,)
