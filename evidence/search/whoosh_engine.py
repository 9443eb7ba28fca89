"""Whoosh behind the SearchEngine protocol, and the only module that imports it.

Whoosh keeps the posting lists, columns, segments, commits and locks. Finding, scoring and counting are
ours (ranking.py says why): its matchers, collectors and facets are not used.
"""

import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from whoosh import columns, fields, index
from whoosh.codec.whoosh3 import W3Codec
from whoosh.formats import Format
from whoosh.index import LockError
from whoosh.lang.snowball.english import EnglishStemmer
from whoosh.reading import SegmentReader
from whoosh.writing import CLEAR, SegmentWriter

from evidence.search.answering import View, answer
from evidence.search.engine import Entry, IndexBusy, IndexDamaged, Query, Results
from evidence.search.locks import hold
from evidence.search.ranking import Collection
from evidence.search.rows import pack, row_of
from evidence.search.segments import Postings, Segment

# Raise it whenever what is written changes: an index of another name is not read, but built anew.
NAME = "muster1"
WAIT = 30.0
"""Seconds to wait for another process's commit."""

_stemmer = EnglishStemmer()


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Porter's second stemmer for English; numbers stay as they are."""
    return _stemmer.stem(word) if word.isalpha() else word


class Codec(W3Codec):
    """Whoosh's codec, but for two things that only its own scorers need."""

    length_stats = False  # it looks a length up for each posting, asking the disk each time

    def __init__(self) -> None:
        # Whole lists are read, seldom skipped through: long blocks compress better and decode faster.
        super().__init__(blocklimit=2048)


class Placed(Format):
    """Postings with weights and positions: Whoosh's own pickles a list a posting.

    A field's value is a list of (stem, weight, positions).
    """

    def word_values(
        self, value: list[tuple[str, float, list[int]]], analyzer: object, **_: object
    ) -> Iterator[tuple[str, int, float, bytes]]:
        return ((word, 1, weight, pack(positions)) for word, weight, positions in value)


class Present(Format):
    """Postings that say no more than that a word is there. A field's value is a list of different words."""

    posting_size = 0

    def word_values(
        self, value: list[str], analyzer: object, **_: object
    ) -> Iterator[tuple[str, int, float, bytes]]:
        return ((word, 1, 1.0, b"") for word in value)


SCHEMA = fields.Schema(
    body=fields.FieldType(Placed(), None),
    printed=fields.FieldType(Present(), None),
    document=fields.FieldType(Present(), None),
    passage=fields.COLUMN(columns.NumericColumn("I")),
    size=fields.COLUMN(columns.NumericColumn("I")),
    # Few documents and few tags a segment: this column keeps each value once. It holds at most 65,535.
    described=fields.COLUMN(columns.RefBytesColumn()),
    tagged=fields.COLUMN(columns.RefBytesColumn()),
    shown=fields.COLUMN(columns.VarBytesColumn()),
)


class WhooshEngine:
    """A Whoosh index in a folder. One object serves all of a process's threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.RLock()  # a segment's files are read by seeking: one thread at a time
        self._stamp: tuple[int, int, int] | None = None
        self._view = _view([], [])

    def replace(self, documents: Mapping[int, Iterable[Entry]]) -> None:
        """See SearchEngine."""
        with self._writer() as writer:
            for document, entries in documents.items():
                # update_document() of one passage twice in one writer would leave two copies.
                writer.delete_by_term("document", str(document))
                for entry in {entry.passage: entry for entry in entries}.values():
                    row = row_of(entry, stem)
                    writer.add_document(document=[str(document)], passage=entry.passage, **vars(row))

    def search(self, query: Query) -> Results:
        """See SearchEngine."""
        with self._lock, _reading():
            return answer(self._current(), query)

    def documents(self) -> set[int]:
        """See SearchEngine."""
        with self._lock, _reading():
            return set(self._current().documents)

    def clear(self) -> None:
        """See SearchEngine."""
        try:
            with self._writer() as writer:
                writer.mergetype = CLEAR
        except IndexDamaged:
            shutil.rmtree(self._folder)
            self._open()

    def writing(self, timeout: float) -> AbstractContextManager[None]:
        """See SearchEngine."""
        return hold(self._folder.with_suffix(".lock"), timeout)

    def _open(self) -> index.FileIndex:
        """The index; made, if it is not there. Two that make it at once would undo each other's commits."""
        if not self._last_commit():
            with hold(self._folder.with_suffix(".new"), WAIT):
                if not self._last_commit():
                    self._folder.mkdir(parents=True, exist_ok=True)
                    index.create_in(self._folder, SCHEMA, NAME)
        return _retried(lambda: index.open_dir(self._folder, NAME, schema=SCHEMA))

    @contextmanager
    def _writer(self) -> Iterator[SegmentWriter]:
        """A writer that commits if nothing is raised."""
        with _reading():
            try:
                writer = self._open().writer(timeout=WAIT, codec=Codec())
            except LockError as error:
                raise IndexBusy("Another process is writing to the search index.", "Try again.") from error
            writer.mergetype = _merge
            try:
                yield writer
                writer.commit()
            except BaseException:
                if not writer.is_closed:
                    writer.cancel()
                raise

    def _current(self) -> View:
        """The view of the last commit, by whichever process. Segments that stayed are not loaded again."""
        stamp = self._last_commit()
        if stamp != self._stamp:
            readers = [leaf for leaf, _ in self._open().reader().leaf_readers()] if stamp else []
            readers = [reader for reader in readers if reader.doc_count()]
            known = {segment.name: segment for segment in self._view.segments}
            segments = [known.get(reader.segment().segment_id()) or _load(reader) for reader in readers]
            deleted = [frozenset(reader.segment().deleted_docs()) for reader in readers]
            self._view, self._stamp = _view(segments, deleted), stamp
        return self._view

    def _last_commit(self) -> tuple[int, int, int] | None:
        """What changes with every commit, also when the folder was deleted and made again. None: no index."""

        def read() -> tuple[int, int, int] | None:
            paths = {int(p.stem.rsplit("_", 1)[1]): p for p in self._folder.glob(f"_{NAME}_*.toc")}
            if not paths:
                return None
            generation = max(paths)
            stat = paths[generation].stat()
            return generation, stat.st_mtime_ns, stat.st_ino

        return _retried(read)


