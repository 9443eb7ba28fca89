"""The `muster` command: the contract that scripts rely on.

stdout carries the answer (with --json, one JSON document and nothing else); progress, warnings and
errors go to stderr. Exit 0 done, 1 done but some input failed or a check found something, 2 wrong usage.
"""

import os
import signal
import sys
import threading
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click
from click.exceptions import Exit

from evidence.errors import MusterError
from evidence.home import faults
from evidence.home.processes import loading
from webapp.cli.context import Context
from webapp.cli.guard import guarded

ROOMS = {
    "councils": ("council",),
    "coverage": ("coverage",),
    "crosswalks": ("crosswalk",),
    "deciding": ("accept", "reject", "undecide", "undo"),
    "documents": ("documents", "show"),
    "ingesting": ("ingest", "retry"),
    "judgements": ("judgement",),
    "ledger": ("ledger",),
    "withdrawing": ("withdraw", "duplicates"),
    "links": ("links", "suggest", "link"),
    "marking": ("mark",),
    "measures": ("measures", "trace", "terms"),
    "pack_contents": ("pack",),
    "pack_checks": (),  # part of that group
    "redacting": (),  # as above
    "people": ("people",),
    "packs": (),  # the group that pack_contents adds to
    "requests": ("inspection",),
    "inspections": (),  # the group that requests adds to
    "reading": ("reread", "reanchor", "correct"),
    "log": ("log",),
    "running": ("serve", "check", "reindex", "restore"),
    "upkeep": ("backup", "health"),
    "disposing": ("dispose", "retention"),
    "saved": ("saved",),
    "standing": ("measure",),
    "search": ("search",),
    "values": ("value",),
    "watching": ("watch",),
}
"""Each module's commands. It is loaded when one is asked for: all together take longer than most work."""


class _Commands(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, Exit, click.Abort, MusterError, BrokenPipeError):
            raise
        except Exception as error:
            raise _told(ctx, error) from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(name for names in ROOMS.values() for name in names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        for room, names in ROOMS.items():
            if cmd_name in names:
                with loading():
                    commands: Sequence[click.Command] = import_module(f"webapp.cli.{room}").COMMANDS
                return guarded(next(command for command in commands if command.name == cmd_name))
        return None


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option("--home", metavar="DIR", help="The home folder. Also $MUSTER_HOME, or home in config.toml.")
@click.version_option(package_name="muster")
@click.pass_context
def muster(click_context: click.Context, home: str | None) -> None:
    """Keeps a council's evidence ready for inspection."""
    click_context.obj = Context(home)


def _told(ctx: click.Context, error: Exception) -> MusterError:
    """What a command did not foresee, by the number under which the home's log tells of it."""
    command = f"muster {ctx.invoked_subcommand or ''}".strip()
    try:
        home = ctx.obj.settings.home
    except MusterError:  # the configuration cannot be read
        home = None
    return faults.told(home, error, command)


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; an error becomes one sentence on stderr."""
    if threading.current_thread() is threading.main_thread():  # Python lets no other set it
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service manager's Ctrl+C
    try:
        return muster.main(args, prog_name="muster", standalone_mode=False) or 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except MusterError as error:
        click.echo(f"muster: {error}", err=True)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("muster: stopped. What was done is kept; run the same command to go on.", err=True)
        return 1
    except BrokenPipeError:  # the reader of our output has seen enough
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - lives until the process ends
        return 1
