"""What leaves carries the highest marking of what is in it, and each row that of its own papers."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any

from sqlite_utils import Database

from evidence.marking import MARKINGS
from evidence.reads.markings import highest_of, markings

COLUMN = ("Marking", "marking", 22)
"""The column of each table that leaves."""
FILES = "SELECT sha256, marking, caveat FROM file_markings WHERE marking <> ''"
"""Files that could not be read have no documents to be marked."""


class Carried:
    """The markings of what is asked for, row by row; then the highest of all that was."""

    def __init__(self, db: Database) -> None:
        found: dict[Any, dict[str, Any]] = {row["sha256"]: row for row in db.query(FILES)}
        self._found = found | markings(db)
        self._asked: set[int | str] = set()

    def of(self, things: Iterable[int | str | None]) -> str:
        """What these documents and files (by their SHA-256) are marked at the highest; "" if none is."""
        mine = self._found.keys() & set(things)
        self._asked |= mine
        return highest_of(self._found[one] for one in mine)

    @property
    def highest(self) -> str:
        """The highest marking of all that was asked for, with every caveat."""
        return highest_of(self._found[one] for one in self._asked)


def documents_in(value: Any) -> Iterator[int]:
    """The documents that rows name, however deep, each as often as it is named."""
    if isinstance(value, Mapping):
        if isinstance(value.get("document"), int):
            yield value["document"]
        value = tuple(value.values())
    if isinstance(value, (list, tuple)):
        for one in value:
            yield from documents_in(one)


def marking_of(db: Database, rows: Any) -> str:
    """The highest marking of the documents that rows name, however deep."""
    return Carried(db).of(documents_in(rows))


def in_name(name: str, marking: str) -> str:
    """A file's name with its marking, where it has one: a CSV has no other place for it."""
    level = next((one for one in reversed(MARKINGS) if marking.startswith(one)), "")
    path = PurePath(name)
    return f"{path.stem}-{level}{path.suffix}" if level else name
