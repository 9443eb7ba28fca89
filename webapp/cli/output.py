"""How commands answer: JSON for scripts, tables for people."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import click

from evidence.errors import HomeError, UsageError
from webapp.cli.tables import draw

version_option = click.option(
    "--version", "seen", type=click.IntRange(0), help="The version you saw: of another nothing is changed."
)
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")


Command = Callable[..., Any]


def options(*each: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several of click's decorators as one, the first outermost: commands that decide alike take the same."""
    return lambda command: reduce(lambda made, one: one(made), reversed(each), command)


def answer(as_json: bool, data: Any, show: Callable[[], None]) -> None:
    """Print ``data`` as JSON, or let ``show`` print it for a person."""
    if as_json:
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        show()


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], empty: str) -> None:
    """Print rows as a table on stdout, or the sentence ``empty`` where there are none."""
    rows = list(rows)
    if not rows:
        click.echo(empty)
        return
    draw(title, columns, rows)


def pick(row: dict[str, Any], keys: str) -> dict[str, Any]:
    """The named keys of a row, in that order."""
    return {key: row[key] for key in keys.split()}


def short(text: str, length: int = 90) -> str:
    """A text on one line, cut with an ellipsis."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1].rstrip() + "…"


def export_writer(target: Path, kinds: Mapping[str, Callable[[Any], bytes]]) -> Callable[[Any], None]:
    """What writes to ``target``, by the ending of its name. Raises UsageError; writing raises HomeError."""
    made = kinds.get(target.suffix.lower())
    if made is None:
        raise UsageError(
            f"{target.name} is neither {' nor '.join(kinds)}.", "End the name with one of these."
        )

    def write(data: Any) -> None:
        try:
            target.write_bytes(made(data))
        except OSError as error:
            raise HomeError(
                f"{target} cannot be written: {error.strerror}.", "Choose another place."
            ) from error

    return write


def marked(marking: str) -> str:
    """What is said behind a file that was written: ", marked OFFICIAL-SENSITIVE"; nothing where it is not."""
    return f", marked {marking}" if marking else ""


def note(text: str) -> None:
    """Say something on stderr."""
    click.echo(text, err=True)
