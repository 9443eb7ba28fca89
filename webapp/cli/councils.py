"""council: which council is ours."""

import click

from evidence.reads.councils import councils
from evidence.reads.pending import comparing
from evidence.settling.councils import change_own
from evidence.settling.rescoring import compare_again
from webapp.cli.context import Context
from webapp.cli.output import answer, json_option, note, table

HOW = {
    "config": "as config.toml says",
    "person": "as was confirmed",
    "proposed": "which most papers speak of; `muster council NAME` confirms it, or says another",
    "": "",
}


@click.command()
@click.argument("name", default="")
@click.option("--undo", is_flag=True, help="Take the last confirmation back.")
@json_option
@click.pass_obj
def council(context: Context, name: str, undo: bool, as_json: bool) -> None:
    """Which council is ours; with NAME, confirm it. Evidence of other councils is for comparison only."""
    if name and undo:
        raise click.UsageError("Give a NAME, or --undo.")
    with context.services() as services:
        if name or undo:
            change_own(services, name)
            compare_again(services)
        own, found = services.own, councils(services.record.db)
        left = comparing(services.record.db).left
    data = {"council": own.name, "how": own.how, "councils": found}

    def show() -> None:
        click.echo(
            f"Ours: {own.name}, {HOW[own.how]}."
            if own.name
            else "Which council is ours is not known: `muster council NAME` says it."
        )
        table("Councils", ("Council", "Documents"), found.items(), "No paper names a council.")
        if left:
            note(f"{left} documents wait to be compared again, which `muster serve` or `muster ingest` does.")
        if name and own.how == "config":
            click.echo("config.toml names a council, which stands over what is confirmed here.")

    answer(as_json, data, show)


COMMANDS = (council,)
