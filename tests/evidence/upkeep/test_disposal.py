"""A document that is disposed of is gone: from record, free pages, log, index, pictures and copies.

What stays is the fact, and tampering is found as before.
"""

import shutil
import sqlite3
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path

import pytest
from cli_runner import Muster
from packing import make_pack
from read_only import muster as bound
from read_only import read_only
from web.client import Client
from whole_home import problems

from evidence.errors import NotFound, UsageError
from evidence.home import log, receipt
from evidence.home.backup import copy_before_upgrade
from evidence.model import LinkStatus
from evidence.packs.issuing import issue
from evidence.reads.disposals import disposals
from evidence.services import Services, open_services
from evidence.settings import load
from evidence.store import links as link_store
from evidence.store.disposing import LOOSENED
from evidence.upkeep.disposal import dispose, finish, planned
from ingest.run.pipeline import ingest
from webapp import create_app
from webapp.people.auth import Role

SECRET = "Zoltanovich"  # a name that stands in one paper alone
PAPER = (
    f"Case audit of {SECRET}\n\nReport of the Improvement Board, 15 June 2026\n\n"
    f"1. The strategy discussion about {SECRET} took place within one working day with the police.\n\n"
    "2. Quillfeather was seen alone by the social worker on the same day, and this was recorded.\n"
)
WORDS = (SECRET.encode(), b"Quillfeather", b"Zoltanovich-audit")


@pytest.fixture(scope="module")
def furnished(sample_base: Muster, tmp_path_factory: pytest.TempPathFactory) -> Muster:
    """The samples, and a paper that was linked, corrected, put into a pack, looked at and copied."""
    folder = tmp_path_factory.mktemp("furnished")
    own_sample_base = Muster(shutil.copytree(sample_base.home, folder / "home"))
    paper = folder / f"{SECRET}-audit.txt"
    paper.write_text(PAPER)
    own_sample_base("ingest", paper)
    own_sample_base("ingest", paper)  # a duplicate's line names it too
    own_sample_base("inspection", "new", "ILACS", "--announced", "2026-11-30", "--cutoff", "2026-11-30")
    own_sample_base("pack", "new", "evidence", "--inspection", "ILACS")
    number = number_of(own_sample_base)
    assert (
        own_sample_base("correct", number, "title", f"About {SECRET}", "--note", f"{SECRET} is named").code
        == 0
    )
    passage = own_sample_base("show", number, "--json").data["passages"][-1]["id"]
    assert own_sample_base("link", passage, "--block", "B", "--stance", "context").code == 0
    assert own_sample_base("pack", "add", "evidence", "--section", "Audits", "--document", number).code == 0
    own_sample_base("withdraw", number, "--note", f"{SECRET} asked")
    own_sample_base("withdraw", number, "--undo")
    own_sample_base("search", SECRET)
    copy_before_upgrade(own_sample_base.home / "muster.db")
    (own_sample_base.home / "cache" / "pages").mkdir(parents=True, exist_ok=True)
    (own_sample_base.home / "cache" / "pages" / "words.json").write_text(PAPER)
    assert holding(own_sample_base.home) != []
    return own_sample_base


@pytest.fixture
def home(furnished: Muster, tmp_path: Path) -> Muster:
    """A copy of it, to change."""
    return Muster(shutil.copytree(furnished.home, tmp_path / "own-home"))


def number_of(muster: Muster) -> int:
    return next(d["id"] for d in muster("documents", "--json").data if SECRET in d["file"])


def holding(home: Path) -> list[str]:
    """The files of the home in whose bytes one of the words stands, in either of a text's usual codings."""
    found = []
    for path in sorted(home.rglob("*")):
        data = path.read_bytes().lower() if path.is_file() else b""
        forms = [f for word in WORDS for f in (word.lower(), word.decode().lower().encode("utf-16-le"))]
        if any(form in data for form in forms) or any(
            word.decode().lower() in path.name.lower() for word in WORDS
        ):
            found.append(path.relative_to(home).as_posix())
    return found


