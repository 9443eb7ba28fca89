"""What came inside another file is a document of its own, tied to the one that held it."""

from dataclasses import replace
from pathlib import Path

from office_files import mail, saved
from reader_files import pdf, prose, zipped
from reportlab.lib.pdfencrypt import StandardEncryption

from evidence.reads.documents import documents, related
from evidence.reads.ledger import ledger
from evidence.services import Services
from evidence.store import jobs as job_store
from evidence.store.enclosures import enclose
from ingest.run.pipeline import IngestReport, ingest
from ingest.run.rereading import reread
from ingest.run.retry import offered_again

PAPER = "Improvement Board\nThe board met on Tuesday and agreed the plan for children in care."


def tied(services: Services, number: int) -> list[tuple[str, str]]:
    return [(row["how"], row["file"]) for row in related(services.record.db, number)]


def by_file(services: Services) -> dict[str, int]:
    return {row["file"]: row["id"] for row in documents(services.record.db)}


def test_an_attachment_is_tied_to_each_email_it_came_with(services: Services, tmp_path: Path) -> None:
    data = pdf(tmp_path / "paper.pdf", prose(PAPER)).read_bytes()
    for name, words in (("a.eml", "First."), ("b.eml", "Second.")):
        message = mail(words, subject=words)
        message.add_attachment(data, maintype="application", subtype="pdf", filename="paper.pdf")
        saved(tmp_path / name, message)
    report = ingest(services, [tmp_path / "a.eml", tmp_path / "b.eml"], origin="test")
    assert [(f.path.removeprefix(f"{tmp_path}/"), f.status.value) for f in report.files] == [
        ("a.eml", "added"),
        ("a.eml/paper.pdf", "added"),
        ("b.eml", "added"),
        ("b.eml/paper.pdf", "duplicate"),
    ]
    found = by_file(services)
    assert tied(services, found["paper.pdf"]) == [("enclosed in", "a.eml"), ("enclosed in", "b.eml")]
    assert tied(services, found["b.eml"]) == [("encloses", "paper.pdf")]
    parents = {row["file"]: row["parent"] for row in documents(services.record.db)}
    assert parents["paper.pdf"] == found["a.eml"], "the email that brought it first"


def test_an_email_in_an_email_keeps_its_own_attachment(services: Services, tmp_path: Path) -> None:
    inner = mail("Inner words.", subject="Inner")
    inner.add_attachment(b"The plan for the year.", maintype="text", subtype="plain", filename="plan.txt")
    outer = mail("Outer words.", subject="Outer")
    outer.add_attachment(inner)
    report = ingest(services, [saved(tmp_path / "a.eml", outer)], origin="test")
    assert [f.path.removeprefix(f"{tmp_path}/") for f in report.files] == [
        "a.eml",
        "a.eml/Inner.eml",
        "a.eml/Inner.eml/plan.txt",
    ]
    found = by_file(services)
    assert sorted(tied(services, found["Inner.eml"])) == [("enclosed in", "a.eml"), ("encloses", "plan.txt")]


def test_a_tie_is_made_once_and_a_paper_that_was_there_keeps_no_parent(
    services: Services, tmp_path: Path
) -> None:
    first = saved(tmp_path / "a.txt", b"The first paper of the board.")
    second = saved(tmp_path / "b.txt", b"The second paper of the board.")
    ingest(services, [first, second], origin="test")
    a, b = by_file(services)["a.txt"], by_file(services)["b.txt"]
    assert enclose(services.record, a, [b, a], name="b.txt", new=False) == 1
    assert enclose(services.record, a, [b], name="b.txt", new=False) == 0
    assert tied(services, b) == [("enclosed in", "a.txt")]
    assert {row["parent"] for row in documents(services.record.db)} == {None}


def locked(path: Path) -> bytes:
    """A PDF that opens with "spring" only."""
    return pdf(path, prose(PAPER), encrypt=StandardEncryption("spring", canPrint=0)).read_bytes()


def retried(services: Services, entry: int, password: str) -> IngestReport:
    files = job_store.retried(services.record, [entry])
    offered = [offered_again(services.files, f.name, f.sha256 or "", password) for f in files]
    return ingest(services, offered, origin="retry")


