"""Papers that are read by the command line while people are served take what time these leave."""

import os
import subprocess
import sys
from pathlib import Path

from patience import PATIENCE
from serving import free_port, served

from ingest.run.workers.limits import BEHIND

READERS = """
import os, sys, tempfile
from pathlib import Path
from evidence.home.processes import yield_a_little
from ingest.run.workers.limits import Limits
from ingest.run.workers.pool import Pool

if __name__ == "__main__":
    if sys.argv[1:]:
        yield_a_little()
    with tempfile.TemporaryDirectory() as folder, Pool(Limits(60, 60, 400), Path(folder), workers=1) as pool:
        print(*(pool.submit(ask, *of).result() for ask, of in (
            (os.getpriority, (os.PRIO_PROCESS, 0)), (os.sched_getscheduler, (0,)))))
"""

INGEST = """
import os, sys
from webapp.cli import main
try:
    main()
finally:
    print(os.getpriority(os.PRIO_PROCESS, 0))
"""


def test_an_ingest_yields_where_the_home_is_served_and_only_there(tmp_path: Path) -> None:
    usual, home = os.getpriority(os.PRIO_PROCESS, 0), tmp_path / "home"
    assert _ingested(home, tmp_path, "The board met.") == usual
    with served(home, free_port()):
        assert _ingested(home, tmp_path, "The board met again.") == max(usual, 10)


def test_readers_are_behind_what_follows_from_reading_and_take_what_is_idle_beside_people() -> None:
    usual = os.getpriority(os.PRIO_PROCESS, 0)
    idle = (19, os.SCHED_IDLE)
    assert _readers() == ((usual + BEHIND, os.sched_getscheduler(0)) if usual <= BEHIND else idle)
    assert _readers("beside people") == idle


def _readers(*given: str) -> tuple[int, int]:
    """The priority and policy of a reader."""
    command = [sys.executable, "-c", READERS, *given]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)
    priority, policy = map(int, done.stdout.split())
    return priority, policy


def _ingested(home: Path, folder: Path, text: str) -> int:
    """Ingest a paper of that text. Returns at what priority it was done."""
    paper = folder / "note.txt"
    paper.write_text(text, encoding="utf-8")
    command = [sys.executable, "-c", INGEST, "--home", str(home), "ingest", str(paper)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert "1 added" in done.stdout, done.stdout + done.stderr
    return int(done.stdout.split()[-1])
