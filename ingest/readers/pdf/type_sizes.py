"""In which size and weight a PDF page's characters are set."""

import ctypes
import math
import re
from functools import lru_cache
from typing import Any

import pypdfium2.raw as c

from ingest.readers.pdf.handles import INT, argument, bound

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_FORCE_BOLD = 1 << 18  # the font descriptor's flag: ISO 32000-1, table 123
_FLAGS, _BUFFER = ctypes.c_int(), ctypes.create_string_buffer(96)  # to be filled and read at once
_MATRIX = c.FS_MATRIX()
_flags_at, _buffer_at, _matrix_at = (argument(ctypes.addressof(x)) for x in (_FLAGS, _BUFFER, _MATRIX))
_length = ctypes.c_ulong.from_param(96)
_size = bound(c.FPDFText_GetFontSize, ctypes.c_double)
_matrix = bound(c.FPDFText_GetMatrix, INT)
_font = bound(c.FPDFText_GetFontInfo, ctypes.c_ulong)


def type_of(textpage: Any, first: int, last: int) -> tuple[float, bool]:
    """Type size in points, and whether both ends and the middle are bold. ``textpage`` is its
    handle as an argument (see ``handles``)."""
    bold = all(_is_bold(textpage, i) for i in {first, (first + last) // 2, last})
    return size_of(textpage, first), bold


def size_of(textpage: Any, index: int) -> float:
    """Type size in points of one character, to a tenth."""
    size: float = _size(textpage, index)
    if _matrix(textpage, index, _matrix_at):
        size *= math.hypot(_MATRIX.c, _MATRIX.d)
    return round(size, 1)


def _is_bold(textpage: Any, index: int) -> bool:
    if not _font(textpage, index, _buffer_at, _length, _flags_at):
        return True  # a space that PDFium made has no font: it does not speak against the rest
    return bool(_FLAGS.value & _FORCE_BOLD) or _names_bold(_BUFFER.value)


@lru_cache(maxsize=4096)
def _names_bold(font: bytes) -> bool:
    return bool(_BOLD.search(font.decode("utf-8", "replace")))
