"""Scheduled backups are verified, rotated, and never leave a home without its last good one."""

import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from packing import make_pack
from small_disk import small_disk
from whole_home import problems

from evidence.errors import HomeError, Tampered, UsageError
from evidence.home.backup import backup, restore
from evidence.home.locks import hold
from evidence.services import Services, open_services
from evidence.settings import Settings
from evidence.upkeep.backups import BackupBusy, is_due, last, rotate

NIGHT = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)


@pytest.fixture
def scheduled(services: Services, tmp_path: Path) -> Settings:
    """A home with three originals, whose backups go to a folder beside it; three are kept."""
    make_pack(services)
    wanted = replace(services.settings.backup, folder=str(tmp_path / "backups"), every_hours=24, keep=3)
    return replace(services.settings, backup=wanted)


def names(settings: Settings) -> list[str]:
    return sorted(path.name for path in Path(settings.backup.folder).glob("*.zip"))


def nights(settings: Settings, count: int, first: datetime = NIGHT) -> None:
    for night in range(count):
        rotate(settings, lambda night=night: first + timedelta(days=night))


def test_the_newest_so_many_are_kept(scheduled: Settings) -> None:
    nights(scheduled, 5)
    assert names(scheduled) == [f"muster-202611{day}-020000.zip" for day in (29, 30)] + [
        "muster-20261201-020000.zip"
    ]


def test_whatever_else_lies_in_the_folder_is_left_alone(scheduled: Settings) -> None:
    nights(scheduled, 1)
    other = Path(scheduled.backup.folder) / "muster-before-the-move.zip"
    other.write_bytes(b"by hand")
    nights(scheduled, 4, NIGHT + timedelta(days=1))
    assert other.read_bytes() == b"by hand" and len(names(scheduled)) == 4


def test_where_none_are_to_be_kept_the_one_just_made_is(scheduled: Settings) -> None:
    nights(replace(scheduled, backup=replace(scheduled.backup, keep=0)), 2)
    assert names(scheduled) == ["muster-20261128-020000.zip"]


def test_the_one_just_made_stays_where_the_clock_was_set_back(scheduled: Settings) -> None:
    nights(scheduled, 3)
    assert is_due(scheduled, NIGHT - timedelta(days=300))
    done = rotate(scheduled, lambda: NIGHT - timedelta(days=300))
    assert done.made.is_file() and done.made.name in names(scheduled) and len(names(scheduled)) == 3


def test_two_at_one_second_have_two_names(scheduled: Settings) -> None:
    rotate(scheduled, lambda: NIGHT)
    rotate(scheduled, lambda: NIGHT)
    assert names(scheduled) == ["muster-20261127-020000-2.zip", "muster-20261127-020000.zip"]


def test_a_record_that_is_not_sound_clears_nothing_away_and_is_told(
    scheduled: Settings, services: Services
) -> None:
    nights(scheduled, 3)
    before = names(scheduled)
    services.record.db.execute("UPDATE events SET actor = 'x' WHERE id = 2")
    services.record.db.conn.commit()
    with pytest.raises(Tampered, match="Event 2"):
        rotate(scheduled, lambda: NIGHT + timedelta(days=3))
    assert names(scheduled) == before
    noted = last(scheduled)
    assert noted.file.endswith(before[-1]) and "Event 2" in noted.problem


def test_a_home_that_lacks_an_original_is_not_called_backed_up(
    scheduled: Settings, services: Services
) -> None:
    nights(scheduled, 1)
    sha256 = services.record.db.execute("SELECT sha256 FROM files").fetchone()[0]
    services.files.path(sha256).unlink()
    with pytest.raises(Tampered, match=sha256[:12]):
        rotate(scheduled, lambda: NIGHT + timedelta(days=1))
    assert names(scheduled) == ["muster-20261127-020000.zip"]
    assert backup(scheduled, Path(scheduled.backup.folder) / "as-it-is.zip", as_it_is=True) == 1 + 2


def test_one_is_due_after_its_time_and_a_failed_one_after_an_hour(
    scheduled: Settings, services: Services
) -> None:
    assert is_due(scheduled, NIGHT)
    rotate(scheduled, lambda: NIGHT)
    assert not is_due(scheduled, NIGHT + timedelta(hours=23))
    assert is_due(scheduled, NIGHT + timedelta(hours=24))
    services.record.db.execute("UPDATE events SET actor = 'x' WHERE id = 2")
    services.record.db.conn.commit()
    with pytest.raises(Tampered):
        rotate(scheduled, lambda: NIGHT + timedelta(hours=24))
    assert not is_due(scheduled, NIGHT + timedelta(hours=24, minutes=30))
    assert is_due(scheduled, NIGHT + timedelta(hours=25))


