"""What is done to a home by other means than Muster is found, and named."""

import json
import shutil
import sqlite3
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from os import utime
from pathlib import Path

import pytest
from cli_runner import Muster
from paths import ROOT
from sqlite_utils import Database

from evidence.home import keys, log, statements

Tamper = Callable[[sqlite3.Connection, Path], object]


def tamper(home: Path, do: Tamper) -> None:
    with closing(sqlite3.connect(home / "muster.db")) as db:
        do(db, home)
        db.commit()


def run(sql: str) -> Tamper:
    return lambda db, home: db.execute(sql)


def _one(db: sqlite3.Connection, sql: str) -> int:
    return int(db.execute(sql).fetchone()[0])


def _rechain(db: sqlite3.Connection) -> None:
    """Write every hash of the log anew, as someone would who knows how it is made."""
    previous = log.FIRST
    names = "at, actor, action, subject, detail, states"
    for number, *values in db.execute(f"SELECT id, {names} FROM events ORDER BY id").fetchall():
        made = log.digest(previous, *values)
        db.execute("UPDATE events SET previous = ?, hash = ? WHERE id = ?", [previous, made, number])
        previous = made


def _cut(db: sqlite3.Connection, home: Path) -> None:
    last = _one(db, "SELECT max(id) FROM events") - 5
    db.execute("DELETE FROM events WHERE id > ?", [last])


def _cut_with_statements(db: sqlite3.Connection, home: Path) -> None:
    last = _one(db, "SELECT id FROM events WHERE action = 'link rejected' ORDER BY id LIMIT 1")
    db.execute("DELETE FROM events WHERE id >= ?", [last])
    db.execute("DELETE FROM statements WHERE event >= ?", [last])


def _empty_everything(db: sqlite3.Connection, home: Path) -> None:
    db.execute("PRAGMA foreign_keys = OFF")
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if not name.startswith(("sqlite_", "_sqlite")):
            db.execute(f"DELETE FROM {name}")
    for path in (home / "files").glob("??/*"):
        utime(path, (time.time() - 7200,) * 2)


def _swap(db: sqlite3.Connection, home: Path) -> None:
    one, other = sorted((home / "files").glob("??/*"))[:2]
    data = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(data)


def _delete_document(db: sqlite3.Connection, home: Path) -> None:
    """A document and all that hangs on it, as one would who minds the foreign keys."""
    number = _one(db, "SELECT max(id) FROM documents WHERE id NOT IN (SELECT document FROM registers)")
    inside = f"SELECT id FROM passages WHERE document = {number}"
    held = f"SELECT id FROM links WHERE passage IN ({inside})"
    for sql in (
        f"DELETE FROM pack_items WHERE link IN ({held})",
        f"DELETE FROM links WHERE passage IN ({inside})",
        *(f"DELETE FROM {t} WHERE document = {number}" for t in ["fields", "findings", "observations"]),
        *(f"DELETE FROM {t} WHERE document = {number}" for t in ["refs", "mentions", "mentions_read"]),
        *(f"DELETE FROM {t} WHERE document = {number}" for t in ["document_blocks", "withdrawals"]),
        f"DELETE FROM near_duplicates WHERE earlier = {number} OR later = {number}",
        f"DELETE FROM enclosures WHERE document = {number} OR enclosed = {number}",
        *(f"DELETE FROM {t} WHERE document = {number}" for t in ["sketches", "sketched", "corrections"]),
        f"DELETE FROM passages WHERE document = {number}",
        f"DELETE FROM pages WHERE document = {number}",
        f"UPDATE documents SET replies_to = NULL WHERE replies_to = {number}",
        f"DELETE FROM documents WHERE id = {number}",
    ):
        db.execute(sql)


def _reorder(db: sqlite3.Connection, home: Path) -> None:
    db.execute("UPDATE events SET id = -1 WHERE id = 5")
    db.execute("UPDATE events SET id = 5 WHERE id = 6")
    db.execute("UPDATE events SET id = 6 WHERE id = -1")


