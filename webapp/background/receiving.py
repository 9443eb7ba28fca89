"""Receiving files: straight into the home's incoming folder, within the limit that config.toml sets.

Only the views that are marked, and only from those who may use them, take more than a form's worth of bytes.
"""

import errno
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, TypeVar

from flask import Flask, Request, current_app, request
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from evidence.errors import HomeError
from evidence.settings import Settings
from evidence.store.jobs import JobFile, display_name

View = TypeVar("View", bound=Callable[..., Any])

MOST_FILES = 10_000  # in one form
DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
REFUSED = (*DISK_FULL, errno.EROFS, errno.EACCES)


def receives_files(view: View) -> View:
    """Mark a view as one that takes uploads."""
    view.receives_files = True  # type: ignore[attr-defined]
    return view


class UploadRequest(Request):
    """A request whose files are written where they will wait, and not first to another disk."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        folder = current_app.extensions["muster_settings"].incoming
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            return tempfile.NamedTemporaryFile("w+b", dir=folder, prefix=".receiving-")
        except OSError as error:
            raise full(error) from error


def install(app: Flask, settings: Settings) -> None:
    """Let the marked views take as much as is configured."""
    app.request_class = UploadRequest
    app.before_request(lambda: _allow(settings.serve.max_upload_mb << 20))


def _allow(most: int) -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "receives_files", False) and current_user.is_authenticated:
        request.max_content_length = most
        request.max_form_parts = 2 * MOST_FILES


def keep(files: list[FileStorage]) -> list[JobFile]:
    """Move what a form brought into a folder of its own. Raises HomeError if the disk is full."""
    chosen = [file for file in files if file.filename]
    incoming = current_app.extensions["muster_settings"].incoming
    folder = secrets.token_hex(8)
    kept = []
    try:
        if chosen:
            (incoming / folder).mkdir(mode=0o700, parents=True)
        for number, file in enumerate(chosen, start=1):
            stored = f"{folder}/{number}"
            size = _move(file.stream, incoming / stored)
            kept.append(JobFile(display_name(file.filename or ""), size, stored))
    except OSError as error:
        shutil.rmtree(incoming / folder, ignore_errors=True)
        raise full(error) from error
    return kept


def _move(stream: IO[bytes], target: Path) -> int:
    """Give the stream's file a second name that outlives it; on the disk before anyone is told so."""
    stream.flush()
    os.fsync(stream.fileno())
    try:
        os.link(stream.name, target)
    except OSError as error:
        if error.errno in REFUSED:
            raise
        stream.seek(0)  # a disk without links
        with target.open("xb") as out:
            shutil.copyfileobj(stream, out, 1 << 20)
            out.flush()
            os.fsync(out.fileno())
    return target.stat().st_size


def full(error: OSError) -> HomeError:
    """What a disk that takes no more means for the person who sent something."""
    return HomeError(
        f"The home folder cannot take the files: {(error.strerror or 'unknown error').lower()}.",
        "Nothing of them was kept. Ask your IT officer for space on its disk, then send them again.",
    )