def test_a_locked_attachment_opened_later_belongs_to_the_mails_it_came_with(
    services: Services, tmp_path: Path
) -> None:
    data = locked(tmp_path / "locked.pdf")
    for name in ("a.eml", "b.eml"):
        message = mail(f"Words of {name}.", subject=name)
        message.add_attachment(data, maintype="application", subtype="pdf", filename="plan.pdf")
        saved(tmp_path / name, message)
    ingest(services, [tmp_path / "a.eml", tmp_path / "b.eml"], origin="test")
    failed = [row["id"] for row in ledger(services.record.db, status="failed")]
    assert len(failed) == 2
    wrong = retried(services, failed[0], "winter")
    assert wrong.files[0].status.value == "failed"
    report = retried(services, failed[0], "spring")  # the newest: that of the second mail
    assert report.files[0].status.value == "added"
    found = by_file(services)
    assert sorted(tied(services, found["plan.pdf"])) == [("enclosed in", "a.eml"), ("enclosed in", "b.eml")]
    parents = {row["file"]: row["parent"] for row in documents(services.record.db)}
    assert parents["plan.pdf"] == found["b.eml"], "the mail whose entry was retried"


def test_a_locked_member_of_an_attached_zip_belongs_to_the_mail_too(
    services: Services, tmp_path: Path
) -> None:
    inner = zipped({"minutes/plan.pdf": locked(tmp_path / "locked.pdf")})
    message = mail("See the papers.", subject="Papers")
    message.add_attachment(inner, maintype="application", subtype="zip", filename="papers.zip")
    ingest(services, [saved(tmp_path / "a.eml", message)], origin="test")
    (failed,) = (row["id"] for row in ledger(services.record.db, status="failed"))
    assert retried(services, failed, "spring").files[0].status.value == "added"
    found = by_file(services)
    assert tied(services, found["plan.pdf"]) == [("enclosed in", "a.eml")]


def test_a_file_in_a_folder_that_failed_belongs_to_nothing(services: Services, tmp_path: Path) -> None:
    data = locked(tmp_path / "locked.pdf")
    saved(tmp_path / "plan.eml", mail("Words.", subject="Plan"))
    ingest(services, [tmp_path], origin="test")
    (failed,) = (row["id"] for row in ledger(services.record.db, status="failed"))
    retried(services, failed, "spring")
    assert data and tied(services, by_file(services)["locked.pdf"]) == []


def test_a_paper_that_came_by_itself_first_is_tied_to_a_later_email_and_belongs_to_nobody(
    services: Services, tmp_path: Path
) -> None:
    alone = saved(tmp_path / "paper.txt", PAPER.encode())
    message = mail("See the paper.", subject="A")
    message.add_attachment(PAPER.encode(), maintype="text", subtype="plain", filename="paper.txt")
    ingest(services, [alone, saved(tmp_path / "z.eml", message)], origin="test")
    assert tied(services, by_file(services)["paper.txt"]) == [("enclosed in", "z.eml")]
    assert {row["parent"] for row in documents(services.record.db)} == {None}


def test_files_inside_files_are_read_as_deep_as_the_setting_says_and_no_deeper(
    services: Services, tmp_path: Path
) -> None:
    message = mail("Words 0.", subject="M0")
    for depth in (1, 2, 3):
        outer = mail(f"Words {depth}.", subject=f"M{depth}")
        outer.add_attachment(message)
        message = outer
    limited = replace(services.settings, ingest=replace(services.settings.ingest, nested=2))
    report = ingest(replace(services, settings=limited), [saved(tmp_path / "a.eml", message)], origin="test")
    told = [(f.path.removeprefix(f"{tmp_path}/"), f.status.value) for f in report.files]
    assert told == [
        ("a.eml", "added"),
        ("a.eml/M2.eml", "added"),
        ("a.eml/M2.eml/M1.eml", "added"),
        ("a.eml/M2.eml/M1.eml/M0.eml", "failed"),
    ]
    assert "too deep" in report.files[-1].reason


def test_an_attachment_read_again_stays_with_the_email_it_came_with(
    services: Services, tmp_path: Path
) -> None:
    message = mail("See the paper.", subject="A")
    message.add_attachment(PAPER.encode(), maintype="text", subtype="plain", filename="paper.txt")
    ingest(services, [saved(tmp_path / "a.eml", message)], origin="test")
    found = by_file(services)
    services.record.db["documents"].update(found["paper.txt"], {"title": "As an older reader took it"})
    report = reread(services, [found["paper.txt"]])
    assert report.count("changed") == 1
    parents = {row["file"]: row["parent"] for row in documents(services.record.db)}
    assert parents == {"a.eml": None, "paper.txt": found["a.eml"]}
