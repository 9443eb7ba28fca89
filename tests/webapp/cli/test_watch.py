"""`muster watch`: a folder's files, once each, when they have stopped growing."""

import os
import signal
import time
from pathlib import Path

import pytest
from cli_runner import Muster, process
from patience import PATIENCE

from evidence.reads.ledger import ledger
from evidence.services import open_services
from evidence.settings import Settings
from webapp.cli.context import Context
from webapp.cli.watching import Watcher

LETTER = "Dear Director\n\nThank you for your letter of 3 March 2011.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    return made


@pytest.fixture
def muster(settings: Settings) -> Muster:
    return Muster(settings.home)


def test_each_file_is_offered_once_and_again_when_it_changes(
    muster: Muster, folder: Path, settings: Settings
):
    (folder / "a.txt").write_text(LETTER)
    (folder / "sub").mkdir()
    (folder / "sub" / "b.txt").write_text(LETTER + "Second.")
    look = ("watch", folder, "--once", "--settle", "0.1", "--json")
    assert muster(*look).data["added"] == 2
    assert muster(*look).data["files"] == []
    (folder / "a.txt").write_text(LETTER + "Changed since.")
    assert [f["path"] for f in muster(*look).data["files"]] == [str(folder / "a.txt")]
    assert sorted(p.name for p in folder.rglob("*.txt")) == ["a.txt", "b.txt"], "nothing is deleted"
    with open_services(settings) as services:
        assert {row["origin"] for row in ledger(services.record.db)} == {"watched folder"}


def test_a_failure_is_offered_once_and_told_by_the_exit_code(muster: Muster, folder: Path):
    (folder / "empty.txt").write_text("")
    look = ("watch", folder, "--once", "--settle", "0.1", "--json")
    assert muster(*look).code == 1
    ran = muster(*look)
    assert (ran.code, ran.data["files"]) == (0, [])


def test_a_file_that_still_grows_waits(settings: Settings, folder: Path):
    path = folder / "growing.txt"
    path.write_text(LETTER)
    watcher = Watcher(Context(str(settings.home)), folder, settle=0.4)
    for _ in range(4):
        assert watcher.look().files == ()
        with path.open("a") as out:
            out.write("more\n")
        time.sleep(0.2)
    assert watcher.look().files == ()
    time.sleep(0.5)
    (outcome,) = watcher.look().files
    assert outcome.path == str(path)


def test_trouble_with_the_folder_passes(settings: Settings, folder: Path, capsys: pytest.CaptureFixture[str]):
    watcher = Watcher(Context(str(settings.home)), folder, settle=0)
    away = folder.with_name("away")
    folder.rename(away)
    assert watcher.patiently().files == () and watcher.patiently().files == ()
    assert capsys.readouterr().err.count("Watching goes on") == 1, "said once"
    away.rename(folder)
    (folder / "a.txt").write_text(LETTER)
    watcher.patiently()
    assert len(watcher.patiently().files) == 1


def test_a_file_that_may_be_read_again_is_offered_again(settings: Settings, folder: Path):
    if os.geteuid() == 0:
        link = folder / "late.txt"  # root may read everything, so what is amiss is a link that leads nowhere
        link.symlink_to(folder / "target.txt")
        mend = lambda: (folder / "target.txt").write_text(LETTER)  # noqa: E731
    else:
        path = folder / "shut.txt"
        path.write_text(LETTER)
        path.chmod(0)
        mend = lambda: path.chmod(0o600)  # noqa: E731
    watcher = Watcher(Context(str(settings.home)), folder, settle=0)
    watcher.look()
    assert [f.status for f in watcher.look().files] == ["failed"]
    assert watcher.look().files == ()
    mend()
    watcher.look()
    assert "added" in [f.status for f in watcher.look().files]


def test_a_folder_that_is_not_there_is_wrong_usage(muster: Muster, tmp_path: Path):
    ran = muster("watch", tmp_path / "none", "--once")
    assert ran.code == 2 and "There is no folder" in ran.err


def test_it_watches_until_ctrl_c_and_ends_cleanly(settings: Settings, folder: Path):
    with process(settings.home, "watch", folder, "--every", "0.2", "--settle", "0.2") as running:
        assert running.stderr.readline().startswith("Watching")
        (folder / "a.txt").write_text(LETTER)
        assert running.stdout.readline().startswith("added")
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == 0 and "Traceback" not in err and "goes on where it was" in err
