"""Originals that the home has lost and an issue's ZIP still holds, found by their SHA-256."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from evidence.home.file_names import file_stem
from evidence.reads import packs as reads
from evidence.services import Services


def kept(services: Services, sha256: str) -> Path | None:
    """The ZIP of an issue that holds an original, the newest first; None if none does."""
    for path in _issued(services):
        if _member(path, sha256):
            return path
    return None


def bring_back(services: Services, sha256: str) -> bool:
    """Put an original that the home has lost back, from an issue's ZIP. Whether one holds it, unchanged.

    Raises HomeError if the home cannot take it.
    """
    for path in _issued(services):
        member = _member(path, sha256)
        with suppress(OSError, BadZipFile, KeyError):
            data = _read(path, member) if member else b""
            if hashlib.sha256(data).hexdigest() == sha256:
                services.files.put_bytes(data)
                return True
    return False


def _issued(services: Services) -> Iterator[Path]:
    db = services.record.db
    for pack in reads.packs(db):
        place = services.settings.home / "packs" / file_stem(pack["name"])
        for issue in reversed(reads.issues(db, pack["id"])):
            path = place / f"{issue['stem']}.zip"
            if path.is_file():
                yield path


def _member(path: Path, sha256: str) -> str:
    try:
        manifest = json.loads(_read(path, "manifest.json"))
        return next((o["member"] for o in manifest["originals"] if o["sha256"] == sha256), "")
    except (OSError, BadZipFile, KeyError, TypeError, ValueError):
        return ""


def _read(path: Path, member: str) -> bytes:
    with ZipFile(path) as zipped:
        return zipped.read(member)
