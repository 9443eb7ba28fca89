"""The server, someone signed in, and how much memory it takes."""

import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import requests

from benchmarks.load.home import MUSTER, ROOT

PORT = 8973
EVERY = 1.0  # seconds between two looks at the memory


@contextmanager
def server(home: Path) -> Iterator[tuple["subprocess.Popen[str]", requests.Session, str]]:
    """`muster serve` on the home, stopped at the end, and the session of whom its link signs in."""
    command = [sys.executable, "-c", MUSTER, "--home", str(home), "serve", "--port", str(PORT), "--or-next"]
    with (home.parent / "said").open("w") as beside:
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=beside, text=True)
        try:
            line = ""
            while "sign-in" not in line:
                if process.stdout is None or not (line := process.stdout.readline()):
                    raise RuntimeError("muster serve did not begin")
            link = re.search(r"http://\S+", line)
            if link is None:
                raise RuntimeError(line)
            address = link[0].split("/sign-in")[0]
            yield process, _signed_in(link[0]), address
        finally:
            process.terminate()
            process.wait(60)


def _signed_in(link: str) -> requests.Session:
    session = requests.Session()
    page = session.get(link, timeout=60).text
    fields = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page))
    answer = session.post(link.split("?")[0], data=fields, timeout=60)
    answer.raise_for_status()
    return session


class Memory:
    """Looks at the resident memory of the serving process, and of all it started, as long as it is open."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._began = time.monotonic()
        self._own: list[tuple[float, float]] = []
        self._all: list[float] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Memory":
        self._thread.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._over.set()
        self._thread.join()

    def summary(self) -> dict[str, float]:
        """Megabytes: of the serving process at first, at last, at most and its growth a minute over the last
        two thirds; of all processes at most."""
        own = [megabytes for _, megabytes in self._own]
        later = self._own[len(self._own) // 3 :]
        return {
            "first": round(own[0]),
            "last": round(own[-1]),
            "most": round(max(own)),
            "growth a minute": round(_slope(later) * 60, 1),
            "all processes, most": round(max(self._all)),
        }

    def _look(self) -> None:
        while not self._over.wait(EVERY):
            with suppress(OSError, IndexError):
                self._own.append((time.monotonic() - self._began, _resident(self._pid)))
                self._all.append(sum(_resident(pid) for pid in _family(self._pid)))


def _resident(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096 / 1e6
    except (OSError, IndexError):
        return 0.0


def _family(pid: int) -> list[int]:
    found = [pid]
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in path.read_text().split():
                found += _family(int(child))
    return found


def _slope(points: list[tuple[float, float]]) -> float:
    """Least squares: megabytes a second."""
    n = len(points)
    mx, my = sum(x for x, _ in points) / n, sum(y for _, y in points) / n
    spread = sum((x - mx) ** 2 for x, _ in points)
    return sum((x - mx) * (y - my) for x, y in points) / spread if spread else 0.0
