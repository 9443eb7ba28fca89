"""A segment's columns, each read at once: Whoosh's own readers fetch and unpack value by value, which is half
of the time of the first search of a process."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.columns import NumericColumn, RefBytesColumn
from whoosh.reading import SegmentReader

Ints = NDArray[np.int64]


def numbers(reader: SegmentReader, name: str) -> Ints:
    """A column of numbers, as many as the segment has passages."""
    column: Any = reader.column_reader(name, translate=False)
    if not isinstance(column, NumericColumn.Reader):  # a segment in which no passage has any
        return np.asarray(column.load(), np.int64)
    return _unpacked(column, column._typecode, column._doccount)


def shared(reader: SegmentReader, name: str) -> tuple[list[bytes], Ints]:
    """The different values of a column that keeps each once, and the place of each passage's among them."""
    column: Any = reader.column_reader(name, translate=False)
    if not isinstance(column, RefBytesColumn.Reader):
        values = [bytes(value) for value in column]
        places = {value: place for place, value in enumerate(dict.fromkeys(values))}
        return list(places), np.array([places[value] for value in values], np.int64)
    values = [bytes(value) for value in column._uniques]
    return values, _unpacked(column, column._typecode, column._doccount)


def _unpacked(column: Any, code: str, count: int) -> Ints:
    """Whoosh packs numbers in network order, whatever the machine."""
    kind = np.dtype(code).newbyteorder(">")
    data = bytes(column._dbfile.get(column._basepos, count * kind.itemsize))
    return np.frombuffer(data, kind, count).astype(np.int64)
