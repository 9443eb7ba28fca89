"""The ledger and what a person can do about it: retry, export, withdraw, tell duplicates apart."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from cli_runner import Muster
from openpyxl import load_workbook
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas
from web.client import Client
from web.page import words_of
from web.papers import Papers

from evidence.errors import UsageError
from evidence.exports.ledger import as_csv, as_xlsx, table
from evidence.model import FileStatus
from evidence.reads.documents import documents
from evidence.reads.ledger import ledger, outstanding, totals
from evidence.search import Query
from evidence.search.results import search
from evidence.services import Services
from evidence.settings import Settings
from evidence.store import withdrawals
from evidence.store.ledger import enter
from ingest.run.pipeline import ingest
from webapp.people.auth import Role

PASSWORD = "correct-horse-9"
WORDS = "The Improvement Board met on 3 March 2011 and noted the progress of referrals."


def locked_pdf(words: str = WORDS) -> bytes:
    """A PDF that only a password opens."""
    plain, locked = io.BytesIO(), io.BytesIO()
    canvas = Canvas(plain)
    canvas.drawString(72, 700, words)
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(plain))
    writer.encrypt(PASSWORD, algorithm="RC4-128")
    writer.write(locked)
    return locked.getvalue()


@pytest.fixture
def locked(services: Services, tmp_path: Path) -> int:
    """The entry of a locked PDF that failed."""
    path = tmp_path / "locked.pdf"
    path.write_bytes(locked_pdf())
    ingest(services, [path], origin="test")
    (entry,) = ledger(services.record.db)
    assert entry["status"] == "failed" and "password" in entry["reason"]
    return entry["id"]


def everywhere(home: Path, words: str) -> list[str]:
    """The files of a home in which these words stand."""
    return [p.name for p in home.rglob("*") if p.is_file() and words.encode() in p.read_bytes()]


def test_a_locked_file_is_read_with_its_password_and_the_password_is_kept_nowhere(
    client: Client, services: Services, settings: Settings, locked: int
):
    page = client.get(f"/documents/ledger/{locked}")
    there = client.submit(page, f"/documents/ledger/{locked}/retry", password=PASSWORD).location
    assert everywhere(settings.home, PASSWORD) == []
    client.app.extensions["muster_queue"].work_off()
    assert "1 file = 1 added" in client.get(there).text
    entry = client.get(f"/documents/ledger/{locked}").text
    assert "Read later: entry 2" in entry
    ledger_page = client.get("/documents/ledger").text
    assert "2 files offered = 1 added + 0 duplicate + 1 failed" in ledger_page
    assert "Failed and not read since (0)" in ledger_page
    assert everywhere(settings.home, PASSWORD) == []


def test_a_wrong_password_fails_again_and_says_so(client: Client, services: Services, locked: int):
    client.post(f"/documents/ledger/{locked}/retry", {"password": "guess"})
    client.app.extensions["muster_queue"].work_off()
    assert [row["status"] for row in ledger(services.record.db)] == ["failed", "failed"]
    assert len(outstanding(services.record.db)) == 2
    client.submit(client.get("/documents/ledger"), "/documents/ledger/retry")
    assert "1 file waits for its turn" in client.get("/uploads/2").text, "one file, though it failed twice"


def test_the_command_line_retries_with_a_password_from_a_file(
    settings: Settings, locked: int, tmp_path: Path
):
    muster = Muster(settings.home)
    secret = tmp_path / "password.txt"
    secret.write_text(PASSWORD + "\n")
    assert muster("retry", locked).code == 1
    ran = muster("retry", locked, "--password-file", secret, "--json")
    assert (ran.code, ran.data["added"], ran.data["failed"]) == (0, 1, 0)
    assert PASSWORD not in ran.out + ran.err
    assert muster("ledger", "--status", "outstanding", "--json").data["files"] == []
    assert muster("retry", "--all", "--json").data["files"] == []


def test_only_what_failed_and_is_kept_can_be_retried(settings: Settings, tmp_path: Path):
    muster = Muster(settings.home)
    (tmp_path / "a.txt").write_text(WORDS)
    muster("ingest", tmp_path / "a.txt", tmp_path / "none.txt")
    assert "Only failed ones" in muster("retry", 1).err
    assert "never had" in muster("retry", 2).err
    assert "no ledger entry 9" in muster("retry", 9).err
    assert muster("retry").code == 2


def test_one_locked_member_of_a_zip_is_retried_alone(settings: Settings, services: Services, tmp_path: Path):
    inner = tmp_path / "papers.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("open.txt", WORDS)
        archive.writestr("sub/locked.pdf", locked_pdf())
    ingest(services, [inner], origin="test")
    failed = next(row for row in ledger(services.record.db) if row["status"] == "failed")
    secret = tmp_path / "password.txt"
    secret.write_text(PASSWORD)
    ran = Muster(settings.home)("retry", failed["id"], "--password-file", secret, "--json")
    assert [(f["path"], f["status"]) for f in ran.data["files"]] == [(failed["path"], "added")]
    assert totals(services.record.db)["offered"] == 3


def test_a_duplicate_is_linked_to_the_first(client: Client, services: Services, tmp_path: Path):
    for name in ("first.txt", "second.txt"):
        (tmp_path / name).write_text(WORDS)
    ingest(services, [tmp_path / "first.txt", tmp_path / "second.txt"], origin="test")
    rows = ledger(services.record.db)
    assert [(row["status"], row["first"]) for row in rows] == [("duplicate", 1), ("added", None)]
    (link,) = [a for a in client.get("/documents/ledger").all("a") if words_of(a).startswith("The first")]
    assert link.get("href") == "/documents/ledger/1"


HOSTILE = ('=HYPERLINK("http://evil.example")', "+1+1.txt", "-2.txt", "@sum.txt", "\ttab.txt")


def test_no_export_holds_a_formula(services: Services):
    for name in HOSTILE:
        enter(services.record, path=name, status=FileStatus.FAILED, origin="test", reason="=1+1")
    rows = table(services.record.db)
    read = list(csv.reader(io.StringIO(as_csv(rows).decode("utf-8-sig"))))
    assert [row[1] for row in read[1:]] == [f"'{name}" for name in reversed(HOSTILE)]
    sheet = load_workbook(io.BytesIO(as_xlsx(rows))).active
    assert [cell.data_type for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == list(reversed(HOSTILE))


def test_the_ledger_is_exported_from_the_page_and_the_command_line(
    client: Client, settings: Settings, locked: int, tmp_path: Path
):
    answer = client.http.get("/documents/ledger.csv?status=failed")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "locked.pdf" in answer.text
    assert load_workbook(io.BytesIO(client.http.get("/documents/ledger.xlsx").data)).active.max_row == 2
    muster = Muster(settings.home)
    assert muster("ledger", "--export", tmp_path / "out.xlsx").code == 0
    assert load_workbook(tmp_path / "out.xlsx").active["B2"].value.endswith("locked.pdf")
    assert muster("ledger", "--export", tmp_path / "out.doc").code == 2


def test_a_withdrawn_document_leaves_searches_and_lists_and_comes_back(
    client: Client, services: Services, papers: Papers
):
    page = client.get(f"/documents/{papers.report}/withdraw")
    client.submit(page, f"/documents/{papers.report}/withdraw", note="Sent to us by mistake")
    assert [d["id"] for d in documents(services.record.db)] == [papers.notice]
    assert search(services, Query(text="timely"))["total"] == 0
    shown = client.get(f"/documents/{papers.report}").text
    assert "was withdrawn on" in shown and "by Sam Ellery (Sent to us by mistake)" in shown
    assert client.http.get(f"/files/{papers.sha256}").status_code == 200, "the file is kept"
    listed = client.get("/documents/withdrawn")
    assert "Sent to us by mistake" in listed.text
    client.submit(listed, f"/documents/{papers.report}/bring-back")
    assert len(documents(services.record.db)) == 2
    assert search(services, Query(text="timely"))["total"] == 1
    history = list(services.record.db.query("SELECT withdrawn_by, undone_by FROM withdrawals"))
    assert history == [{"withdrawn_by": "Sam Ellery", "undone_by": "Sam Ellery"}]


def test_withdrawing_twice_or_undoing_nothing_is_refused(services: Services, papers: Papers):
    withdrawals.withdraw(services.record, papers.report)
    with pytest.raises(UsageError, match="withdrawn already"):
        withdrawals.withdraw(services.record, papers.report)
    withdrawals.bring_back(services.record, papers.report)
    with pytest.raises(UsageError, match="is not withdrawn"):
        withdrawals.bring_back(services.record, papers.report)


def test_the_command_line_withdraws_and_undoes(settings: Settings, papers: Papers):
    muster = Muster(settings.home)
    data = muster("withdraw", papers.report, "--note", "draft", "--json").data
    assert (data["id"], data["note"]) == (papers.report, "draft") and data["withdrawn_at"]
    assert len(muster("documents", "--json").data) == 1
    assert muster("withdraw", papers.report, "--undo", "--json").data["withdrawn_at"] is None
    assert len(muster("documents", "--json").data) == 2
    assert muster("withdraw", 99).code == 1


def test_a_person_decides_a_pair_on_its_page(client: Client, services: Services, tmp_path: Path):
    text = " ".join(f"{WORDS} Item {n} was agreed by the members present." for n in range(8))
    (tmp_path / "draft.txt").write_text(text)
    (tmp_path / "final.txt").write_text(text + " The meeting closed at noon.")
    ingest(services, [tmp_path / "draft.txt", tmp_path / "final.txt"], origin="test")
    page = client.get("/documents/duplicates")
    assert "1 pair waits for a decision" in page.text and "words longer" in page.text
    assert "Possible duplicate" in client.get("/documents/1").text
    client.submit(page, "/documents/duplicates/1", verdict="same")
    decided = client.get("/documents/duplicates").text
    assert "Same paper" in decided and "Decided by Sam Ellery" in decided and "Withdraw" in decided
    client.submit(client.get("/documents/duplicates"), "/documents/duplicates/1", verdict="suggested")
    assert "1 pair waits" in client.get("/documents/duplicates").text


def test_an_auditor_reads_all_of_it_and_is_offered_no_button(client: Client, locked: int, papers: Papers):
    auditor = Client(client.app).sign_in(Role.AUDITOR, "Alex Orme")
    for path in ("ledger", f"ledger/{locked}", "duplicates", "withdrawn", str(papers.report)):
        page = auditor.get(f"/documents/{path}")
        assert [f.get("action") for f in page.all("form") if f.get("method") == "post"] == ["/sign-out"], path
    auditor.post(f"/documents/ledger/{locked}/retry", {}, status=403)
