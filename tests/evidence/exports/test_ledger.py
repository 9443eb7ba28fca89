"""The ledger, as its screen reads it."""

from evidence.model import FileStatus
from evidence.reads.ledger import documents_of, ledger, totals
from evidence.services import Services
from evidence.store.ledger import enter, keep_file


def test_entries_come_newest_first_a_page_at_a_time(services: Services) -> None:
    for name in ("a", "b", "c"):
        enter(services.record, path=name, status=FileStatus.FAILED, origin="test", reason="It is empty.")
    first = ledger(services.record.db, limit=2)
    assert [row["path"] for row in first] == ["c", "b"]
    assert [row["path"] for row in ledger(services.record.db, before=first[-1]["id"])] == ["a"]
    assert first[0]["offered_by"] == "tester" and first[0]["reason"] == "It is empty."


def test_entries_can_be_had_by_status(services: Services) -> None:
    enter(services.record, path="a", status=FileStatus.FAILED, origin="test")
    enter(services.record, path="b", status=FileStatus.ADDED, origin="test")
    assert [row["path"] for row in ledger(services.record.db, status="added")] == ["b"]


def test_totals_sum_to_what_was_offered(services: Services) -> None:
    assert totals(services.record.db) == {"offered": 0, "added": 0, "duplicate": 0, "failed": 0}
    for status in (FileStatus.ADDED, FileStatus.FAILED, FileStatus.FAILED):
        enter(services.record, path="a", status=status, origin="test")
    assert totals(services.record.db) == {"offered": 3, "added": 1, "duplicate": 0, "failed": 2}


def test_a_file_known_by_nothing_gets_its_kind_when_it_is_known(services: Services) -> None:
    for media_type in ("application/octet-stream", "application/pdf", "text/plain"):
        keep_file(services.record, sha256="ab", size=2, media_type=media_type, name="a.pdf")
    enter(services.record, path="a.pdf", status=FileStatus.FAILED, origin="test", sha256="ab")
    assert ledger(services.record.db)[0]["media_type"] == "application/pdf"


def test_a_thousand_files_can_be_asked_for_at_once(services: Services) -> None:
    assert documents_of(services.record.db, {f"{n:064}" for n in range(1200)}) == {}
