"""winmail.dat (TNEF, [MS-OXTNEF]): only the names of what it hides, so that it can be asked for by name.

No well-kept library opens it; the names alone stand plainly among its attributes.
"""

import struct
from pathlib import Path

from evidence.errors import Unreadable
from ingest.readers.tidy import one_line

SIGNATURE = b"\x78\x9f\x3e\x22"
_TITLE = 0x00018010  # attAttachTitle (2.1.3.3.13)
_MOST = 10_000  # attributes


def titles(data: bytes) -> list[str]:
    """The names of the files attached, in order; none where the file is damaged before them."""
    found, at = [], 6
    for _ in range(_MOST):
        if at + 9 > len(data) or not data.startswith(SIGNATURE):
            break
        _, kind, length = struct.unpack_from("<BII", data, at)
        if kind == _TITLE:
            found.append(one_line(data[at + 9 : at + 9 + length].rstrip(b"\0").decode("cp1252", "replace")))
        at += 9 + length + 2  # a checksum follows
    return [name for name in found if name]


def refuse_tnef(path: Path, head: bytes) -> None:
    """Raise Unreadable for a winmail.dat, naming what it hides."""
    if head.startswith(SIGNATURE):
        named = ", ".join(titles(path.read_bytes())[:12]) or "what was attached"
        raise Unreadable(
            f"This is a winmail.dat (TNEF): Outlook's own wrapping of an email, which hides {named}.",
            "Ask the sender for that, or to send the email again as HTML or text; or open it in Outlook, "
            "and save from there.",
        )
