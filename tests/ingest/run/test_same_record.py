"""The same files give the same record, in whatever order their readers finish."""

import random
import shutil
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from apart_work import suggest_and_be_killed
from reader_files import pdf, picture_of, prose, scan

from evidence.services import Services, open_services
from evidence.settings import Settings
from evidence.settling import alongside
from evidence.store.references import SEARCHED
from ingest.run import flow, pipeline
from ingest.run.pipeline import ingest
from ingest.run.progress import Progress
from ingest.run.workers.limits import Limits
from ingest.run.workers.pool import Pool

MOMENTS = frozenset({"at", "hash", "previous", "states"})
"""Columns that tell when something was done, or rest on that."""


class InDisorder(ThreadPoolExecutor):
    """Readers that answer after a while which chance decides, the first file's reader after many others.
    They take turns to read: PDFium knows no threads."""

    def __init__(self, seed: int) -> None:
        super().__init__(8)
        self._chance, self._asked, self._turn = random.Random(seed), 0, threading.Lock()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        pause = self._chance.choice((0.0, 0.0, 0.05, 0.3)) if self._asked else 2.0
        self._asked += 1

        def late() -> Any:
            with self._turn:
                found = fn(*args, **kwargs)
            time.sleep(pause)
            return found

        return super().submit(late)


def record(services: Services) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table without the moment at which it was written, and the lines of the log without
    their order, since several processes write it; nor does it matter how many documents each search for
    mentions took."""
    db, found = services.record.db, {}
    for table in sorted(db.table_names()):
        if table in {"statements", "_sqlite_migrations"} or table.startswith("sqlite_"):
            continue
        names = [column.name for column in db[table].columns]
        kept = ", ".join(f'"{n}"' for n in names if n not in MOMENTS and not n.endswith("_at"))
        rows = f'SELECT {kept} FROM "{table}"'
        if table == "events":
            rows = f"SELECT actor, action, subject, detail FROM events WHERE action <> '{SEARCHED}'"
        found[table] = sorted(db.execute(rows).fetchall(), key=repr)
    return found


@pytest.fixture
def papers(tmp_path: Path, samples: Path) -> Path:
    """The invented council's papers with copies of them before; among them scans, and mails with one."""
    folder = tmp_path / "papers"
    shutil.copytree(samples, folder / "b")
    (folder / "a").mkdir()
    for path in sorted(samples.rglob("*.pdf")):
        for copy in range(1 if "scan" in path.name else 5):  # OCR takes as long as all the others
            (folder / "a" / f"{copy}{path.name}").write_bytes(path.read_bytes() + b"\n%% %d\n" % copy)
    scanned = scan(picture_of("The review of the board", "was held on 4 May 2011."))
    pdf(folder / "a" / "00.pdf", scanned)
    pdf(folder / "c.pdf", prose("The board met."), scanned)
    for name in ("a/01.eml", "d.eml"):
        mail = EmailMessage()
        mail["Subject"], mail["From"], mail["To"] = "Papers", "a@example.org", "b@example.org"
        mail.set_content(f"Please find the papers attached. {name}")
        for attached in ("a/00.pdf", "c.pdf", "b/improvement-notice.pdf"):
            mail.add_attachment((folder / attached).read_bytes(), "application", "pdf", filename="x.pdf")
        (folder / name).write_bytes(bytes(mail))
    (folder / "e.eml").write_bytes((folder / "d.eml").read_bytes())
    return folder


def taken_in(settings: Settings, papers: Path, executor: Executor) -> dict[str, Any]:
    with open_services(settings) as services, executor:
        report = ingest(services, [papers], origin="test", executor=executor)
        files = [(f.path, f.status, f.reason, f.documents) for f in report.files]
        return {"reported": files, **record(services)}


def test_the_same_files_give_the_same_record_whatever_the_order_in_which_they_are_read(
    settings: Settings, papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "PART", 60)  # so that the links of some are suggested while others are read
    (tmp_path / "scratch").mkdir()
    limits = Limits.of(settings.ingest)
    usual = taken_in(settings, papers, Pool(limits, tmp_path / "scratch", workers=2))
    assert len(usual["reported"]) == len(usual["ledger"]) > 70 and usual["measures"] and usual["links"]
    assert usual["near_duplicates"] and usual["mentions"]
    for seed in (1, 2):
        if seed == 2:  # with nothing done alongside
            monkeypatch.setattr(alongside, "MANY", 1000)
        again = taken_in(replace(settings, home=tmp_path / f"home{seed}"), papers, InDisorder(seed))
        assert again.keys() == usual.keys()
        for name, rows in usual.items():
            assert again[name] == rows, name


def test_the_record_is_the_same_where_a_process_that_suggests_links_was_killed(
    settings: Settings, papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "PART", 60)
    limits, scratch = Limits.of(settings.ingest), tmp_path / "scratch"
    scratch.mkdir()
    usual = taken_in(settings, papers, Pool(limits, scratch, workers=2))
    monkeypatch.setattr(pipeline, "suggest_apart", suggest_and_be_killed)
    again = taken_in(replace(settings, home=tmp_path / "again"), papers, Pool(limits, scratch, workers=2))
    for name, rows in usual.items():
        assert again[name] == rows, name


def test_an_ingest_that_was_stopped_and_goes_on_suggests_what_it_would_have(
    settings: Settings, papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "PART", 30)
    monkeypatch.setattr(flow, "BATCH", 10)

    def stop(told: Progress) -> None:
        if told.done == 45:  # between two parts
            raise KeyboardInterrupt

    def links(services: Services) -> list[tuple[Any, ...]]:
        sql = "SELECT passage, measure, block, stance, score, reason FROM links ORDER BY 1, 2, 3"
        return services.record.db.execute(sql).fetchall()

    with open_services(settings) as whole:
        ingest(whole, [papers], origin="test")
        usual, documents = links(whole), whole.record.db["documents"].count
    with open_services(replace(settings, home=tmp_path / "again")) as stopped:
        with pytest.raises(KeyboardInterrupt):
            ingest(stopped, [papers], origin="test", on_progress=stop)
        assert 30 < stopped.record.db["documents"].count < documents
        ingest(stopped, [papers], origin="test")
        assert links(stopped) == usual


def test_what_needs_ocr_is_stored_after_what_does_not(services: Services, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    pdf(folder / "1.pdf", scan(picture_of("The review of the board", "was held on 4 May 2011.")))
    pdf(folder / "2.pdf", prose("The board met."))
    report = ingest(services, [folder], origin="test")
    assert [(Path(f.path).name, f.documents) for f in report.files] == [("1.pdf", (2,)), ("2.pdf", (1,))]
