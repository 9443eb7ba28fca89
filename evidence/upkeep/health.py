"""A home's health, for whoever keeps Muster running: no name and no title is said."""

import re
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from evidence.errors import HomeError, MusterError
from evidence.home import faults, heads, soundness
from evidence.home.check import of_log
from evidence.home.log import newest
from evidence.language.units import say_size
from evidence.search import indexer
from evidence.services import Services
from evidence.settings import Settings
from evidence.upkeep.backups import last

LEAST = 1 << 30
"""Bytes that should be left on a disk: a large scan, its pages and a pack take that at once."""
SMALL = 1 << 28
"""Bytes of a record whose pages are looked through here: of a larger one every backup does it."""
SLOW = timedelta(hours=24)
"""How long an upload may wait before someone should look."""
RECENT = timedelta(days=7)
JOBS = """SELECT count(*), min(created_at) FROM jobs WHERE state IN ('waiting', 'running')"""
FREEZINGS = """SELECT count(*) FROM freezings WHERE state IN ('waiting', 'running')"""
FAULT = re.compile(r"^fault \d{8}-\d{6}  (\S+)", re.MULTILINE)


@dataclass(frozen=True)
class Sign:
    """One thing that was looked at: its name, whether it is as it should be, and what to do if not."""

    name: str
    ok: bool
    says: str
    advice: str = ""


def answers(services: Services) -> None:
    """Ask the record anything at all. Raises HomeError if it cannot be read."""
    try:
        services.record.db.execute("SELECT id FROM events ORDER BY id DESC LIMIT 1").fetchone()
    except sqlite3.DatabaseError as error:
        raise soundness.told(error) or HomeError(f"The record cannot be read: {error}.") from error


def health(services: Services) -> list[Sign]:
    """Record, log, index, work that waits, disk, backups and faults, each as it is now."""
    now = services.record.clock()
    return [
        _record(services),
        _log(services),
        _index(services),
        _queue(services, now),
        *_disks(services.settings),
        _backup(services.settings, now),
        _faults(services.settings.home, now),
    ]


def _record(services: Services) -> Sign:
    size = services.settings.database.stat().st_size
    problem = services.record.db.execute("PRAGMA quick_check(1)").fetchone()[0] if size < SMALL else "ok"
    if problem != "ok":
        return Sign("record", False, f"The record is damaged: {problem}.", "Restore the last good backup.")
    count = services.record.db.execute("SELECT count(*) FROM documents").fetchone()[0]
    return Sign("record", True, f"It opens, and holds {count:,} documents in {say_size(size)}.")


def _log(services: Services) -> Sign:
    db = services.record.db
    problems = of_log(db, heads.noted(services.settings.home / heads.NAME))
    if problems:
        return Sign("log", False, problems[0].says, problems[0].advice or "`muster check` says more.")
    return Sign("log", True, f"Its {newest(db):,} events follow each other unbroken.")


def _index(services: Services) -> Sign:
    try:
        problems = indexer.check(services.record, services.engine)
    except MusterError as error:
        problems = [str(error)]
    if problems:
        return Sign("index", False, problems[0])
    return Sign("index", True, "It holds what the record holds.")


def _queue(services: Services, now: datetime) -> Sign:
    db = services.record.db
    count, oldest = db.execute(JOBS).fetchone()
    freezing = db.execute(FREEZINGS).fetchone()[0]
    failed = db.execute("SELECT count(*) FROM jobs WHERE state <> 'done' AND problem <> ''").fetchone()[0]
    says = f"{count} uploads are waiting or being read, {freezing} packs are being frozen."
    if failed:
        advice = "The page of files offered says why."
        return Sign("queue", False, f"{says} {failed} uploads were put off by a problem.", advice)
    if oldest and now - datetime.fromisoformat(oldest) > SLOW:
        advice = "Is `muster serve` running? It goes on with them when it starts."
        return Sign("queue", False, f"{says} The oldest has waited since {oldest}.", advice)
    return Sign("queue", True, says)


def _disks(settings: Settings) -> Iterator[Sign]:
    yield _disk("disk", settings.home, max(LEAST, 2 * settings.database.stat().st_size))
    folder = Path(settings.backup.folder).expanduser() if settings.backup.folder else None
    if folder is not None and folder.is_dir():
        yield _disk("backup disk", folder, max(LEAST, last(settings).size))


def _disk(name: str, folder: Path, least: int) -> Sign:
    free = shutil.disk_usage(folder).free
    says = f"{say_size(free)} are free."
    if free < least:
        return Sign(name, False, f"Only {says}", f"Free some space: {say_size(least)} should be left.")
    return Sign(name, True, says)


def _backup(settings: Settings, now: datetime) -> Sign:
    found = last(settings)
    if found.failed_at > found.at:
        return Sign("backup", False, f"The last one, at {found.failed_at}, failed.", found.problem)
    if not found.at:
        advice = "`muster backup FILE` makes one; [backup] in config.toml has it done every day."
        return Sign("backup", False, "No backup was made of this home.", advice)
    kept = Path(found.file)
    if not kept.is_file() or kept.stat().st_size != found.size:
        says = f"The last good one, of {found.at}, is not where it was written, or was changed."
        return Sign("backup", False, says, "If it was moved on purpose, make another; else look for it.")
    late = timedelta(hours=2 * settings.backup.every_hours) if settings.backup.folder else RECENT
    if now - datetime.fromisoformat(found.at) > late:
        return Sign("backup", False, f"The last good one is of {found.at}.", "Make one: `muster backup`.")
    return Sign("backup", True, f"The last good one is of {found.at}, {say_size(found.size)}.")


def _faults(home: Path, now: datetime) -> Sign:
    try:
        text = (home / faults.LOG).read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    count = sum(now - datetime.fromisoformat(at) < RECENT for at in FAULT.findall(text))
    if count:
        says = f"{count} of Muster's own in the last seven days."
        return Sign(
            "faults", False, says, f"{faults.LOG} in the home folder tells them; it quotes no document."
        )
    return Sign("faults", True, "None of Muster's own in the last seven days.")
