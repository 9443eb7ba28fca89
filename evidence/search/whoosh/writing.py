"""How Whoosh writes a segment for us: its terms, columns and commits, with posting lists of our own.

Its own writer sorts pickled postings on disk, one by one; ours buffers packed lists in memory
(posting_buffer.py), which is three times as fast and reads at once.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from whoosh import columns, fields
from whoosh.codec.whoosh3 import W3Codec
from whoosh.formats import Existence, Format
from whoosh.index import FileIndex
from whoosh.matching import ListMatcher
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from evidence.search.answering.entries import Row
from evidence.search.whoosh.merge_policy import to_merge, with_deleted
from evidence.search.whoosh.posting_buffer import PostingBuffer
from evidence.search.whoosh.postings import unpack

_LISTED = fields.FieldType(Existence(), None)
SCHEMA = fields.Schema(
    body=_LISTED,
    titled=_LISTED,
    printed=_LISTED,
    named=_LISTED,
    document=_LISTED,
    passage=fields.COLUMN(columns.NumericColumn("I")),
    size=fields.COLUMN(columns.NumericColumn("I")),
    # Few documents a segment: this column keeps each value once. It holds at most 65,535.
    described=fields.COLUMN(columns.RefBytesColumn()),
    shown=fields.COLUMN(columns.VarBytesColumn()),
    vector=fields.COLUMN(columns.VarBytesColumn()),
)
COLUMNS = ("passage", "size", "described", "shown", "vector")


class PackedPostings:
    """Whoosh's postings writer: writes a word's list whole."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def start_postings(self, format_: Format, terminfo: Any) -> None:
        self._terminfo = terminfo

    def put(self, number: int, data: bytes) -> None:
        """The word's list, as postings.pack() makes it, of so many postings."""
        self._terminfo._df = number
        self._terminfo.set_extent(self._file.tell(), len(data))
        self._file.write(data)

    def finish_postings(self) -> Any:
        return self._terminfo


def stored(file: Any, terminfo: Any) -> bytes:
    """A word's list in a segment's file."""
    offset, length = terminfo.extent()
    return bytes(file.get(offset, length[0]))  # Whoosh reads it back as a tuple


class Codec(W3Codec):
    """Whoosh's codec with posting lists of our own: a third of the size, and read at once."""

    length_stats = False  # only its own scorers need them, and it asks the disk for each

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> PackedPostings:
        return PackedPostings(dbfile)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Format, term: Any = None, scorer: Any = None
    ) -> ListMatcher:
        """Whoosh itself reads a list only to delete what is in it."""
        ids, weights = unpack(stored(dbfile, terminfo))
        return ListMatcher(ids.tolist(), weights.tolist())


class Writer(SegmentWriter):
    """A writer of one commit. Raises Whoosh's LockError if another holds the lock for ``wait`` seconds."""

    def __init__(self, index: FileIndex, wait: float) -> None:
        super().__init__(index, timeout=wait, codec=Codec())
        self._buffer = PostingBuffer()
        self.purging = False
        """Whether the commit writes every segment again that holds anything deleted."""

    def add(self, document: int, passage: int, row: Row) -> None:
        """Add one passage."""
        number, lists, rows = self.docnum, self._buffer, self.perdocwriter
        lists.placed("body", row.body, number)
        lists.present("titled", row.titled, number)
        lists.present("printed", row.printed, number)
        lists.present("named", row.named, number)
        lists.present("document", [str(document)], number)
        values: Mapping[str, Any] = {**vars(row), "passage": passage}
        rows.start_doc(number)
        for name in COLUMNS:
            rows.add_column_value(name, SCHEMA[name].column_type, values[name])
        rows.finish_doc()
        self._added = True
        self.docnum += 1

    def _merge_segments(self, mergetype: Any, optimize: Any, merge: Any) -> list[Any]:
        """Our rule in place of Whoosh's own, which lets small segments gather."""
        if self.mergetype:
            return list(super()._merge_segments(mergetype, optimize, merge))
        segments = [segment for segment in self.segments if segment.doc_count()]
        sizes = [(s.doc_count(), s.doc_count_all()) for s in segments]
        again = with_deleted(sizes) if self.purging else to_merge(sizes, self.docnum)
        for number in sorted(again):
            reader = SegmentReader(self.storage, self.schema, segments[number])
            self.add_reader(reader)
            reader.close()
        return [segment for number, segment in enumerate(segments) if number not in again]

    def add_postings_to_pool(self, reader: SegmentReader, startdoc: int, docmap: Any) -> None:
        """Another segment's lists; ``docmap`` is each passage's number here, None if none was deleted."""
        size = reader.doc_count_all()
        new = {n: startdoc + n for n in range(size)} if docmap is None else docmap
        renumbered = np.array([new.get(n, -1) for n in range(size)], np.int64)
        terms = self.codec.terms_reader(reader.storage(), reader.segment())
        for (field, word), info in terms.items():
            self._buffer.again(field, word.decode(), stored(terms._postfile, info), renumbered)
        terms.close()

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        files = self.fieldwriter
        for field, words in self._buffer.fields():
            files.start_field(field, self.schema[field])
            for word, number, data in words:
                files.start_term(word)
                files._postwriter.put(number, data)
                files.finish_term()
            files.finish_field()
        files.close()
