"""Text of two or four bytes a character, told by its zeros: a file with zeros in it may be text after all."""

import codecs

MARKS = (  # the longer marks first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def wide_order(data: bytes) -> str:
    """The encoding (UTF-16 or UTF-32, of whichever order), by mark or by zeros; nothing for other bytes."""
    marked = next((encoding for mark, encoding in MARKS if data.startswith(mark)), "")
    return marked or (_utf32(data) or _utf16(data) if b"\0" in data else "")


def _utf32(data: bytes) -> str:
    """UTF-32 without its mark: three of its four bytes are zeros, always the same ones."""
    zeros = [data[n::4].count(0) for n in range(4)]
    quarter = max(1, len(data) // 4)
    if min(zeros[1:]) > quarter * 0.9 and zeros[0] < quarter * 0.1:
        return "utf-32-le"
    return "utf-32-be" if min(zeros[:3]) > quarter * 0.9 and zeros[3] < quarter * 0.1 else ""


def _utf16(data: bytes) -> str:
    """UTF-16 without its mark: English in it has a zero in every second byte."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    half = len(data) // 2
    if odd > half * 0.6 and even < half * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.6 and odd < half * 0.05 else ""
