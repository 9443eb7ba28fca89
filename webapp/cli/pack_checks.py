"""pack check, mend, acknowledge: what stands in the way of freezing, and what puts it right."""

from dataclasses import asdict

import click

from evidence.packs.planning.mending import mend as mend_problem
from evidence.packs.planning.preflight import blocked
from evidence.packs.planning.preflight import check as preflight
from evidence.packs.planning.problem import BLOCK, WAYS, Problem
from evidence.store import pack_changes
from evidence.store.acknowledgements import acknowledge as say_left_out
from webapp.cli.context import Context
from webapp.cli.output import answer, json_option, note, version_option
from webapp.cli.packs import answer_pack, pack


@pack.command("check")
@click.argument("name")
@json_option
@click.pass_obj
def check_pack(context: Context, name: str, as_json: bool) -> None:
    """Preflight: what would block freezing, and what to know before it. Exit 1 if anything is found."""
    with context.services() as services:
        problems = preflight(services, name)
    data = {"blocked": blocked(problems), "problems": [asdict(p) for p in problems]}

    def show() -> None:
        for problem in problems:
            click.echo(f"{'blocks' if problem.level == 'block' else 'note'}: {problem.message}")
            own = [(problem.code, problem.mend)] if problem.mends else []
            for code, words in (*own, *problem.also):
                click.echo(f"        {words}: {_mends_with(name, problem, code)}")
            if way := _goes_with(name, problem):
                click.echo(f"        {WAYS[problem.way]}: {way}")
            if (problem.code, problem.level) == ("contradicting_left_out", BLOCK):
                click.echo(f'        Say why it is left out: muster pack acknowledge "{name}" "WORDS"')
        if not problems:
            click.echo("Nothing stands in the way.")

    answer(as_json, data, show)
    if problems:
        click.get_current_context().exit(1)


def _mends_with(name: str, problem: Problem, code: str) -> str:
    """The command that mends a problem."""
    where = {"section": problem.section, "document": problem.document}
    options = "".join(f" --{what} {number}" for what, number in where.items() if number)
    return f'muster pack mend "{name}" {code}{options}'


def _goes_with(name: str, problem: Problem) -> str:
    """The command with which a person puts right what `pack mend` cannot; "" for none."""
    number = problem.document
    whose = f"--measure {problem.measure}" if problem.measure else f"--block {problem.block}"
    redactions = "list" if problem.code == "wholly_redacted" else "propose"
    return {
        "reread": f"muster reread {number}",
        "cutoff": 'muster inspection edit "INSPECTION" --cutoff DATE',
        "review": "muster links --review",
        "date": f"muster correct {number} date DATE",
        "withdraw": f"muster withdraw {number}",
        "evidence": f"muster links --status suggested {whose}",
        "accept": "muster links --status suggested",
        "replace": "muster ingest PATH",
        "redactions": f'muster pack redact {redactions} "{name}"',
        "anew": f'muster pack new "NAME" --inspection "INSPECTION" --like "{name}"',
    }.get(problem.way, "")


@pack.command("acknowledge")
@click.argument("name")
@click.argument("words")
@version_option
@json_option
@click.pass_obj
def acknowledge(context: Context, name: str, words: str, seen: int | None, as_json: bool) -> None:
    """Say why contradicting evidence is left out. The pack's cover prints the words, and who said them."""
    with context.services() as services:
        say_left_out(services.record, name, words, seen)
        answer_pack(services, name, as_json)


@pack.command("mend")
@click.argument("name")
@click.argument("code")
@click.option("--section", default=0, type=int, help="Of this section, where `pack check` names one.")
@click.option("--document", default=0, type=int, help="Of this document, where `pack check` names one.")
@version_option
@json_option
@click.pass_obj
def mend(
    context: Context, name: str, code: str, section: int, document: int, seen: int | None, as_json: bool
) -> None:
    """Mend a problem that `pack check` found, by its code. `pack undo` takes it back."""
    with context.services() as services:
        with pack_changes.changing(services.record, name, seen):
            count = mend_problem(services, name, code, section, document)
        note(f"{count} changed." if count else "Nothing was left to mend.")
        answer_pack(services, name, as_json)


COMMANDS: tuple[click.Command, ...] = ()  # pack_contents has them all
