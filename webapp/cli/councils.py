"""council: which council is ours."""

import click

from evidence.reads.councils import councils
from evidence.store.councils import settle
from webapp.cli.context import Context
from webapp.cli.output import answer, json_option, table

HOW = {
    "config": "as config.toml says",
    "person": "as was confirmed",
    "proposed": "which most papers speak of; `muster council NAME` confirms it, or says another",
    "": "",
}


@click.command()
@click.argument("name", default="")
@json_option
@click.pass_obj
def council(context: Context, name: str, as_json: bool) -> None:
    """Which council is ours; with NAME, confirm it. Evidence of other councils is for comparison only."""
    with context.services() as services:
        if name:
            settle(services.record, name)
        own, found = services.own, councils(services.record.db)
    data = {"council": own.name, "how": own.how, "councils": found}

    def show() -> None:
        click.echo(
            f"Ours: {own.name}, {HOW[own.how]}." if own.name else "Which council is ours is not known."
        )
        table("Councils", ("Council", "Documents"), found.items(), "No paper names a council.")
        if name and own.how == "config":
            click.echo("config.toml names a council, which stands over what is confirmed here.")

    answer(as_json, data, show)


COMMANDS = (council,)