def _forge_event(db: sqlite3.Connection, home: Path) -> None:
    """An acceptance with an event of its own, well chained, but without a statement."""
    link = _one(db, "SELECT min(id) FROM links WHERE status = 'suggested'")
    db.execute("UPDATE links SET status = 'accepted', decided_by = 'ann' WHERE id = ?", [link])
    previous, number = db.execute("SELECT hash, id + 1 FROM events ORDER BY id DESC LIMIT 1").fetchone()
    after = {"status": "accepted", "stance": "supports", "decided_by": "ann"}
    line = ["2026-11-01T10:00:00+00:00", "ann", "link accepted", f"link {link}", json.dumps({"after": after})]
    db.execute(
        "INSERT INTO events (id, at, actor, action, subject, detail, previous, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [number, *line, previous, log.digest(previous, *line)],
    )


def _add_issue(db: sqlite3.Connection, home: Path) -> None:
    issued = next((home / "packs").rglob("*-issue-1-*.pdf"))
    shutil.copy(issued, issued.with_name("evidence-issue-2-2026-11-30.pdf"))


def _chain_issue_anew(db: sqlite3.Connection, home: Path) -> None:
    """All of the home that holds the log's newest line is made to agree, but for what was issued."""
    db.execute("UPDATE events SET actor = 'x' WHERE id = 9")
    _rechain(db)
    db.execute("UPDATE pack_issues SET log_head = (SELECT hash FROM events WHERE id = 9)")
    (home / "log-head.json").unlink()


def _lose_issue(db: sqlite3.Connection, home: Path) -> None:
    next((home / "packs").rglob("*-issue-1-*.pdf")).unlink()
    shutil.rmtree(home / "keys")


def _swap_key(db: sqlite3.Connection, home: Path) -> None:
    (public,) = (home / "keys").glob("*.pem")
    public.write_bytes(keys.make(home / "others", "Another", datetime.now(UTC)).certificate)


