"""Uploading on the pages: what arrives is a job, and the job outlives the request."""

import io
import os
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from patience import PATIENCE
from web.client import Client, queue_of
from web.page import words_of
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from evidence.reads import jobs as reads
from evidence.reads.events import lines
from evidence.reads.ledger import ledger, totals
from evidence.services import Services
from evidence.settings import Settings
from webapp import create_app
from webapp.background import queue as queue_module
from webapp.background.apart import run_apart
from webapp.background.queue import Queue
from webapp.people.auth import Role

LETTER = b"Dear Director\n\nThank you for the report of June. We look forward to the next one.\n"


def chosen(*files: tuple[str, bytes]) -> dict[str, list[tuple[io.BytesIO, str]]]:
    """Files as a form sends them."""
    return {"files": [(io.BytesIO(data), name) for name, data in files]}


def post_large(client: Client, address: str) -> TestResponse:
    """Send two megabytes. Not through client.post: werkzeug's own client leaves its temporary file open."""
    big = FileStorage(io.BytesIO(b"x" * (2 << 20)), "big.txt")
    boundary, body = encode_multipart({"csrf_token": client.csrf(), "files": big})
    kind = f"multipart/form-data; boundary={boundary}"
    return client.http.post(address, data=body, content_type=kind)


def incoming(settings: Settings) -> list[str]:
    """What still waits in the incoming folder, without locks."""
    return [p.name for p in settings.incoming.rglob("*") if p.is_file() and p.name != ".lock"]


def test_uploaded_files_are_read_in_the_background_under_the_persons_name(
    client: Client, services: Services, settings: Settings
):
    files = chosen(("letter.txt", LETTER), ("empty.txt", b""), ("again.txt", LETTER))
    there = client.post("/uploads", files).location
    assert there == "/uploads/1"
    waiting = client.get(there)
    assert "3 files wait for their turn" in waiting.text
    assert waiting.by_id("progress").get("hx-trigger") == "every 1s"
    queue_of(client).work_off()
    done = client.get(there)
    assert "3 files = 1 added + 1 duplicate + 1 failed" in done.text
    assert "hx-trigger" not in done.by_id("progress").attrib, "polling stops when all is done"
    assert {row["offered_by"] for row in ledger(services.record.db)} == {"Sam Ellery"}
    assert {row["origin"] for row in ledger(services.record.db)} == {"upload 1"}
    logged = {row["what"]: row["by"] for row in lines(services.record.db, limit=50)}
    assert logged["upload begun"] == logged["upload ended"] == logged["file added"] == "Sam Ellery"
    assert incoming(settings) == [], "the copies are gone: the originals are kept"


def test_progress_is_a_fragment_of_the_same_address(client: Client):
    client.post("/uploads", chosen(("letter.txt", LETTER)))
    fragment = client.fragment("/uploads/1")
    assert fragment.by_id("progress").get("hx-get") == "/uploads/1"
    queue_of(client).work_off()
    assert "hx-get" not in client.fragment("/uploads/1").by_id("progress").attrib


def test_files_of_a_zip_stand_under_its_name(client: Client, services: Services):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a/letter.txt", LETTER)
        archive.writestr("b.txt", b"")
    client.post("/uploads", chosen(("june.zip", packed.getvalue()), ("june.zip.txt", LETTER)))
    queue_of(client).work_off()
    rows = [words_of(row) for row in client.get("/uploads/1").all("tr")]
    assert [row.split()[0] for row in rows[1:]] == ["june.zip/a/letter.txt", "june.zip/b.txt", "june.zip.txt"]
    assert totals(services.record.db)["offered"] == 3


def test_names_are_shown_and_never_used_as_paths(client: Client, services: Services, settings: Settings):
    names = ("../../etc/passwd", "C:/papers/plan.txt", "a\u202eb.txt", "x.txt", "x.txt")
    client.post("/uploads", chosen(*((name, LETTER + bytes([i + 65])) for i, name in enumerate(names))))
    queue_of(client).work_off()
    paths = {row["path"] for row in ledger(services.record.db)}
    assert paths == {"passwd", "plan.txt", "a\ufffdb.txt", "x.txt", "x (2).txt"}
    assert not list(settings.home.parent.rglob("passwd"))


def test_a_form_without_files_is_shown_again_with_what_is_wrong(client: Client):
    answer = client.post("/uploads", {"files": (io.BytesIO(b""), "")}, status=400)
    assert "Choose at least one file" in answer.text


def test_more_than_the_limit_is_refused_and_nothing_is_kept(settings: Settings):
    small = replace(settings, serve=replace(settings.serve, max_upload_mb=1))
    app = create_app(small)
    app.testing = True
    client = Client(app).sign_in()
    answer = post_large(client, "/uploads")
    assert answer.status_code == 413
    assert "max_upload_mb" in answer.text
    assert incoming(settings) == []


def test_only_an_uploads_form_and_only_from_those_who_may_takes_many_bytes(client: Client, app: Flask):
    assert post_large(client, "/sign-out").status_code == 413
    auditor = Client(app).sign_in(Role.AUDITOR, "Alex Orme")
    auditor.post("/uploads", chosen(("a.txt", LETTER)), status=403)
    auditor.get("/uploads", status=403)
    assert Client(app).http.post("/uploads", data=chosen(("a.txt", LETTER))).location.startswith("/sign-in")


