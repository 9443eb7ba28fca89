"""Functions of PDFium that take and give handles as numbers: they are called for every word and object of a
page, and wrapping each handle would cost more than all that they do."""

import ctypes
import struct
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any, cast

import pypdfium2.raw as c

HANDLE, INT = ctypes.c_void_p, ctypes.c_int


def bound(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of PDFium as it is called with numbers."""
    address = cast(int, ctypes.cast(function, ctypes.c_void_p).value)  # of a function that is there
    return ctypes.CFUNCTYPE(result, *arguments)(address)


def records(
    function: Any, handles: Sequence[int], layout: str, usual: Sequence[float], pointers: int = 1
) -> Iterator[tuple[Any, ...]]:
    """What a function writes of each handle, as ``struct`` lays it out; ``usual`` where it writes nothing.

    The function takes a pointer to the record, or as many ``pointers`` as that has fields.
    """
    own = struct.pack(layout, *usual)
    found, end = bytearray(own * len(handles)), len(own) * len(handles)
    if handles:
        at = ctypes.addressof(ctypes.c_char.from_buffer(found))
        places = (range(at + 4 * i, at + 4 * i + end, len(own)) for i in range(pointers))
        deque(map(function, handles, *places), maxlen=0)
    return struct.iter_unpack(layout, found)


def number(handle: Any) -> int:
    """A handle's number; 0 for none."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


text_object = bound(c.FPDFText_GetTextObject, HANDLE, HANDLE, INT)