FIRST = "(SELECT min(id) FROM {} WHERE {})"
SUGGESTED = FIRST.format("links", "status = 'suggested'")
ACCEPTED = FIRST.format("links", "status = 'accepted'")
REJECTED = FIRST.format("links", "status = 'rejected'")
ONE = {
    "an acceptance is forged": (
        run(f"UPDATE links SET status = 'accepted', decided_by = 'ann' WHERE id = {SUGGESTED}"),
        "status is “accepted”, the log says “suggested”",
    ),
    "an acceptance is forged with an event": (_forge_event, "status is “accepted”, the log says “suggested”"),
    "a rejection is taken back": (
        run(f"UPDATE links SET status = 'suggested', decided_by = '' WHERE id = {REJECTED}"),
        "the log says “rejected”",
    ),
    "a stance is flipped": (
        run("UPDATE links SET stance = 'supports' WHERE status = 'accepted' AND stance = 'contradicts'"),
        "stance is “supports”, the log says “contradicts”",
    ),
    "a decider is forged": (
        run(f"UPDATE links SET decided_by = 'the director' WHERE id = {ACCEPTED}"),
        "decided by is “the director”",
    ),
    "the moment of a decision is moved": (
        run(f"UPDATE links SET decided_at = '2025-01-01T00:00:00+00:00' WHERE id = {ACCEPTED}"),
        "decided at is “2025-01-01",
    ),
    "a note is rewritten": (run(f"UPDATE links SET note = 'x' WHERE id = {ACCEPTED}"), "note is “x”"),
    "the quoted words are changed": (
        run(f"UPDATE links SET quote = 'x' WHERE id = {ACCEPTED}"),
        "quote is “x”",
    ),
    "a link is tied to another passage": (
        run(f"UPDATE links SET passage = passage + 1 WHERE id = {SUGGESTED}"),
        "passage is",
    ),
    "a link is deleted": (run(f"DELETE FROM links WHERE id = {REJECTED}"), "is gone, and no event"),
    "a link is added": (
        run(
            "INSERT INTO links (document, passage, block, framework, stance, status, score, reason, quote,"
            " created_by, created_at) SELECT document, id, 'A', 'other', 'supports', 'suggested', 1, '', '',"
            " 'x', '' FROM passages LIMIT 1"
        ),
        "no event of the log tells how it came",
    ),
    "a passage is reworded": (
        run("UPDATE passages SET text = 'All targets were met.' WHERE id = 20"),
        "Passage 20 of document",
    ),
    "a page's text is changed": (
        run("UPDATE pages SET text = 'x' WHERE document = 2 AND number = 1"),
        "Page 1 of document 2 does not read",
    ),
    "a passage is added": (
        run(
            "INSERT INTO passages (document, ordinal, kind, label, text, heading_path, page, end_page, start,"
            " \"end\") SELECT document, 9999, kind, label, 'All is well', heading_path, page, end_page, 0, 0"
            " FROM passages LIMIT 1"
        ),
        "no event of the log tells how it came",
    ),
    "a document's date is changed": (
        run("UPDATE documents SET date = '2026-02-02' WHERE id = 1"),
        "date is “2026-02-02”",
    ),
    "a document's source is changed": (
        run("UPDATE documents SET source_class = 'external', source = 'Ofsted' WHERE id = 6"),
        "source",
    ),
    "a document is deleted": (_delete_document, "is gone, and no event"),
    "a measure is reworded": (
        run("UPDATE measures SET text = 'Do better' WHERE id = 4"),
        "text is “Do better”",
    ),
    "a measure is deleted": (
        run(
            "DELETE FROM measures WHERE id = (SELECT max(m.id) FROM measures m WHERE m.id NOT IN"
            " (SELECT measure FROM links WHERE measure IS NOT NULL) AND m.id NOT IN"
            " (SELECT measure FROM targets))"
        ),
        "Measure ",
    ),
    "a measure is deleted while it is linked": (
        run("DELETE FROM measures WHERE id = (SELECT measure FROM links WHERE status = 'accepted' LIMIT 1)"),
        "of links names a row of measures that is not there",
    ),
    "a measure is added": (
        run(
            "INSERT INTO measures (register, code, label, theme, text, overarching)"
            " SELECT register, 'N2025-99', '', '', 'New', 0 FROM measures LIMIT 1"
        ),
        "Measure N2025-99 is there, and no event",
    ),
    "a target is lowered": (
        run("UPDATE targets SET value = value - 10 WHERE id = 2"),
        "value is “",
    ),
    "a target is deleted": (run("DELETE FROM targets WHERE id = 3"), "is gone, and no event"),
    "an observation is improved": (
        run("UPDATE observations SET value = value + 5 WHERE id = 7"),
        "Observation 7 of document",
    ),
    "a finding is regraded": (
        run("UPDATE findings SET grade = 'good' WHERE id = 1"),
        "Finding 1 of document",
    ),
    "a correction is removed": (run("DELETE FROM corrections"), "The correction of date of document"),
    "a withdrawal is undone": (
        run("UPDATE documents SET withdrawn_at = NULL WHERE withdrawn_at IS NOT NULL"),
        "withdrawn at is nothing",
    ),
    "a duplicate's verdict is changed": (
        run("UPDATE near_duplicates SET status = 'same'"),
        "status is “same”, the log says “different”",
    ),
    "a pack's row is changed": (run("UPDATE packs SET title = 'Other'"), "Pack Evidence"),
    "an item is taken out of a pack": (
        run("DELETE FROM pack_items WHERE id = (SELECT max(id) FROM pack_items)"),
        "Pack item",
    ),
    "a frozen plan is changed": (run("UPDATE pack_issues SET plan = '{}'"), "Pack issue 1"),
    "an inspection's start is moved": (run("UPDATE inspections SET starts = '2027-01-01'"), "starts is"),
    "the ledger's reason is changed": (run("UPDATE ledger SET reason = 'x' WHERE id = 1"), "Ledger entry 1"),
    "an original's name is changed": (
        run("UPDATE files SET name = 'x.pdf' WHERE rowid = 1"),
        "name is “x.pdf”",
    ),
    "our council is changed": (run("UPDATE settled SET value = 'Elsewhere'"), "value is “Elsewhere”"),
    "originals are swapped": (_swap, "was changed since it was stored"),
    "an event's words are edited": (
        run("UPDATE events SET detail = '{}' WHERE action = 'link rejected'"),
        "was changed after it was written",
    ),
    "an event's person is edited": (
        run("UPDATE events SET actor = 'x' WHERE id = 9"),
        "Event 9 (",
    ),
    "an event is deleted": (run("DELETE FROM events WHERE id = 7"), "Event 7 is missing"),
    "events are reordered": (_reorder, "does not follow the event before it"),
    "the log's end is cut off": (_cut, "the log was cut, or an older record"),
    "the log's end is cut off with its statements": (_cut_with_statements, "no event of the log tells"),
    "the log is emptied": (run("DELETE FROM events"), "The log is empty, and the record holds"),
    "the statements are emptied": (run("DELETE FROM statements"), "lost its statements"),
    "a statement is changed": (
        run("UPDATE statements SET said = '{}' WHERE name = 'links' AND key = '1'"),
        "has other statements than it made",
    ),
    "the whole record is emptied": (_empty_everything, "The record knows no file"),
    "the log is chained anew": (
        lambda db, home: (db.execute("UPDATE events SET actor = 'x' WHERE id = 9"), _rechain(db)),
        "the log was written anew",
    ),
    "an issued pack's PDF is changed": (
        lambda db, home: next((home / "packs").rglob("*.pdf")).write_bytes(b"%PDF-1.4 other"),
        "is not what was issued",
    ),
    "a match term is added": (
        run("INSERT INTO match_terms VALUES (1, 'well done', 1, 'ann', '2026-01-01')"),
        "Match term “well done” of N2025-a is there, and no event",
    ),
    "a measure's rating is improved": (
        run("UPDATE measure_updates SET rag = 'green'"),
        "rag is “green”, the log says “amber”",
    ),
    "an edit of a measure is rewritten": (
        run("UPDATE measure_edits SET value = 'Tom Vane' WHERE field = 'owner'"),
        "value is “Tom Vane”, the log says “Rosa Acht”",
    ),
    "a measure is cut off from what it was split from": (
        run("DELETE FROM measure_origins"),
        "is gone, and no event",
    ),
    "a judgement entered by hand is regraded": (
        run("UPDATE entered_judgements SET grade = 'good'"),
        "grade is “good”, the log says “inadequate”",
    ),
    "a reference that joins two voices is removed": (
        run("DELETE FROM refs WHERE id = (SELECT min(id) FROM refs)"),
        "Reference 1 of document",
    ),
    "a mention is rewritten": (
        run("UPDATE mentions SET mention = '{}' WHERE id = 1"),
        "Mention 1 of document",
    ),
    "a trigger rewrites what is decided": (
        run(
            "CREATE TRIGGER sneaky AFTER UPDATE ON links WHEN NEW.status = 'rejected' BEGIN"
            " UPDATE links SET status = 'accepted' WHERE id = NEW.id; END"
        ),
        "The trigger sneaky is in the record, and is none of Muster's",
    ),
    "a view says something else": (
        lambda db, home: (
            db.execute("DROP VIEW muster_coverage"),
            db.execute("CREATE VIEW muster_coverage AS SELECT 1 AS measure"),
        ),
        "The view muster_coverage is not as Muster makes it",
    ),
    "a view is gone": (run("DROP VIEW muster_links"), "The view muster_links is gone"),
    "links may be tied twice": (run("DROP INDEX links_once"), "The index links_once is gone"),
    "a column is added": (run("ALTER TABLE links ADD COLUMN x TEXT DEFAULT ''"), "The table links is not"),
    "a file is put among the issues": (_add_issue, "and the record knows of no such issue"),
    "the log is chained anew, with the record's own word for it": (
        _chain_issue_anew,
        "was frozen on a log that had a line which this one does not",
    ),
    "an issue can be built no more": (_lose_issue, "is gone, and so is the key that signed it"),
    "the key was swapped": (_swap_key, "in keys/ is damaged, or was swapped for another"),
    "a table is dropped": (
        run("DROP TABLE document_blocks"),
        "The table document_blocks is gone",
    ),
    "the table of what waits is dropped": (run("DROP TABLE outbox"), "The table outbox is gone"),
    "the log's table is dropped": (run("DROP TABLE events"), "The table events is gone"),
    "the statements' table is dropped": (run("DROP TABLE statements"), "The table statements is gone"),
    "an event's details are no details": (
        run("UPDATE events SET detail = 'not JSON' WHERE action = 'link rejected'"),
        "(link rejected) was changed after it was written",
    ),
    "an event's details are a list": (
        run("UPDATE events SET detail = '[1]' WHERE action = 'link accepted'"),
        "(link accepted) was changed after it was written",
    ),
    "a frozen plan is no plan": (run("UPDATE pack_issues SET plan = 'x'"), "Pack issue 1"),
}  # fmt: skip


