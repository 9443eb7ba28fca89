"""accept, reject, undecide, undo: a person's decisions on links."""

from collections.abc import Callable, Sequence

import click

from evidence.errors import Clash, Gone, GoneLink
from evidence.model import LinkStatus, Stance
from evidence.reads import links as link_reads
from evidence.services import Services
from evidence.store import links as link_store
from evidence.store.deciding import with_those_that_stand
from webapp.cli.context import Context
from webapp.cli.links import answer_links, stances
from webapp.cli.output import json_option, options, version_option

Chosen = Sequence[tuple[int, int | None]]


def _numbered(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> Chosen:
    """Links, each with the version that was seen, if it is given: 12 or 12@57."""
    found: list[tuple[int, int | None]] = []
    for words in given:
        link, at, version = words.partition("@")
        if not link.isdecimal() or (at and not version.isdecimal()):
            raise click.BadParameter(f"{words!r} is no link. Give its number; or 12@57, the version you saw.")
        found.append((int(link), int(version) if at else None))
    return found


ids = click.argument("ids", nargs=-1, required=True, callback=_numbered, metavar="ID…")
stance_option = click.option("--stance", type=stances, help="Decide the stance as well.")
note_option = click.option("--note", default="", help="Why.")
decision = options(ids, stance_option, note_option, version_option, json_option, click.pass_obj)


def _decide(
    context: Context,
    chosen: Chosen,
    status: LinkStatus,
    stance: str | None,
    note: str,
    seen: int | None,
    as_json: bool,
) -> None:
    numbers = [link for link, _ in chosen]
    given = {link: seen if one is None else one for link, one in chosen}
    rests_on = {link: one for link, one in given.items() if one is not None}
    made = Stance(stance) if stance else None

    def decide(services: Services, stand: list[int]) -> None:
        try:
            link_store.decide(services.record, stand, status, stance=made, note=note, seen=rests_on)
        except Clash as clash:
            raise _told(clash, stand) from clash

    _each(context, numbers, decide, as_json)


def _each(
    context: Context, numbers: list[int], do: Callable[[Services, list[int]], None], as_json: bool
) -> None:
    """Do it to the links that stand, show them, and tell of those that are no more: exit 1 for these."""
    with context.services() as services:
        try:
            gone = with_those_that_stand(services.record, numbers, lambda stand: do(services, stand))
        except Gone as none:
            raise Gone(none.links, _instead(none.links)) from none
        rows = link_reads.links(services.record.db, ids=numbers, every=True)
    answer_links(as_json, rows)
    if gone:
        raise Gone(gone.links, _instead(gone.links), some=True)


def _instead(links: Sequence[GoneLink]) -> str:
    """What to type for links that are no more."""
    again = [one for one in links if one.again]
    own = [one for one in links if one.open and not one.again]
    said = []
    if again and all(one.status == LinkStatus.SUGGESTED for one in again):
        command = f"muster {click.get_current_context().info_name}"
        said = [f"As it is suggested now: `{command} {' '.join(str(one.again) for one in again)}`."]
    if own:
        tie = f"--measure {own[0].measure}" if own[0].measure else f"--block {own[0].block}"
        said += [f"If it is evidence, tie it yourself: `muster link {own[0].passage} {tie}`."]
    return " ".join(said or [f"`muster links --document {links[0].document}` lists those that stand."])


def _told(clash: Clash, numbers: list[int]) -> Clash:
    """The clash with what to type to replace what stands."""
    command = click.get_current_context().info_name
    now = {int(one.key): one.version for one in clash.changed}
    words = " ".join(f"{link}@{now[link]}" if link in now else str(link) for link in numbers)
    advice = f"Keep what stands, or replace it: `muster {command} {words}`, with your options."
    return Clash(clash.message, advice, clash.changed)


@click.command()
@decision
def accept(
    context: Context, ids: Chosen, stance: str | None, note: str, seen: int | None, as_json: bool
) -> None:
    """Accept links: they count from now on."""
    _decide(context, ids, LinkStatus.ACCEPTED, stance, note, seen, as_json)


@click.command()
@decision
def reject(
    context: Context, ids: Chosen, stance: str | None, note: str, seen: int | None, as_json: bool
) -> None:
    """Reject links: they are kept, and never suggested again."""
    _decide(context, ids, LinkStatus.REJECTED, stance, note, seen, as_json)


@click.command()
@ids
@note_option
@version_option
@json_option
@click.pass_obj
def undecide(context: Context, ids: Chosen, note: str, seen: int | None, as_json: bool) -> None:
    """Put links back to suggested, whoever decided them: a decision of its own."""
    _decide(context, ids, LinkStatus.SUGGESTED, None, note, seen, as_json)


@click.command()
@click.argument("ids", nargs=-1, required=True, type=int, metavar="ID…")
@json_option
@click.pass_obj
def undo(context: Context, ids: tuple[int, ...], as_json: bool) -> None:
    """Take back your own last step with each link: what stood before it stands again."""
    _each(context, list(ids), lambda services, stand: link_store.undo(services.record, stand), as_json)


COMMANDS = (accept, reject, undecide, undo)
