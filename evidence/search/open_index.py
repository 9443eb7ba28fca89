"""The index of people who are not cleared: a second one, which never held what is marked.

To filter answers would not do: words that stand only in a marked document would still be completed to, be
taken for what was meant, and weigh in ranking. Once a document that this index held is marked, it answers
nothing until the parts of it that held the document are written again (or all of it, where the engine writes
no part alone): an index keeps the words of what was deleted from it.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from evidence.search import indexer
from evidence.search.engine import Entry, IndexDamaged, Marks, Query, Results, SearchEngine
from evidence.store import Record

FOLDER = "open"
"""Within the folder of the index of all."""


class OpenEngine:
    """An engine that refuses to answer once it has held a document that is closed.

    ``held`` is a file of the documents that it ever indexed, a line each.
    """

    def __init__(self, engine: SearchEngine, held: Path, closed: frozenset[int]) -> None:
        self._engine, self._held, self._closed = engine, held, closed

    def replace(self, documents: Mapping[int, Iterable[Entry]]) -> None:
        """See SearchEngine."""
        self._held.parent.mkdir(parents=True, exist_ok=True)
        with self._held.open("a", encoding="ascii") as file:
            file.writelines(f"{document}\n" for document in documents)
        self._engine.replace(documents)

    @property
    def tags_apart(self) -> bool:
        """See SearchEngine."""
        return self._engine.tags_apart

    def retag(self, documents: Mapping[int, Iterable[Entry]]) -> None:
        """See SearchEngine."""
        self._engine.retag(documents)

    def purge(self, documents: Mapping[int, Iterable[Entry]]) -> bool:
        """See SearchEngine. What it holds and may not goes with it."""
        held = self._known()
        if held is None or not self._engine.purge({**dict.fromkeys(held & self._closed, ()), **documents}):
            return False
        # After the commit: a kill in between leaves a list of more than it holds, and it is purged once more.
        anew = self._held.with_suffix(".new")
        kept = sorted({*held - self._closed, *documents} - self._closed)
        anew.write_text("".join(f"{document}\n" for document in kept), encoding="ascii")
        anew.replace(self._held)
        return True

    @property
    def outdated(self) -> bool:
        """Whether it held anything that is closed, or it is not known what it held: it answers nothing."""
        held = self._known()
        return bool(self._engine.documents()) if held is None else not held.isdisjoint(self._closed)

    def search(self, query: Query, similar: int = 0) -> Results:
        """See SearchEngine."""
        self._check()
        return self._engine.search(query, similar)

    def marks(self, text: str) -> Marks:
        """See SearchEngine."""
        self._check()
        return self._engine.marks(text)

    def suggestions(self, prefix: str, limit: int = 8) -> list[str]:
        """See SearchEngine."""
        self._check()
        return self._engine.suggestions(prefix, limit)

    def documents(self) -> set[int]:
        """See SearchEngine."""
        self._check()
        return self._engine.documents()

    def clear(self) -> None:
        """See SearchEngine."""
        self._engine.clear()
        self._held.unlink(missing_ok=True)

    def alone(self) -> None:
        """See SearchEngine."""
        self._engine.alone()

    @contextmanager
    def rebuilding(self) -> Iterator["OpenEngine"]:
        """See SearchEngine."""
        anew = self._held.with_suffix(".new")
        anew.unlink(missing_ok=True)
        with self._engine.rebuilding() as fresh:
            yield OpenEngine(fresh, anew, self._closed)
        # After the swap: a kill in between leaves a list of more than it holds, and it is built once more.
        anew.replace(self._held) if anew.exists() else self._held.unlink(missing_ok=True)

    def writing(self, timeout: float) -> AbstractContextManager[None]:
        """See SearchEngine."""
        return self._engine.writing(timeout)

    def _known(self) -> frozenset[int] | None:
        """The documents that it ever held; None where that is not known."""
        try:
            return frozenset(int(line) for line in self._held.read_text(encoding="ascii").split())
        except FileNotFoundError:
            return None

    def _check(self) -> None:
        if self.outdated:
            raise IndexDamaged("The search index is being made anew.", "Try again in a few minutes.")


def closed_documents(record: Record) -> frozenset[int]:
    """The documents that are not there for who is not cleared."""
    return frozenset(row[0] for row in record.db.execute("SELECT document FROM temp.closed").fetchall())


def bring_up(record: Record, engine: SearchEngine) -> None:
    """Bring the open index up to its record: without what was closed since, or, where that cannot be taken
    out alone, built anew beside itself. Raises IndexBusy."""
    try:
        if isinstance(engine, OpenEngine) and engine.outdated:
            indexer.purge(record, engine)
        engine.documents()
    except IndexDamaged:
        indexer.reindex(record, engine)
    else:
        indexer.drain(record, engine)
