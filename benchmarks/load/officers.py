"""Officers at the pages, each a thread: they search, open, review and link; one more uploads and freezes."""

import random
import re
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field

import requests

from benchmarks.load.home import Prepared

WORDS = (
    "initial assessments", "strategy discussions police", "supervision", "care leavers", "caseloads team",
    "permanence", "re-referrals audit", '"child protection"', "missing episodes schools", "timescales",
)  # fmt: skip
WAYS = (("search", 40), ("document", 25), ("review", 10), ("decide", 13), ("own link", 12))
AT_ONCE = 25  # files in one upload
GONE = 409
SECONDS = 60  # within which an answer must come


@dataclass
class Work:
    """What was measured: seconds by kind, what went wrong, and what was answered as written."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    written: list[tuple[str, int, str]] = field(default_factory=list)
    gone: int = 0
    """Decisions on suggestions that were no longer made."""
    lock: threading.Lock = field(default_factory=threading.Lock)


def work(
    address: str,
    signed_in: requests.Session,
    on: Prepared,
    officers: int,
    over: threading.Event,
    think: float,
) -> Work:
    """Work until it is over. All share one person's session, with connections of their own."""
    done = Work()
    token = _token(signed_in.get(f"{address}/", timeout=SECONDS).text)
    people = [Officer(n, address, signed_in, token, on, done) for n in range(officers)]
    threads = [threading.Thread(target=person.work, args=(over, think)) for person in people]
    keeper = Officer(officers, address, signed_in, token, on, done)
    threads.append(threading.Thread(target=keeper.upload_and_freeze, args=(over,)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


def _token(page: str) -> str:
    found = re.search(r'X-CSRFToken": "([^"]+)"', page.replace("&#34;", '"'))
    if found is None:
        raise RuntimeError("the page has no token")
    return found[1]


class Officer:
    """One person's work."""

    def __init__(
        self, number: int, address: str, signed_in: requests.Session, token: str, on: Prepared, done: Work
    ) -> None:
        self._number, self._address, self._token, self._on, self._done = number, address, token, on, done
        self._session = requests.Session()
        self._session.cookies.update(signed_in.cookies)
        self._chance = random.Random(number)
        self._count = 0

    def work(self, over: threading.Event, think: float) -> None:
        """One thing after another, with a pause in between."""
        kinds, weights = zip(*WAYS, strict=True)
        over.wait(self._chance.uniform(0, think))
        while not over.is_set():
            kind = self._chance.choices(kinds, weights)[0]
            getattr(self, f"_{kind.replace(' ', '_')}")()
            over.wait(self._chance.uniform(0.5 * think, 1.5 * think))

    def upload_and_freeze(self, over: threading.Event) -> None:
        """All files in some uploads, one after the other, and a pack a minute."""
        packs, last = self._on.packs, 0.0
        while not over.is_set():
            if packs and time.monotonic() - last > 60:
                last = time.monotonic()
                self._post("freeze", f"/packs/{packs.pop(0)}/freeze", {})
            some, self._on.uploads[:AT_ONCE] = self._on.uploads[:AT_ONCE], []
            if some:
                files = [("files", (path.name, path.read_bytes())) for path in some]
                self._post("upload", "/uploads", {}, files=files)
            over.wait(3)

    def _search(self) -> None:
        self._get("search", f"/search?q={self._chance.choice(WORDS)}")

    def _document(self) -> None:
        self._get("document", f"/documents/{self._chance.choice(self._on.documents)}")

    def _review(self) -> None:
        self._get("review", "/review/desk")

    def _decide(self) -> None:
        with self._done.lock:
            link = self._on.links.pop() if self._on.links else 0
        if link:
            note = self._note()
            given = {"link": f"{link}@0", "status": "accepted", "note": note}
            if self._post("decide", "/links", given):
                self._done.written.append(("decide", link, note))

    def _own_link(self) -> None:
        with self._done.lock:
            passage = self._on.passages.pop()
        note = self._note()
        given = {"to": "block:A", "stance": "context", "note": note}
        if self._post("own link", f"/passages/{passage}/links", given):
            self._done.written.append(("own", passage, note))

    def _note(self) -> str:
        self._count += 1
        return f"officer {self._number}, write {self._count}"

    def _get(self, kind: str, path: str) -> bool:
        return self._timed(kind, lambda: self._session.get(self._address + path, timeout=SECONDS))

    def _post(self, kind: str, path: str, given: dict[str, str], **more: object) -> bool:
        data = {"csrf_token": self._token, **given}
        send = self._session.post
        return self._timed(
            kind, lambda: send(self._address + path, data, allow_redirects=False, timeout=SECONDS, **more)
        )

    def _timed(self, kind: str, ask) -> bool:  # type: ignore[no-untyped-def]
        began = time.perf_counter()
        try:
            answer = ask()
        except requests.RequestException as error:
            self._wrong(f"{kind}: {type(error).__name__}")
            return False
        with self._done.lock:
            self._done.times[kind].append(time.perf_counter() - began)
        if answer.status_code == GONE:
            self._done.gone += 1  # it was told that nothing was recorded, and why
            return False
        if answer.status_code >= 400 or "/sign-in" in answer.headers.get("Location", ""):
            title = re.search(r"<h1[^>]*>(.*?)</h1>", answer.text, re.DOTALL)
            self._wrong(f"{kind}: {answer.status_code} {title[1].strip() if title else ''}")
            return False
        return True

    def _wrong(self, says: str) -> None:
        with self._done.lock:
            self._done.errors.append(says)