def test_a_home_in_which_all_was_done_by_muster_is_whole(worked: Muster) -> None:
    assert worked("check", "--json").data == {"ok": True, "problems": [], "notes": []}


@pytest.mark.parametrize("what", ONE)
def test_it_is_found_that(what: str, own: Muster) -> None:
    do, says = ONE[what]
    tamper(own.home, do)
    ran = own("check", "--json")
    assert ran.code == 1
    assert [p for p in ran.data["problems"] if says in p["says"]], ran.data
    assert all(p["what"] and p["of"] for p in ran.data["problems"])


def test_an_older_record_put_back_is_found(sample_base: Muster, own: Muster) -> None:
    shutil.copy(sample_base.home / "muster.db", own.home / "muster.db")
    (problem, *_) = own("check", "--json").data["problems"]
    assert "an older record was put in the place of this one" in problem["says"]


def test_work_done_on_an_older_record_does_not_hide_that_it_was_put_back(
    sample_base: Muster, own: Muster
) -> None:
    shutil.copy(sample_base.home / "muster.db", own.home / "muster.db")
    assert own("accept", 1, 2).code == 0
    assert "this one" in own("check", "--json").data["problems"][0]["says"]


def test_many_rows_of_one_kind_are_counted_and_not_listed(own: Muster) -> None:
    tamper(own.home, run("UPDATE passages SET text = 'x'"))
    problems = own("check", "--json").data["problems"]
    assert len(problems) == 11 and "more of passages" in problems[-1]["says"]