def test_none_is_due_where_no_folder_is_configured(services: Services) -> None:
    assert not is_due(services.settings, NIGHT)
    with pytest.raises(UsageError, match="No folder"):
        rotate(services.settings)


def test_a_folder_inside_the_home_is_refused(scheduled: Settings) -> None:
    inside = replace(scheduled.backup, folder=str(scheduled.home / "backups"))
    with pytest.raises(HomeError, match="lies in the home itself"):
        rotate(replace(scheduled, backup=inside))


def test_two_processes_make_one_at_a_time(scheduled: Settings) -> None:
    with hold(Path(scheduled.backup.folder) / ".muster-backup.lock", 0), pytest.raises(BackupBusy):
        rotate(scheduled)


def test_what_a_kill_left_half_written_is_cleared_away(scheduled: Settings) -> None:
    folder = Path(scheduled.backup.folder)
    (folder / ".muster-abc").mkdir(parents=True)
    (folder / "muster-20260101-020000.zip.part").write_bytes(b"half")
    (folder / ".muster-abc" / "muster.db").write_bytes(b"half")
    old = (NIGHT - timedelta(days=2)).timestamp()
    for path in (folder / ".muster-abc", folder / "muster-20260101-020000.zip.part"):
        os.utime(path, (old, old))
    rotate(scheduled, lambda: NIGHT)
    assert sorted(p.name for p in folder.iterdir()) == [".muster-backup.lock", "muster-20261127-020000.zip"]


@pytest.fixture
def full(scheduled: Settings, tmp_path: Path) -> Iterator[Settings]:
    """The folder of the backups is on a disk with some hundred kilobytes left."""
    with small_disk(tmp_path / "disk", kilobytes=400) as disk:
        yield replace(scheduled, backup=replace(scheduled.backup, folder=str(disk / "backups")))


def test_a_full_disk_leaves_the_last_good_one_and_nothing_half_written(
    full: Settings, services: Services
) -> None:
    folder = Path(full.backup.folder)
    folder.mkdir()
    (folder / "muster-20261120-020000.zip").write_bytes(b"the last good one")
    with pytest.raises(HomeError, match=r"No space left|disk is full"):
        rotate(full, lambda: NIGHT)
    assert sorted(p.name for p in folder.iterdir()) == [".muster-backup.lock", "muster-20261120-020000.zip"]
    assert "space" in last(full).problem or "full" in last(full).problem
    assert problems(services) == []


def test_a_backup_cut_short_is_refused_and_the_home_is_not_begun(scheduled: Settings) -> None:
    made = rotate(scheduled, lambda: NIGHT).made
    data = made.read_bytes()
    for length in (0, 10, len(data) // 2, len(data) - 30):
        made.write_bytes(data[:length])
        empty = replace(scheduled, home=made.with_name("empty"))
        with pytest.raises(Tampered, match="not a whole Muster backup"):
            restore(empty, made)
        assert not empty.home.exists()


def rows(services: Services) -> dict[str, list[tuple[object, ...]]]:
    """Every table's rows, whole."""
    db = services.record.db
    return {
        name: sorted(db.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
        for name in db.table_names()
        if name not in ("outbox",)
    }


def test_a_home_restored_from_a_backup_is_the_same_row_for_row_and_byte_for_byte(
    scheduled: Settings, services: Services
) -> None:
    made = rotate(scheduled, lambda: NIGHT).made
    elsewhere = replace(scheduled, home=made.with_name("elsewhere"))
    restore(elsewhere, made)
    with open_services(elsewhere) as again:
        assert rows(again) == rows(services)
        assert problems(again) == []
    for part in ("files", "packs"):
        held = {p.relative_to(scheduled.home): p for p in (scheduled.home / part).rglob("*") if p.is_file()}
        assert all((elsewhere.home / name).read_bytes() == path.read_bytes() for name, path in held.items())
    with zipfile.ZipFile(made) as archive:
        assert set(json.loads(archive.read("backup.json"))) == {
            n for n in archive.namelist() if n not in ("backup.json", "log-receipt.txt")
        }
