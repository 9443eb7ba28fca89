"""A stream's bytes as qpdf decodes them, unless there are more than a page needs.

A small stream can unpack to more than there is memory.
"""

import zlib
from typing import Any

import pikepdf

# What pikepdf raises where a file holds another kind of object than belongs there, or a damaged one.
ODD = (
    pikepdf.PdfError,
    pikepdf.ForeignObjectError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
MOST = 75_000_000  # bytes of one stream, as pypdf has it
UNPACKING = {
    "/FlateDecode": 1040,
    "/Fl": 1040,
    "/LZWDecode": 2048,
    "/LZW": 2048,
    "/RunLengthDecode": 64,
    "/RL": 64,
}
"""The filters that make more of less, and how much more at most."""
PLAIN = {"/ASCII85Decode", "/A85", "/ASCIIHexDecode", "/AHx", *UNPACKING}


def filters(stream: Any) -> list[str]:
    """The names of a stream's filters."""
    held = stream.get("/Filter")
    return [str(name) for name in held] if isinstance(held, pikepdf.Array) else [str(held)] if held else []


def decoded(stream: Any) -> bytes | None:
    """What a stream holds; None if it is a picture, damaged, or may be larger than MOST."""
    names = filters(stream)
    unpacking = [UNPACKING[name] for name in names if name in UNPACKING]
    if len(unpacking) > 1 or not PLAIN.issuperset(names):
        return None
    try:
        if unpacking:
            packed = stream.read_raw_bytes()
            if len(packed) * unpacking[0] > MOST and not (
                names[0] in ("/FlateDecode", "/Fl") and _fits(packed)
            ):
                return None
        return bytes(stream.read_bytes(decode_level=pikepdf.StreamDecodeLevel.specialized))
    except (pikepdf.PdfError, zlib.error):
        return None


def _fits(packed: bytes) -> bool:
    unpacker, size = zlib.decompressobj(), 0
    while packed and size <= MOST:
        size += len(unpacker.decompress(packed, 1_000_000))
        packed = unpacker.unconsumed_tail
    return size <= MOST
