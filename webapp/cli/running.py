"""serve, check, reindex, restore: keeping it running."""

import multiprocessing.util
import socket
import sys
import tempfile
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence.home.backup import restore as read_backup
from evidence.home.backup import set_aside
from evidence.home.check import check as check_home
from evidence.home.check import notes as notes_on
from evidence.home.check import told
from evidence.home.heads import NAME as HEAD
from evidence.home.heads import noted
from evidence.home.problem import Problem
from evidence.home.soundness import is_lost
from evidence.schema.clearance import any_closed
from evidence.schema.differing import differing
from evidence.search import indexer
from evidence.search.engine import IndexUnwritable
from evidence.services import Services
from evidence.settings import Settings
from evidence.settling.suggestions import missing_model
from evidence.store.upgrade import make_views
from webapp.cli.context import Context
from webapp.cli.output import answer, json_option, note

if TYPE_CHECKING:
    from flask import Flask

    from webapp.site.serving import Server

PORTS = 20  # that are tried after one that is taken


@click.command()
@click.option("--host", default="", help="The address to listen on; config.toml's if left out.")
@click.option("--port", default=0, type=click.IntRange(0, 65535), help="The port; config.toml's if left out.")
@click.option("--or-next", is_flag=True, help="If the port is taken, the next that is free.")
@click.pass_obj
def serve(context: Context, host: str, port: int, or_next: bool) -> None:
    """Serve the pages, and print a link that signs you in once."""
    from webapp import create_app
    from webapp.background.housekeeping import Housekeeping
    from webapp.background.indexing import Indexing
    from webapp.site import serving, telling

    serving.fit_for_threads()
    settings = context.settings
    given = replace(settings.serve, host=host or settings.serve.host, port=port or settings.serve.port)
    if or_next:
        given = replace(given, port=_free(given.host, given.port))
    settings = replace(settings, serve=given)  # the site answers to the name that it is really served under
    with context.services(whole=True) as services:  # a kill between record and index is healed here
        if services.record.read_only:
            _serve_to_read(context, settings)
            return
        _catch_up(services)
    app = create_app(settings)
    server = _server(app, settings)
    telling.begin(settings)
    queue, housekeeping, indexing = app.extensions["muster_queue"], Housekeeping(settings), Indexing(settings)
    indexing.start()
    queue.start()
    housekeeping.start()
    _greet(app, context, settings)
    try:
        server.run()
    finally:
        housekeeping.stop()
        queue.stop()
        indexing.stop()


def _catch_up(services: Services) -> None:
    """Bring the index up to the record. Where it cannot be written, what it has can be searched."""
    try:
        healed = indexer.drain(services.record, services.engine)
    except IndexUnwritable as error:
        note(str(error))
        return
    if healed:
        note(f"The index caught up with {healed} documents.")


def _serve_to_read(context: Context, settings: Settings) -> None:
    """Serve a home that takes no change: what the server needs for itself goes when it stops."""
    from webapp import create_app
    from webapp.site import telling

    note(f"The home folder {settings.home} is read-only: the pages are for reading alone.")
    with tempfile.TemporaryDirectory(prefix="muster-") as aside:
        settings = replace(settings, aside=Path(aside))
        app = create_app(settings)
        server = _server(app, settings)
        telling.begin(settings)
        _greet(app, context, settings)
        server.run()


def _free(host: str, port: int) -> int:
    """The port, or the first free one after it; itself again if there is none near."""
    for each in range(port, min(port + PORTS, 65536)):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does
            with suppress(OSError):
                probe.bind((host, each))
                if each != port:
                    note(f"Port {port} is taken, so this is port {each}.")
                return each
    return port


def _server(app: "Flask", settings: Settings) -> "Server":
    from webapp.site.serving import Server

    host, port = settings.serve.host, settings.serve.port
    # What arrives is written to the home's disk, not to a shared folder that may be in memory.
    settings.incoming.mkdir(mode=0o700, exist_ok=True)
    multiprocessing.util.get_temp_dir()  # made now: its sockets need a short path, which a home may not have
    tempfile.tempdir = str(settings.incoming)
    try:
        return Server(app, settings)
    except OSError as error:
        note(f"muster: {host}:{port} cannot be used: {error.strerror}. Give another with --port.")
        return click.get_current_context().exit(1)


def _greet(app: "Flask", context: Context, settings: Settings) -> None:
    from webapp.people.auth import issue_token, link_for
    from webapp.site.security import name_to_open

    address = f"http://{name_to_open(settings.serve)}:{settings.serve.port}"
    if not settings.serve.sign_in_link:
        click.echo(f"Muster is ready at {address}. Ctrl+C stops it.")
    else:
        with app.app_context():
            token = link_for(context.person) if context.person else issue_token(app)
        click.echo(f"Muster is ready. Open {address}/sign-in?token={token}")
        click.echo("The link signs one person in, once. Ctrl+C stops Muster; start it again for a new link.")
    sys.stdout.flush()


