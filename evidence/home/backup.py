"""One file that holds the whole home, and a home made from it again."""

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from sqlite_utils import Database

from evidence.errors import HomeError, MusterError, Tampered
from evidence.home import access, heads, keys, receipt, soundness
from evidence.home.originals import sha256_of
from evidence.settings import Settings

LISTING = "backup.json"  # the SHA-256 of every member
KEPT = ("config.toml", "files", "incoming", "keys", "packs")
"""What a home is besides its record. The rest is derived, or must not leave the machine."""


def backup(settings: Settings, target: Path, *, as_it_is: bool = False) -> int:
    """Write the record, the originals and the frozen packs to a new ZIP. Returns the number of files in it.

    The record is copied by SQLite's own backup, so that people can go on working meanwhile. What was written
    is read again before it is called a backup. ``as_it_is``: even if the record is damaged or its log broken.
    Raises HomeError if there is nothing to back up, the target cannot be written or lies in the home,
    Tampered if the record is not sound, or an original is missing or changed.
    """
    _refuse(settings, target)
    partial = target.with_name(target.name + ".part")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".muster-") as scratch:
            snapshot = Path(scratch) / "muster.db"
            _copy_record(settings.database, snapshot)
            problems = [] if as_it_is else soundness.damage(snapshot)
            if problems:
                raise Tampered(
                    f"The record is not sound, so that no backup was made. {' '.join(problems)}",
                    "Keep the newest backup that is. `muster check` says more; --as-it-is copies it even so.",
                )
            hashes = _write(settings, snapshot, partial)
            lacking = [] if as_it_is else _lacking(snapshot, hashes)
        if lacking:
            raise Tampered(
                f"No backup was made: {_some(lacking)}.",
                "An earlier backup holds what is missing; --as-it-is copies what there is.",
            )
        _read_again(partial, hashes)
        partial.rename(target)
    except OSError as error:
        raise HomeError(
            f"The backup cannot be written: {error.strerror}.", "Choose another place."
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    return len(hashes)


def restore(settings: Settings, source: Path) -> int:
    """Make the home from a backup. Returns the number of files restored; the index is not one.

    Whole or not at all: all is unpacked and the record looked through before the home is touched. Originals
    that the home holds besides stay; a record there that is empty or damaged is set aside. Raises HomeError
    if the home already holds a record, Tampered if the backup is not what was written or not sound.
    """
    held = settings.database
    if held.is_file() and held.stat().st_size and not soundness.damage(held, log_too=False):
        raise HomeError(
            f"{settings.home} already holds a record, which is left as it is.",
            "Name an empty home with --home.",
        )
    settings.home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.home.parent, prefix=".restore-") as scratch:
        count = _unpack(source, Path(scratch))
        problems = soundness.damage(Path(scratch) / "muster.db", log_too=False)
        if problems:
            raise Tampered(f"The record in {source.name} is not sound: {' '.join(problems)}", "Use another.")
        settings.home.mkdir(mode=0o700, exist_ok=True)
        set_aside(settings)
        # The record last: a home without one is empty, so that a kill half-way can be done again.
        for path in sorted(p for p in Path(scratch).rglob("*") if p.is_file() and p.name != "muster.db"):
            _move_in(path, settings.home / path.relative_to(scratch))
        (Path(scratch) / "muster.db").rename(held)
    return count


def set_aside(settings: Settings) -> Path | None:
    """Give a record that cannot be used another name, with what SQLite keeps beside it. Returns that.

    So it is done with the note of the log's newest line, which another record's log does not hold.
    """
    head = settings.home / heads.NAME
    if head.is_file():
        head.rename(head.with_name(f"{head.stem}-{datetime.now(UTC):%Y%m%d-%H%M%S}.json"))
    if not settings.database.is_file():
        return None
    kept = settings.database.with_name(f"muster.db.damaged-{datetime.now(UTC):%Y%m%d-%H%M%S}")
    for ending in ("-wal", "-shm", ""):
        beside = settings.database.with_name(settings.database.name + ending)
        if beside.is_file():
            beside.rename(kept.with_name(kept.name + ending))
    return kept


def copy_before_upgrade(database: Path) -> Path:
    """A copy of the record beside it, as it is before its schema changes. The newest three are kept."""
    folder = database.with_name("before-upgrades")
    folder.mkdir(mode=0o700, exist_ok=True)
    target = folder / f"muster-{datetime.now(UTC):%Y%m%d-%H%M%S}-{time.monotonic_ns()}.db"
    partial = target.with_suffix(".part")
    try:
        _copy_record(database, partial)
        partial.rename(target)
    finally:
        partial.unlink(missing_ok=True)
    for old in sorted(folder.glob("muster-*.db"))[:-3]:
        old.unlink(missing_ok=True)
    return target


