"""The guard before every command: what the role of a mapped person does not include is refused."""

from functools import wraps
from typing import Any

import click
from click.core import ParameterSource

from webapp.people.commands import refuse

GUARDED = "muster_guarded"


def guarded(command: click.Command) -> click.Command:
    """A command, and all of its group, that asks first whether the person may give it."""
    if isinstance(command, click.Group):
        for each in command.commands.values():
            guarded(each)
    doing = command.callback
    if doing is None or getattr(doing, GUARDED, False):
        return command

    @wraps(doing)
    def asked(*args: Any, **kwargs: Any) -> Any:
        _ask(click.get_current_context(), command)
        return doing(*args, **kwargs)

    setattr(asked, GUARDED, True)
    command.callback = asked
    return command


def _ask(ctx: click.Context, command: click.Command) -> None:
    if isinstance(command, click.Group) and ctx.invoked_subcommand:
        return  # which is asked for itself
    person = ctx.obj.person
    if person is not None:
        given = [name for name in ctx.params if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE]
        refuse(person, ctx.command_path.partition(" ")[2], given)
