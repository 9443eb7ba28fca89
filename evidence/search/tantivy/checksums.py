"""Whether a tantivy index's files are what was written, by the checksums that tantivy keeps in them.

A segment's file ends with a footer: a JSON object with the CRC-32 of all before it, the object's length and a
magic number, both as 32 bits, little-endian (tantivy's src/directory/footer.rs).
"""

import json
import struct
import zlib
from pathlib import Path

META = "meta.json"
_END = struct.Struct("<II")
_MAGIC = 1337


def verify(folder: Path) -> None:
    """Check the files of the last commit's segments; others are left over from commits before or cut short.

    Raises ValueError for one that is not what was written, or what reading it raises.
    """
    segments = json.loads((folder / META).read_text(encoding="utf-8"))["segments"]
    names = tuple(segment["segment_id"].replace("-", "") for segment in segments)
    for path in sorted(folder.iterdir()):
        if path.name.startswith(names) and path.suffix != ".lock":
            _verify_file(path)


def _verify_file(path: Path) -> None:
    data = path.read_bytes()
    length, magic = _END.unpack(data[-_END.size :])
    body = len(data) - _END.size - length
    if magic != _MAGIC or body < 0:
        raise ValueError("a file without its footer")
    if zlib.crc32(memoryview(data)[:body]) != json.loads(data[body : -_END.size])["crc"]:
        raise ValueError("a file that is not what was written")