def opened(muster: Muster) -> Services:
    return open_services(load(home=muster.home), actor="Sam Ellery")


def test_no_byte_of_the_home_tells_of_what_was_disposed_of(home: Muster) -> None:
    number = number_of(home)
    with opened(home) as services:
        plan = dispose(services, number, "No longer needed", "Order FD26P00123 of 1 June 2026")
    assert [one["id"] for one in plan.documents] == [number]
    assert holding(home.home) == []
    assert home("check").code == 0, home("check").out
    assert home("search", SECRET, "--json").data["total"] == 0


def test_the_fact_stays_in_the_log_with_who_when_why_and_the_hash(home: Muster) -> None:
    number = number_of(home)
    sha256 = next(d["sha256"] for d in home("documents", "--json").data if d["id"] == number)
    with opened(home) as services:
        dispose(services, number, "Asked for by the person", "Request of 3 November 2026")
    lines = home("log", "--document", number, "--json").data
    line = next(one for one in home("log", "--json").data if one["what"] == "document disposed of")
    said = str(line)
    assert sha256 in str(home("log", "--json").out) and line["by"] == "Sam Ellery"
    assert "Asked for by the person" in said and "Request of 3 November 2026" in said
    assert all(one["at"] and one["by"] for one in lines)
    assert home("log", "verify").code == 0


def test_a_receipt_from_before_still_proves_the_log(home: Muster, tmp_path: Path) -> None:
    kept = tmp_path / "receipt.txt"
    assert home("log", "receipt", "--out", kept).code == 0
    with opened(home) as services:
        dispose(services, number_of(home), "Order", "Order FD26P00123")
        assert receipt.compare(services.record.db, receipt.read(kept)) == []
    assert home("log", "verify", "--receipt", kept).code == 0


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE events SET actor = 'x' WHERE id = (SELECT min(event) FROM disposed_lines)",
        "UPDATE events SET detail = '{}' WHERE id = (SELECT max(event) FROM disposed_lines)",
        "UPDATE events SET detail = '{}' WHERE id = 3",
        "UPDATE disposed_lines SET line = 'x' WHERE event = (SELECT min(event) FROM disposed_lines)",
        "DELETE FROM disposed_lines",
        "INSERT INTO disposed_lines VALUES (3, 'x', 'y')",
        "UPDATE disposals SET reason = 'another'",
        "DELETE FROM disposals",
        "UPDATE statements SET said = 'x' WHERE event IN (SELECT event FROM disposed_lines)",
        "DELETE FROM statements WHERE event IN (SELECT event FROM disposed_lines)",
        "UPDATE documents SET title = 'x' WHERE id = 1",
        "UPDATE links SET note = 'x' WHERE id = (SELECT min(id) FROM links)",
    ],
)
def test_tampering_is_found_after_a_disposal_as_before(home: Muster, sql: str) -> None:
    with opened(home) as services:
        dispose(services, number_of(home), "Order", "Order FD26P00123")
    with closing(sqlite3.connect(home.home / "muster.db")) as db:
        assert db.execute(sql).rowcount
        db.commit()
    assert home("check").code == 1


def test_an_emptied_line_of_the_log_that_no_disposal_states_is_found(home: Muster) -> None:
    with opened(home) as services:
        row = next(iter(services.record.db.query("SELECT * FROM events WHERE id = 4")))
        forged = {**row, "detail": "{}"}
        services.record.db.execute("UPDATE events SET detail = '{}' WHERE id = 4")
        services.record.db.execute(
            "INSERT INTO disposed_lines VALUES (4, ?, ?)", [log.digest_of(forged), row["states"]]
        )
        services.record.db.conn.commit()
        assert any("Event 4" in says for says in log.verify(services.record.db))
    assert home("check").code == 1


