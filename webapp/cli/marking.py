"""mark: who may see a document, by its marking."""

import re
from typing import Any

import click

from evidence.errors import UsageError
from evidence.marking import MARKINGS
from evidence.reads.markings import brought, file_marking
from evidence.reads.markings import marking as read
from evidence.search.open_index import bring_up
from evidence.services import open_services
from evidence.store import markings as store
from evidence.store.record import Record
from webapp.cli.context import Context
from webapp.cli.output import answer, json_option, options, version_option

NONE = "none"
_FILE = re.compile(r"[0-9a-f]{64}")
HOW = "`muster mark 12 OFFICIAL-SENSITIVE --reason WHY` marks document 12."
_given = options(
    click.argument("of", metavar="[DOC]", required=False),
    click.argument("marking", type=click.Choice([*MARKINGS, NONE], case_sensitive=False), required=False),
    click.option("--caveat", default="", help="A descriptor or handling instruction, such as PERSONAL DATA."),
    click.option("--reason", default="", help="Why, for the log."),
    click.option("--undo", is_flag=True, help="Take your last marking of it back."),
    click.option(
        "--by-rules", "rules", is_flag=True, help="As config.toml's rules say; not what a hand set."
    ),
    version_option,
    json_option,
)


@click.command()
@_given
@click.pass_obj
def mark(
    context: Context,
    of: str | None,
    marking: str | None,
    caveat: str,
    reason: str,
    undo: bool,
    rules: bool,
    seen: int | None,
    as_json: bool,
) -> None:
    """Mark a document OFFICIAL or OFFICIAL-SENSITIVE: the latter is there for cleared people alone.

    Without a marking, the one that stands is shown. A file that could not be read has no document: give its
    SHA-256 in place of a number.
    """
    if rules == (of is not None) or (undo and marking):
        raise UsageError("Name one document, or use --by-rules.", HOW)
    with context.services() as services:
        record = services.record
        found: Any
        if of is None:
            found = store.by_rules(record, services.settings.marking.rules)
        elif _FILE.fullmatch(of):
            if marking:
                store.mark_file(record, of, _kept(marking), reason, caveat=caveat)
            found = {"file": of, **file_marking(record.db, of)}
        else:
            found = _of_document(record, _number(of), marking, caveat, reason, undo, seen)
    if rules or undo or marking:
        _bring_up(context)
    answer(as_json, found, lambda: _say(found))


def _of_document(
    record: Record, document: int, marking: str | None, caveat: str, reason: str, undo: bool, seen: int | None
) -> dict[str, Any]:
    if undo:
        store.undo(record, document)
    elif marking:
        store.mark(record, document, _kept(marking), reason, caveat=caveat, seen=seen)
    return {"document": document, **read(record.db, document), "with_it": brought(record.db, document)}


def _number(of: str) -> int:
    if not of.isdigit():
        raise UsageError(f"“{of}” is no document's number.", HOW)
    return int(of)


def _kept(marking: str) -> str:
    return "" if marking == NONE else marking


def _bring_up(context: Context) -> None:
    """The index of those who are not cleared follows at once."""
    with open_services(context.settings, cleared=False) as services:
        if services.record.closed:
            bring_up(services.record, services.engine)


def _say(found: Any) -> None:
    if isinstance(found, list):
        numbers = ", ".join(map(str, found))
        click.echo(f"Marked by rules: documents {numbers}." if found else "No marking changed.")
        return
    thing = f"Document {found['document']}" if "document" in found else f"File {found['file'][:12]}…"
    click.echo(
        f"{thing} is {found['said'] or 'not marked'}." + (f" {found['reason']}" if found["said"] else "")
    )
    if found.get("with_it"):
        click.echo(
            f"With it, documents {', '.join(map(str, found['with_it']))}: they came in one file or message"
            " with it, or are copies. `muster duplicates` says of a copy that it is different."
        )


COMMANDS = (mark,)
