"""Functions of PDFium as they are called for every word and object of a page: arguments are made once, for
to check and wrap them at each call would cost more than all that they do."""

import ctypes
import struct
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any, cast

import pypdfium2.raw as c

HANDLE, INT = ctypes.c_void_p, ctypes.c_int
_ROOM = 4096  # fields of four bytes that functions write into, to be read at once

argument = ctypes.c_void_p.from_param
"""A handle or an address as an argument of what is ``bound``, which would take half of a plain number."""


def bound(function: Any, result: Any) -> Any:
    """A function of PDFium that is quickly done, called without looking at its arguments: each must be an
    ``argument``, or a whole number where the function takes an int."""
    address = cast(int, ctypes.cast(function, ctypes.c_void_p).value)  # of a function that is there
    return ctypes.PYFUNCTYPE(result)(address)


_room = (ctypes.c_char * (4 * _ROOM))()
_bytes = memoryview(_room).cast("B")
_places = [argument(ctypes.addressof(_room) + 4 * i) for i in range(_ROOM)]


def written(
    function: Any, of: Sequence[Any], usual: bytes, *, pointers: int = 1, on: tuple[Any, ...] = ()
) -> tuple[list[int], bytearray]:
    """What a function answers for each of the arguments ``of``, and all that it writes: for each as many
    bytes as ``usual`` has, which stays where it writes nothing.

    It is called with all of ``on``, one of them, and a pointer to its bytes, or as many ``pointers`` as those
    have fields of four.
    """
    answers: list[int] = []
    found = bytearray()
    fields = len(usual) // 4
    for start in range(0, len(of), _ROOM // fields):
        part = of[start : start + _ROOM // fields]
        end = len(part) * fields
        _bytes[: 4 * end] = usual * len(part)
        answers += map(function, *map(repeat, on), part, *(_places[i:end:fields] for i in range(pointers)))
        found += _bytes[: 4 * end]
    return answers, found


def records(
    function: Any, of: Sequence[Any], layout: str, usual: Sequence[float], pointers: int = 1
) -> Iterator[tuple[Any, ...]]:
    """What a function writes for each handle's argument, as ``struct`` lays it out; ``usual`` for nothing."""
    return struct.iter_unpack(
        layout, written(function, of, struct.pack(layout, *usual), pointers=pointers)[1]
    )


def record(function: Any, of: Any, layout: str, pointers: int = 1) -> tuple[Any, ...] | None:
    """What a function writes for one handle's argument; None if it says that it writes nothing."""
    return struct.unpack_from(layout, _bytes) if function(of, *_places[:pointers]) else None


text_object = bound(c.FPDFText_GetTextObject, HANDLE)
