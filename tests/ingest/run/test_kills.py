"""Nothing lost: an ingest that is killed again and again leaves whole files, and goes on where it was."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from email.message import EmailMessage
from pathlib import Path

import pytest
from patience import PATIENCE
from reader_files import pdf, prose
from whole_home import problems

from evidence.reads.documents import documents
from evidence.reads.ledger import ledger, totals
from evidence.search.engine import Query
from evidence.services import Services, open_services
from evidence.settings import load

FILES = 100
KILLS = 10
MARK = "MUSTER_TEST_OF_KILLS"
WORDS = ("board", "autumn", "child", "review", "plan", "visit", "school", "panel", "carer", "audit", "health")


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count)).capitalize() + "."


def _mail(path: Path, chance: random.Random) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = f"Paper {path.stem}", "a@example.org", "b@example.org"
    mail.set_content(_words(chance, 60))
    for number in range(2):
        mail.add_attachment(_words(chance, 80), filename=f"{path.stem}-{number}.txt")
    path.write_bytes(bytes(mail))


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A hundred files: PDFs of some pages, and every tenth a mail with two attachments."""
    folder, chance = tmp_path / "papers", random.Random(1)
    folder.mkdir()
    for number in range(FILES):
        if number % 10 == 9:
            _mail(folder / f"{number:03}.eml", chance)
            continue
        lines = ["\n".join(_words(chance, 10) for _ in range(40)) for _ in range(4)]
        pdf(folder / f"{number:03}.pdf", *(prose(text) for text in lines))
    return folder


def start(home: Path, folder: Path, errors: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    muster = "import sys; from webapp.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", muster, "--home", str(home), "ingest", str(folder), "--json"]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=errors,
        env={**os.environ, MARK: str(home), "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def originals(home: Path) -> int:
    return len(list((home / "files").glob("??/*")))


def alive(home: Path) -> list[str]:
    """Processes that this test's ingests started and that are still there."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            environment = (process / "environ").read_bytes()
            if f"{MARK}={home}".encode() in environment.split(b"\0"):
                found.append((process / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


def entries(home: Path) -> int:
    """How many lines the ledger has, or had when it could last be asked."""
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(f"file:{home / 'muster.db'}?mode=ro", uri=True)) as db,
    ):
        return int(db.execute("SELECT count(*) FROM ledger").fetchone()[0])
    return 0


def written(home: Path) -> int:
    """How much the index has been written to, in any unit."""
    found = 0
    for path in (home / "index").rglob("*"):
        with suppress(OSError):
            found += path.stat().st_mtime_ns % 1_000_000_007
    return found


# What has moved on when each kill comes: files kept that are not in the record yet, files entered in it that
# are not in the index yet, the index itself. There is something of it left to do at each start.
MOMENTS = (*[originals] * 5, *[entries] * 2, written, *[entries] * 2)


def killed_when(moved: Callable[[Path], int], home: Path, folder: Path, chance: random.Random) -> bool:
    """Start an ingest, and kill it as soon as it has moved on, or a few files later.

    Returns whether it was killed: where this process was kept waiting, the ingest may have come to its end.
    """
    before, more = moved(home), chance.randrange(10) if moved is originals else 0
    deadline = time.monotonic() + PATIENCE
    with start(home, folder) as running:
        while abs(moved(home) - before) <= more and running.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.002)
        running.kill()
    assert running.returncode in {0, -signal.SIGKILL}
    return running.returncode != 0


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_ten_kills_during_a_hundred_files_lose_nothing(tmp_path: Path, papers: Path) -> None:
    home, chance = tmp_path / "home", random.Random(10)
    assert len(MOMENTS) == KILLS
    for moved in MOMENTS:
        while not killed_when(moved, home, papers, chance):
            moved = entries  # these move on at each start, though all is there already
    last = start(home, papers)
    out, _ = last.communicate(timeout=PATIENCE)
    assert last.returncode == 0
    report = json.loads(out)
    assert report["failed"] == 0
    with open_services(load(home=home)) as services:
        assert_whole(services, papers)
    assert_nothing_left(home)


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_ingest_that_is_stopped_says_so_and_clears_up(tmp_path: Path, papers: Path, sent: int) -> None:
    home = tmp_path / "home"
    deadline = time.monotonic() + PATIENCE
    with start(home, papers, subprocess.PIPE) as running:
        while not entries(home) and time.monotonic() < deadline:
            time.sleep(0.02)
        running.send_signal(sent)
        out, told = running.communicate(timeout=PATIENCE)
    assert running.returncode == 1 and out == b""
    assert b"stopped. What was done is kept; run the same command to go on." in told
    assert b"Traceback" not in told
    assert_nothing_left(home)
    last = start(home, papers)
    last.communicate(timeout=PATIENCE)
    with open_services(load(home=home)) as services:
        assert_whole(services, papers)


def assert_nothing_left(home: Path) -> None:
    """No half-taken file, no scratch, no process."""
    assert not list((home / "files").glob(".incoming-*"))
    assert [p.name for p in (home / "scratch").iterdir()] == ["lock"]
    deadline = time.monotonic() + PATIENCE
    while alive(home) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert alive(home) == []


def assert_whole(services: Services, papers: Path) -> None:
    db = services.record.db
    assert problems(services) == []
    entries = ledger(db)
    added = Counter(entry["path"] for entry in entries if entry["status"] == "added")
    mails = list(papers.glob("*.eml"))
    inside = {f"{mail}/{mail.stem}-{n}.txt" for mail in mails for n in range(2)}
    assert added == Counter({str(path) for path in papers.iterdir()} | inside)
    again = [entry["reason"] for entry in entries if entry["status"] != "added"]
    assert all(reason.startswith("It is there already: it was added on ") for reason in again)
    sums = totals(db)
    assert sums["offered"] == len(entries) == sums["added"] + sums["duplicate"] and sums["failed"] == 0
    stored = documents(db)
    assert len(stored) == FILES + len(inside) == len({row["sha256"] for row in stored})
    assert {row["parent"] for row in stored if row["file"].endswith(".txt")} == {
        row["id"] for row in stored if row["file"].endswith(".eml")
    }
    assert services.engine.documents() == {row["id"] for row in stored}
    passages = db.execute("SELECT count(*) FROM passages").fetchone()[0]
    assert services.engine.search(Query(limit=1)).total == passages
