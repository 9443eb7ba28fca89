"""The command line's contract: shapes, streams and exit codes that scripts rely on."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from cli_runner import Muster

from webapp import cli

DOCUMENT = {
    "id", "kind", "title", "date", "author", "recipient", "reference", "source", "source_class", "pages",
    "passages", "file", "sha256", "parent", "replies_to",
}  # fmt: skip
SHOWN = DOCUMENT | {"text_quality", "findings", "measures", "observations"}
HIT = {
    "passage", "document", "title", "label", "page", "date", "score", "snippet", "blocks", "measures", "file",
}  # fmt: skip
MEASURE = {"code", "register", "theme", "text", "targets", "document", "passage", "coverage"}
LINK = {
    "id", "passage", "document", "file", "label", "page", "text", "measure", "block", "stance", "status",
    "score", "reason", "decided_by", "decided_at",
}  # fmt: skip


def test_every_command_is_found_in_the_module_that_has_it() -> None:
    modules = {path.stem for path in Path(cli.__file__).parent.glob("*.py")}
    listed = {room: import_module(f"webapp.cli.{room}").COMMANDS for room in cli.ROOMS}
    assert {room: tuple(c.name for c in commands) for room, commands in listed.items()} == cli.ROOMS
    assert modules - set(cli.ROOMS) == {"__init__", "context", "guard", "output", "tables"}


@pytest.fixture
def empty(tmp_path: Path) -> Muster:
    return Muster(tmp_path / "home")


def test_ingest_accounts_for_every_file(empty: Muster, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "note.txt").write_text("Minutes of the board\n\n1. The board noted the report of 9 May 2011.\n")
    (folder / "copy.txt").write_bytes((folder / "note.txt").read_bytes())
    (folder / "empty.txt").write_bytes(b"")
    ran = empty("ingest", folder, "--json")
    assert ran.code == 1
    assert {key: ran.data[key] for key in ("added", "duplicate", "failed")} == {
        "added": 1, "duplicate": 1, "failed": 1,
    }  # fmt: skip
    by_status = {f["status"]: f for f in ran.data["files"]}
    assert set(by_status["added"]) == {"path", "status", "reason", "documents"}
    assert len(by_status["added"]["documents"]) == 1
    assert "empty" in by_status["failed"]["reason"].lower()


def test_ingest_twice_adds_nothing(sample_base: Muster, own_sample_base: Muster, samples: Path) -> None:
    before = own_sample_base("documents", "--json").data
    again = own_sample_base("ingest", samples, "--json")
    assert (again.data["added"], again.data["duplicate"]) == (0, len(before) + 1)
    assert own_sample_base("documents", "--json").data == before


def test_a_path_that_is_not_there_fails_in_the_ledger(empty: Muster) -> None:
    ran = empty("ingest", "/no/such/file.pdf", "--json")
    assert ran.code == 1 and ran.data["failed"] == 1
    assert "file.pdf" in ran.data["files"][0]["path"] and ran.data["files"][0]["reason"]


def test_documents_and_show_have_the_contracts_fields(sample_base: Muster) -> None:
    rows = sample_base("documents", "--json").data
    assert rows and all(set(row) >= DOCUMENT for row in rows)
    shown = sample_base("show", rows[0]["id"], "--json").data
    assert set(shown) >= SHOWN
    assert all(set(p) >= {"id", "label", "heading", "page", "kind", "text"} for p in shown["passages"])
    assert all(set(f) >= {"type", "area", "grade", "text", "passage"} for f in shown["findings"])


def test_search_has_the_contracts_fields(sample_base: Muster) -> None:
    found = sample_base("search", "initial", "assessments", "--limit", "3", "--json").data
    assert set(found) >= {"total", "took_ms", "suggestion", "hits", "facets"}
    assert 0 < len(found["hits"]) <= 3 <= found["total"]
    assert all(set(hit) >= HIT for hit in found["hits"])


@pytest.mark.parametrize("query", ["?!…", '"', "(((", "a OR", "NOT", "*", "", "<script>alert(1)</script>"])
def test_no_query_is_an_error(sample_base: Muster, query: str) -> None:
    ran = sample_base("search", "--json", "--", query)
    assert ran.code == 0 and ran.data["total"] >= 0


def test_measures_have_targets_and_coverage(sample_base: Muster) -> None:
    rows = sample_base("measures", "--json").data
    assert all(set(row) >= MEASURE for row in rows)
    targets = [t for row in rows for t in row["targets"]]
    assert all(set(t) >= {"indicator", "comparator", "value", "unit", "period"} for t in targets)
    assert [row for row in rows if row.get("overarching")]


def test_a_link_is_suggested_accepted_traced_and_put_back(own_sample_base: Muster) -> None:
    muster = own_sample_base
    suggested = muster("links", "--status", "suggested", "--json").data
    assert all(set(row) >= LINK and row["reason"] for row in suggested)
    link = next(row for row in suggested if row["measure"])
    accepted = muster("accept", link["id"], "--stance", "contradicts", "--note", "seen", "--json").data[0]
    assert (accepted["status"], accepted["stance"], accepted["note"]) == ("accepted", "contradicts", "seen")
    assert accepted["decided_by"] and accepted["decided_at"]
    trace = muster("trace", link["measure"], "--json").data
    assert set(trace) >= {"measure", "coverage", "targets", "evidence", "suggested"}
    assert [e["link"] for e in trace["evidence"]] == [link["id"]]
    assert {"link", "citation", "stance", "source_class", "date", "text"} <= set(trace["evidence"][0])
    muster("undecide", link["id"])
    assert muster("trace", link["measure"], "--json").data["evidence"] == []


def test_a_stance_is_marked_as_a_guess_until_it_is_decided(own_sample_base: Muster) -> None:
    muster = own_sample_base
    link = next(x for x in muster("links", "--status", "suggested", "--json").data if x["measure"])
    assert link["guess"] is True
    assert ", a guess" in muster("trace", link["measure"]).out
    assert muster("accept", link["id"], "--json").data[0]["guess"] is False


def test_a_rejected_link_is_kept_and_not_suggested_again(own_sample_base: Muster, samples: Path) -> None:
    link = own_sample_base("links", "--status", "suggested", "--json").data[0]
    own_sample_base("reject", link["id"])
    own_sample_base("ingest", samples)
    (kept,) = [x for x in own_sample_base("links", "--json").data if x["id"] == link["id"]]
    assert kept["status"] == "rejected"


def test_deciding_is_all_or_none(own_sample_base: Muster) -> None:
    link = own_sample_base("links", "--status", "suggested", "--json").data[0]
    ran = own_sample_base("accept", link["id"], 999999)
    assert ran.code == 1 and "no link 999999" in ran.err
    assert own_sample_base("links", "--status", "accepted", "--json").data == []


def test_suggest_gives_the_best_whatever_the_threshold(sample_base: Muster) -> None:
    hit = sample_base("search", "assessments", "timescale", "--json").data["hits"][0]
    rows = sample_base("suggest", hit["passage"], "--top", "4", "--json").data
    assert 0 < len(rows) <= 4
    assert all({"measure", "block", "score", "reason"} <= set(row) for row in rows)
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)


def test_a_persons_own_link_is_accepted(own_sample_base: Muster) -> None:
    passage = own_sample_base("search", "police", "--json").data["hits"][0]["passage"]
    code = own_sample_base("measures", "--json").data[5]["code"]
    for tie in (("--measure", code), ("--block", "b")):
        row = own_sample_base("link", passage, *tie, "--json").data
        assert (row["status"], row["passage"]) == ("accepted", passage)
    assert own_sample_base("link", passage).code == 2
    assert "no block Q" in own_sample_base("link", passage, "--block", "Q").err


def test_coverage_lists_measures_and_blocks(sample_base: Muster) -> None:
    rows = sample_base("coverage", "--json").data
    keys = {"code", "state", "supporting", "contradicting", "sources", "newest"}
    assert all(set(row) >= keys for row in rows)
    assert {"A", "B", "C"} <= {row["code"] for row in rows}


def test_an_indicator_works_as_a_code(sample_base: Muster) -> None:
    spellings = [
        sample_base("trace", code, "--json").data["measure"] for code in ("NI 59", "ni59", "N.I. 59")
    ]
    assert len(set(spellings)) == 1


def test_errors_say_what_to_do_next(empty: Muster) -> None:
    for command in (("show", 7), ("suggest", 7), ("trace", "XX 1")):
        ran = empty(*command)
        assert ran.code == 1 and ran.out == "" and "muster" in ran.err
    assert empty("show", "seven").code == 2
    assert empty("no-such-command").code == 2


def test_the_log_and_the_check_are_whole(sample_base: Muster) -> None:
    log = sample_base("log", "--json").data
    assert log[0]["id"] > log[-1]["id"]
    assert set(log[0]) >= {"id", "at", "by", "what", "of", "before", "after"}
    assert sample_base("check", "--json").data == {"ok": True, "problems": [], "notes": []}


def test_check_finds_a_changed_original(own_sample_base: Muster) -> None:
    sha256 = own_sample_base("documents", "--json").data[0]["sha256"]
    (own_sample_base.home / "files" / sha256[:2] / sha256).write_bytes(b"changed")
    ran = own_sample_base("check", "--json")
    assert ran.code == 1 and "was changed since it was stored" in ran.data["problems"][0]["says"]


def test_a_backup_makes_the_home_again(own_sample_base: Muster, tmp_path: Path) -> None:
    assert own_sample_base("backup", tmp_path / "b.zip").code == 0
    other = Muster(tmp_path / "other")
    assert other("restore", tmp_path / "b.zip").code == 0
    assert other("documents", "--json").data == own_sample_base("documents", "--json").data
    assert other("check").code == 0
    assert other("search", "police", "--json").data["total"]
    again = other("restore", tmp_path / "b.zip")
    assert again.code == 1 and "already holds a record" in again.err


def test_reindex_gives_the_same_answers(own_sample_base: Muster) -> None:
    before = own_sample_base("search", "police", "--json").data["hits"]
    assert own_sample_base("reindex").code == 0
    assert own_sample_base("search", "police", "--json").data["hits"] == before


def test_tables_are_for_people(sample_base: Muster) -> None:
    for command in ("documents", "measures", "links", "coverage", "ledger", "log"):
        ran = sample_base(command)
        assert ran.code == 0 and ran.out.strip() and not ran.out.startswith(("{", "["))


def test_a_decision_on_a_version_that_no_longer_stands_changes_nothing_and_says_what_to_type(
    own_sample_base: Muster,
) -> None:
    seen = own_sample_base("links", "--json").data[0]
    assert own_sample_base("reject", seen["id"], "--note", "Not ours").code == 0
    for command in (("accept", f"{seen['id']}@{seen['version']}"), ("accept", seen["id"], "--version", 1)):
        ran = own_sample_base(*command)
        assert ran.code == 1 and "rejected this" in ran.err
    again = re.search(r"`muster (accept \d+@\d+)`", ran.err)
    assert again and own_sample_base(*again[1].split()).code == 0
    assert own_sample_base("undo", seen["id"], "--json").data[0]["note"] == "Not ours"
    assert own_sample_base("undo", seen["id"], "--json").data[0]["status"] == "suggested"
    assert own_sample_base("undo", seen["id"]).code == 2
