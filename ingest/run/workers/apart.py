"""One file read in a process of its own, on whatever machine this runs: for workers that must not die.

``python -m ingest.run.workers.apart OUT`` does what is pickled on its standard input; the answer is in OUT.
"""

import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ingest.run.workers.limits import Limits, limited, move_in


def read_apart(work: Callable[..., Any], task: Any, limits: Limits) -> Any:
    """Do the work in a new process. Raises Unreadable if that was stopped or crashed, or what it raised."""
    with tempfile.TemporaryDirectory(prefix="muster-") as scratch:
        answer = Path(scratch) / "answer"
        sent = pickle.dumps((limits, scratch, work, task))
        command = [sys.executable, "-m", __name__, str(answer)]
        try:
            done = subprocess.run(
                command, input=sent, timeout=limits.most_seconds, env=_environment(), check=False
            )
        except subprocess.TimeoutExpired:
            raise limits.too_long() from None
        if not answer.exists():
            raise limits.stopped(done.returncode)
        result, error = pickle.loads(answer.read_bytes())  # noqa: S301 - our own process wrote it
    if error is not None:
        raise error
    return result


def _environment() -> dict[str, str]:
    """This process's, with its modules where it found them."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def main(out: Path) -> None:
    limits, scratch, work, task = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - our own parent sent it
    move_in(limits, scratch)
    answer: tuple[Any, Exception | None]
    try:
        answer = limited(limits, work, task), None
    except Exception as error:
        answer = None, error
    partial = out.with_suffix(".partial")
    partial.write_bytes(pickle.dumps(answer))
    partial.replace(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
