"""A backup holds what was in the home, or says that it does not."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from packing import make_pack

from evidence.errors import Tampered
from evidence.home.backup import backup, restore
from evidence.services import Services


@pytest.fixture
def kept(services: Services, tmp_path: Path) -> Path:
    """A backup of a home with three originals."""
    make_pack(services)
    backup(services.settings, tmp_path / "kept.zip")
    return tmp_path / "kept.zip"


def changed(source: Path, name: str, data: bytes) -> Path:
    """The backup with other bytes in one member, as a whole ZIP: its checksums fit."""
    target = source.with_name("changed.zip")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.namelist():
            new.writestr(member, data if member == name else old.read(member))
    return target


def test_a_home_restored_from_a_backup_has_every_original(services: Services, kept: Path) -> None:
    elsewhere = replace(services.settings, home=kept.with_name("elsewhere"))
    assert restore(elsewhere, kept) == 1 + 3  # the record and the originals
    for sha256 in (row["sha256"] for row in services.record.db.query("SELECT sha256 FROM files")):
        relative = services.files.path(sha256).relative_to(services.settings.home)
        assert (elsewhere.home / relative).read_bytes() == services.files.read(sha256)


def test_a_damaged_original_inside_a_backup_is_named_and_nothing_is_restored(
    services: Services, kept: Path
) -> None:
    (sha256,) = services.record.db.execute("SELECT sha256 FROM files WHERE name = 'minutes.txt'").fetchone()
    member = services.files.path(sha256).relative_to(services.settings.home).as_posix()
    elsewhere = replace(services.settings, home=kept.with_name("elsewhere"))
    with pytest.raises(Tampered, match=f"{sha256}.* is damaged"):
        restore(elsewhere, changed(kept, member, b"minutes of another board"))
    assert not elsewhere.database.exists()


def test_a_damaged_record_inside_a_backup_is_not_restored(services: Services, kept: Path) -> None:
    elsewhere = replace(services.settings, home=kept.with_name("elsewhere"))
    with pytest.raises(Tampered, match=r"muster\.db in the backup is damaged"):
        restore(elsewhere, changed(kept, "muster.db", b"SQLite format 3"))
    assert not elsewhere.database.exists()


def test_a_backup_leaves_out_the_session_key_and_what_is_made_again(
    services: Services, tmp_path: Path
) -> None:
    make_pack(services)
    home = services.settings.home
    for left_out in ("secret", "index/toc", "cache/pages/1.png", "scratch/half", "queue.db", ".restore/x"):
        (home / left_out).parent.mkdir(parents=True, exist_ok=True)
        (home / left_out).write_bytes(b"not for a backup")
    backup(services.settings, tmp_path / "kept.zip")
    kept = zipfile.ZipFile(tmp_path / "kept.zip").namelist()
    originals = [row["sha256"] for row in services.record.db.query("SELECT sha256 FROM files")]
    expected = [services.files.path(sha256).relative_to(home).as_posix() for sha256 in originals]
    assert sorted(kept) == sorted([*expected, "backup.json", "log-receipt.txt", "muster.db"])
