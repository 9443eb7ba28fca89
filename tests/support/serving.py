"""`muster serve` in a process of its own, to be killed and started again."""

import contextlib
import itertools
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cli_runner import process
from patience import PATIENCE


@dataclass(frozen=True)
class Served:
    """A running server: its process, its address, and a link that signs one person in."""

    process: "subprocess.Popen[str]"
    address: str
    sign_in: str


# Below those that the system gives to whoever asks for any port (a browser, for each connection): such a one
# would at times be taken between the asking here and the start of a server. Each process begins elsewhere.
_PORTS = (12_000 + (os.getpid() * 97 + n) % 20_000 for n in itertools.count())


def free_port() -> int:
    """A port that nobody uses, and that nobody is given who asks for any."""
    for port in _PORTS:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("unreachable: it goes round and round")


@contextmanager
def served(home: Path, port: int) -> Iterator[Served]:
    """A server on a home, ready for requests."""
    with process(home, "serve", "--port", port, seconds=10 * PATIENCE) as running:
        line = ""
        while "sign-in" not in line:
            line = running.stdout.readline()
            assert line, running.stderr.read()
        link = re.search(r"http://\S+", line)
        assert link, line
        try:
            yield Served(running, f"http://127.0.0.1:{port}", link[0])
        finally:
            for told in home.glob("serve.log"):
                print(told.read_text(), file=sys.stderr)  # pytest shows it beside a failure