def _refuse(settings: Settings, target: Path) -> None:
    if not settings.database.is_file() or not settings.database.stat().st_size:
        soundness.refuse_lost(settings.database)
        raise HomeError(f"There is no record in {settings.home}.", "Name the right home with --home.")
    if target.exists():
        raise HomeError(f"{target} exists already.", "Give the backup a new name.")
    if target.resolve().is_relative_to(settings.home.resolve()):
        raise HomeError(
            f"{target} lies in the home itself, and would be lost with it.", "Choose another place."
        )


def _write(settings: Settings, snapshot: Path, partial: Path) -> dict[str, str]:
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        hashes = {"muster.db": _put(archive, "muster.db", snapshot)}
        for name, path in _kept(settings):
            hashes[name] = _put(archive, name, path)
        archive.writestr(LISTING, json.dumps(hashes, indent=1, sort_keys=True))
        archive.writestr(receipt.MEMBER, _receipt(snapshot))
    with partial.open("rb") as written:
        os.fsync(written.fileno())  # before any other is cleared away for it
    return hashes


def _lacking(snapshot: Path, hashes: dict[str, str]) -> list[str]:
    """The originals that the record knows and the home has not, or not as they were stored: their hashes."""
    with closing(sqlite3.connect(snapshot)) as connection:
        known = [row[0] for row in connection.execute("SELECT sha256 FROM files ORDER BY sha256")]
    return [sha256 for sha256 in known if hashes.get(f"files/{sha256[:2]}/{sha256}") != sha256]


def _some(lacking: list[str]) -> str:
    if len(lacking) == 1:
        return f"the original {lacking[0][:12]}… is missing or was changed"
    return f"{len(lacking)} originals are missing or were changed ({lacking[0][:12]}…, …)"


def _receipt(snapshot: Path) -> str:
    """The log's newest line, for the day on which the home's own log says another."""
    try:
        with closing(sqlite3.connect(snapshot)) as connection:
            at = datetime.now(UTC).isoformat(timespec="seconds")
            return receipt.take(Database(connection), at, "muster backup").text()
    except sqlite3.DatabaseError:  # of a damaged record, copied as it is
        return ""


def _read_again(partial: Path, hashes: dict[str, str]) -> None:
    with zipfile.ZipFile(partial) as archive:
        for name, expected in hashes.items():
            with archive.open(name) as member:
                found = hashlib.file_digest(member, "sha256").hexdigest()  # type: ignore[arg-type]
            if found != expected:
                raise HomeError(f"{name} does not read as it was written to the backup.", "Check the disk.")


def _unpack(source: Path, target: Path) -> int:
    try:
        with zipfile.ZipFile(source) as archive:
            hashes: dict[str, str] = json.loads(archive.read(LISTING))
            for name, expected in hashes.items():
                path = target / _inside(name)
                path.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(name) as member, path.open("wb") as out:
                    shutil.copyfileobj(member, out)
                if sha256_of(path) != expected:
                    raise Tampered(f"{name} in the backup is damaged.", "Use another backup.")
    except FileNotFoundError as error:
        raise MusterError(f"There is no file {source}.", "Give the path of a backup.") from error
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
        raise Tampered(f"{source} is not a whole Muster backup.", "Use another backup.") from error
    return len(hashes)


def _inside(name: str) -> PurePosixPath:
    """A member's name, which must stay inside the home."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name:
        raise Tampered(f"The backup holds a file outside the home: {name}.", "Do not use it.")
    return path


def _move_in(source: Path, target: Path) -> None:
    """Put a restored file in its place. Another that stands there is kept beside it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_file() and sha256_of(target) != sha256_of(source):
        target.rename(target.with_name(f"{target.name}.before-restore-{datetime.now(UTC):%Y%m%d-%H%M%S}"))
    source.replace(target)


def _copy_record(database: Path, target: Path) -> None:
    of = sqlite3.connect(access.address(database), uri=True)
    with closing(of) as source, closing(sqlite3.connect(target)) as copy:
        try:
            source.backup(copy)
        except sqlite3.DatabaseError as error:
            full = HomeError(f"The record cannot be copied: {error}.", "Free some space on that disk.")
            raise soundness.told(error) or full from error


def _kept(settings: Settings) -> Iterator[tuple[str, Path]]:
    for part in KEPT:
        top = settings.home / part
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            relative = path.relative_to(settings.home)
            if part == keys.FOLDER and path.suffix == keys.PRIVATE:
                continue  # a backup in other hands must sign nothing (docs/decisions/0014-the-homes-key.md)
            if path.is_file() and not any(p.startswith(".") for p in relative.parts):
                yield relative.as_posix(), path


def _put(archive: zipfile.ZipFile, name: str, path: Path) -> str:
    archive.write(path, name)
    return sha256_of(path)
