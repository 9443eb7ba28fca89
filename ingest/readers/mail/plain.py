"""Plain text as emails carry it: lines that flow (RFC 3676), and files uuencoded among them (POSIX)."""

import base64
import binascii
import re
from collections.abc import Iterator

_QUOTES = re.compile(r">*")
_BEGIN = re.compile(r"begin(-base64)? [0-7]{3,4} (\S.*)")
_SEALED = re.compile(r"^-----BEGIN PGP MESSAGE-----\s*$.*?(?:^-----END PGP MESSAGE-----\s*$|\Z)", re.M | re.S)


def flowed(text: str, delsp: bool) -> str:
    """Text of ``format=flowed`` with its paragraphs each on one line, quotation marks before them.

    A line that ends with a blank goes on in the next of the same depth; ``delsp`` says that the blank is not
    of the text. A signature's "-- " ends nothing.
    """
    out: list[tuple[int, str]] = []
    open_ = False
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        depth = len(_QUOTES.match(line)[0])  # type: ignore[index]  # it matches nothing too
        said = line[depth:].removeprefix(" ")
        signature = said == "-- "
        if open_ and out[-1][0] == depth and not signature:
            out[-1] = (depth, out[-1][1] + said)
        else:
            out.append((depth, said))
        open_ = said.endswith(" ") and not signature
        if open_ and delsp:
            out[-1] = (depth, out[-1][1][:-1])
    return "\n".join(">" * depth + (" " if depth else "") + said for depth, said in out)


def without_sealed(text: str) -> tuple[str, bool]:
    """Text without what PGP encrypted in it, and whether there was such."""
    left, count = _SEALED.subn("", text)
    return left, bool(count)


def without_encoded(text: str) -> tuple[str, list[tuple[str, bytes | None]]]:
    """Text without the files uuencoded in it, and those: their names and bytes, None where damaged."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    left: list[str] = []
    files: list[tuple[str, bytes | None]] = []
    at = 0
    while at < len(lines):
        begins = _BEGIN.fullmatch(lines[at].rstrip())
        end = _end(lines, at, bool(begins[1])) if begins else 0
        if begins and end:
            files.append((begins[2].strip(), _decoded(lines[at + 1 : end], bool(begins[1]))))
            at = end + 1
        else:
            left.append(lines[at])
            at += 1
    return "\n".join(left), files


def _end(lines: list[str], begin: int, base64_: bool) -> int:
    """The line that ends the codes; the text's last where they are cut off; 0 where there are none."""
    if begin + 1 >= len(lines) or (not base64_ and _line(lines[begin + 1]) is None):
        return 0
    last = "====" if base64_ else "end"
    for at in range(begin + 1, len(lines)):
        if lines[at].strip() == last:
            return at
    rest = lines[begin + 1 :]
    while rest and not rest[-1].strip():
        rest.pop()
    # Cut off: only where every line is codes is the rest theirs.
    return len(lines) if base64_ or all(_line(line) is not None for line in rest[:-1]) else 0


def _decoded(lines: list[str], base64_: bool) -> bytes | None:
    if base64_:
        try:
            return base64.b64decode("".join(lines), validate=False)
        except binascii.Error:
            return None
    parts = list(_parts(lines))
    return None if None in parts else b"".join(part for part in parts if part)


def _parts(lines: list[str]) -> Iterator[bytes | None]:
    for line in lines:
        if line.strip():
            yield _line(line)


def _line(line: str) -> bytes | None:
    """A line's bytes: its first sign says how many. Blanks at its end may have been lost."""
    code = line.encode("ascii", "replace")
    if not code or not 0x20 <= code[0] <= 0x60:
        return None
    size = (code[0] - 0x20) & 0x3F
    signs = (size + 2) // 3 * 4
    try:
        # Some programs write one sign more, as a sum; what is short is blanks that were cut off.
        return binascii.a2b_uu(code[: signs + 1]) if len(code) <= signs + 2 else None
    except binascii.Error:
        return None
