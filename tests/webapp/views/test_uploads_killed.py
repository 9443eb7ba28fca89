"""An upload survives its server: killed in the middle of the reading, and gone on with at the next start."""

import http.cookiejar
import io
import re
import signal
import time
import urllib.parse
import urllib.request
import zipfile
from typing import Any

import pytest
from patience import PATIENCE
from serving import Served, free_port, served
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart
from whole_home import problems

from evidence.reads.jobs import job
from evidence.reads.ledger import ledger, totals
from evidence.services import Services, open_services
from evidence.settings import Settings

FILES = 120


class Browser:
    """Just enough of one to sign in and send a form."""

    def __init__(self, server: Served) -> None:
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._open = urllib.request.build_opener(jar).open
        self._address = server.address
        page = self._get(server.sign_in)
        token = urllib.parse.parse_qs(urllib.parse.urlsplit(server.sign_in).query)["token"][0]
        self._send("/sign-in", MultiDict({"csrf_token": _csrf(page), "token": token}))

    def upload(self, files: dict[str, bytes]) -> str:
        """Send the upload form. Returns the page that follows."""
        form: MultiDict[str, Any] = MultiDict({"csrf_token": _csrf(self._get(f"{self._address}/uploads"))})
        for name, data in files.items():
            form.add("files", FileStorage(io.BytesIO(data), name))
        return self._send("/uploads", form)

    def _get(self, address: Any) -> str:
        with self._open(address, timeout=PATIENCE) as answer:
            return answer.read().decode()

    def _send(self, path: str, form: "MultiDict[str, Any]") -> str:
        boundary, body = encode_multipart(form)
        kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        return self._get(urllib.request.Request(self._address + path, body, kind))


def _csrf(page: str) -> str:
    return re.search(r'name="csrf_token" value="([^"]+)"', page)[1]


def letter(number: int) -> bytes:
    """A letter of its own."""
    words = [f"{a}{b}{number}" for a in "bdfgklmnpr" for b in "aeiou"]
    return "\n\n".join([f"Dear colleague {number}", *(f"{word} was agreed." for word in words)]).encode()


def letters() -> dict[str, bytes]:
    return {f"letter {n}.txt": letter(n) for n in range(FILES)}


def wait_for(services: Services, what: str, number: int = 1, before: int = 0) -> None:
    """Until the ledger has begun with the job, after so many files of others, or the job is done."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        row, offered = job(services.record.db, number), totals(services.record.db)["offered"]
        if row and {"begun": offered > before, "done": row["state"] == "done"}[what]:
            return
        assert not (row and row["problem"]), row
        time.sleep(0.02)
    pytest.fail(f"the job was never {what}: {job(services.record.db, number)}")


def test_a_job_goes_on_after_its_server_was_killed(settings: Settings):
    port = free_port()
    with open_services(settings) as services:
        with served(settings.home, port) as server:
            assert "Upload 1" in Browser(server).upload(letters())
            wait_for(services, "begun")
            server.process.send_signal(signal.SIGKILL)
            server.process.wait(PATIENCE)
        assert job(services.record.db, 1)["state"] == "running"
        assert 0 < totals(services.record.db)["offered"] < FILES
        with served(settings.home, port):
            wait_for(services, "done")
        assert totals(services.record.db) == {"offered": FILES, "added": FILES, "duplicate": 0, "failed": 0}
        assert {row["offered_by"] for row in ledger(services.record.db)} == {"coordinator"}
        assert problems(services) == []
        left = [p for p in settings.incoming.rglob("*") if p.is_file() and p.name != ".lock"]
        assert left == []


def test_a_zip_whose_server_was_killed_is_gone_on_with_where_it_was(settings: Settings):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in letters().items():
            archive.writestr(name, data)
        archive.writestr("letter 1 again.txt", letter(1))
    port = free_port()
    with open_services(settings) as services:
        with served(settings.home, port) as server:
            Browser(server).upload({"june.zip": packed.getvalue()})
            wait_for(services, "begun")
            server.process.send_signal(signal.SIGKILL)
            server.process.wait(PATIENCE)
        assert 0 < totals(services.record.db)["offered"] < FILES
        with served(settings.home, port):
            wait_for(services, "done")
        # Each once, and none as a duplicate of itself.
        assert totals(services.record.db) == {
            "offered": FILES + 1,
            "added": FILES,
            "duplicate": 1,
            "failed": 0,
        }
        assert problems(services) == []


def test_ctrl_c_in_the_middle_of_a_job_ends_soon_and_loses_nothing(settings: Settings):
    port, sent = free_port(), 0
    with open_services(settings) as services:
        for number, more in enumerate((FILES, 5 * FILES), 1):
            with served(settings.home, port) as server:
                Browser(server).upload({f"letter {n}.txt": letter(n) for n in range(sent, sent + more)})
                wait_for(services, "begun", number, sent)
                server.process.send_signal(signal.SIGINT)
                _, err = server.process.communicate(timeout=PATIENCE)
                assert "Traceback" not in err
            sent += more
            if totals(services.record.db)["offered"] < sent:
                break  # on a busy machine it may have read the last of a few letters before it hears
        assert totals(services.record.db)["offered"] < sent
        with served(settings.home, port):
            wait_for(services, "done", number)
        assert totals(services.record.db)["added"] == totals(services.record.db)["offered"] == sent
