"""withdraw, duplicates: documents that should not count, and papers that say almost the same."""

from typing import Any

import click

from evidence.errors import UsageError
from evidence.reads import duplicates as reads
from evidence.reads.reliance import reliance
from evidence.reads.withdrawals import came_with, withdrawal
from evidence.services import Services
from evidence.store import near_duplicates
from evidence.store import withdrawals as store
from evidence.store.near_duplicates import Verdict
from webapp.cli.context import Context
from webapp.cli.output import answer, json_option, note, table, version_option

OWN = ("id", "version", "status", "share", "reason", "decided_by", "decided_at", "note")
SIDE = ("id", "title", "kind", "date", "file", "withdrawn_at")


@click.command()
@click.argument("document", type=int, metavar="DOC")
@click.option("--note", "why", default="", help="Why, for the log.")
@click.option("--undo", is_flag=True, help="Bring it back.")
@click.option(
    "--measures",
    "becomes",
    type=click.Choice(list(store.BECOMES)),
    default=None,
    help="What becomes of the measures that it brought: they stay, are closed, or leave with it.",
)
@click.option(
    "--with-enclosed", "inside", is_flag=True, help="What came inside its file, attachments say, too."
)
@version_option
@json_option
@click.pass_obj
def withdraw(
    context: Context, document: int, why: str, undo: bool, becomes: str | None, inside: bool,
    seen: int | None, as_json: bool,
) -> None:  # fmt: skip
    """Withdraw a document: searches, coverage and new packs leave it out. Its file and history stay."""
    with context.services() as services:
        enclosed = [row["id"] for row in came_with(services.record.db, document, withdrawn=undo)]
        relied = reliance(services.record.db, document)
        chosen = [document, *enclosed] if inside else [document]
        data = _withdrawn(services, chosen, why, undo, becomes or "", seen)
    data |= {"enclosed": enclosed if inside else [], "enclosed_left": [] if inside else enclosed}
    data["relied_on_by"] = relied
    answer(as_json, data, lambda: _say_withdrawn(data, undo))


def _withdrawn(
    services: Services, chosen: list[int], why: str, undo: bool, becomes: str, seen: int | None
) -> dict[str, Any]:
    document = chosen[0]
    if undo:
        store.bring_all_back(services.record, chosen, seen)
    else:
        store.withdraw_all(services.record, chosen, why, becomes, seen)
    found = withdrawal(services.record.db, document)
    data = {"id": document, "withdrawn_at": None, "withdrawn_by": "", "note": ""}
    return data | {key: found[key] for key in data if found and key in found}


def _say_withdrawn(data: dict[str, Any], undo: bool) -> None:
    number = data["id"]
    done = "is back" if undo else f"is withdrawn; `muster withdraw {number} --undo` brings it back"
    click.echo(f"Document {number} {done}.")
    if not undo:
        _say_relied(data["relied_on_by"])
    if data["enclosed"]:
        click.echo(
            f"So {'are' if undo else 'is'} what came inside it: documents {_numbers(data['enclosed'])}."
        )
    if data["enclosed_left"]:
        still = "stays withdrawn" if undo else "stays"
        note(
            f"What came inside it {still}: documents {_numbers(data['enclosed_left'])}."
            " Each has a number of its own for this command."
        )


def _say_relied(relied: dict[str, list[dict[str, Any]]]) -> None:
    """What loses by the withdrawal, on stderr."""
    for one in relied["evidenced"]:
        of = one["measure"] or f"block {one['block']}"
        left = (
            f"{one['elsewhere']} of other papers stay" if one["elsewhere"] else "no other paper supports it"
        )
        note(f"{of} loses {one['passages']} accepted from here; {left}.")
    if relied["own"]:
        note(f"It brought measures: {', '.join(m['code'] for m in relied['own'])}.")
    for pack in relied["packs"]:
        issued = f"issue {pack['issue']} stays as it is" if pack["issue"] else "a draft"
        note(f"Pack {pack['name']} uses it ({issued}).")


def _numbers(documents: list[int]) -> str:
    return ", ".join(map(str, documents))


@click.command()
@click.argument("pair", type=int, required=False)
@click.option("--verdict", type=click.Choice(["same", "different"]), help="What you say of PAIR.")
@click.option("--undo", is_flag=True, help="Take back what was said of PAIR: it waits again.")
@click.option("--note", "why", default="", help="Why.")
@version_option
@click.option("--all", "everything", is_flag=True, help="List those that were decided, too.")
@json_option
@click.pass_obj
def duplicates(
    context: Context,
    pair: int | None,
    verdict: str | None,
    undo: bool,
    why: str,
    seen: int | None,
    everything: bool,
    as_json: bool,
) -> None:
    """List papers that say almost the same, or say of one PAIR what it is.

    Nothing is left out because of it until a copy is withdrawn.
    """
    if (pair is None) != (verdict is None and not undo) or (verdict is not None and undo):
        raise UsageError(
            "Give a PAIR with --verdict same, --verdict different or --undo; or nothing to list."
        )
    with context.services() as services:
        if pair is not None:
            said = Verdict.SUGGESTED if verdict is None else Verdict(verdict)
            near_duplicates.decide(services.record, pair, said, why, seen=seen)
        found = reads.pairs(services.record.db, waiting=None if everything or pair is not None else True)
    rows = [_row(p) for p in found if pair in (None, p["id"])]
    answer(as_json, rows, lambda: _show_pairs(rows))


def _row(pair: dict[str, Any]) -> dict[str, Any]:
    own = {key: pair[key] for key in OWN}
    return own | {side: {key: pair[side][key] for key in SIDE} for side in ("earlier", "later")}


def _show_pairs(rows: list[dict[str, Any]]) -> None:
    heads = ("Pair", "Status", "First", "Later", "Why")
    lines = ((r["id"], r["status"], _side(r["earlier"]), _side(r["later"]), r["reason"]) for r in rows)
    table("Possible duplicates", heads, lines, "No pair waits for a decision.")


def _side(side: dict[str, Any]) -> str:
    gone = ", withdrawn" if side["withdrawn_at"] else ""
    return f"{side['title']} (document {side['id']}, {side['file']}{gone})"


COMMANDS = (withdraw, duplicates)
