"""Is a record's file whole, and one that this version may open?"""

import sqlite3
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sqlite_utils import Database

from evidence.errors import HomeError
from evidence.home import access, log

WAY_OUT = (
    "`muster restore BACKUP.zip` puts a backup in its place. Without one, `muster restore --from-originals`"
    " reads the originals again; what people decided is then lost. Either keeps the damaged file."
)
DAMAGED = ("malformed", "not a database", "disk image", "unsupported file format")
"""What SQLite says of a file that is damaged, rather than busy, full or refused."""


def damage(path: Path, *, log_too: bool = True) -> list[str]:
    """What is wrong with the record in a file, a sentence each: its pages, what its rows name, its log."""
    try:
        with closing(sqlite3.connect(access.address(path), uri=True)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(5)").fetchall()]
            rows = connection.execute("PRAGMA foreign_key_check").fetchmany(5)
            db = Database(connection)
            there = set(db.table_names())
            if "events" not in there:
                return ["It is no record of Muster's."]
            problems = log.verify(db)[:5] if log_too else []
    except sqlite3.DatabaseError as error:
        return [f"It cannot be read: {error}."]
    return [
        *(f"It is damaged: {one}." for one in found if one != "ok"),
        *(f"A row of {row[0]} names one of {row[2]} that is not there." for row in rows),
        *problems,
    ]


def told(error: BaseException) -> HomeError | None:
    """What SQLite said of a damaged file, as an error that says the way out; None if it is something else."""
    if isinstance(error, sqlite3.DatabaseError) and any(words in str(error) for words in DAMAGED):
        return HomeError(f"The record, muster.db, is damaged: {error}.", WAY_OUT)
    return None


def refuse_lost(path: Path) -> None:
    """Raise HomeError if a record is gone, or empty, where originals tell that there was one."""
    if path.is_file() and path.stat().st_size:
        return
    originals = sum(1 for _ in path.parent.glob("files/??/*"))
    if originals:
        what = "is empty" if path.is_file() else "is gone"
        raise HomeError(f"The record, muster.db, {what}, and {originals} originals are kept here.", WAY_OUT)


def is_lost(path: Path) -> bool:
    """Whether a record cannot be used: it is gone, empty or damaged."""
    return not path.is_file() or not path.stat().st_size or bool(damage(path, log_too=False))


def number() -> int:
    """This version as SQLite's user_version: 1.2.3 is 10203."""
    try:
        parts = [int(part) for part in version("muster").split(".")[:3]]
    except (PackageNotFoundError, ValueError):
        return 0
    return sum(part * 100**place for place, part in enumerate(reversed(parts)))


def newer(path: Path) -> str:
    """The version that last brought a record up to date, if it is newer than this one."""
    with closing(sqlite3.connect(access.address(path), uri=True)) as connection:
        made = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if made <= number():
        return ""
    return f"{made // 10000}.{made // 100 % 100}.{made % 100}"
