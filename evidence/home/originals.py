"""Originals, kept for ever under their SHA-256."""

import fcntl
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from evidence.errors import HomeError, NotFound, Tampered, Unreadable

CHUNK = 1 << 20
_INCOMING = ".incoming-"


_NO_FILE = (FileNotFoundError, NotADirectoryError, IsADirectoryError)
"""Nothing is there, or something else stands in its place or in its folder's."""


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@dataclass(frozen=True)
class FileStore:
    """Content-addressed files under ``root``: ``ab/abcdef…``, written once and never changed."""

    root: Path

    def path(self, sha256: str) -> Path:
        """Where the bytes of ``sha256`` are, or would be. Raises NotFound if it is no SHA-256."""
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise NotFound(f"{sha256[:80]!r} is not the SHA-256 of a file.")
        return self.root / sha256[:2] / sha256

    def holding(self, source: Path) -> str | None:
        """The SHA-256 of a file whose bytes are here already, or None. Raises OSError."""
        sha256 = sha256_of(source)
        return sha256 if self.path(sha256).exists() else None

    def tidy(self) -> None:
        """Clear away half-written copies whose process is dead."""
        for left in self.root.glob(f"{_INCOMING}*"):
            with suppress(OSError):
                if not _is_being_written(left):
                    left.unlink(missing_ok=True)

    def put(self, source: Path) -> tuple[str, int]:
        """Copy a file in. Returns its SHA-256 and size in bytes.

        The copy is on the disk, whole, before it has its name: a kill leaves it there or not there.
        Raises OSError if the source cannot be opened, Unreadable if it cannot be read to its end,
        HomeError if the home cannot take it.
        """
        with source.open("rb") as stream:
            return self._write(_chunks(stream, source.name))

    def put_bytes(self, data: bytes) -> tuple[str, int]:
        """As ``put``, for bytes in hand."""
        return self._write(iter([data]))

    def read(self, sha256: str) -> bytes:
        """The bytes. Raises NotFound if they are gone, Tampered if they are not what was stored."""
        try:
            data = self.path(sha256).read_bytes()
        except _NO_FILE as error:
            raise self._missing(sha256) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise self._changed(sha256)
        return data

    def _missing(self, sha256: str) -> NotFound:
        return NotFound(
            f"The original {sha256[:12]}… is missing from the home folder.", "Restore it from a backup."
        )

    def _changed(self, sha256: str) -> Tampered:
        return Tampered(
            f"The original {sha256[:12]}… was changed since it was stored.", "Restore it from a backup."
        )

    def verify(self, sha256: str) -> None:
        """Read the bytes through, not into memory. Raises as ``read`` does."""
        try:
            found = sha256_of(self.path(sha256))
        except _NO_FILE as error:
            raise self._missing(sha256) from error
        if found != sha256:
            raise self._changed(sha256)

    def settled(self, seconds: float = 3600) -> set[str]:
        """The SHA-256 by which each file here is called that was written some time ago: one that is
        younger may be on its way into the record."""
        last = time.time() - seconds
        found = (path for path in self.root.glob("??/*") if len(path.name) == 64)
        return {path.name for path in found if path.stat().st_mtime < last}

    def _incoming(self) -> IO[bytes]:
        """A new file to write to, locked, so that tidy() leaves it alone until this process dies."""
        while True:
            out = tempfile.NamedTemporaryFile(dir=self.root, prefix=_INCOMING, delete=False)  # noqa: SIM115
            fcntl.flock(out, fcntl.LOCK_EX)
            if os.fstat(out.fileno()).st_nlink:  # else tidy() was quicker than the lock
                return out
            out.close()

    def _write(self, chunks: Iterator[bytes]) -> tuple[str, int]:
        digest, size = hashlib.sha256(), 0
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with self._incoming() as out:
                temporary = Path(out.name)
                try:
                    for chunk in chunks:
                        digest.update(chunk)
                        size += len(chunk)
                        out.write(chunk)
                    out.flush()
                    os.fsync(out.fileno())
                    final = self.path(digest.hexdigest())
                    final.parent.mkdir(exist_ok=True)
                    temporary.replace(final)
                except BaseException:
                    temporary.unlink(missing_ok=True)
                    raise
        except OSError as error:
            raise HomeError(
                f"The home folder cannot take the file: {error.strerror}.",
                "Free some space or check that the folder is writable, then ingest again.",
            ) from error
        return digest.hexdigest(), size


def _is_being_written(incoming: Path) -> bool:
    with incoming.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _chunks(stream: BinaryIO, name: str) -> Iterator[bytes]:
    """The stream's bytes; trouble with the source must not be taken for trouble with the home."""
    try:
        while chunk := stream.read(CHUNK):
            yield chunk
    except OSError as error:
        raise Unreadable(
            f"{name} cannot be read to its end: {error.strerror}.", "Copy it from its source again."
        ) from error