def _seal(db: sqlite3.Connection) -> None:
    """Have every event carry the statements that are kept of it."""
    for (number,) in db.execute("SELECT id FROM events").fetchall():
        sql = "SELECT name, key, digest, said FROM statements WHERE event = ? ORDER BY name, key"
        made = [tuple(row) for row in db.execute(sql, [number]).fetchall()]
        states = statements.over(made) if made else ""
        db.execute("UPDATE events SET states = ? WHERE id = ?", [states, number])


def _forge_all(db: sqlite3.Connection, home: Path) -> None:
    """An acceptance forged by one who knows how Muster works: row, event, statement, chain and noted head."""
    link = _one(db, "SELECT min(id) FROM links WHERE status = 'suggested'")
    db.execute("UPDATE links SET status = 'accepted', decided_by = 'ann' WHERE id = ?", [link])
    found = Database(db)
    row = dict(statements.rows(found, "links"))[str(link)]
    digest, said = statements.stated("links", row)
    db.execute(
        "UPDATE statements SET digest = ?, said = ? WHERE name = 'links' AND key = ? AND event ="
        " (SELECT max(event) FROM statements WHERE name = 'links' AND key = ?)",
        [digest, said, str(link), str(link)],
    )
    _seal(db)
    sql = "UPDATE events SET subject = ?, detail = ? WHERE id = (SELECT max(id) FROM events)"
    after = {"status": "accepted", "stance": row["stance"], "decided_by": "ann"}
    db.execute(sql, [f"link {link}", json.dumps({"after": after})])
    _rechain(db)
    (home / "log-head.json").unlink()


