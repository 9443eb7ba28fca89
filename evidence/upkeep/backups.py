"""Backups on a schedule: made, verified, and the oldest cleared away, never the last good one."""

import json
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from evidence.errors import Busy, HomeError, MusterError, UsageError
from evidence.home.backup import backup
from evidence.home.locks import hold
from evidence.settings import Settings
from evidence.store.record import utc_now

STATE = "backups.json"
"""In the home: how the last one went. It says nothing of the evidence."""
NAMED = re.compile(r"muster-(\d{8}-\d{6})(?:-(\d+))?\.zip")
"""What this module calls its files: no others are ever cleared away."""
LEFT_OVER = timedelta(days=1)
"""How old a half-written one is that no process can be writing any more."""
AHEAD = timedelta(minutes=10)
"""How far in the future the last one may seem: more, and the clock was set back."""


class BackupBusy(Busy):
    """Another process makes a backup."""

    told = "Another Muster process is making a backup."


@dataclass(frozen=True)
class LastBackup:
    """How backups went: when (ISO, UTC) the last good one was made, as which file of how many bytes; and what
    went wrong since, when."""

    at: str = ""
    file: str = ""
    size: int = 0
    failed_at: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Rotated:
    """A backup that was made, how many files it holds, and those that were cleared away for it."""

    made: Path
    files: int
    removed: tuple[str, ...]


def last(settings: Settings) -> LastBackup:
    """How backups went; empty where none was made."""
    try:
        found = json.loads((settings.home / STATE).read_text(encoding="utf-8"))
        return LastBackup(**found)
    except (OSError, ValueError, TypeError):
        return LastBackup()


def made(settings: Settings, target: Path, *, as_it_is: bool = False, now: datetime | None = None) -> int:
    """Make a backup and note how that went. Returns the number of files in it; raises as ``backup`` does."""
    now = now or utc_now()
    try:
        count = backup(settings, target, as_it_is=as_it_is)
    except MusterError as error:
        before = last(settings)
        _note(settings, LastBackup(before.at, before.file, before.size, _iso(now), str(error)))
        raise
    if not as_it_is:  # else nobody knows whether it is good
        _note(settings, LastBackup(_iso(now), str(target.resolve()), target.stat().st_size))
    return count


def is_due(settings: Settings, now: datetime) -> bool:
    """Whether the schedule asks for a backup: also where the last one was made in what is now the future."""
    if not settings.backup.folder:
        return False
    before = last(settings)
    tried = max(before.at, before.failed_at)
    if not tried:
        return True
    gone = now - datetime.fromisoformat(tried)
    # One that failed is tried again after an hour at the latest: a disk may have been full.
    every = timedelta(hours=settings.backup.every_hours)
    wait = min(every, timedelta(hours=1)) if before.failed_at > before.at else every
    return gone >= wait or gone < -AHEAD


def rotate(settings: Settings, clock: Callable[[], datetime] = utc_now) -> Rotated:
    """Make a backup in the configured folder, and clear away the oldest beyond those to keep.

    Only after the new one was read through and found good is any other removed. Raises UsageError where no
    folder is configured, BackupBusy, HomeError or Tampered as ``backup`` does.
    """
    if not settings.backup.folder:
        raise UsageError("No folder for backups is configured.", "Name one in config.toml, [backup] folder.")
    folder = Path(settings.backup.folder).expanduser()
    if not folder.is_absolute():
        raise UsageError(f"[backup] folder, {folder}, is not a whole path.", "Begin it with /.")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with hold(folder / ".muster-backup.lock", 0, BackupBusy):
            return _rotated(settings, folder, clock())
    except OSError as error:
        raise HomeError(
            f"The folder for backups, {folder}, cannot be used: {(error.strerror or '').lower()}.",
            "Correct [backup] folder in config.toml, or make it writable.",
        ) from error


def _rotated(settings: Settings, folder: Path, now: datetime) -> Rotated:
    _clear_left_over(folder, now)
    target = _named(folder, now)
    count = made(settings, target, now=now)
    return Rotated(target, count, tuple(_clear(folder, target, max(settings.backup.keep, 1))))


def _named(folder: Path, now: datetime) -> Path:
    """A name that none has yet: the clock may have been set back."""
    stem, number = f"muster-{now:%Y%m%d-%H%M%S}", 1
    target = folder / f"{stem}.zip"
    while target.exists():
        number += 1
        target = folder / f"{stem}-{number}.zip"
    return target


def _clear(folder: Path, newest: Path, keep: int) -> list[str]:
    """Remove the oldest by their names, whatever they say never the one just made."""
    found = ((NAMED.fullmatch(path.name), path) for path in folder.iterdir() if path != newest)
    others = [(name[1], int(name[2] or 1), path) for name, path in found if name and path.is_file()]
    removed = []
    for _, _, path in sorted(others, reverse=True)[keep - 1 :]:
        with suppress(OSError):  # someone holds it: the next time
            path.unlink()
            removed.append(path.name)
    return removed


def _clear_left_over(folder: Path, now: datetime) -> None:
    """Remove what a kill or a power cut left half-written."""
    oldest = (now - LEFT_OVER).timestamp()
    for path in [*folder.glob("muster-*.zip.part"), *folder.glob(".muster-*")]:
        with suppress(OSError):
            if path.name == ".muster-backup.lock" or path.stat().st_mtime > oldest:
                continue
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _note(settings: Settings, state: LastBackup) -> None:
    """Keep how it went; a home that takes nothing is told by what raised."""
    path = settings.home / STATE
    with suppress(OSError):
        partial = path.with_name(f".{STATE}")
        partial.write_text(json.dumps(state.__dict__, indent=1), encoding="utf-8")
        partial.replace(path)


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
