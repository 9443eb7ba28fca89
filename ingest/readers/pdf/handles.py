"""Functions of PDFium that take and give handles as numbers: they are called for every word and object of a
page, and wrapping each handle would cost more than all that they do."""

import ctypes
from typing import Any, cast

import pypdfium2.raw as c

HANDLE, INT = ctypes.c_void_p, ctypes.c_int


def bound(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of PDFium as it is called with numbers."""
    address = cast(int, ctypes.cast(function, ctypes.c_void_p).value)  # of a function that is there
    return ctypes.CFUNCTYPE(result, *arguments)(address)


def number(handle: Any) -> int:
    """A handle's number; 0 for none."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


text_object = bound(c.FPDFText_GetTextObject, HANDLE, HANDLE, INT)