@click.command()
@click.option(
    "--read-again", is_flag=True, help="Also read every original again, and say what reads otherwise today."
)
@json_option
@click.pass_obj
def check(context: Context, read_again: bool, as_json: bool) -> None:
    """Re-hash every original, hold the log against every row of the record, compare the index.

    Exit 1 on any problem. That today's reader reads an original otherwise is told, and is none.
    """
    if read_again:
        context.refuse_uncleared()
    with context.services(whole=True) as services:
        problems, notes = _checked(services)
        notes += _read_otherwise(services) if read_again else []
        if not context.cleared and any_closed(services.record.db):
            problems, notes = told(problems, closed=True), []
    found = {"ok": not problems, "problems": [asdict(p) for p in problems], "notes": notes}

    def show() -> None:
        said = [*(p.says for p in problems), *dict.fromkeys(p.advice for p in problems if p.advice)]
        click.echo("\n".join(said) or "All is well: originals, log, record and index agree.")
        for each in notes:
            note(each)

    answer(as_json, found, show)
    if problems:
        click.get_current_context().exit(1)


def _checked(services: Services) -> tuple[list[Problem], list[str]]:
    """What is wrong with a home, and what is true of it and no fault. Where tables are gone, that alone."""
    db, head = services.record.db, services.settings.home / HEAD
    parts = list(differing(db))
    problems = [Problem("record", part.name, part.says, part.advice) for part in parts]
    if any(part.lost for part in parts):
        return problems, []
    refused = []
    try:
        if not services.record.read_only:
            indexer.drain(services.record, services.engine)  # waiting to be indexed is no fault
    except IndexUnwritable as error:
        refused = [str(error)]
    index = indexer.check(services.record, services.engine)
    problems = [*check_home(db, services.files, [*refused, *index], head), *problems]
    if missing := missing_model():
        problems.append(Problem("model", "field_model.npz", missing, ""))
    return problems, notes_on(db, head)


def _read_otherwise(services: Services) -> list[str]:
    from ingest.run.held_against import hold  # brings the readers: not for every check

    held = hold(services, on_progress=lambda done, total, name: note(f"{done}/{total} {name}"))
    told = [one.says for one in held if one.says]
    same = len(held) - len(told)
    return [*told, f"{same} of {len(held)} files read today as the record has them."]


@click.command()
@json_option
@click.pass_obj
def reindex(context: Context, as_json: bool) -> None:
    """Build the index, and the views for analysts, again from the record."""
    context.refuse_uncleared()
    with context.services() as services:
        make_views(services.record)
        count = indexer.reindex(services.record, services.engine)
    answer(as_json, {"documents": count}, lambda: click.echo(f"{count} documents indexed."))


@click.command()
@click.argument("source", type=click.Path(path_type=Path), metavar="FILE.zip", required=False)
@click.option("--from-originals", is_flag=True, help="Without a backup: read the originals kept here again.")
@json_option
@click.pass_obj
def restore(context: Context, source: Path | None, from_originals: bool, as_json: bool) -> None:
    """Make an empty home from a backup, and build its index. A damaged record is set aside, and kept."""
    if (source is None) != from_originals:
        raise click.UsageError("Give a backup, or --from-originals.")
    if source is None:
        _from_originals(context, as_json)
        return
    before = noted(context.settings.home / HEAD)
    count = read_backup(context.settings, source)
    with context.services() as services:
        _tell_restored(services, from_=source.name, before=before)
        indexer.reindex(services.record, services.engine)
    data = {"home": str(context.settings.home), "files": count}
    answer(as_json, data, lambda: click.echo(f"{context.settings.home}: {count} files restored and indexed."))


def _tell_restored(services: Services, from_: str, before: tuple[int, str] | None) -> None:
    """Log that the record is a restored one, and the newest line of the log that stood here before."""
    detail = {"log_before": {"event": before[0], "hash": before[1]}} if before else {}
    with services.record.transaction():
        services.record.event("record restored", "record", restored_from=from_, **detail)


def _from_originals(context: Context, as_json: bool) -> None:
    """Read the originals into a new record, and say what cannot come back that way."""
    from ingest.run.from_originals import LOST, rebuild

    before = noted(context.settings.home / HEAD)
    kept = set_aside(context.settings) if is_lost(context.settings.database) else None
    with context.services(new=True) as services:
        _tell_restored(services, from_="originals", before=before)
        report = rebuild(services, kept, on_progress=lambda p: note(f"{p.status.value:9} {p.name}"))
        indexer.reindex(services.record, services.engine)
    data = {**report.as_dict(), "set_aside": str(kept) if kept else None, "lost": LOST}

    def show() -> None:
        click.echo(f"{data['added']} originals read again, {data['failed']} failed. {LOST}")
        if kept:
            click.echo(f"The damaged record is kept as {kept.name}.")

    answer(as_json, data, show)
    if data["failed"]:
        click.get_current_context().exit(1)


COMMANDS = (serve, check, reindex, restore)
