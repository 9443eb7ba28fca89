"""How fast a search is, and how large an index: Muster beside SQLite FTS5 and bare tantivy, in one run.

    .venv/bin/python benchmarks/search/measure.py [--passages N …] [--engines NAME …] [--rounds N] [FOLDER]

Builds a home of so many passages (real sentences of FOLDER's papers, by default ../shared/corpus and
../shared/seeds, recombined with a fixed seed), then asks thirty queries that people type, each in turn, and
prints the median and the 95th percentile: of the engine, and of the whole HTTP request for the page of
results, over a socket to a server in a process of its own. The first round, which reads from disk, is
said apart.
"""

import argparse
import http.cookiejar
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

import plain
from papers import readings, sentences

from evidence.reads import search as reads
from evidence.search import Query, indexer
from evidence.search.engines import index_folder, open_engine
from evidence.services import open_services
from evidence.settings import Settings
from evidence.store import documents, ledger
from evidence.store.record import Record

HERE = Path(__file__).resolve().parent.parent.parent
SHARED = HERE.parent / "shared"
QUERIES = """
police discussion
safeguarding
initial assessments timescale
looked after children
"core assessments"
NI 59
strategy discussions within 24 hours
CAF
leadership and management
social workers caseloads
children missing from care
care leavers accommodation
neglect thresholds
"child sexual exploitation"
audit quality
permanence planning
adoption OR fostering
improvement board progress
performance management framework
assess*
early help
supervision of social workers
domestic abuse NOT alcohol
risk assessment
multi-agency safeguarding hub
education employment training
independent reviewing officer
personal education plans
budget pressures
what did inspectors say about the timeliness of initial child protection conferences
""".strip().splitlines()
SERVE = """
import sys, threading
from pathlib import Path
from waitress import create_server
from evidence.settings import load
from webapp import create_app
from webapp.people.auth import issue_token
from dataclasses import replace
settings = load(home=sys.argv[1])
settings = replace(settings, search=replace(settings.search, engine=sys.argv[2]))
app = create_app(settings)
server = create_server(app, host="127.0.0.1", port=0, threads=4, ident=None)
print(server.effective_port, issue_token(app), flush=True)
server.run()
"""


def build(record: Record, passages: int, every: list[str]) -> None:
    """A record of so many passages."""
    for number, reading in enumerate(readings(every, passages)):
        sha256 = f"{number:064x}"
        ledger.keep_file(record, sha256=sha256, size=1, media_type="text/plain", name=f"{number}.txt")
        documents.add_readings(record, sha256, [reading])


def timed(ask: Callable[[str], object], rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each query: in the first round, and in the rest."""
    first, rest = [], []
    for number in range(rounds + 1):
        for query in QUERIES:
            began = time.perf_counter()
            ask(query)
            (rest if number else first).append((time.perf_counter() - began) * 1000)
    return first, rest


def say(name: str, times: tuple[list[float], list[float]]) -> None:
    first, rest = (sorted(each) for each in times)

    def at(each: list[float], share: float) -> float:
        return each[min(len(each) - 1, int(len(each) * share))]

    print(
        f"  {name:28} p50 {at(rest, 0.5):7.1f} ms   p95 {at(rest, 0.95):7.1f} ms"
        f"   (first round: p50 {at(first, 0.5):.1f}, p95 {at(first, 0.95):.1f})",
        flush=True,
    )


def over_http(home: Path, engine: str, rounds: int) -> tuple[list[float], list[float]]:
    """The whole request, as a browser signed in makes it."""
    with subprocess.Popen(
        [sys.executable, "-c", SERVE, str(home), engine], stdout=subprocess.PIPE, text=True, cwd=HERE
    ) as server:
        try:
            port, token = server.stdout.readline().split()  # type: ignore[union-attr]
            browser = urllib.request.build_opener(
                urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
            )
            sign_in = f"http://127.0.0.1:{port}/sign-in"
            form = browser.open(f"{sign_in}?token={token}").read().decode()
            fields = re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form)
            browser.open(sign_in, urllib.parse.urlencode(fields).encode()).read()

            def ask(text: str) -> int:
                address = f"http://127.0.0.1:{port}/search?{urllib.parse.urlencode({'q': text})}"
                page = browser.open(address).read()
                assert b'id="results"' in page
                return len(page)

            return timed(ask, rounds)
        finally:
            server.terminate()


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def measure(scratch: Path, passages: int, engines: list[str], rounds: int, every: list[str]) -> None:
    home = scratch / str(passages)
    settings = Settings(home=home)
    with open_services(settings) as services:
        build(services.record, passages, every)
        sql = "SELECT sum(length(cast(text AS blob))) FROM passages"
        text = services.record.db.execute(sql).fetchone()[0]
        print(f"{passages:,} passages, {text / 1e6:.0f} MB of text", flush=True)
        for name in engines:
            engine = open_engine(name, settings.index)
            began = time.perf_counter()
            indexer.reindex(services.record, engine)
            took = time.perf_counter() - began
            index = size(index_folder(name, settings.index))
            print(f"  {name:28} index {index / text:.2f} times the text, built in {took:.0f} s", flush=True)
            say(f"Muster ({name}), engine", timed(lambda q, e=engine: e.search(Query(q)), rounds))
            say(f"Muster ({name}), HTTP", over_http(home, name, rounds))
        rows = [
            (entry.passage, entry.title, entry.text)
            for document in sorted(reads.indexable(services.record.db))
            for entry in reads.entries(services.record.db, [document])[document]
        ]
    say("SQLite FTS5", timed(plain.fts5(rows, home), rounds))
    if "tantivy" in engines:
        say("tantivy alone", timed(plain.tantivy(rows, home), rounds))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="*", type=Path, default=[SHARED / "corpus", SHARED / "seeds"])
    parser.add_argument("--passages", nargs="+", type=int, default=[60_000, 500_000])
    parser.add_argument("--engines", nargs="+", default=["whoosh", "tantivy"])
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    every = [sentence for folder in given.folder for sentence in sentences(folder)]
    if not every:
        print("There are no papers to take sentences from: name a folder of PDFs.", file=sys.stderr)
        return 2
    print(f"{len(every):,} sentences, {len(QUERIES)} queries, {given.rounds} rounds")
    with tempfile.TemporaryDirectory() as scratch:
        for passages in given.passages:
            measure(Path(scratch), passages, given.engines, given.rounds, every)
    return 0


if __name__ == "__main__":
    sys.exit(main())
