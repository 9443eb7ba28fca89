"""Whoosh behind the SearchEngine protocol: only this module and writing.py import it.

Whoosh keeps terms, columns, segments, commits and locks. Posting lists are packed by postings.py; finding,
scoring and counting are ours too (searcher.py): its matchers, collectors and facets are not used.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from whoosh import index
from whoosh.codec.whoosh3 import W3TermInfo
from whoosh.filedb.filetables import _lengths
from whoosh.index import LockError
from whoosh.reading import SegmentReader
from whoosh.writing import CLEAR

from evidence.home.locks import hold
from evidence.search.answering import vectors
from evidence.search.answering.answer import answer, marks
from evidence.search.answering.completions import complete
from evidence.search.answering.entries import rows_of, tags_of, text_from
from evidence.search.engine import Entry, IndexBusy, IndexDamaged, Marks, Query, Results
from evidence.search.index_versions import (
    DamageCheck,
    FixedVersion,
    IndexFolder,
    IndexVersions,
    damage_told,
    newest,
    remove_others,
    retry_if_replaced,
)
from evidence.search.whoosh import tags
from evidence.search.whoosh.columns import numbers, shared
from evidence.search.whoosh.postings import unpack, unpack_counted
from evidence.search.whoosh.retagged import RetaggedView, tagged_anew
from evidence.search.whoosh.searcher import MemoryView, view_of
from evidence.search.whoosh.segments import Segment
from evidence.search.whoosh.tags import Tags
from evidence.search.whoosh.writing import SCHEMA, Codec, Writer, stored

# Raise it whenever what is written changes: an index of another name is not read, but built anew.
NAME = "muster9"
WAIT = 30.0
"""Seconds to wait for another process's commit."""

_documents = W3TermInfo._struct.unpack_from  # of what a term's entry says the third is its number of passages
Acronyms = tuple[tuple[str, tuple[str, ...]], ...]
_T = TypeVar("_T")


class WhooshEngine:
    """A Whoosh index in a folder. One object serves all of a process's threads."""

    tags_apart = True

    def __init__(self, folder: Path, acronyms: Acronyms = (), versions: IndexFolder | None = None) -> None:
        self._base = folder
        self._versions = versions or IndexVersions(folder)
        self._check = DamageCheck(self._versions, read_all)
        self._acronyms = acronyms
        self._lock = threading.RLock()  # a segment's files are read by seeking: one thread at a time
        self._stamp: tuple[Any, ...] | None = None
        self._view = view_of([], [], acronyms)
        self._tags = Tags()

    def replace(self, documents: Mapping[int, Iterable[Entry]]) -> None:
        """See SearchEngine."""
        with self._writer() as writer:
            self._replace(writer, documents)

    def purge(self, documents: Mapping[int, Iterable[Entry]]) -> bool:
        """See SearchEngine. The segments that hold anything deleted are written again, the others stay."""
        with self._writer() as writer:
            self._replace(writer, documents)
            writer.purging = True
        return True

    def _replace(self, writer: Writer, documents: Mapping[int, Iterable[Entry]]) -> None:
        """Write the words of these documents to a segment, and first their tags to the file beside it."""
        written: dict[int, list[tuple[int, bytes]]] = {}
        for document, entries in documents.items():
            # update_document() of one passage twice in one writer would leave two copies.
            writer.delete_by_term("document", str(document))
            pairs = written.setdefault(document, [])
            for entry, row in rows_of(entries):
                writer.add(document, entry.passage, row)
                pairs.append((entry.passage, row.tagged))
        tags.write(self._versions.folder(), written, first=not writer.segments)

    def retag(self, documents: Mapping[int, Iterable[Entry]]) -> None:
        """See SearchEngine."""
        with damage_told(self._check):
            found = {d: [(e.passage, tags_of(e)) for e in entries] for d, entries in documents.items()}
            tags.write(self._versions.folder(), found)

    def search(self, query: Query, similar: int = 0) -> Results:
        """See SearchEngine."""
        with self._reading() as view:
            return answer(RetaggedView(view, query.retagged) if query.retagged else view, query, similar)

    def marks(self, text: str) -> Marks:
        """See SearchEngine."""
        with self._reading() as view:
            return marks(view, text)

    def suggestions(self, prefix: str, limit: int = 8) -> list[str]:
        """See SearchEngine."""
        with self._reading() as view:
            return complete(prefix, view, limit)

    def documents(self) -> set[int]:
        """See SearchEngine. Not those whose tags are lost: they are to be indexed anew."""
        with self._reading() as view:
            return set(view.documents) & self._tags.documents

    def clear(self) -> None:
        """See SearchEngine."""
        try:
            with self._writer() as writer:
                writer.mergetype = CLEAR
            tags.clear(self._versions.folder())
        except IndexDamaged:
            IndexVersions(self._base).drop()
            self._open(self._versions.folder())

    def alone(self) -> None:
        """See SearchEngine."""
        remove_others(self._base)

    @contextmanager
    def rebuilding(self) -> Iterator["WhooshEngine"]:
        """See SearchEngine."""
        with IndexVersions(self._base).next() as fresh:
            engine = WhooshEngine(self._base, self._acronyms, FixedVersion(fresh))
            engine._open(fresh)
            yield engine

    def writing(self, timeout: float) -> AbstractContextManager[None]:
        """See SearchEngine."""
        return hold(self._base.with_suffix(".lock"), timeout, IndexBusy)

    def _open(self, folder: Path) -> index.FileIndex:
        """The index; made, if it is not there. Two that make it at once would undo each other's commits."""
        if not _last_commit(folder):
            with hold(self._base.with_suffix(".new"), WAIT, IndexBusy):
                if not _last_commit(folder):
                    folder.mkdir(parents=True, exist_ok=True)
                    index.create_in(folder, SCHEMA, NAME)
        return _retried(lambda: index.open_dir(folder, NAME, schema=SCHEMA))

    @contextmanager
    def _writer(self) -> Iterator[Writer]:
        """A writer that commits if nothing is raised."""
        with damage_told(self._check):
            try:
                writer = Writer(self._open(self._versions.folder()), WAIT)
            except LockError as error:
                raise IndexBusy("Another process is writing to the search index.", "Try again.") from error
            try:
                yield writer
                writer.commit()
            except BaseException:
                if not writer.is_closed:
                    writer.cancel()
                raise

    @contextmanager
    def _reading(self) -> Iterator[MemoryView]:
        """The view of the last commit, by whichever process."""
        with self._lock, damage_told(self._check):
            yield retry_if_replaced(self._versions, self._load)

    def _load(self, folder: Path) -> MemoryView:
        """Segments that stayed are not loaded again, nor their words where only their tags changed."""
        commit = _last_commit(folder)
        stamp = (folder, *commit) if commit else None
        if stamp == self._stamp:
            if self._view.segments and self._tags.refresh(folder):
                self._view = tagged_anew(self._view, self._tags)
            return self._view
        readers = [leaf for leaf, _ in self._open(folder).reader().leaf_readers()] if stamp else []
        readers = [reader for reader in readers if reader.doc_count()]
        if readers:
            self._tags.refresh(folder)
        view = tagged_anew(self._view, self._tags)
        known = {segment.name: segment for segment in view.segments}
        segments = [known.get(_name(folder, r)) or _segment(folder, r, self._tags) for r in readers]
        deleted = [sorted(reader.segment().deleted_docs()) for reader in readers]
        self._view = view_of(segments, deleted, self._acronyms, view.__dict__.get("vocabulary"))
        self._stamp = stamp
        return self._view


