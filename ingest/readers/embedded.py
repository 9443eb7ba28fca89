"""Files embedded in Office files: as they were put in, out of the OLE storage that may be around them.

Follows [MS-OLEDS] 2.3.6 for a packed file ("Ole10Native").
"""

import io
import struct
from pathlib import PurePosixPath, PureWindowsPath

import olefile

from evidence.home.faults import is_ours
from ingest.readers.raw import Enclosed

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OWN = {"Workbook": ".xls", "Book": ".xls", "WordDocument": ".doc", "PowerPoint Document": ".ppt"}
_WHOLE = ("Package", "CONTENTS", "Contents")  # streams that are a whole file: of Office, of Acrobat
_NATIVE = "\x01Ole10Native"


def enclosed_from(name: str, data: bytes) -> Enclosed | None:
    """The file that an embedded part is or holds; None for what is no file (an equation, a control)."""
    if not data.startswith(_OLE):
        return Enclosed(name, data)
    stem = PurePosixPath(name).stem
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            tops = {entry[0] for entry in ole.listdir()}
            own = next((ending for stream, ending in _OWN.items() if stream in tops), "")
            if own:
                return Enclosed(stem + own, data)
            if _NATIVE in tops:
                return _native(ole.openstream(_NATIVE).read(), stem)
            whole = next((s for s in _WHOLE if s in tops), "")
            return _whole(ole.openstream(whole).read(), stem) if whole else None
    except Exception as error:  # olefile raises whatever the damage makes it raise
        if is_ours(error):
            raise
        return None


def _whole(data: bytes, stem: str) -> Enclosed | None:
    if data.startswith(b"%PDF"):
        return Enclosed(stem + ".pdf", data)
    return Enclosed(stem, data) if data.startswith(b"PK") else None


def _native(data: bytes, stem: str) -> Enclosed | None:
    """A packed file: its size, a flag, its label and two paths, its size again, its bytes."""
    at, texts = 6, []
    for _ in range(2):
        end = data.index(b"\0", at)
        texts.append(data[at:end].decode("cp1252", "replace"))
        at = end + 1
    at += 4  # two flags
    (length,) = struct.unpack_from("<I", data, at)
    at += 4 + length
    (size,) = struct.unpack_from("<I", data, at)
    held = data[at + 4 : at + 4 + size]
    name = PureWindowsPath(texts[1] or texts[0]).name or stem
    return Enclosed(name, held) if held else None
