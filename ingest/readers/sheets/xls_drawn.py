"""What an old Excel workbook draws beside its cells, which xlrd passes by: told, so that it can be had.

Follows [MS-XLS] 2.4.181 (Obj), 2.5.143 (FtCmo: what an object is) and 2.4.21 (BOF: what a part is).
"""

import struct
from collections.abc import Iterator
from pathlib import Path

import olefile

from evidence.home.faults import is_ours

_OBJECT, _BEGIN = 0x005D, 0x0809
_CHART_PART, _CHART, _BOX = 0x0020, 0x05, 0x06
_MOST = 5_000_000  # records


def unread(path: Path) -> tuple[str, ...]:
    """A sentence for the charts and text boxes of a workbook; nothing where it has none, or is damaged."""
    try:
        with olefile.OleFileIO(str(path)) as ole:
            name = next((n for n in ("Workbook", "Book") if ole.exists(n)), "")
            kinds = list(_kinds(ole.openstream(name).read())) if name else []
    except Exception as error:  # olefile raises whatever the damage makes it raise
        if is_ours(error):
            raise
        return ()
    # A chart in a sheet is an object and a part; one that is a sheet of its own is a part alone.
    charts = max(kinds.count(_CHART), kinds.count(_CHART_PART << 8))
    counted = (_many(charts, "chart", "charts"), _many(kinds.count(_BOX), "text box", "text boxes"))
    if not any(counted):
        return ()
    said = " and ".join(filter(None, counted))
    are = "is" if said in {"a chart", "a text box"} else "are"
    advice = "open it in Excel, save it as .xlsx, and ingest that."
    return (f"{said[0].upper()}{said[1:]} in the workbook {are} not read: {advice}",)


def _many(count: int, one: str, several: str) -> str:
    return "" if not count else f"a {one}" if count == 1 else f"{count} {several}"


def _kinds(data: bytes) -> Iterator[int]:
    """What each object and chart part of the stream is."""
    at = 0
    for _ in range(_MOST):
        if at + 4 > len(data):
            return
        record, length = struct.unpack_from("<HH", data, at)
        if record == _OBJECT and length >= 6 and at + 10 <= len(data):
            yield struct.unpack_from("<H", data, at + 8)[0]
        elif record == _BEGIN and data[at + 6 : at + 8] == struct.pack("<H", _CHART_PART):
            yield _CHART_PART << 8
        at += 4 + length
