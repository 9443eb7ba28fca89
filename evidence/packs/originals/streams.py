"""A stream's bytes as qpdf decodes them, unless there are more than a page needs.

A small stream can unpack to more than there is memory.
"""

import zlib
from io import BytesIO
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
KEPT = 4_000_000  # bytes of one that is unpacked to learn its size
FLATE = ("/FlateDecode", "/Fl")
UNPACKING = {
    **dict.fromkeys(FLATE, 1040),
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
            if len(packed) * unpacking[0] > MOST:
                whole = _unpacked(packed) if names[0] in FLATE else None
                if whole is None or (whole and names[1:] == [] and "/DecodeParms" not in stream):
                    return whole
        return bytes(stream.read_bytes(decode_level=pikepdf.StreamDecodeLevel.specialized))
    except (pikepdf.PdfError, zlib.error):
        return None


def _unpacked(packed: bytes) -> bytes | None:
    """What a stream unpacks to; None if that is more than MOST, nothing if it is more than KEPT or breaks
    off."""
    unpacker, out, size = zlib.decompressobj(), BytesIO(), 0
    while packed and size <= MOST:
        part = unpacker.decompress(packed, 1_000_000)
        size += len(part)
        if size <= KEPT:
            out.write(part)
        packed = unpacker.unconsumed_tail
    if size > MOST:
        return None
    return out.getvalue() if unpacker.eof and size <= KEPT else b""
