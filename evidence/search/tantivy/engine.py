"""Tantivy behind the SearchEngine protocol: an optional extra, for more passages than Whoosh serves
quickly."""

import json
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import tantivy

from evidence.home.locks import hold
from evidence.search.answering.answer import answer, marks
from evidence.search.answering.completions import complete
from evidence.search.answering.entries import rows_of
from evidence.search.engine import Entry, IndexBusy, IndexDamaged, Marks, Query, Results
from evidence.search.index_versions import (
    DamageCheck,
    FixedVersion,
    IndexFolder,
    IndexVersions,
    damage_told,
    remove_others,
    retry_if_replaced,
)
from evidence.search.tantivy.checksums import META, verify
from evidence.search.tantivy.retagged import RetaggedView
from evidence.search.tantivy.schema import document, schema
from evidence.search.tantivy.searcher import TantivyView

# Raise it whenever what is written changes: an index of another name is not read, but built anew.
NAME = "muster6"
WAIT = 30.0
"""Seconds to wait for another process's commit."""
HEAP = 64_000_000
"""Bytes that a writer buffers before it writes a segment."""

Acronyms = tuple[tuple[str, tuple[str, ...]], ...]

_SCHEMA = schema()


class TantivyEngine:
    """A tantivy index in a folder. One object serves all of a process's threads."""

    tags_apart = False

    def __init__(self, folder: Path, acronyms: Acronyms = (), versions: IndexFolder | None = None) -> None:
        self._base = folder
        self._versions = versions or IndexVersions(folder)
        self._check = DamageCheck(self._versions, read_all)
        self._acronyms = acronyms
        self._lock = threading.RLock()
        self._stamp: tuple[Any, ...] | None = None
        self._view: TantivyView | None = None

    def replace(self, documents: Mapping[int, Iterable[Entry]]) -> None:
        """See SearchEngine."""
        with self._writer() as writer:
            for number, entries in documents.items():
                # delete_documents_by_term() takes a number for a signed one, and deletes nothing.
                writer.delete_documents_by_query(tantivy.Query.term_query(_SCHEMA, "document", number))
                for entry, row in rows_of(entries):
                    writer.add_document(document(entry, row))

    def retag(self, documents: Mapping[int, Iterable[Entry]]) -> None:
        """See SearchEngine. A document of tantivy's cannot change in part."""
        self.replace(documents)

    def purge(self, documents: Mapping[int, Iterable[Entry]]) -> bool:
        """See SearchEngine. Tantivy merges segments when it wants to, not when it is told to."""
        return False

    def search(self, query: Query, similar: int = 0) -> Results:
        """See SearchEngine."""
        with damage_told(self._check):
            view = self._current()
            return answer(RetaggedView(view, query.retagged) if query.retagged else view, query, similar)

    def marks(self, text: str) -> Marks:
        """See SearchEngine."""
        with damage_told(self._check):
            return marks(self._current(), text)

    def suggestions(self, prefix: str, limit: int = 8) -> list[str]:
        """See SearchEngine."""
        with damage_told(self._check):
            return complete(prefix, self._current(), limit)

    def documents(self) -> set[int]:
        """See SearchEngine."""
        with damage_told(self._check):
            view = self._current()
            asked = {"d": {"terms": {"field": "document", "size": view.index.num_docs + 1}}}
            found = view.index.aggregate(tantivy.Query.all_query(), asked)
            return {int(bucket["key"]) for bucket in found["d"]["buckets"]}

    def clear(self) -> None:
        """See SearchEngine."""
        try:
            with self._writer() as writer:
                writer.delete_all_documents()
        except IndexDamaged:
            IndexVersions(self._base).drop()
            with self._writer():
                pass

    def alone(self) -> None:
        """See SearchEngine."""
        remove_others(self._base)

    @contextmanager
    def rebuilding(self) -> Iterator["TantivyEngine"]:
        """See SearchEngine."""
        with IndexVersions(self._base).next() as fresh:
            engine = TantivyEngine(self._base, self._acronyms, FixedVersion(fresh))
            with engine._writer():
                pass
            yield engine

    def writing(self, timeout: float) -> AbstractContextManager[None]:
        """See SearchEngine."""
        return hold(self._base.with_suffix(".lock"), timeout, IndexBusy)

    @contextmanager
    def _writer(self) -> Iterator[tantivy.IndexWriter]:
        """A writer that commits if nothing is raised. Tantivy's own lock does not wait; ours does."""
        folder = self._versions.folder() / NAME
        lock = self._base.parent / f"{self._base.name}-{folder.parent.name}.new"
        with hold(lock, WAIT, IndexBusy), damage_told(self._check):
            folder.mkdir(parents=True, exist_ok=True)
            index = tantivy.Index(_SCHEMA, path=str(folder), sort_by_field="passage")
            writer = index.writer(heap_size=HEAP, num_threads=1)
            try:
                yield writer
            except BaseException:
                writer.rollback()
                writer.wait_merging_threads()
                raise
            writer.commit()
            writer.wait_merging_threads()

    def _current(self) -> TantivyView:
        """The view of the last commit, by whichever process."""
        with self._lock:
            return retry_if_replaced(self._versions, self._load)

    def _load(self, folder: Path) -> TantivyView:
        meta = folder / NAME / META
        stat = meta.stat() if meta.exists() else None
        stamp = (folder, stat.st_mtime_ns, stat.st_ino, stat.st_size) if stat else None
        if self._view is None or stamp != self._stamp:
            # Without an index, an empty one in memory answers.
            index = tantivy.Index(_SCHEMA, path=str(meta.parent)) if stat else tantivy.Index(_SCHEMA)
            last = self._view.__dict__.get("vocabulary") if self._view else None
            self._view = TantivyView(index.searcher(), index.schema, self._acronyms, last, _is_whole(meta))
            self._stamp = stamp
        return self._view


def _is_whole(meta: Path) -> bool:
    """Whether a commit's segments hold nothing that was deleted."""
    if not meta.exists():
        return False
    segments = json.loads(meta.read_text(encoding="utf-8")).get("segments", [])
    return not any(segment.get("deletes") for segment in segments)


def read_all(folder: Path) -> None:
    """Read a version's whole index, if there is one; raises whatever damage makes tantivy raise."""
    if (folder / NAME / META).exists():
        verify(folder / NAME)
        tantivy.Index.open(str(folder / NAME)).searcher()