def _last_commit(folder: Path) -> tuple[int, int, int] | None:
    return _retried(lambda: newest(folder, f"_{NAME}_*.toc"))


def _retried(read: Callable[[], _T]) -> _T:
    """A commit takes the last one's table of contents away, perhaps between our finding and opening it."""
    for _ in range(50):
        try:
            return read()
        except (FileNotFoundError, index.EmptyIndexError):
            time.sleep(0.02)
    return read()


class _Files:
    """segments.Files over Whoosh's codec: its readers would look for deleted passages again and again."""

    def __init__(self, reader: SegmentReader) -> None:
        self._terms = Codec().terms_reader(reader.storage(), reader.segment())
        self._texts = reader.column_reader("shown")
        self._vectors = reader.column_reader("vector")
        self._reader = reader  # holds the files open

    def postings(self, field: str, word: str) -> bytes | None:
        key = (field, word.encode("utf-8", "replace"))
        if key not in self._terms:
            return None
        return stored(self._terms._postfile, self._terms.term_info(*key))

    def beginning(self, field: str, prefix: str) -> Iterator[tuple[str, int]]:
        coded = self._terms._keycoder
        start, words = coded(field, prefix.encode("utf-8", "replace")), len(coded(field, b""))
        for key, info in self._terms._tindex.items_from(start) if prefix else self._items(start):
            if not key.startswith(start):
                break
            yield key[words:].decode(), _documents(info)[2]

    def _items(self, start: bytes) -> Iterator[tuple[bytes, bytes]]:
        """As the library's items_from(), which asks the file four times for each of them."""
        table = self._terms._tindex
        at = table.closest_key_pos(start)
        data = table.dbfile.get(at, table.endofdata - at) if at is not None else b""
        at, size = 0, _lengths.size
        while at < len(data):
            key, info = _lengths.unpack_from(data, at)
            at += size
            yield data[at : at + key], data[at + key : at + key + info]
            at += key + info

    def shown(self, number: int) -> bytes:
        return bytes(self._texts[number])

    def vector(self, number: int) -> bytes:
        return bytes(self._vectors[number])


def _name(folder: Path, reader: SegmentReader) -> str:
    """Whoosh's own names are drawn from `random`, so whoever seeds that may see one twice."""
    segment = reader.segment()
    stat = (folder / segment.make_filename(".seg")).stat()
    return f"{segment.segment_id()} {stat.st_mtime_ns} {stat.st_ino}"


def _segment(folder: Path, reader: SegmentReader, tagged: Tags) -> Segment:
    passages = numbers(reader, "passage")
    return Segment(
        _name(folder, reader),
        _Files(reader),
        sizes=numbers(reader, "size"),
        passages=passages,
        described=shared(reader, "described"),
        tagged=(tagged.values, tagged.of(passages)),
    )


def read_all(folder: Path) -> None:
    """Read a version's whole index, if there is one; raises whatever damage makes Whoosh raise."""
    if not _last_commit(folder):
        return
    readers = index.open_dir(folder, NAME, schema=SCHEMA).reader().leaf_readers()
    if readers:
        tags.read_all(folder)
    for reader, _ in readers:
        files = _Files(reader)
        _segment(folder, reader, Tags())
        for _, info in files._terms.items():
            postings = stored(files._terms._postfile, info)
            unpack(postings)
            unpack_counted(postings)
        for number in range(reader.doc_count_all()):
            text_from(files.shown(number))
            vectors.unpack([files.vector(number)])
