"""The log at the command line: filtered, in sentences, with a receipt that proves what it held."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from cli_runner import Muster

from evidence.home import log as audit_log


@pytest.fixture
def decided(own_sample_base: Muster) -> Muster:
    """A home in which link 1 was accepted, then rejected."""
    assert own_sample_base("accept", 1, "--note", "Seen").code == 0
    assert own_sample_base("reject", 1).code == 0
    return own_sample_base


def test_each_line_says_who_did_what_to_which_words_and_what_stood_before(decided: Muster) -> None:
    link = decided("links", "--json", "--status", "rejected").data[0]
    rejected, accepted = decided("log", "--measure", link["measure"], "--kind", "decisions", "--json").data
    assert rejected["says"].startswith(f"{rejected['by']} rejected “")
    assert link["citation"] in rejected["says"] and link["measure"] in rejected["says"]
    assert (rejected["before"]["status"], rejected["after"]["status"]) == ("accepted", "rejected")
    assert (accepted["before"]["status"], accepted["after"]["note"]) == ("suggested", "Seen")


def test_it_is_filtered_by_person_document_kind_and_time(decided: Muster) -> None:
    every = decided("log", "--limit", 500, "--json").data
    link = decided("links", "--json", "--status", "rejected").data[0]
    by_document = decided("log", "--document", link["document"], "--json").data
    assert {"document added", "link accepted", "link rejected"} <= {e["what"] for e in by_document}
    assert decided("log", "--by", "nobody", "--json").data == []
    assert len(decided("log", "--by", every[0]["by"][:4], "--limit", 500, "--json").data) == len(every)
    assert decided("log", "--from", "2062", "--json").data == []
    day = every[0]["at"][:10]
    assert decided("log", "--from", day[:4], "--to", day, "--limit", 500, "--json").data == every
    assert {e["what"] for e in decided("log", "--kind", "files", "--json").data} <= {
        "file added", "file duplicate", "file failed",
    }  # fmt: skip
    assert decided("log", "--from", "yesterday").code == 2


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_receipt_proves_that_the_log_still_holds_what_it_held(
    decided: Muster, tmp_path: Path, form: tuple[str, ...]
) -> None:
    receipt = tmp_path / "receipt"
    receipt.write_text(decided("log", "receipt", *form).out)
    assert decided("accept", 2).code == 0
    ran = decided("log", "verify", "--receipt", receipt)
    assert ran.code == 0 and "It holds all" in ran.out
    with closing(sqlite3.connect(decided.home / "muster.db")) as db:
        db.execute("UPDATE events SET actor = 'someone else' WHERE id = 9")
        previous = audit_log.FIRST
        names = "at, actor, action, subject, detail, states"
        for number, *values in db.execute(f"SELECT id, {names} FROM events ORDER BY id").fetchall():
            made = audit_log.digest(previous, *values)
            db.execute("UPDATE events SET previous = ?, hash = ? WHERE id = ?", [previous, made, number])
            previous = made
        db.commit()
    (decided.home / "log-head.json").unlink()
    assert decided("log", "verify").code == 0  # every hash fits
    ran = decided("log", "verify", "--receipt", receipt, "--json")
    assert ran.code == 1 and "the log was written anew" in ran.data["problems"][0]


def test_a_receipt_tells_that_the_log_was_cut(decided: Muster, tmp_path: Path) -> None:
    assert decided("log", "receipt", "--out", tmp_path / "receipt.txt").code == 0
    with closing(sqlite3.connect(decided.home / "muster.db")) as db:
        db.execute("DELETE FROM events WHERE id > 10")
        db.commit()
    ran = decided("log", "verify", "--receipt", tmp_path / "receipt.txt")
    assert ran.code == 1 and "The log ends with event 10" in ran.out


def test_a_frozen_pack_is_a_receipt_too(decided: Muster) -> None:
    decided("accept", 3)
    measure = decided("links", "--status", "accepted", "--json").data[0]
    to = ("--measure", measure["measure"]) if measure["measure"] else ("--block", measure["block"])
    decided("inspection", "new", "Visit")
    decided("pack", "new", "P", "--inspection", "Visit")
    decided("pack", "add", "P", *to)
    assert decided("pack", "freeze", "P").code == 0
    (zipped,) = (decided.home / "packs").rglob("*.zip")
    assert decided("log", "verify", "--receipt", zipped).code == 0


@pytest.mark.parametrize("text", ["", "events: 3\nhead: abc", "{}", "[1]", json.dumps({"head": 7}), "\0"])
def test_what_is_no_receipt_is_refused(decided: Muster, tmp_path: Path, text: str) -> None:
    (tmp_path / "r").write_text(text)
    ran = decided("log", "verify", "--receipt", tmp_path / "r")
    assert ran.code == 2 and "is no receipt of a log" in ran.err
    assert decided("log", "verify", "--receipt", tmp_path / "none").code == 1
