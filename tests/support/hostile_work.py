"""Work that goes wrong in the ways that reading does, for processes that must survive it."""

import os
import signal
import time
from pathlib import Path
from typing import Any


def double(number: int) -> int:
    return 2 * number


def hang(_: Any) -> None:
    while True:
        pass


def sleep(_: Any) -> None:
    time.sleep(3600)


def abort(_: Any) -> None:
    os.abort()


def fault(_: Any) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def leave(_: Any) -> None:
    os._exit(3)


def killed_once(mark: str) -> str:
    """Is killed as by the system, which may happen to any file; the second time it is not."""
    if Path(mark).exists():
        return "read"
    Path(mark).touch()
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


def killed(_: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def server_killed_once(mark: str) -> str:
    """The same for the process that forks readers, whose other readers end with it."""
    if Path(mark).exists():
        return "read"
    Path(mark).touch()
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(3600)
    return ""


def swell(_: Any) -> int:
    kept = [bytearray(b"x" * (1 << 20)) for _ in range(4096)]
    return len(kept)


def grasp(_: Any) -> int:
    return len(bytes(8 << 30))


def leave_a_file(folder: str) -> str:
    import tempfile

    with tempfile.NamedTemporaryFile(delete=False) as file:
        file.write(folder.encode())
    return str(Path(file.name).parent)
