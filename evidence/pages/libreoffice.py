"""LibreOffice without a window: one file into another format, in a process of its own, within limits.

It has a fresh profile each time, in which macros never run and nothing is fetched. It is optional: where it
is not installed, ``installed()`` says so and its callers say what that means.

``python -m evidence.pages.libreoffice SECONDS MEGABYTES PROGRAM ARGUMENT…`` becomes the program, within those
limits, and ends with whoever started it.
"""

import contextlib
import errno
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evidence.home.processes import die_with_parent

SECONDS, MEGABYTES = 120, 1536
ROOM = 8 << 20  # bytes free: with fewer, that nothing came of it is the disk's doing
_RESTART = {79, 81}  # exit codes by which it asks to be started again: it has made its profile
_TRIES = 3
_OPTIONS = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard")
_PLACES = ("/usr/lib/libreoffice/program", "/usr/lib64/libreoffice/program", "/opt/libreoffice/program")
# Macros never run, what lies elsewhere is never fetched; a proxy that is nowhere stops what is left.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


class NotConverted(Exception):
    """No file came of it: ``late`` where it took too long, ``stopped`` where it broke off, as it does for
    want of memory."""

    def __init__(self, *, late: bool = False, stopped: bool = False) -> None:
        super().__init__("it took too long" if late else "it could not be opened")
        self.late, self.stopped = late, stopped


def installed() -> Path | None:
    """LibreOffice's program, or None where it is not installed."""
    named = shutil.which("soffice") or shutil.which("libreoffice")
    folders = [Path(named).resolve().parent] if named else []
    candidates = (folder / "soffice.bin" for folder in [*folders, *map(Path, _PLACES)])
    return next((program for program in candidates if os.access(program, os.X_OK)), None)


@contextmanager
def converted(
    original: Path, ending: str, to: str, *, seconds: float = SECONDS, megabytes: int = MEGABYTES
) -> Iterator[Path]:
    """The file in another format ("docx", "pptx", "pdf"), for as long as the context lasts.

    ``ending`` is what files like the original are called by (".doc"). Raises NotConverted, FileNotFoundError
    where LibreOffice is not installed.
    """
    program = installed()
    if program is None:
        raise FileNotFoundError("LibreOffice is not installed")
    with tempfile.TemporaryDirectory(prefix="muster-office-") as scratch:
        folder = Path(scratch)
        source, out = folder / f"original{ending}", folder / "out"
        shutil.copyfile(original, source)
        profile = _profile(folder / "profile")
        command = [str(program), *_OPTIONS, f"-env:UserInstallation={profile.as_uri()}"]
        command += ["--convert-to", to, "--outdir", str(out), str(source)]
        ended = _run(command, folder, seconds, megabytes)
        made = out / f"original.{to}"
        if not made.is_file() or not made.stat().st_size:
            if shutil.disk_usage(folder).free < ROOM:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))
            raise NotConverted(stopped=ended < 0 or ended > 128)
        yield made


def _profile(folder: Path) -> Path:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>"
    )
    return folder


def _run(command: list[str], folder: Path, seconds: float, megabytes: int) -> int:
    """Run it, again where it asks for that. Returns how it ended: negative where a signal stopped it."""
    limits = [str(int(seconds) + 1), str(megabytes)]
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    for _ in range(_TRIES):
        try:
            done = subprocess.run(
                [sys.executable, "-m", __name__, *limits, *command],
                capture_output=True,
                timeout=seconds,
                env=environment,
                cwd=folder,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise NotConverted(late=True) from None
        if done.returncode not in _RESTART:
            return done.returncode
    return done.returncode


def main(arguments: list[str]) -> None:
    """Become the program that the arguments name, within limits."""
    seconds, megabytes, *command = arguments
    most = int(megabytes) << 20
    for limit, value in (
        (resource.RLIMIT_CPU, int(seconds)),
        (resource.RLIMIT_DATA, most),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError):  # a lower limit is in force already
            resource.setrlimit(limit, (value, value))
    die_with_parent()
    os.environ.pop("PYTHONPATH", None)
    os.execv(command[0], command)  # noqa: S606 - no shell is what is wanted


if __name__ == "__main__":
    main(sys.argv[1:])