def test_a_second_disposal_and_later_work_leave_the_record_sound(home: Muster, samples: Path) -> None:
    with opened(home) as services:
        dispose(services, number_of(home), "Order", "Order 1")
        dispose(services, 2, "Order", "Order 2")
        assert problems(services) == []
        link = services.record.db.execute("SELECT id FROM links WHERE status = 'suggested'").fetchone()
        if link:
            link_store.decide(services.record, [link[0]], LinkStatus.ACCEPTED)
        assert problems(services) == []
    assert home("reread").code in (0, 1) and home("check").code == 0


def test_a_number_is_not_given_to_another_document(home: Muster, tmp_path: Path) -> None:
    number = number_of(home)
    with opened(home) as services:
        dispose(services, number, "Order", "Order 1")
    other = tmp_path / "other.txt"
    other.write_text("Minutes of the Improvement Board\n\n1. The board met in July and agreed its plan.\n")
    assert home("ingest", other, "--json").data["files"][0]["documents"] == [number + 1]
    assert home("check").code == 0


def test_the_same_bytes_are_not_taken_in_again(home: Muster, tmp_path: Path) -> None:
    with opened(home) as services:
        dispose(services, number_of(home), "Order", "Order 1")
    again = tmp_path / "other-name.txt"
    again.write_text(PAPER)
    ran = home("ingest", again, "--json")
    assert ran.code == 1 and ran.data["failed"] == 1
    assert "disposed of" in ran.data["files"][0]["reason"]
    assert holding(home.home) == [] and home("check").code == 0


def test_what_a_kill_left_is_told_by_check_and_finished(home: Muster) -> None:
    number = number_of(home)
    with opened(home) as services:
        sha256 = planned(services, number).files[0]
        path = services.files.path(sha256)
        kept = path.read_bytes()
        dispose(services, number, "Order", "Order 1")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(kept)
    ran = home("check")
    assert ran.code == 1 and "was disposed of, and is kept" in ran.out
    with opened(home) as services:
        assert finish(services) == 1
    assert home("check").code == 0 and holding(home.home) == []


def test_an_index_that_cannot_be_written_is_told_and_finished(home: Muster) -> None:
    number = number_of(home)
    with read_only(home.home / "index"):
        ran = bound(home.home, "dispose", number, "--reason", "Asked for", "--authority", "Order 1")
    assert (
        ran.code == 1 and "The record is done, but a copy could not be removed: The search index" in ran.err
    )
    assert "muster dispose --finish" in ran.err
    assert home("dispose", "--finish").code == 0 and holding(home.home) == []


def test_why_a_paper_was_disposed_of_is_told_to_the_cleared_alone(home: Muster) -> None:
    with open_services(load(home=home.home), "ann") as services:
        dispose(services, number_of(home), "About a child called Wyn Secretname", "Court order 12")
        assert "Secretname" in str(disposals(services.record.db, cleared=True))
    with open_services(load(home=home.home), "ann", cleared=False) as services:
        told = disposals(services.record.db, cleared=False)
        assert len(told) == 1 and told[0]["sha256"]
        assert "Secretname" not in str(told) and "Court" not in str(told)


def test_a_disposal_needs_a_reason_and_an_authority(home: Muster) -> None:
    with opened(home) as services:
        for reason, authority in (("", "Order"), ("Order", " ")):
            with pytest.raises(UsageError, match="needs a reason"):
                dispose(services, number_of(home), reason, authority)
        with pytest.raises(NotFound):
            dispose(services, 999, "Order", "Order")
        assert problems(services) == []


def test_a_paper_that_brought_measures_goes_with_them(home: Muster) -> None:
    with opened(home) as services:
        db = services.record.db
        register = db.execute("SELECT document FROM registers ORDER BY id").fetchone()[0]
        assert planned(services, register).measures
        dispose(services, register, "Order", "Order 1")
        assert problems(services) == []
        assert db.execute("SELECT count(*) FROM registers WHERE document = ?", [register]).fetchone()[0] == 0


def test_every_reference_that_lets_go_may_be_empty(services: Services) -> None:
    for table, column in LOOSENED:
        rows = services.record.db.execute(f"PRAGMA table_info({table})").fetchall()
        assert [row[3] for row in rows if row[1] == column] == [0], (table, column)


