"""A served home is stopped without cutting anybody off, tells nobody's words, and is backed up by itself."""

import json
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.request
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from cli_runner import Muster
from paths import ROOT
from patience import PATIENCE
from serving import Served, free_port, served

from evidence.home.locks import is_held
from evidence.upkeep.backups import LastBackup

PLANTED = "Zoltanovich"  # a name that nobody has, typed and sent wherever something can be


def browser(server: Served) -> Callable[..., tuple[int, str]]:
    """Someone signed in, who keeps cookies."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())

    def ask(path: str, data: bytes | None = None, **headers: str) -> tuple[int, str]:
        request = urllib.request.Request(server.address + path, data, headers)
        try:
            with opener.open(request, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    page = ask(server.sign_in.removeprefix(server.address))[1]
    fields = {}
    for name in ("csrf_token", "token", "next"):
        if f'name="{name}"' in page:
            fields[name] = page.split(f'name="{name}"')[1].split('value="')[1].split('"')[0]
    sent = urllib.parse.urlencode(fields).encode()
    assert ask("/sign-in", sent)[0] == 200
    return ask


def hears(server: Served) -> None:
    """Once it answers, it also hears what it is told to do."""
    with urllib.request.urlopen(server.address + "/health", timeout=PATIENCE) as answer:
        assert answer.status == 200


def wait_for(found: Callable[[], object], seconds: float = PATIENCE) -> None:
    until = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.1)


def answers(port: int) -> bool:
    """Whether a new request is taken."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as late:
            late.sendall(f"GET /health HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            return bool(late.recv(100))
    except OSError:
        return False


def test_sigterm_lets_an_upload_under_way_end_and_takes_no_new_request(own_sample_base: Muster) -> None:
    port = free_port()
    with served(own_sample_base.home, port) as server, socket.create_connection(("127.0.0.1", port)) as slow:
        hears(server)
        slow.settimeout(PATIENCE)
        head = f"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 5\r\n"
        slow.sendall(f"{head}Expect: 100-continue\r\n\r\n".encode())
        assert slow.recv(100).startswith(b"HTTP/1.1 100"), "it knows of the upload"
        slow.sendall(b"ab")
        server.process.send_signal(signal.SIGTERM)
        wait_for(lambda: not answers(port))
        assert server.process.poll() is None, "it waits for the request under way"
        slow.sendall(b"cde")
        assert slow.recv(20).startswith(b"HTTP/1.1 400")
        assert server.process.wait(PATIENCE) == 0
    assert own_sample_base("check").code == 0


def test_while_a_home_is_served_one_process_indexes_what_any_command_changes(own_sample_base: Muster) -> None:
    home = own_sample_base.home
    with served(home, free_port()) as server, closing(sqlite3.connect(home / "muster.db")) as db:
        wait_for(lambda: is_held(home / "indexing.lock"))
        ask = browser(server)
        assert own_sample_base("withdraw", "1").code == 0
        waiting = "SELECT count(*) FROM outbox WHERE NOT only_tags"
        wait_for(lambda: db.execute(waiting).fetchone() == (0,))
        assert "being indexed" not in ask("/search?q=police")[1]
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(PATIENCE) == 0
    assert not is_held(home / "indexing.lock")


def test_sigterm_ends_what_a_script_started_in_the_background(own_sample_base: Muster) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # so does a shell with what it runs so
    try:
        with served(own_sample_base.home, free_port()) as server:
            hears(server)
            server.process.send_signal(signal.SIGTERM)
            assert server.process.wait(PATIENCE) == 0
    finally:
        signal.signal(signal.SIGINT, before)


def test_nothing_that_was_typed_or_read_stands_in_what_the_server_tells(own_sample_base: Muster) -> None:
    with served(own_sample_base.home, free_port()) as server:
        ask = browser(server)
        ask(f"/search?q={PLANTED}")
        ask(f"/documents?q={PLANTED}")
        ask(f"/{PLANTED}")
        ask(f"/measures/{PLANTED}")
        ask(f"/search?q=police&cursor={PLANTED}", **{"User-Agent": PLANTED, "Referer": f"http://x/{PLANTED}"})
        _, page = ask("/uploads")
        token = page.split('X-CSRFToken": "')[1].split('"')[0]
        body = (
            f'--b\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'
            f'--b\r\nContent-Disposition: form-data; name="files"; filename="{PLANTED}.pdf"\r\n'
            f"Content-Type: application/pdf\r\n\r\n%PDF-1.4 {PLANTED}\r\n--b--\r\n"
        )
        ask("/uploads", body.encode(), **{"Content-Type": "multipart/form-data; boundary=b"})
        wait_for(lambda: PLANTED in own_sample_base("ledger", "--json").out)
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(PATIENCE)
        beside = server.process.stderr.read()
    text = (own_sample_base.home / "serve.log").read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    assert PLANTED not in text and PLANTED not in beside
    assert "127.0.0.1" not in text and "coordinator" not in text
    requests = [line for line in lines if line.get("says") == "request"]
    assert {"/search", "/measures/<code>", "(none)"} <= {line["rule"] for line in requests}
    assert all(line["ms"] >= 0 and line["status"] for line in requests)
    assert any(line["says"] == "stopping" for line in lines)


def test_the_lines_go_to_the_journal_or_nowhere_as_configured(own_sample_base: Muster) -> None:
    config = own_sample_base.home / "config.toml"
    for where in ("stderr", ""):
        config.write_text(f'[serve]\nlog = "{where}"\n')
        with served(own_sample_base.home, free_port()) as server:
            browser(server)("/search?q=police")
            server.process.send_signal(signal.SIGTERM)
            server.process.wait(PATIENCE)
            said = server.process.stderr.read()
        assert not (own_sample_base.home / "serve.log").exists()
        assert ('"rule": "/search"' in said) is bool(where)


def test_a_served_home_is_backed_up_while_people_work(own_sample_base: Muster, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    (own_sample_base.home / "config.toml").write_text(f'[backup]\nfolder = "{folder}"\nkeep = 2\n')
    with served(own_sample_base.home, free_port()) as server:
        ask = browser(server)
        wait_for(lambda: ask("/search?q=police") and list(folder.glob("*.zip")))
        wait_for(lambda: (own_sample_base.home / "backups.json").exists())
        assert "The last good one is of" in ask("/health/details")[1]
        made = next(folder.glob("*.zip"))
    state = LastBackup(**json.loads((own_sample_base.home / "backups.json").read_text()))
    assert state.file == str(made) and not state.problem
    again = Muster(tmp_path / "again")
    assert again("restore", made).code == 0
    assert again("check").code == 0


def test_anybody_may_ask_whether_it_answers_and_is_told_nothing_else(own_sample_base: Muster) -> None:
    with served(own_sample_base.home, free_port()) as server:
        with urllib.request.urlopen(f"{server.address}/health", timeout=PATIENCE) as answer:
            assert answer.read() == b"well\n"
        with urllib.request.urlopen(f"{server.address}/health/details", timeout=PATIENCE) as answer:
            assert "/sign-in" in answer.url
        wait_for(lambda: damaged(own_sample_base.home) and not is_well(server))


def damaged(home: Path) -> bool:
    """Damage the record. While the server writes, what it wrote last may still be found beside it."""
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(home / "muster.db")) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return bool((home / "muster.db").write_bytes(b"no database" * 4096))


def is_well(server: Served) -> bool:
    try:
        with urllib.request.urlopen(f"{server.address}/health", timeout=PATIENCE) as answer:
            return bool(answer.status == 200)
    except urllib.error.HTTPError as error:
        assert error.code == 503
        return False


@pytest.fixture
def nginx(tmp_path: Path) -> str:
    """nginx's program; skips where it is not installed."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if not found or not shutil.which("openssl"):
        pytest.skip("nginx or openssl is not installed (apt-get install nginx-light openssl)")
    return found


def behind_nginx(config: str, folder: Path, muster: int, plain: int, tls: int) -> Path:
    """The example as it is shipped, on ports and with a certificate of the test's own."""
    made = [
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
        "/CN=muster.example.gov.uk", "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem"),
    ]  # fmt: skip
    subprocess.run(made, check=True, capture_output=True)
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen [::]:80;", ""),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{tls} ssl http2;"),
        ("listen [::]:443 ssl http2;", ""),
        ("/etc/ssl/certs/muster.pem", str(folder / "cert.pem")),
        ("/etc/ssl/private/muster.key", str(folder / "key.pem")),
        ("127.0.0.1:8011", f"127.0.0.1:{muster}"),
    ):
        assert old in config, old
        config = config.replace(old, new)
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = folder / "nginx.conf"
    whole.write_text(
        f"daemon off; pid {folder}/pid; error_log stderr;\nevents {{}}\nhttp {{ {temporary} {config} }}\n"
    )
    return whole


