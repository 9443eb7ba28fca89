"""A council's papers come in by `muster ingest` while officers work on the served home.

    python -m benchmarks.load.large --pages 20000 [--officers 20] [--alone 60] [--stop 60] FOLDER…

The officers work alone before it and after it, so that what they wait is compared within one run: a page of
a larger record takes longer by itself. The papers are PDFs with
text (copies of those in the folders), Word files, mail and, a page in twenty, scans. The ingest is stopped
after so many seconds, as by Ctrl+C, and begun again. At the end each write that was
answered as done is looked for in the record, and `muster check` looks at all of it.
"""

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.load.home import MUSTER, ROOT, Prepared, prepare, written
from benchmarks.load.measure import spreads, told
from benchmarks.load.mixed import papers
from benchmarks.load.officers import Work, work
from benchmarks.load.serving import Memory, server

SETTLED = 180  # seconds after the ingest within which what is new must be indexed


def main() -> int:
    """Run it and print what was measured. Exit 1 on any error, lost write or fault in the record."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--officers", type=int, default=20)
    parser.add_argument("--think", type=float, default=4, help="an officer's pause, seconds on average")
    parser.add_argument(
        "--alone", type=float, default=60, help="seconds that officers work before it and after it"
    )
    parser.add_argument(
        "--stop", type=float, default=60, help="seconds after which the ingest is stopped once"
    )
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    # A shell has what it runs in the background ignore Ctrl+C, and so would what that starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sources = sorted(path for folder in given.folders for path in folder.rglob("*.pdf"))
    with tempfile.TemporaryDirectory(prefix="muster-large-") as name:
        folder = Path(name)
        prepared = prepare(folder, 0, packs=1)
        files = papers(folder / "papers", given.pages, sources)
        print(f"home made: {prepared.said}; {files} files to come", file=sys.stderr)
        found = _measured(prepared, folder, files, given)
    print(told(found))
    if given.json:
        given.json.write_text(json.dumps(found, indent=1))
    return 1 if found["errors"] or found["lost"] or not found["all is well"] else 0


def _measured(prepared: Prepared, folder: Path, files: int, given: argparse.Namespace) -> dict[str, object]:
    with server(prepared.home) as (process, session, address), Memory(process.pid) as memory:

        def people(over: threading.Event) -> Work:
            return work(address, session, prepared, given.officers, over, given.think)

        alone = _for(given.alone, people)
        over = threading.Event()
        with ThreadPoolExecutor(1) as pool:
            working = pool.submit(people, over)
            try:
                ingested = _in_two(prepared.home, folder, given)
            finally:
                over.set()
            done = working.result()
        after = _for(given.alone, people)
    return {
        "files": files,
        **ingested,
        "requests": sum(len(times) for times in done.times.values()),
        "kinds, alone": spreads(alone),
        "kinds, beside the ingest": spreads(done),
        "kinds, alone after it": spreads(after),
        "errors": [*alone.errors, *done.errors, *after.errors],
        "decisions on what was no longer suggested": done.gone,
        "writes": sum(len(work.written) for work in (alone, done, after)),
        "lost": written.lost(prepared.home, [*alone.written, *done.written, *after.written]),
        "memory of the server": memory.summary(),
        "all is well": _check(prepared.home),
    }


def _in_two(home: Path, folder: Path, given: argparse.Namespace) -> dict[str, object]:
    """The ingest, stopped once and begun again, until all is indexed."""
    before = written.files_read(home)
    first = _ingest(home, folder, given.stop)
    stopped = written.files_read(home) - before
    second = _ingest(home, folder, None)
    return {
        "added before it was stopped": stopped,
        "added in all": written.files_read(home) - before,
        "seconds": round(first[0] + second[0], 1),
        "told last before it was stopped": first[1],
        "pages a second": round(given.pages / (first[0] + second[0]), 1),
        "seconds until all was indexed, after that": _until_indexed(home),
    }


def _for(seconds: float, people: Callable[[threading.Event], Work]) -> Work:
    """What people do in so many seconds."""
    over = threading.Event()
    timer = threading.Timer(seconds, over.set)
    timer.start()
    return people(over)


def _ingest(home: Path, folder: Path, stop: float | None) -> tuple[float, str]:
    """Ingest the papers. Returns the seconds it took, and the last that it told of how far it was."""
    command = [sys.executable, "-c", MUSTER, "--home", str(home), "ingest", str(folder / "papers")]
    began = time.monotonic()
    with (folder / "ingest.log").open("w+") as log:
        # Rich draws its bar where it is told that somebody looks.
        env = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": "160"}
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env=env)
        try:
            process.wait(stop)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
            process.wait()
        log.seek(0)
        bars = re.findall(r"\d[\d.,]* pages[^\r\n\x1b]*", log.read())
    return time.monotonic() - began, bars[-1].strip() if bars else ""


def _until_indexed(home: Path) -> float:
    began = time.monotonic()
    while written.not_indexed(home) and time.monotonic() - began < SETTLED:
        time.sleep(0.5)
    return round(time.monotonic() - began, 1)


def _check(home: Path) -> bool:
    command = [sys.executable, "-c", MUSTER, "--home", str(home), "check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    print(done.stdout + done.stderr, file=sys.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
