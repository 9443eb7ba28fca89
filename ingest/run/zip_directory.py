"""How much a ZIP lists, counted without loading it: one that lists millions of files takes no memory.

The layout is that of PKWARE's APPNOTE 6.3.10: 4.3.12 (an entry), 4.3.14 to 4.3.16 (where the directory ends).
"""

import struct
from pathlib import Path
from typing import BinaryIO

MOST_BYTES = 64 << 20  # of a directory: names of a thousand letters for as many files as are unpacked
_TAIL = 22 + 65_535  # the last record and the longest comment after it


def is_packed(path: Path) -> bool:
    """Whether the file begins as a ZIP does. Raises OSError."""
    with path.open("rb") as stream:
        return stream.read(4) in {b"PK\x03\x04", b"PK\x05\x06"}


def lists_more_than(path: Path, most: int) -> bool:
    """Whether a ZIP's directory has more entries than this, or more bytes than any should. Raises OSError.

    A ZIP whose directory cannot be found has none.
    """
    with path.open("rb") as stream:
        place = _place(stream)
        if place is None:
            return False
        start, size = place
        if size > MOST_BYTES:
            return True
        stream.seek(max(0, start))
        directory = stream.read(size)
    count = at = 0
    while directory[at : at + 4] == b"PK\x01\x02" and at + 46 <= len(directory):
        count += 1
        if count > most:
            return True
        at += 46 + sum(struct.unpack_from("<HHH", directory, at + 28))
    return False


def _place(stream: BinaryIO) -> tuple[int, int] | None:
    """Where the directory starts, and its size in bytes."""
    end = stream.seek(0, 2)
    base = stream.seek(max(0, end - _TAIL))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        return None
    size, last = struct.unpack_from("<I", tail, at + 12)[0], base + at
    if tail[at - 20 : at - 16] == b"PK\x06\x07" and at >= 20:
        stream.seek(max(0, last - 76))  # the wider record, which stands before its locator
        wide = stream.read(56)
        if wide[:4] == b"PK\x06\x06":
            size, last = struct.unpack_from("<Q", wide, 40)[0], last - 76
    return last - size, size
