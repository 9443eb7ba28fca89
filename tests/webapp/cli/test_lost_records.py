"""A record that is gone, empty, damaged or of a newer version is told in a sentence with the way out."""

import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from cli_runner import Muster
from paths import ROOT

COMMANDS = (("documents",), ("check",), ("search", "police"), ("ingest", ROOT / "README.md"), ("log",))


def damage(home: Path) -> None:
    """Overwrite pages in the middle of the record, as a failing disk does."""
    data = bytearray((home / "muster.db").read_bytes())
    for page in range(3, len(data) // 4096):
        data[page * 4096 : page * 4096 + 512] = b"\xee" * 512
    (home / "muster.db").write_bytes(data)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("state", ["empty", "gone", "damaged", "other"])
def test_every_command_says_what_is_wrong_and_the_way_out(
    own_sample_base: Muster, command: tuple[object, ...], state: str
) -> None:
    record = own_sample_base.home / "muster.db"
    if state == "empty":
        record.write_bytes(b"")
    elif state == "gone":
        record.unlink()
    elif state == "damaged":
        damage(own_sample_base.home)
    else:
        record.write_bytes(b"not a database at all" * 400)
    ran = own_sample_base(*command)
    assert ran.code == 1
    assert "damaged" in ran.err + ran.out or "12 originals are kept here" in ran.err
    assert "fault of its own" not in ran.err and "muster restore" in ran.err + ran.out
    assert not record.exists() or state != "gone"


def test_a_damaged_record_is_not_called_a_backup(own_sample_base: Muster, tmp_path: Path) -> None:
    damage(own_sample_base.home)
    ran = own_sample_base("backup", tmp_path / "b.zip")
    assert ran.code == 1 and ("not sound" in ran.err or "damaged" in ran.err)
    assert list(tmp_path.glob("*.zip*")) == [] and list(tmp_path.glob(".muster-*")) == []


def test_a_record_whose_log_is_broken_is_backed_up_only_when_that_is_asked_for(
    own_sample_base: Muster, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(own_sample_base.home / "muster.db")) as db:
        db.execute("UPDATE events SET actor = 'x' WHERE id = 3")
        db.commit()
    ran = own_sample_base("backup", tmp_path / "b.zip")
    assert ran.code == 1 and "Event 3" in ran.err and not (tmp_path / "b.zip").exists()
    assert own_sample_base("backup", tmp_path / "b.zip", "--as-it-is").code == 0


def test_a_backup_inside_the_home_is_refused(own_sample_base: Muster) -> None:
    ran = own_sample_base("backup", own_sample_base.home / "b.zip")
    assert ran.code == 1 and "lies in the home itself" in ran.err
    assert not list(own_sample_base.home.glob("*.zip*"))


def test_a_backup_takes_what_a_home_is_and_nothing_else(own_sample_base: Muster, tmp_path: Path) -> None:
    (own_sample_base.home / "my-old-backup.zip").write_bytes(b"x" * 1000)
    (own_sample_base.home / "tmpabc").mkdir()
    (own_sample_base.home / "tmpabc" / "muster.db").write_bytes(b"left behind")
    (own_sample_base.home / "config.toml").write_text('council = "Aldermarsh Borough Council"\n')
    assert own_sample_base("backup", tmp_path / "b.zip").code == 0
    names = zipfile.ZipFile(tmp_path / "b.zip").namelist()
    tops = {name.split("/")[0] for name in names}
    assert tops == {"muster.db", "files", "config.toml", "backup.json", "log-receipt.txt"}


def test_a_backup_is_a_receipt_for_the_log(own_sample_base: Muster, tmp_path: Path) -> None:
    assert own_sample_base("backup", tmp_path / "b.zip").code == 0
    assert own_sample_base("accept", 1).code == 0
    assert own_sample_base("log", "verify", "--receipt", tmp_path / "b.zip").code == 0


def test_a_backup_cut_short_is_refused_and_leaves_nothing(own_sample_base: Muster, tmp_path: Path) -> None:
    own_sample_base("backup", tmp_path / "b.zip")
    whole = (tmp_path / "b.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    other = Muster(tmp_path / "other")
    ran = other("restore", tmp_path / "cut.zip")
    assert ran.code == 1 and "is not a whole Muster backup" in ran.err
    assert not other.home.exists() and not list(tmp_path.glob(".restore-*"))


def test_a_backup_of_a_damaged_record_is_not_restored(own_sample_base: Muster, tmp_path: Path) -> None:
    damage(own_sample_base.home)
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        import hashlib
        import json

        data = (own_sample_base.home / "muster.db").read_bytes()
        archive.writestr("muster.db", data)
        archive.writestr("backup.json", json.dumps({"muster.db": hashlib.sha256(data).hexdigest()}))
    other = Muster(tmp_path / "other")
    ran = other("restore", tmp_path / "b.zip")
    assert ran.code == 1 and "is not sound" in ran.err
    assert not other.home.exists()


def test_a_backup_takes_the_place_of_a_damaged_record_which_is_kept(
    own_sample_base: Muster, tmp_path: Path
) -> None:
    before = own_sample_base("documents", "--json").data
    assert own_sample_base("backup", tmp_path / "b.zip").code == 0
    extra = own_sample_base.home / "files" / "aa" / ("aa" * 32)
    extra.parent.mkdir(exist_ok=True)
    extra.write_bytes(b"came after the backup")
    damage(own_sample_base.home)
    assert own_sample_base("restore", tmp_path / "b.zip").code == 0
    assert own_sample_base("documents", "--json").data == before
    assert extra.read_bytes() == b"came after the backup"
    kept = [
        p for p in own_sample_base.home.glob("muster.db.damaged-*") if not p.name.endswith(("wal", "shm"))
    ]
    assert len(kept) == 1
    extra.unlink()
    assert own_sample_base("check", "--json").data["ok"]
    assert own_sample_base("log", "--limit", 1, "--json").data[0]["what"] == "record restored"


def test_the_originals_are_read_again_where_there_is_no_backup(own_sample_base: Muster) -> None:
    before = {d["sha256"]: d["title"] for d in own_sample_base("documents", "--json").data}
    (own_sample_base.home / "muster.db").write_bytes(b"")
    ran = own_sample_base("restore", "--from-originals", "--json")
    assert ran.data["added"] >= len(before) == 12
    assert "decisions on links" in ran.data["lost"]
    assert {d["sha256"] for d in own_sample_base("documents", "--json").data} >= set(before)
    assert own_sample_base("search", "police", "--json").data["total"]
    assert own_sample_base("check", "--json").data["ok"]
    assert own_sample_base("restore", "--from-originals").code == 2
    assert own_sample_base("restore").code == 2


def test_a_record_of_a_newer_version_is_refused_and_left_as_it_is(own_sample_base: Muster) -> None:
    with closing(sqlite3.connect(own_sample_base.home / "muster.db")) as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('muster', 'm999_later', '2030-01-01')"
        )
        db.execute("PRAGMA user_version = 30201")
        db.commit()
    before = (own_sample_base.home / "muster.db").read_bytes()
    ran = own_sample_base("documents")
    assert ran.code == 1 and "It needs Muster 3.2.1" in ran.err
    assert (own_sample_base.home / "muster.db").read_bytes() == before


def test_an_upgrade_copies_the_record_first(tmp_path: Path) -> None:
    old = Muster(tmp_path / "home")
    assert old("restore", ROOT / "tests" / "data" / "home-0.1.zip").code == 0
    (copy,) = (old.home / "before-upgrades").glob("*.db")
    with closing(sqlite3.connect(copy)) as db:
        names = {row[0] for row in db.execute("SELECT name FROM sqlite_master")}
    assert "links" in names and "statements" not in names
    shutil.rmtree(old.home / "before-upgrades")
    assert old("documents").code == 0
    assert not (old.home / "before-upgrades").exists()  # nothing was pending