def test_what_nothing_in_the_home_can_show_a_receipt_a_backup_and_a_pack_do(
    own: Muster, tmp_path: Path
) -> None:
    assert own("log", "receipt", "--out", tmp_path / "receipt.txt").code == 0
    assert own("backup", tmp_path / "backup.zip").code == 0
    tamper(own.home, _forge_all)
    assert own("log", "verify").code == 0
    says = [p["says"] for p in own("check", "--json").data["problems"]]
    assert says and all("was frozen on a log" in s or "Pack issue 1" in s for s in says)
    for kept in ("receipt.txt", "backup.zip"):
        ran = own("log", "verify", "--receipt", tmp_path / kept)
        assert ran.code == 1 and "was written anew" in ran.out


def _cut_with_statements_of_one(db: sqlite3.Connection, home: Path) -> None:
    last = _one(db, "SELECT max(id) FROM events")
    db.execute("DELETE FROM statements WHERE event = ?", [last])
    db.execute("DELETE FROM events WHERE id = ?", [last])


@pytest.mark.parametrize("do", [_cut_with_statements_of_one, run("DELETE FROM events")])
def test_a_log_that_was_cut_or_emptied_is_not_called_unbroken(do: Tamper, own: Muster) -> None:
    tamper(own.home, do)
    for command in (["log"], ["log", "verify"]):
        ran = own(*command)
        assert ran.code == 1 and "unbroken" not in ran.out + ran.err
        assert "the log was cut, or an older record" in ran.out + ran.err


@pytest.mark.parametrize("detail", ["not JSON", "[1]", "7"])
def test_a_log_with_details_that_are_none_is_shown_and_said_to_be_changed(detail: str, own: Muster) -> None:
    tamper(own.home, run(f"UPDATE events SET detail = '{detail}' WHERE action = 'link accepted'"))
    for asked in ([], ["--measure", "N2025-01"], ["--document", 2]):
        ran = own("log", "--limit", 500, *asked)
        assert ran.code == 1 and "was changed after it was written" in ran.err


@pytest.mark.parametrize(
    ("table", "asked"),
    [
        ("events", ()),
        ("events", ("verify",)),
        ("events", ("receipt",)),
        ("statements", ()),
        ("statements", ("verify",)),
    ],
)
def test_a_log_whose_table_was_dropped_is_told_in_the_sentence_of_the_check(
    table: str, asked: tuple[str, ...], own: Muster
) -> None:
    tamper(own.home, run(f"DROP TABLE {table}"))
    says = f"The table {table} is gone from the record."
    assert says in own("check").out
    ran = own("log", *asked)
    assert ran.code == 1 and says in ran.err + ran.out, ran.err
    assert "Restore the record from a backup" in ran.err + ran.out


def test_a_log_that_goes_on_past_the_line_noted_is_told_and_is_no_fault(own: Muster) -> None:
    """A kill between the two leaves that, and so does another program."""
    head = json.loads((own.home / "log-head.json").read_text())
    link = own("links", "--status", "accepted", "--json").data[0]["id"]
    assert own("reject", link).code == 0
    (own.home / "log-head.json").write_text(json.dumps(head))
    ran = own("check", "--json")
    assert ran.code == 0
    (note,) = ran.data["notes"]
    assert f"is event {head['event']}, and the log goes on to event {head['event'] + 1}" in note


def test_that_the_noted_line_is_gone_is_told(own: Muster) -> None:
    (own.home / "log-head.json").unlink()
    (note,) = own("check", "--json").data["notes"]
    assert "log-head.json, where the log's newest line is noted, is gone" in note


def test_views_are_made_again_by_reindex(own: Muster) -> None:
    tamper(own.home, run("DROP VIEW muster_coverage"))
    assert own("check").code == 1
    assert own("reindex").code == 0
    assert own("check", "--json").data == {"ok": True, "problems": [], "notes": []}