def test_the_proxy_example_serves_over_tls_and_sends_plain_requests_there(
    own_sample_base: Muster, tmp_path: Path, nginx: str
) -> None:
    port, plain, tls = free_port(), free_port(), free_port()
    (own_sample_base.home / "config.toml").write_text('[serve]\nnames = ["muster.example.gov.uk"]\n')
    config = behind_nginx((ROOT / "docs/running/nginx.conf").read_text(), tmp_path, port, plain, tls)
    curl = [
        "curl", "-sk", "-i", "--max-time", f"{PATIENCE}",
        "--resolve", f"muster.example.gov.uk:{tls}:127.0.0.1",
    ]  # fmt: skip
    with (
        served(own_sample_base.home, port),
        subprocess.Popen([nginx, "-c", str(config)], stderr=subprocess.DEVNULL) as proxy,
    ):
        try:
            address = f"https://muster.example.gov.uk:{tls}"

            def answers() -> str:
                command = [*curl, f"{address}/sign-in"]
                return subprocess.run(command, capture_output=True, text=True, check=False).stdout

            wait_for(lambda: "Sign in" in answers())
            page = answers()
            assert "strict-transport-security" in page.lower() and "content-security-policy" in page.lower()
            to_tls = [*curl[:3], "-H", "Host: muster.example.gov.uk", f"http://127.0.0.1:{plain}/sign-in"]
            moved = subprocess.run(to_tls, capture_output=True, text=True, check=True).stdout
            assert " 301 " in moved and "https://muster.example.gov.uk" in moved
            other = [*curl, "-H", "Host: evil.example", f"{address}/sign-in"]
            assert " 400 " in subprocess.run(other, capture_output=True, text=True, check=True).stdout
        finally:
            proxy.terminate()
            proxy.wait(PATIENCE)