def test_an_attachment_goes_with_the_email_whose_bytes_hold_it(services: Services, tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "Two papers", "a@example.org", "b@example.org"
    message.set_content("The audit and the plan are attached, as the Improvement Board asked.")
    message.add_attachment(PAPER, filename=f"{SECRET}.txt")
    path = tmp_path / "mail.eml"
    path.write_bytes(message.as_bytes())
    ingest(services, [path], origin="test")
    db = services.record.db
    mail, attached = (row[0] for row in db.execute("SELECT id FROM documents ORDER BY id").fetchall())
    with pytest.raises(UsageError, match=f"document {mail}, whose bytes hold it"):
        dispose(services, attached, "Order", "Order 1")
    plan = dispose(services, mail, "Order", "Order 1", with_enclosed=True)
    assert [one["id"] for one in plan.documents] == [mail, attached]
    assert holding(services.settings.home) == [] and problems(services) == []


def test_an_issue_that_holds_it_is_named_and_stays_as_it_was(services: Services) -> None:
    name = make_pack(services)
    frozen = issue.freeze(services, name)
    before = frozen.pdf.read_bytes(), frozen.zip.read_bytes()
    document = services.record.db.execute("SELECT document FROM links WHERE status = 'accepted'").fetchone()[
        0
    ]
    plan = dispose(services, document, "Order", "Order 1")
    assert plan.issues == ((name, 1),)
    assert (frozen.pdf.read_bytes(), frozen.zip.read_bytes()) == before
    assert problems(services) == []


def test_a_page_asks_for_its_words_to_be_typed(home: Muster) -> None:
    number = number_of(home)
    app = create_app(load(home=home.home))
    app.testing = True
    client = Client(app).sign_in()
    page = client.get(f"/documents/{number}/dispose")
    assert "It cannot be undone" in page.text and f"dispose of {number}" in page.text
    given = {"reason": "Asked for", "authority": "Request of 3 November 2026"}
    answer = client.post(f"/documents/{number}/dispose", {**given, "confirm": "yes"}, status=400)
    assert "to confirm" in answer.text and holding(home.home)
    answer = client.post(
        f"/documents/{number}/dispose", {**given, "confirm": f"dispose of {number}", "reason": ""}, status=400
    )
    assert "needs a reason" in answer.text
    client.post(f"/documents/{number}/dispose", {**given, "confirm": f"Dispose of {number}"})
    assert "Request of 3 November 2026" in client.get("/retention").text
    client.get(f"/documents/{number}", status=404)
    client.get(f"/documents/{number}/dispose", status=404)
    client.get("/log")
    client.get("/documents/ledger")
    assert holding(home.home) == []
    letter = next(d for d in home("documents", "--json").data if d["kind"] == "letter")
    asked = client.get(f"/documents/{letter['id']}/dispose").text
    assert f"document {letter['id']}: {letter['title']}" in asked  # which is no title of its own
    for role in (Role.OFFICER, Role.AUDITOR):
        Client(app).sign_in(role, "Jo Marsh").get("/documents/1/dispose", status=403)


def test_the_command_says_what_would_go_and_does_it(home: Muster) -> None:
    number = number_of(home)
    seen = home("dispose", number, "--preview", "--json").data
    assert not seen["done"] and seen["passages"] and holding(home.home)
    assert home("dispose", number).code == 2
    ran = home("dispose", number, "--reason", "Asked for", "--authority", "Order FD26P00123")
    assert ran.code == 0 and f"Gone: documents {number}" in ran.out
    assert home("dispose", "--list", "--json").data[0]["authority"] == "Order FD26P00123"
    assert home("dispose", "--finish").code == 0 and home("dispose").code == 2
    assert "was disposed of on" in home("dispose", number, "--preview").err
    assert holding(home.home) == []
    for command in (
        ("log",),
        ("ledger",),
        ("documents",),
        ("links",),
        ("coverage",),
        ("health",),
        ("pack", "show", "evidence"),
    ):
        assert "fault" not in home(*command).err, command
