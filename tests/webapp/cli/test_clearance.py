"""Commands of a mapped person who is not cleared tell no more than the pages do; every command is tried."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from marked_home import SECRET, Marked
from worked_home import done

from webapp.cli import muster as group
from webapp.cli.context import system_user

ENDLESS = frozenset({"serve", "watch", "restore", "people password"})
"""Commands that go on, make a home anew, or ask for what only a terminal gives."""


@pytest.fixture
def marked(marked: Marked) -> Marked:
    """A home with marked papers, whose system user is an uncleared coordinator."""
    given = ("--role", "coordinator", "--system-user", system_user())
    done(marked.muster, "people", "add", "Uma Kay", *given)
    return marked


def leaves(
    command: click.Command, words: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    if not isinstance(command, click.Group):
        yield words, command
        return
    context = click.Context(command)
    if command.invoke_without_command:
        yield words, command
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found is not None
        yield from leaves(found, (*words, name))


def given_to(command: click.Command, marked: Marked) -> Iterator[list[str]]:
    """Arguments that name what is marked, by number, by code and by name."""
    arguments = [p for p in command.params if isinstance(p, click.Argument) and p.required]
    some = (
        marked.documents[0],
        marked.documents[-1],
        marked.passage,
        marked.link,
        marked.measure,
        "Closed",
        1,
    )
    if not arguments:
        yield []
        return
    for value in some:
        yield [str(value)] * len(arguments)


def test_no_command_tells_anything_of_what_is_marked(marked: Marked) -> None:
    for words, command in leaves(group):
        if " ".join(words) in ENDLESS or not words:
            continue
        for arguments in given_to(command, marked):
            ran = marked.muster(*words, *arguments)
            assert SECRET not in (ran.out + ran.err).lower(), (words, arguments, ran.out, ran.err)
            assert "fault of its own" not in ran.err, (words, arguments, ran.err)


def test_searching_and_work_on_the_whole_home_tell_nothing_either(marked: Marked, tmp_path: Path) -> None:
    muster = marked.muster
    for typed in ("zeph*", "zephyrne", "ZAB", "protocol", "kind:data"):
        assert SECRET not in muster("search", typed, "--json").out.lower().replace(f'"{typed}"', "")
    for command in (("backup", tmp_path / "b.zip"), ("reindex",), ("reread",)):
        refused = muster(*command)
        assert refused.code != 0 and "cleared" in refused.err
    same = tmp_path / "mine.txt"
    same.write_bytes((tmp_path / "papers" / f"{SECRET}-report.txt").read_bytes())
    told = muster("ingest", same, "--json")
    assert told.data["files"][0]["status"] == "added" and told.data["files"][0]["documents"] == []
    assert SECRET not in (told.out + told.err).lower()
    assert muster("check").out.startswith("All is well")
    assert muster("log", "verify").code == 0
