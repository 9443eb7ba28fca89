"""A record's vocabulary is kept while few passages come, and never with words of what is gone or hidden."""

from pathlib import Path

from reread_papers import paper, stored

from evidence.reads.vocabulary import vocabulary
from evidence.store import Record, markings
from evidence.store.disposing import dispose
from evidence.store.documents import add_readings
from evidence.store.ledger import keep_file
from evidence.store.opening import open_record

PAPER = [f"The council met {number} times." for number in range(20)]


def opened(tmp_path: Path, *, cleared: bool = True) -> Record:
    return open_record(tmp_path / "muster.db", "tester", cleared=cleared)


def file_of(number: int) -> str:
    return f"{number:064x}"


def with_rota(record: Record, number: int = 0) -> int:
    """Store a paper that speaks of a rota. Returns the document's number."""
    sha256 = file_of(number)
    keep_file(record, sha256=sha256, size=1, media_type="text/plain", name="rota.txt")
    return add_readings(record, sha256, [paper(f"Paragraph {number} of a rota.")])[0]


def test_it_is_kept_until_a_tenth_more_passages_have_come(tmp_path: Path) -> None:
    record = opened(tmp_path)
    stored(record, [paper(*PAPER)])
    first = vocabulary(record.db)
    with_rota(record)
    assert vocabulary(record.db) is first
    with_rota(record, 1)
    assert vocabulary(record.db).counts["rota"] == 2


def test_words_of_a_paper_that_was_disposed_of_are_forgotten_at_once(tmp_path: Path) -> None:
    record = opened(tmp_path)
    stored(record, [paper(*PAPER)])
    with_rota(record)
    assert vocabulary(record.db).counts["rota"] == 1
    dispose(record, file_of(0), "kept too long", "schedule 4")
    assert "rota" not in vocabulary(record.db).counts


def test_who_is_not_cleared_has_no_word_of_what_is_marked(tmp_path: Path) -> None:
    record = opened(tmp_path)
    stored(record, [paper(*PAPER)])
    document = with_rota(record)
    assert vocabulary(opened(tmp_path, cleared=False).db).counts["rota"] == 1
    markings.mark(record, document, "OFFICIAL-SENSITIVE", "names a child")
    assert vocabulary(record.db).counts["rota"] == 1
    assert "rota" not in vocabulary(opened(tmp_path, cleared=False).db).counts
