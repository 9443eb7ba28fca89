"""The command line: in this process, arguments in, exit code and both streams out; or in one of its own."""

import io
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paths import ROOT
from patience import PATIENCE

from webapp.cli import main


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """stdout as the one JSON document it must be."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Muster:
    """`muster --home HOME …`"""

    home: Path

    def __call__(self, *args: object) -> Ran:
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main(["--home", str(self.home), *map(str, args)])
        return Ran(code, out.getvalue(), err.getvalue())


RUN = "import sys; from webapp.cli import main; sys.exit(main(sys.argv[1:]))"


@contextmanager
def process(home: Path, *args: object, seconds: float = PATIENCE) -> Iterator["subprocess.Popen[str]"]:
    """`muster --home HOME …` in a process of its own, which is killed at the end, or after ``seconds``."""
    command = [sys.executable, "-c", RUN, "--home", str(home), *map(str, args)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as running:
        watchdog = threading.Timer(seconds, running.kill)
        watchdog.start()
        try:
            yield running
        finally:
            watchdog.cancel()
            running.kill()
            if not running.stderr.closed:
                print(running.stderr.read(), file=sys.stderr)  # pytest shows it beside a failure
