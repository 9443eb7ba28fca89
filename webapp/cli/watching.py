"""watch: a folder whose files are ingested once they have stopped growing."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from evidence.errors import MusterError, UsageError
from evidence.reads.jobs import seen
from evidence.services import Services
from evidence.store import jobs as store
from ingest.run.offered import Offered, shown, walk
from ingest.run.pipeline import IngestReport, ingest
from ingest.run.progress import Outcome
from webapp.cli.context import Context
from webapp.cli.ingesting import seen_by
from webapp.cli.output import answer, json_option, note

ORIGIN = "watched folder"
BATCH = 100  # files: how many a kill can leave to be offered once more


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--every", default=5.0, show_default=True, type=click.FloatRange(0.1), help="Seconds between looks."
)
@click.option(
    "--settle",
    default=3.0,
    show_default=True,
    type=click.FloatRange(0),
    help="Seconds a file must stay as it is.",
)
@click.option("--once", is_flag=True, help="Take what is there and end: for cron.")
@json_option
@click.pass_obj
def watch(context: Context, folder: Path, every: float, settle: float, once: bool, as_json: bool) -> None:
    """Ingest what comes into a folder, until Ctrl+C. Nothing in the folder is changed or deleted.

    A file is offered once, and again only when it has changed. With --once, exit 1 if any file failed.
    """
    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}.", "Make it, or give another path.")
    watcher = Watcher(context, folder.resolve(), settle)
    if once:
        _once(context, watcher, settle, as_json)
        return
    note(f"Watching {watcher.folder}. Ctrl+C stops it.")
    try:
        while True:
            _say(seen_by(context, watcher.patiently()))
            time.sleep(every)
    except KeyboardInterrupt:
        note("Stopped watching. Start it again, and it goes on where it was.")


def _once(context: Context, watcher: "Watcher", settle: float, as_json: bool) -> None:
    watcher.look()
    time.sleep(settle)
    data = seen_by(context, watcher.look())
    answer(as_json, data, lambda: _say_all(data))
    if data["failed"]:
        click.get_current_context().exit(1)


def _say_all(data: dict[str, int]) -> None:
    click.echo(f"{data['added']} added, {data['duplicate']} duplicate, {data['failed']} failed.")


def _say(data: dict[str, Any]) -> None:
    for file in data["files"]:
        click.echo(f"{file['status']:9} {file['path']}{': ' + file['reason'] if file['reason'] else ''}")


class Watcher:
    """What a folder held at the last look, and since when."""

    def __init__(self, context: Context, folder: Path, settle: float) -> None:
        self.folder = folder
        self._context = context
        self._settle = settle
        self._since: dict[str, tuple[str, float]] = {}  # path: its signature, and when that was first seen
        self._complaint = ""

    def look(self) -> IngestReport:
        """Ingest the files that have not changed for as long as they must. Raises MusterError."""
        with self._context.services(whole=True) as services:
            known = seen(services.record.db)
            due = [pair for pair in self._still(services) if known.get(pair[0].path) != pair[1]]
            outcomes: list[Outcome] = []
            for start in range(0, len(due), BATCH):
                some = due[start : start + BATCH]
                outcomes += ingest(services, [offered for offered, _ in some], origin=ORIGIN).files
                store.saw(services.record, [(offered.path, signature) for offered, signature in some])
        return IngestReport(tuple(outcomes))

    def patiently(self) -> IngestReport:
        """Look, and take trouble with the folder or the home for something that passes."""
        try:
            report = self.look()
        except (MusterError, OSError) as error:
            if str(error) != self._complaint:  # once, and not at every look
                note(f"muster: {error} Watching goes on.")
            self._complaint = str(error)
            return IngestReport(())
        self._complaint = ""
        return report

    def _still(self, services: Services) -> Iterator[tuple[Offered, str]]:
        """The files that have been as they are for long enough, each with its signature."""
        now, before, self._since = time.monotonic(), self._since, {}
        for offered in walk([self.folder], besides=services.settings.home):
            if offered.path == shown(self.folder):  # the folder itself cannot be read just now
                raise MusterError(f"The folder {self.folder} cannot be read.", "Is its disk or share there?")
            signature = _signature(offered)
            last, since = before.get(offered.path, ("", now))
            since = since if last == signature else now
            self._since[offered.path] = (signature, since)
            if now - since >= self._settle and last == signature:
                yield offered, signature


def _signature(offered: Offered) -> str:
    """What changes when the file does: its size and time, or the trouble with it."""
    if offered.source is None:
        return f"trouble: {offered.trouble}"
    try:
        status = offered.source.stat()
    except OSError as error:  # gone since it was listed
        return f"trouble: {error.strerror}"
    return f"{status.st_size} {status.st_mtime_ns}"


COMMANDS = (watch,)