def test_an_older_record_without_its_note_is_known_by_the_packs_that_are_newer(
    sample_base: Muster, own: Muster
) -> None:
    shutil.copy(sample_base.home / "muster.db", own.home / "muster.db")
    (own.home / "log-head.json").unlink()
    said = " ".join(p["says"] for p in own("check", "--json").data["problems"])
    assert "is kept as an issue of a pack, and the record knows of no such issue" in said


def test_an_older_record_is_shown_by_a_receipt(worked: Muster, own: Muster, tmp_path: Path) -> None:
    link = own("links", "--status", "accepted", "--json").data[0]["id"]
    assert own("reject", link).code == 0
    assert own("log", "receipt", "--out", tmp_path / "receipt.txt").code == 0
    shutil.copy(worked.home / "muster.db", own.home / "muster.db")
    ran = own("log", "verify", "--receipt", tmp_path / "receipt.txt")
    assert ran.code == 1 and "an older record was put in its place" in ran.out


def test_a_home_of_version_0_1_is_upgraded_and_says_what_its_log_cannot_tell(tmp_path: Path) -> None:
    old = Muster(tmp_path / "home")
    assert old("restore", ROOT / "tests" / "data" / "home-0.1.zip").code == 0
    ran = old("check", "--json")
    assert ran.code == 0
    (note,) = ran.data["notes"]
    assert "rows are from before" in note and "not how they came" in note
    tamper(old.home, run("UPDATE measures SET text = 'x' WHERE id = 3"))
    assert old("check").code == 1


def test_what_was_forged_before_an_upgrade_is_not_taken_over_as_if_it_had_been_decided(
    tmp_path: Path,
) -> None:
    with zipfile.ZipFile(ROOT / "tests" / "data" / "home-0.1.zip") as archive:
        archive.extractall(tmp_path / "home")
    old = Muster(tmp_path / "home")
    tamper(old.home, run(f"UPDATE links SET status = 'accepted', decided_by = 'x' WHERE id = {SUGGESTED}"))
    tamper(old.home, run("UPDATE links SET stance = 'supports' WHERE id = 82"))
    said = " ".join(p["says"] for p in old("check", "--json").data["problems"])
    assert "is accepted by x, and no event says so" in said
    assert "Link 82 is not what event" in said and "the log says “contradicts”" in said


def test_what_an_upgrade_changes_is_stated_and_what_was_forged_stays_forged(own: Muster) -> None:
    """As when the next version comes: a pending migration that writes rows."""
    tamper(own.home, run(f"UPDATE links SET note = 'forged' WHERE id = {ACCEPTED}"))
    tamper(own.home, run("DELETE FROM _sqlite_migrations WHERE name = 'm018_views'"))
    assert own("documents").code == 0  # upgrades
    problems = own("check", "--json").data["problems"]
    (forged,) = problems
    assert forged["of"].startswith("link ") and "note is “forged”" in forged["says"]
    assert own("log", "--limit", 1, "--json").data[0]["what"] == "record upgraded"


def test_references_of_a_home_that_never_stated_them_are_stated_by_its_upgrade(
    own_sample_base: Muster,
) -> None:
    home = own_sample_base.home

    def as_before(db: sqlite3.Connection, home: Path) -> None:
        db.execute("DELETE FROM statements WHERE name IN ('mentions', 'refs')")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm029_references'")
        _seal(db)
        _rechain(db)
        (home / "log-head.json").unlink()

    tamper(home, as_before)
    assert own_sample_base("documents").code == 0  # upgrades
    assert own_sample_base("check", "--json").data == {"ok": True, "problems": [], "notes": []}
    tamper(home, run("DELETE FROM refs"))
    assert own_sample_base("check").code == 1


def test_every_table_bears_on_the_evidence_or_is_named_as_not(own: Muster) -> None:
    with closing(sqlite3.connect(own.home / "muster.db")) as db:
        names = {r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        stated = set(statements.tables(Database(db)))
    assert names - stated == statements.UNSTATED
    assert stated >= statements.BULKY and {"links", "passages", "measures", "targets"} <= stated