def _retried(read: Callable[[], Any]) -> Any:
    """A commit takes the last one's table of contents away, perhaps between our finding and opening it."""
    for _ in range(50):
        try:
            return read()
        except (FileNotFoundError, index.EmptyIndexError):
            time.sleep(0.02)
    return read()


@contextmanager
def _reading() -> Iterator[None]:
    """Whatever a broken index makes Whoosh raise (zlib, pickle, struct, bare Exceptions) is one error."""
    try:
        yield
    except (IndexBusy, IndexDamaged):
        raise
    except Exception as error:
        raise IndexDamaged(
            f"The search index cannot be used ({type(error).__name__}: {error}).",
            "`muster reindex` builds it again from the record.",
        ) from error


def _merge(writer: SegmentWriter, segments: list[Any]) -> list[Any]:
    """Merge each segment that is no larger than all that is being written already, or mostly deleted.

    So a segment is larger than all smaller ones together: their number grows with the logarithm of the
    passages, and a passage is written again as seldom. (Whoosh's own rule lets small segments gather.)
    """
    kept = []
    for segment in sorted(segments, key=lambda s: s.doc_count()):
        alive, every = segment.doc_count(), segment.doc_count_all()
        if alive and (alive <= writer.docnum or alive * 2 < every):
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
        elif alive:
            kept.append(segment)
    return kept


class _Files:
    """segments.Files over Whoosh's codec: its readers would look for deleted passages again and again."""

    def __init__(self, reader: SegmentReader) -> None:
        self._terms = reader.codec().terms_reader(reader.storage(), reader.segment())
        self._texts = reader.column_reader("shown")
        self._reader = reader  # holds the files open

    def postings(self, field: str, word: str) -> Postings | None:
        key = (field, word.encode("utf-8", "replace"))
        return self._terms.matcher(*key, SCHEMA[field].format) if key in self._terms else None

    def count(self, field: str, word: str) -> int:
        return self._terms.doc_frequency(field, word.encode("utf-8", "replace"))

    def beginning(self, field: str, prefix: str) -> Iterator[str]:
        start = prefix.encode("utf-8", "replace")
        for name, word in self._terms.terms_from(field, start):
            if name != field or not word.startswith(start):
                break
            yield word.decode()

    def shown(self, number: int) -> bytes:
        return self._texts[number]


def _load(reader: SegmentReader) -> Segment:
    return Segment(
        reader.segment().segment_id(),
        _Files(reader),
        sizes=reader.column_reader("size").load(),
        passages=reader.column_reader("passage").load(),
        traits=zip(reader.column_reader("described"), reader.column_reader("tagged"), strict=True),
    )


def _view(segments: list[Segment], deleted: list[frozenset[int]]) -> View:
    pairs = list(zip(segments, deleted, strict=True))
    alive = sum(len(s.sizes) - len(gone) for s, gone in pairs)
    words = sum(sum(s.sizes) - sum(s.sizes[d] for d in gone) for s, gone in pairs)
    return View(Collection(segments, deleted, alive, words / alive if alive else 0.0, stem), segments)
