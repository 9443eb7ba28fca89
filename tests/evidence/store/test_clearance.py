"""The record of somebody who is not cleared: nothing tells of what is marked, and nothing of that changes."""

import sqlite3
from collections.abc import Iterator

import pytest
from cli_runner import Muster
from marked_home import SECRET, Marked

from evidence.errors import NotFound, UsageError
from evidence.home import check, log, receipt
from evidence.home.originals import FileStore
from evidence.model import LinkStatus
from evidence.people.account import Role
from evidence.reads.events import lines
from evidence.reads.saved_searches import saved_searches as reads_saved
from evidence.schema import clearance, views
from evidence.store import Record, accounts, packs, saved_searches
from evidence.store.deciding import decide
from evidence.store.links import add
from evidence.store.opening import open_record


def opened(marked: Marked, *, cleared: bool) -> Record:
    return open_record(marked.muster.home / "muster.db", "ann", cleared=cleared)


@pytest.fixture
def closed(marked: Marked) -> Iterator[Record]:
    record = opened(marked, cleared=False)
    yield record
    record.close()


def test_every_table_and_view_says_how_it_hangs_on_a_document(marked: Marked) -> None:
    with sqlite3.connect(marked.muster.home / "muster.db") as db:
        rows = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        assert {name for (name,) in rows} == set(clearance.CLOSED)
        rows = db.execute("SELECT name FROM sqlite_master WHERE type = 'view'")
        assert {name for (name,) in rows} == set(views.VIEWS)


def test_no_table_and_no_view_holds_a_word_of_what_is_marked(marked: Marked, closed: Record) -> None:
    whole = opened(marked, cleared=True)
    held = set()
    for name in [*clearance.CLOSED, *views.VIEWS]:
        if name in ("statements", "account_passwords"):
            continue
        rows = whole.db.execute(f"SELECT * FROM {name}").fetchall()
        if any(SECRET in str(value).lower() for row in rows for value in row):
            held.add(name)
        for row in closed.db.execute(f"SELECT * FROM {name}").fetchall():
            assert not any(SECRET in str(value).lower() for value in row), (name, row)
    whole.close()
    assert held >= {
        "corrections", "documents", "events", "fields", "files", "ledger", "links", "match_terms",
        "measure_edits", "measures", "observations", "pack_issues", "pages", "passages",
        "requests", "muster_documents", "muster_log", "muster_passages",
    }  # fmt: skip


def test_what_is_not_marked_is_all_there(marked: Marked, closed: Record) -> None:
    files = [row[0] for row in closed.db.execute("SELECT name FROM files ORDER BY name")]
    assert files == ["open-letter.txt", "open-notice.txt", "open-report.txt"]
    assert [row[0] for row in closed.db.execute("SELECT name FROM packs")] == ["Open"]
    told = [line["says"] for line in lines(closed.db)]
    assert any("open-report.txt" in says for says in told)
    assert any("made pack Open" in says for says in told)


def test_a_copy_of_what_is_marked_is_closed_until_somebody_says_that_it_is_different(marked: Marked) -> None:
    copy = next(d["id"] for d in marked.muster("documents", "--json").data if "copy" in d["file"])
    shown = marked.muster("mark", copy, "--json").data
    assert (shown["marking"], shown["how"]) == ("OFFICIAL-SENSITIVE", "with")
    pair = next(p["id"] for p in marked.muster("duplicates", "--json").data if p["status"] == "suggested")
    assert marked.muster("duplicates", pair, "--verdict", "different").code == 0
    assert marked.muster("mark", copy, "--json").data["marking"] == ""
    record = opened(marked, cleared=False)
    assert record.db.execute("SELECT 1 FROM documents WHERE id = ?", [copy]).fetchone()
    record.close()


def test_a_link_that_is_closed_cannot_be_decided_and_is_not_told_of(marked: Marked, closed: Record) -> None:
    with pytest.raises(NotFound) as there:
        decide(closed, [marked.link], LinkStatus.REJECTED)
    with pytest.raises(NotFound) as nowhere:
        decide(closed, [999], LinkStatus.REJECTED)
    assert str(there.value) == str(nowhere.value).replace("999", str(marked.link))