def test_a_job_that_a_kill_left_is_gone_on_with_at_the_next_start(
    client: Client, services: Services, settings: Settings
):
    client.post("/uploads", chosen(("a.txt", LETTER), ("b.txt", LETTER + b"b")))
    services.record.db["jobs"].update(1, {"state": "running"})  # as a kill leaves it
    queue_of(client)._huey.flush()
    later = Queue(settings)
    later.start()
    deadline = time.monotonic() + PATIENCE
    while reads.unfinished(services.record.db) and time.monotonic() < deadline:
        time.sleep(0.05)
    later.stop()
    assert reads.job(services.record.db, 1)["state"] == "done"
    assert totals(services.record.db) == {"offered": 2, "added": 2, "duplicate": 0, "failed": 0}


def test_a_job_asked_for_with_each_of_its_files_is_run_once(
    client: Client, services: Services, settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    """Each run is a process: forty of them kept the next upload waiting for a minute on a busy machine."""
    client.post("/uploads", chosen(("a.txt", LETTER), ("b.txt", LETTER + b"b")))
    queue_of(client)._huey.flush()
    runs = []  # each is counted, and run as ever
    monkeypatch.setattr(
        queue_module, "run_apart", lambda *given, **named: runs.append(given) or run_apart(*given, **named)
    )
    later = Queue(settings)
    later.start()
    for _ in range(20):
        later.put(1)
    deadline = time.monotonic() + PATIENCE
    # What is taken from the queue is not done yet: stopping would cut it short on a busy machine.
    while time.monotonic() < deadline and (
        reads.job(services.record.db, 1)["state"] != "done"
        or later._huey.pending_count()
        or later._huey.scheduled_count()
    ):
        time.sleep(0.05)
    later.stop()
    assert reads.job(services.record.db, 1)["state"] == "done"
    assert len(runs) == 1


def test_a_file_that_was_stored_before_the_kill_is_not_offered_twice(
    client: Client, services: Services, settings: Settings
):
    client.post("/uploads", chosen(("a.txt", LETTER), ("b.txt", LETTER + b"b")))
    queue_of(client).work_off()
    services.record.db["jobs"].update(1, {"state": "running"})
    queue_of(client).put(1)
    queue_of(client).work_off()
    assert totals(services.record.db)["offered"] == 2
    assert reads.job(services.record.db, 1)["state"] == "done"


def test_bytes_that_vanished_are_a_failure_in_the_ledger(
    client: Client, services: Services, settings: Settings
):
    client.post("/uploads", chosen(("a.txt", LETTER)))
    for path in settings.incoming.rglob("1"):
        path.unlink()
    queue_of(client).work_off()
    (row,) = ledger(services.record.db)
    assert row["status"] == "failed" and "Upload it again" in row["reason"]


def test_files_sent_one_by_one_are_read_as_they_arrive(client: Client, services: Services):
    announced = client.post(
        "/uploads/announce", {"name": ["a.txt", "b.txt"], "size": [len(LETTER), len(LETTER) + 1]}, status=200
    ).json
    assert announced == {"page": "/uploads/1", "send": "/uploads/1/files", "names": ["a.txt", "b.txt"]}
    client.post(announced["send"], chosen(("a.txt", LETTER)))
    queue_of(client).work_off()
    page = client.get("/uploads/1")
    assert "1 file = 1 added" in page.text and "1 file did not arrive" in page.text
    assert "hx-trigger" not in page.by_id("progress").attrib
    client.post(announced["send"], chosen(("stranger.txt", LETTER), ("b.txt", LETTER + b"b")))
    assert "Only files that were part of this upload" in client.get("/uploads/1").text
    queue_of(client).work_off()
    assert "2 files = 2 added" in client.get("/uploads/1").text


def test_one_can_go_on_without_files_that_never_arrived(
    client: Client, services: Services, settings: Settings
):
    sizes = [len(LETTER), 5]
    client.post("/uploads/announce", {"name": ["a.txt", "lost.txt"], "size": sizes}, status=200)
    client.post("/uploads/1/files", chosen(("a.txt", LETTER)))
    queue_of(client).work_off()
    client.submit(client.get("/uploads/1"), "/uploads/1/go-on")
    page = client.get("/uploads/1")
    assert "Done 1 file = 1 added" in page.text and "did not arrive" not in page.text
    assert any(row["what"] == "upload cut short" for row in lines(services.record.db, limit=50))
    assert incoming(settings) == []


def test_an_upload_that_is_not_there_is_not_found(client: Client):
    client.get("/uploads/7", status=404)
    client.post("/uploads/7/files", chosen(("a.txt", LETTER)), status=404)


def test_what_uploads_cut_short_left_behind_is_swept_up(settings: Settings, services: Services):
    old, new = settings.incoming / "feed", settings.incoming / ".receiving-1"
    old.mkdir(parents=True)
    (old / "1").write_bytes(b"x")
    new.write_bytes(b"y")
    os.utime(old, (0, 0))
    queue = Queue(settings)
    queue.start()
    queue.stop()
    assert not old.exists() and new.exists()


@pytest.mark.parametrize("path", ["/uploads", "/documents/duplicates", "/documents/withdrawn"])
def test_the_pages_open_on_an_empty_home(client: Client, path: str):
    assert client.get(path).one("main")


def test_the_site_answers_to_the_host_it_is_served_under_and_to_the_names_given(
    settings: Settings, tmp_path: Path
):
    served = replace(settings.serve, host="10.1.2.3", names=("muster.example.gov.uk",))
    app = create_app(replace(settings, serve=served))
    for host, status in (("10.1.2.3:8011", 200), ("muster.example.gov.uk", 200), ("evil.example", 400)):
        assert app.test_client().get("/sign-in", headers={"Host": host}).status_code == status
