"""people: who may sign in, as what."""

import sys
from dataclasses import asdict, replace
from typing import Any

import click

from evidence.errors import Forbidden, UsageError
from evidence.people.account import Account, Role
from evidence.people.passwords import hashed, refuse_weak
from evidence.reads import accounts as reads
from evidence.services import Services
from evidence.store import accounts as store
from evidence.store.sessions import NAME as SESSIONS
from evidence.store.sessions import RESET_LASTS, Holder, open_sessions
from webapp.cli.context import Context
from webapp.cli.output import answer, json_option, note, options, pick, table

SHOWN = "name shown role cleared open system_user subject password_at version"
role_option = click.option(
    "--role", type=click.Choice([str(role) for role in Role]), help="What they may do."
)
described = options(
    click.option("--shown", metavar="TEXT", help="What pages call the person; the name if left out."),
    click.option("--system-user", metavar="USER", help='Whom commands take for this person; "" for nobody.'),
    click.option(
        "--subject", metavar="TEXT", help="Of single sign-on: the provider's address, a space, its sub."
    ),
)
seen_option = click.option("--version", "seen", type=click.IntRange(0), help="The version that you saw.")


@click.group()
def people() -> None:
    """Accounts: who may sign in, as what. An account is closed, never deleted."""


@people.command("list")
@json_option
@click.pass_obj
def listed(context: Context, as_json: bool) -> None:
    """Everyone who has an account, and what they may do."""
    with context.services() as services:
        found = reads.accounts(services.record.db)
    _answer(as_json, found, many=True)


@people.command()
@click.argument("name")
@role_option
@click.option("--cleared", is_flag=True, help="They may see what is marked OFFICIAL-SENSITIVE.")
@described
@click.option("--password", "asks", is_flag=True, help="Ask for a password, or read its line from stdin.")
@json_option
@click.pass_obj
def add(
    context: Context,
    /,
    name: str,
    role: str | None,
    cleared: bool,
    asks: bool,
    as_json: bool,
    **more: str | None,
) -> None:
    """Open an account. The log calls the person NAME, for good."""
    if role is None:
        raise click.UsageError(f"Give --role: {', '.join(Role)}.")
    with context.services() as services:
        typed = _typed(services, name, more["shown"] or "") if asks else ""
        values: dict[str, Any] = {key: value or "" for key, value in more.items()}
        made = store.add(services.record, name, Role(role), cleared=cleared, **values)
        if typed:
            store.set_password(services.record, name, hashed(typed))
            made = reads.named(services.record.db, name)
    _answer(as_json, [made])


@people.command()
@click.argument("name")
@role_option
@click.option("--cleared/--not-cleared", default=None, help="Whether they may see OFFICIAL-SENSITIVE.")
@described
@seen_option
@json_option
@click.pass_obj
def change(context: Context, /, name: str, seen: int | None, as_json: bool, **given: Any) -> None:
    """Change what an account is: what is given, and nothing else. Its sessions on the pages end."""
    values = {key: value for key, value in given.items() if value is not None}
    if not values:
        raise click.UsageError("Say what to change.")
    with context.services() as services:
        changed = store.change(services.record, name, seen=seen, **values)
    _answer(as_json, [changed])


@people.command()
@click.argument("name")
@seen_option
@json_option
@click.pass_obj
def close(context: Context, name: str, seen: int | None, as_json: bool) -> None:
    """Close an account: the person signs in no more. What they did keeps their name."""
    with context.services() as services:
        store.close(services.record, name, seen=seen)
        found = reads.named(services.record.db, name)
    _answer(as_json, [found])


@people.command()
@click.argument("name")
@seen_option
@json_option
@click.pass_obj
def reopen(context: Context, name: str, seen: int | None, as_json: bool) -> None:
    """Open a closed account again, as what it was."""
    with context.services() as services:
        store.reopen(services.record, name, seen=seen)
        found = reads.named(services.record.db, name)
    _answer(as_json, [found])


@people.command("password")
@click.argument("name")
@click.pass_obj
def password_of(context: Context, name: str) -> None:
    """Set a password: asked for twice, or read as one line from stdin, never an argument.

    An administrator sets anybody's, anybody else their own.
    """
    with context.services() as services:
        found = reads.named(services.record.db, name)
        own = context.person
        if own and own.role is not Role.ADMINISTRATOR and own.id != found.id:
            raise Forbidden(f"The password of {found.name} is not yours.", "Ask your administrator.")
        store.set_password(services.record, name, hashed(_typed(services, found.name, found.shown)))
    click.echo(f"{found.name}: the password is set. What was signed in with the old one is signed out.")


@people.command()
@click.argument("name")
@click.pass_obj
def link(context: Context, name: str) -> None:
    """Print a link that signs a person in once, to set a password: for their eyes alone."""
    with context.services() as services:
        found = reads.named(services.record.db, name)
        if not found.open:
            raise UsageError(f"The account “{found.name}” is closed.", "Open it again first.")
        holder = Holder(found.name, found.role, found.cleared, found.id)
        holder = replace(holder, stamp=reads.session_stamp(services.record.db, found.id))
        with services.record.transaction():
            services.record.event("account link given", f"account {found.name}")
        token = open_sessions(services.settings.home / SESSIONS).link(holder, RESET_LASTS)
    click.echo(f"/sign-in?token={token}")
    hours = int(RESET_LASTS.total_seconds() // 3600)
    note(f"Put it after the address of the pages. It works once, within {hours} hours.")


def _typed(services: Services, *about: str) -> str:
    """A password from the keyboard, unseen, or from stdin where that is a pipe. Raises UsageError."""
    if sys.stdin is not None and sys.stdin.isatty():
        given = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    else:
        given = sys.stdin.readline().rstrip("\r\n") if sys.stdin else ""
        if not given:
            raise UsageError("No password was given.", "Write it as one line on stdin, or use a terminal.")
    refuse_weak(given, *about, services.settings.council)
    return str(given)


def _answer(as_json: bool, found: list[Account], *, many: bool = False) -> None:
    rows = [pick({**asdict(one), "open": one.open}, SHOWN) for one in found]

    def show() -> None:
        table(
            "People",
            ("Name", "Role", "Cleared", "State", "System user", "Password"),
            (
                [
                    one.name if one.shown == one.name else f"{one.name} ({one.shown})",
                    one.role,
                    "yes" if one.cleared else "no",
                    "open" if one.open else f"closed {one.closed_at[:10]}",
                    one.system_user,
                    f"set {one.password_at[:10]}" if one.password_at else "none",
                ]
                for one in found
            ),
            "Nobody has an account yet. `muster people add NAME --role administrator` opens the first.",
        )

    answer(as_json, rows if many else rows[0], show)


COMMANDS = (people,)
