"""One file that holds the whole home, and a home made from it again."""

import hashlib
import json
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from evidence.errors import HomeError, MusterError, Tampered
from evidence.home import heads
from evidence.settings import Settings

LISTING = "backup.json"  # the SHA-256 of every member
LEFT_OUT = {"index", "cache", "secret", "scratch", heads.NAME}
"""Derived again; never leaves the machine; an ingest's own; may be newer than the copy of the record."""


def backup(settings: Settings, target: Path) -> int:
    """Write the record, the originals and the frozen packs to a new ZIP. Returns the number of files in it.

    The record is copied by SQLite's own backup, so that people can go on working meanwhile.
    Raises HomeError if there is nothing to back up or the target cannot be written.
    """
    if not settings.database.is_file():
        raise HomeError(f"There is no record in {settings.home}.", "Name the right home with --home.")
    if target.exists():
        raise HomeError(f"{target} exists already.", "Give the backup a new name.")
    partial = target.with_name(target.name + ".part")
    try:
        with (
            tempfile.TemporaryDirectory(dir=settings.home) as scratch,
            zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            snapshot = Path(scratch) / "muster.db"
            _copy_record(settings.database, snapshot)
            hashes = {"muster.db": _put(archive, "muster.db", snapshot)}
            for name, path in _kept(settings, Path(scratch)):
                hashes[name] = _put(archive, name, path)
            archive.writestr(LISTING, json.dumps(hashes, indent=1, sort_keys=True))
        partial.rename(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise HomeError(
            f"The backup cannot be written: {error.strerror}.", "Choose another place."
        ) from error
    return len(hashes)


def restore(settings: Settings, source: Path) -> int:
    """Make the home from a backup. Returns the number of files restored; the index is not one.

    Raises HomeError if the home already holds a record, Tampered if the backup is not what was written.
    """
    if settings.database.exists():
        raise HomeError(
            f"{settings.home} already holds a record, which is left as it is.",
            "Name an empty home with --home.",
        )
    settings.home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.home.parent, prefix=".restore-") as scratch:
        count = _unpack(source, Path(scratch))
        settings.home.mkdir(mode=0o700, exist_ok=True)
        # The record last: a home without one is empty, so that a kill half-way can be done again.
        for name in sorted(p.name for p in Path(scratch).iterdir() if p.name != "muster.db"):
            target = settings.home / name
            if target.is_dir():
                shutil.rmtree(target)
            (Path(scratch) / name).rename(target)
        (Path(scratch) / "muster.db").rename(settings.database)
    return count


def _unpack(source: Path, target: Path) -> int:
    try:
        with zipfile.ZipFile(source) as archive:
            hashes: dict[str, str] = json.loads(archive.read(LISTING))
            for name, expected in hashes.items():
                path = target / _inside(name)
                path.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(name) as member, path.open("wb") as out:
                    shutil.copyfileobj(member, out)
                with path.open("rb") as stream:
                    if hashlib.file_digest(stream, "sha256").hexdigest() != expected:
                        raise Tampered(f"{name} in the backup is damaged.", "Use another backup.")
    except FileNotFoundError as error:
        raise MusterError(f"There is no file {source}.", "Give the path of a backup.") from error
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise Tampered(f"{source} is not a whole Muster backup.", "Use another backup.") from error
    return len(hashes)


def _inside(name: str) -> PurePosixPath:
    """A member's name, which must stay inside the home."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name:
        raise Tampered(f"The backup holds a file outside the home: {name}.", "Do not use it.")
    return path


def _copy_record(database: Path, target: Path) -> None:
    source, copy = sqlite3.connect(database), sqlite3.connect(target)
    try:
        source.backup(copy)
    finally:
        source.close()
        copy.close()


def _kept(settings: Settings, scratch: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(settings.home.rglob("*")):
        relative = path.relative_to(settings.home)
        temporary = path.is_relative_to(scratch) or any(p.startswith(".") for p in relative.parts)
        record = relative.parts[0].startswith(("muster.db", "queue.db"))  # the queue is derived
        if path.is_file() and not temporary and not record and relative.parts[0] not in LEFT_OUT:
            yield relative.as_posix(), path


def _put(archive: zipfile.ZipFile, name: str, path: Path) -> str:
    archive.write(path, name)
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
