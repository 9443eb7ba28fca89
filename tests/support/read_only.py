"""`muster` on a home that it may not write to, whoever runs the tests."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cli_runner import RUN, Ran
from paths import ROOT
from patience import PATIENCE


@contextmanager
def read_only(home: Path) -> Iterator[None]:
    """Within it nothing of the home is writable."""
    paths = [home, *home.rglob("*")]
    modes = {path: path.stat().st_mode for path in paths}
    for path in paths:
        path.chmod(modes[path] & ~0o222)
    try:
        yield
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


def muster(home: Path, *args: object) -> Ran:
    """`muster --home HOME …` as a user whom permissions bind: root gives that power up."""
    return bound(RUN, "--home", home, *args)


def bound(code: str, *args: object) -> Ran:
    """Python as such a user."""
    command = [sys.executable, "-c", code, *map(str, args)]
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("root is bound by no permission, and there is no setpriv to give that up")
        command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *command]
    paths = os.pathsep.join(map(str, (ROOT, ROOT / "tests" / "support")))
    done = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        env={**os.environ, "PYTHONPATH": paths},
    )
    return Ran(done.returncode, done.stdout, done.stderr)
