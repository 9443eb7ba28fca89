"""A home that nobody may write to can be read and searched, and says what it cannot do."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from cli_runner import Muster
from read_only import muster, read_only


@pytest.mark.parametrize(
    "command",
    [
        ("documents",),
        ("show", 1),
        ("search", "safeguarding"),
        ("measures",),
        ("coverage",),
        ("links",),
        ("ledger",),
        ("log",),
        ("log", "verify"),
        ("check",),
    ],
)
def test_a_read_only_home_is_read_and_searched(own_sample_base: Muster, command: tuple[object, ...]) -> None:
    writable = own_sample_base(*command, "--json").data
    with read_only(own_sample_base.home):
        ran = muster(own_sample_base.home, *command, "--json")
    assert ran.code == 0, ran.err
    found = ran.data
    if command[0] == "search":
        assert found["hits"] and [h["passage"] for h in found["hits"]] == [
            h["passage"] for h in writable["hits"]
        ]
    else:
        assert found == writable


def test_a_read_only_home_is_backed_up(own_sample_base: Muster, tmp_path: Path) -> None:
    with read_only(own_sample_base.home):
        ran = muster(own_sample_base.home, "backup", tmp_path / "kept.zip")
    assert ran.code == 0, ran.err
    assert Muster(tmp_path / "again")("restore", tmp_path / "kept.zip").code == 0


@pytest.mark.parametrize("command", [("ingest", "README.md"), ("withdraw", 1), ("reindex",), ("serve",)])
def test_what_would_change_a_read_only_home_says_so_in_a_sentence(
    own_sample_base: Muster, command: tuple[object, ...]
) -> None:
    with read_only(own_sample_base.home):
        ran = muster(own_sample_base.home, *command)
    assert ran.code == 1
    assert "fault" not in ran.err and "writable" in ran.err, ran.err


def test_documents_that_wait_for_the_index_are_told_where_the_home_is_read_only(
    own_sample_base: Muster,
) -> None:
    with closing(sqlite3.connect(own_sample_base.home / "muster.db")) as db:
        db.execute("INSERT INTO outbox (document, queued_at) VALUES (1, '2026-01-01')")
        db.commit()
    with read_only(own_sample_base.home):
        ran = muster(own_sample_base.home, "search", "safeguarding", "--json")
    assert ran.code == 0 and "home is read-only" in ran.data["understood"]


def test_a_file_in_the_place_of_the_index_is_told_in_a_sentence(own_sample_base: Muster) -> None:
    index = own_sample_base.home / "index"
    index.rename(index.with_name("elsewhere"))
    index.write_text("notes")
    for command in (("search", "police"), ("check",), ("reindex",)):
        ran = own_sample_base(*command)
        assert ran.code == 1 and "is a file, where the search index belongs" in ran.err, ran.err
    assert index.read_text() == "notes"


def test_a_folder_in_the_place_of_the_configuration_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "config.toml").mkdir()
    ran = Muster(tmp_path)("documents")
    assert ran.code == 2 and "config.toml is a folder" in ran.err
