"""Mailboxes (mbox, RFC 4155) as folders: each email a file of its own, within the limits of config.toml.

The standard library's mailbox begins an email at every line that starts with "From ", which bodies hold too;
here one begins only after a blank line, with a sender and a date.
"""

import mmap
import re
from collections.abc import Iterator
from pathlib import Path

_FROM = re.compile(
    rb"(?:\A|\r?\n\r?\n)(From \S+(?: +\S+)? +[A-Z][a-z]{2} [A-Z][a-z]{2} +\d[^\r\n]*\r?\n)(?=[!-9;-~]+:)"
)
_STUFFED = re.compile(rb"^>(>*From )", re.M)
_HEAD = 64 << 10  # bytes in which a subject is looked for


def places(path: Path) -> list[tuple[int, int]]:
    """Where each email of a mailbox starts and ends; none where the file is not one of several emails."""
    with path.open("rb") as stream:
        if stream.read(5) != b"From ":
            return []
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
            found = list(_FROM.finditer(data))
            ends = [*(each.start() for each in found[1:]), len(data)]
    starts = [each.end() for each in found]
    return list(zip(starts, ends, strict=True)) if len(found) > 1 else []


def emails(path: Path, where: list[tuple[int, int]]) -> Iterator[tuple[str, bytes]]:
    """Each email's name, its number and subject, and its bytes as they were before they were stored."""
    from ingest.readers.mail.eml import header, parsed  # with the first mailbox: it takes long to load

    with path.open("rb") as stream:
        for number, (start, end) in enumerate(where, 1):
            stream.seek(start)
            data = _STUFFED.sub(rb"\1", stream.read(end - start))
            head = re.split(rb"\r?\n\r?\n", data[:_HEAD], maxsplit=1)[0]
            subject = re.sub(r"[/\\\x00-\x1f]", "-", header(parsed(head + b"\n\n"), "subject"))[:80]
            yield f"{number} {subject}".strip() + ".eml", data
