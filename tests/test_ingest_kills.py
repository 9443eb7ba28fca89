"""Nothing lost: an ingest that is killed again and again leaves whole files, and goes on where it was."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from email.message import EmailMessage
from pathlib import Path

import pytest
from reader_files import pdf, prose

from evidence.check import check
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


def start(home: Path, folder: Path) -> subprocess.Popen[bytes]:
    muster = "import sys; from webapp.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", muster, "--home", str(home), "ingest", str(folder), "--json"]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
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


def kill_at_random(home: Path, folder: Path, chance: random.Random) -> bool:
    """Start an ingest and kill it some time after its first file. Returns whether it was killed at work."""
    before = originals(home)
    running = start(home, folder)
    deadline = time.monotonic() + 4
    while originals(home) == before and running.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(chance.random() * 0.8)
    killed = running.poll() is None
    running.send_signal(signal.SIGKILL)
    running.communicate()
    return killed


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_ten_kills_during_a_hundred_files_lose_nothing(tmp_path: Path, papers: Path) -> None:
    home, chance = tmp_path / "home", random.Random(time.time_ns())
    killed = sum(kill_at_random(home, papers, chance) for _ in range(KILLS))
    assert killed >= KILLS // 2, "the ingest was over too soon to be killed"
    last = start(home, papers)
    out, _ = last.communicate(timeout=120)
    assert last.returncode == 0
    report = json.loads(out)
    assert report["failed"] == 0
    with open_services(load(home=home)) as services:
        assert_whole(services, papers)
    assert not list((home / "files").glob(".incoming-*"))
    assert [p.name for p in (home / "scratch").iterdir()] == ["lock"]
    deadline = time.monotonic() + 10
    while alive(home) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert alive(home) == []


def assert_whole(services: Services, papers: Path) -> None:
    db = services.record.db
    assert list(check(services)) == []
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