def test_nothing_new_can_hang_on_what_is_closed(marked: Marked, closed: Record) -> None:
    with pytest.raises(NotFound):
        add(closed, "ofsted-2011", marked.passage, block="A")
    with pytest.raises(NotFound), closed.transaction():
        closed.insert("request_papers", {"request": 1, "ordinal": 9, "document": marked.documents[0]})


def test_what_is_written_of_many_rows_leaves_the_closed_ones_as_they_are(
    marked: Marked, closed: Record
) -> None:
    with closed.transaction():
        closed.db.execute("UPDATE links SET note = 'swept'")
        closed.db.execute("DELETE FROM match_terms")
        closed.db.execute("UPDATE main.documents SET title = 'swept' WHERE id = ?", [marked.documents[0]])
    whole = opened(marked, cleared=True)
    row = whole.db.execute("SELECT note FROM links WHERE id = ?", [marked.link]).fetchone()
    assert row == (f"On {SECRET}",)
    assert whole.db.execute("SELECT count(*) FROM match_terms").fetchone() == (1,)
    assert not whole.db.execute("SELECT 1 FROM documents WHERE title = 'swept'").fetchone()
    whole.close()


def test_a_name_that_a_closed_pack_has_is_refused_without_saying_whose(closed: Record) -> None:
    with pytest.raises(UsageError) as refused:
        packs.add(closed, "Closed", "Visit")
    assert SECRET not in str(refused.value)


def test_the_log_stays_whole_whoever_writes_to_it(marked: Marked, closed: Record) -> None:
    with closed.transaction():
        closed.event("search saved", "saved search 1")
    assert log.verify(closed.db) == []
    whole = opened(marked, cleared=True)
    assert check.check(whole.db, FileStore(marked.muster.home / "files")) == []
    whole.close()


def test_who_is_cleared_has_no_views_before_the_tables(marked: Marked) -> None:
    for cleared in (True, False):
        record = opened(marked, cleared=cleared)
        found = record.db.execute("SELECT count(*) FROM temp.sqlite_master WHERE type = 'view'").fetchone()
        assert bool(found[0]) is not cleared
        record.close()


def test_a_home_without_marked_papers_is_the_same_for_all(own_sample_base: Muster) -> None:
    record = open_record(own_sample_base.home / "muster.db", "ann", cleared=False)
    assert not record.closed
    assert record.db.execute("SELECT count(*) FROM temp.sqlite_master").fetchone() == (0,)
    record.close()


def test_events_have_no_numbers_whose_gaps_would_tell_of_those_that_are_not_there(
    marked: Marked, closed: Record
) -> None:
    packs.add(closed, "Mine", closed.db.execute("SELECT name FROM inspections").fetchone()[0])
    told = lines(closed.db, limit=1000)
    assert told[0]["of"] == "pack Mine" and {row["id"] for row in told} == {None}
    assert lines(closed.db, before=told[1]["hash"], limit=1)[0]["hash"] == told[2]["hash"]
    assert lines(closed.db, before=10**6) == []  # nor are they found by guessing
    assert "events:" not in receipt.take(closed.db, closed.now, "ann").text()
    whole = opened(marked, cleared=True)
    assert lines(whole.db)[0]["id"] == log.newest(whole.db) > len(told)
    assert "events:" in receipt.take(whole.db, whole.now, "ann").text()
    assert receipt.compare(closed.db, receipt.take(whole.db, whole.now, "ann")) == []
    whole.close()


def test_a_search_that_somebody_cleared_shares_is_shared_with_the_cleared(marked: Marked) -> None:
    whole = opened(marked, cleared=True)
    accounts.add(whole, "Cleo", Role.OFFICER, cleared=True)
    accounts.add(whole, "Ben", Role.OFFICER)
    saved_searches.save(whole.acting_as("Cleo"), f"The {SECRET} child", "{}", shared=True)
    saved_searches.save(whole.acting_as("Ben"), "Rota", "{}", shared=True)
    closed = opened(marked, cleared=False)
    assert [row["name"] for row in reads_saved(closed.db, "ann")] == ["Rota"]
    assert {"Rota", f"The {SECRET} child"} <= {row["name"] for row in reads_saved(whole.db, "ann")}
    assert {row["by"] for row in lines(closed.db) if row["of"].startswith("saved search")} == {"Ben"}
    closed.close()
    whole.close()
