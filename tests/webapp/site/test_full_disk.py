"""The disk is full while the home is served: people read on and are told, and nothing is half there."""

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import stored_papers
from packing import make_pack
from patience import PATIENCE
from serving import Served, free_port, served
from small_disk import small_disk
from whole_home import problems

from evidence.reads import freezings
from evidence.reads.links import links
from evidence.services import Services, open_services
from evidence.settings import Settings, load
from webapp.background.queue import Queue

Files = dict[str, tuple[str, bytes]]
FULL = "Free some space on"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Settings]:
    """A home with a pack, on a disk of its own."""
    with small_disk(tmp_path / "disk", kilobytes=24_000) as disk:
        settings = load(home=disk / "home")
        with open_services(settings, actor="tester") as services:
            make_pack(services)
        queue = Queue(settings)
        queue.settle()
        queue.work_off()
        yield settings


def fill(settings: Settings) -> Path:
    """Take all that is left of the home's disk; what is returned gives it back."""
    filler = settings.home.parent / "filler"
    with filler.open("ab", buffering=0) as out:
        room = os.statvfs(settings.home.parent)
        out.write(bytes(room.f_bavail * room.f_bsize))
    return filler


class Person:
    """Someone signed in."""

    def __init__(self, server: Served) -> None:
        self._session, self._address = requests.Session(), server.address
        page = self._session.get(server.sign_in, timeout=PATIENCE).text
        fields = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page))
        self._session.post(f"{self._address}/sign-in", fields, timeout=PATIENCE).raise_for_status()
        self._token = fields["csrf_token"]
        home = self._session.get(self._address, timeout=PATIENCE).text.replace("&#34;", '"')
        self._token = re.search(r'X-CSRFToken": "([^"]+)"', home)[1]

    def get(self, path: str) -> tuple[int, str]:
        answer = self._session.get(self._address + path, timeout=PATIENCE)
        return answer.status_code, answer.text

    def post(
        self, path: str, files: dict[str, tuple[str, bytes]] | None = None, **fields: str
    ) -> tuple[int, str]:
        data = {"csrf_token": self._token, **fields}
        answer = self._session.post(self._address + path, data, files=files, timeout=PATIENCE)
        return answer.status_code, answer.text


def test_people_read_on_and_what_cannot_be_kept_is_told_and_leaves_nothing(home: Settings) -> None:
    with open_services(home) as services:
        link = next(link for link in links(services.record.db) if link["status"] == "accepted")
        passage = link["passage"]
        before = sorted(p for p in (home.home / "incoming").rglob("*") if p.name != ".lock")
    with served(home.home, free_port()) as server:
        person = Person(server)
        filler = fill(home)
        for path in ("/", "/search?q=assessments", "/documents/1", "/review/desk", "/packs/1", "/uploads"):
            assert person.get(path)[0] == 200, path
        writes = {
            "/links": {"link": f"{link['id']}@{link['version']}", "status": "rejected"},
            f"/passages/{passage}/links": {"to": "block:B", "stance": "context"},
            "/packs/1/freeze": {},
        }
        for path, fields in writes.items():
            fill(home)  # what the server gave back meanwhile
            status, page = person.post(path, **fields)
            assert status == 503 and FULL in page and "fault" not in page, (path, page)
        fill(home)
        status, page = person.post("/uploads", {"files": ("big.txt", bytes(2 << 20))})
        assert status == 503 and FULL in page
        filler.unlink()
        assert person.post("/links", **writes["/links"])[0] == 200
    with open_services(home) as services:
        assert problems(services) == []
        (now,) = links(services.record.db, ids=[link["id"]])
        assert now["status"] == "rejected"
        assert not freezings.unfinished(services.record.db)
    assert sorted(p for p in (home.home / "incoming").rglob("*") if p.name != ".lock") == before


def test_work_that_could_not_be_queued_is_done_once_there_is_room(home: Settings) -> None:
    queue = Queue(home)
    with open_services(home) as services:
        stored_papers.add(services, "late", "The Board met.")
        filler = fill(home)
        queue.settle()
        filler.unlink()
        until = time.monotonic() + PATIENCE
        while waits(services):
            assert time.monotonic() < until
            queue.work_off()
            time.sleep(0.05)


def waits(services: Services) -> bool:
    return bool(services.record.db.execute("SELECT count(*) FROM outbox").fetchone()[0])
