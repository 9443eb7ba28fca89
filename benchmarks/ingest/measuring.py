"""What a command costs: time by the clock, time of the processors, and the most memory that all its processes
hold at once."""

import compileall
import os
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

LOOK_EVERY = 0.2  # seconds


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock, seconds of processor time, and the peak in MiB."""

    wall: float
    cpu: float
    peak: float


def compiled() -> None:
    """Muster's bytecode beside its sources, as an installed program has it: without, each of its processes
    compiles all of it, half a second for every one."""
    for wing in ("evidence", "ingest", "webapp"):
        compileall.compile_dir(Path(__file__).parents[2] / wing, quiet=1)


def cost(
    command: Sequence[str],
    look: Callable[[float], None] = lambda seconds: None,
    fine: Sequence[int] = (0,),
    **environment: str,
) -> Cost:
    """Run a command to its end. ``look`` is told every so often of the processor time so far. Raises
    RuntimeError, with what it said, if it did not exit with one of ``fine``."""
    before, start = os.times(), time.perf_counter()
    with subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
        text=True,
    ) as running:
        watch = _Watch(running.pid, look)
        watch.start()
        _, said = running.communicate()
        watch.over.set()
        watch.join()
    wall, after = time.perf_counter() - start, os.times()
    if running.returncode not in fine:
        raise RuntimeError(f"{' '.join(command)}: exit {running.returncode}\n{said[-2000:]}")
    waited = after.children_user + after.children_system - before.children_user - before.children_system
    # A server's forks are not their asker's children, so that nobody waited for them; but short-lived
    # children come and go between two looks.
    return Cost(wall, max(waited, watch.seconds()), watch.peak / 1024)


class _Watch(threading.Thread):
    """Adds up, every so often, the memory and the time of a process and all its descendants.

    Each page that several share counts in part (PSS), so that nothing counts twice.
    """

    def __init__(self, root: int, look: Callable[[float], None]) -> None:
        super().__init__(daemon=True)
        self._look = look
        self.root, self.peak, self.over = root, 0, threading.Event()
        self._ticks: dict[int, int] = {}

    def run(self) -> None:
        while not self.over.wait(LOOK_EVERY):
            family = _family(self.root)
            self.peak = max(self.peak, sum(_kilobytes(pid) for pid in family))
            self._ticks |= {pid: ticks for pid in family if (ticks := _ticks(pid))}
            self._look(self.seconds())

    def seconds(self) -> float:
        """Processor time of all that were seen."""
        return sum(self._ticks.values()) / os.sysconf("SC_CLK_TCK")


def _family(root: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found = [root]
    for pid in found:
        found += parents.get(pid, [])
    return found


def _ticks(pid: int) -> int:
    """A process's own time in user and system mode: fields 14 and 15 of proc(5)'s stat."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def _kilobytes(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0
