"""Twenty officers at work on a served home while files are read and packs are frozen.

    python -m benchmarks.load.measure [--minutes 5] [--officers 20] [--files 500] [--think 4]

A home is made, `muster serve` runs on it in a process of its own, and all goes through its pages. At
the end each write that was answered as done is looked for in the record. It ends after the minutes given.
"""

import argparse
import json
import sys
import tempfile
import threading
import time
from pathlib import Path

from benchmarks.load.home import Prepared, prepare, written
from benchmarks.load.officers import Work, work
from benchmarks.load.serving import Memory, server


def main() -> int:
    """Run it and print what was measured. Exit 1 on any error or lost write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--officers", type=int, default=20)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--think", type=float, default=4, help="an officer's pause, seconds on average")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--keep-lines", type=Path, help="where to keep the server's serve.log")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="muster-load-") as folder:
        prepared = prepare(Path(folder), given.files, packs=max(1, round(given.minutes)))
        print(f"home made: {prepared.said}", file=sys.stderr)
        found = _measured(prepared, given)
    print(told(found))
    if given.json:
        given.json.write_text(json.dumps(found, indent=1))
    return 1 if found["errors"] or found["lost"] else 0


def _measured(prepared: Prepared, given: argparse.Namespace) -> dict[str, object]:
    with server(prepared.home) as (process, session, address), Memory(process.pid) as memory:
        began = time.monotonic()
        over = threading.Event()
        threading.Timer(given.minutes * 60, over.set).start()
        done: Work = work(address, session, prepared, given.officers, over, given.think)
        took = time.monotonic() - began
        read = written.files_read(prepared.home)
    lost = written.lost(prepared.home, done.written)
    if given.keep_lines:
        given.keep_lines.write_bytes((prepared.home / "serve.log").read_bytes())
    faults = prepared.home / "faults.log"
    if faults.is_file():
        print(faults.read_text(encoding="utf-8")[-4000:], file=sys.stderr)
    return {
        "seconds": round(took, 1),
        "requests": sum(len(times) for times in done.times.values()),
        "kinds": spreads(done),
        "errors": done.errors,
        "writes": len(done.written),
        "lost": lost,
        "files read meanwhile": read - prepared.files_before,
        "packs frozen": written.issues(prepared.home),
        "memory": memory.summary(),
    }


def spreads(done: Work) -> dict[str, dict[str, float]]:
    """By kind: how many, and the seconds at the median, at 95 % and at most."""
    return {kind: _spread(times) for kind, times in sorted(done.times.items())}


def _spread(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    at = {"p50": 0.5, "p95": 0.95, "max": 1.0}
    cut = {name: ordered[min(len(ordered) - 1, int(len(ordered) * share))] for name, share in at.items()}
    return {"count": len(ordered), **{name: round(value, 3) for name, value in cut.items()}}


def told(found: dict[str, object]) -> str:
    """What was measured, a line each."""
    tables = {n: table for n, table in found.items() if n.startswith("kinds") and isinstance(table, dict)}
    lines = [f"{name}: {found[name]}" for name in found if name not in tables]
    for name, table in tables.items():
        lines += [f"{name}:"] * (len(tables) > 1)
        lines += [
            f"{kind:>10}  {s['count']:>5} times  p50 {s['p50']:.2f}  p95 {s['p95']:.2f}  max {s['max']:.2f} s"
            for kind, s in table.items()
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
