"""winmail.dat (TNEF, [MS-OXTNEF]): the files that it hides, as far as they stand plainly in it.

No well-kept library opens it (tnefparse was last released in January 2021), and files are all that is asked
of it: an attribute's bytes under its checksum. What is not plain (an enclosed message, a damaged attribute)
is only named, so that it can be asked for.
"""

import re
import struct
from collections.abc import Iterator
from pathlib import Path

from evidence.errors import Unreadable
from ingest.readers.tidy import one_line

SIGNATURE = b"\x78\x9f\x3e\x22"
# Attributes of an attachment (2.1.3.3): its first, its name, its bytes, and its properties as MAPI has them.
_BEGINS, _TITLE, _DATA, _PROPERTIES = 0x00069002, 0x00018010, 0x0006800F, 0x00069005
_MOST = 10_000  # attributes
# PidTagAttachLongFilename (0x3707), in Unicode (0x001F) or bytes (0x001E): the length of its one value.
_LONG_NAME = re.compile(rb"(?P<kind>[\x1f\x1e])\x00\x07\x37\x01\x00\x00\x00(?P<length>..\x00\x00)", re.S)


def hidden_files(data: bytes) -> list[tuple[str, bytes | None]]:
    """The names of the files attached, in order, each with its bytes; None where those are not plain."""
    found: list[tuple[str, bytes | None]] = []
    for kind, told in _attributes(data):
        name, held = found[-1] if found else ("", None)
        if kind == _BEGINS or (not found and kind in {_TITLE, _DATA}) or (kind == _TITLE and name):
            found.append(("", None))
            name, held = "", None
        if kind == _TITLE and told is not None:
            found[-1] = (one_line(told.rstrip(b"\0").decode("cp1252", "replace")), held)
        elif kind == _DATA:
            found[-1] = (name, told)
        elif kind == _PROPERTIES and found and told is not None:
            found[-1] = (_long_name(told) or name, held)
    return [(name, held) for name, held in found if name]


def _attributes(data: bytes) -> Iterator[tuple[int, bytes | None]]:
    """Each attribute's kind and bytes; None where they are cut or differ from their checksum."""
    at = 6
    for _ in range(_MOST):
        if at + 9 > len(data) or not data.startswith(SIGNATURE):
            return
        _, kind, length = struct.unpack_from("<BII", data, at)
        told = data[at + 9 : at + 9 + length]
        end = data[at + 9 + length : at + 11 + length]
        whole = len(end) == 2 and struct.unpack("<H", end)[0] == sum(told) % 65536
        yield kind, told if whole or kind == _TITLE else None
        at += 9 + length + 2


def _long_name(properties: bytes) -> str:
    found = _LONG_NAME.search(properties)
    if found is None:
        return ""
    length = struct.unpack("<I", found["length"])[0]
    name = properties[found.end() : found.end() + length]
    return one_line(
        name.decode("utf-16-le" if found["kind"] == b"\x1f" else "cp1252", "replace").rstrip("\0")
    )


def refuse_tnef(path: Path, head: bytes) -> None:
    """Raise Unreadable for a winmail.dat, naming what it hides."""
    if head.startswith(SIGNATURE):
        names = [name for name, _ in hidden_files(path.read_bytes())]
        named = ", ".join(names[:12]) or "what was attached"
        raise Unreadable(
            f"This is a winmail.dat (TNEF): Outlook's own wrapping of an email, which hides {named}.",
            "Ask the sender for that, or to send the email again as HTML or text; or open it in Outlook, "
            "and save from there.",
        )
