"""A home that is full, read-only or shared with another ingest: one clear sentence, and nothing lost."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cli_runner import Muster, Ran
from patience import PATIENCE
from reader_files import pdf, prose
from whole_home import problems

from evidence.reads.ledger import totals
from evidence.services import open_services
from evidence.settings import load

FILES = 12


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """Papers that come to a few megabytes together."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(FILES):
        path = pdf(folder / f"{number:02}.pdf", prose(f"The board's paper number {number} was agreed."))
        with path.open("ab") as file:
            file.write(b"\n%" + os.urandom(400_000).hex().encode())
    return folder


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[Path]:
    """A filesystem of one's own on a folder; skips where this system allows none."""
    folder.mkdir(exist_ok=True)
    made = subprocess.run(["mount", *options, str(folder)], capture_output=True, text=True, check=False)
    if made.returncode:
        pytest.skip(f"no filesystem can be mounted here: {made.stderr.strip() or 'not permitted'}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def assert_nothing_lost(home: Path, papers: Path, ran: Ran) -> None:
    """The same command, with the trouble gone, ends with every paper in the record."""
    assert ran.code == 0, ran.err
    with open_services(load(home=home)) as services:
        sums = totals(services.record.db)
        assert sums["added"] == FILES and sums["failed"] == 0
        assert problems(services) == []
    assert not list((home / "files").glob(".incoming-*"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
@pytest.mark.parametrize("megabytes", [1, 4, 7])
def test_a_full_disk_is_named_and_the_same_command_goes_on_with_more_space(
    tmp_path: Path, papers: Path, megabytes: int
) -> None:
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs") as disk:
        muster = Muster(disk / "home")
        ran = muster("ingest", papers)
        assert ran.code == 1
        assert "Free some space" in ran.err and "Traceback" not in ran.err
        subprocess.run(["mount", "-o", "remount,size=200m", str(disk)], check=True)
        assert_nothing_lost(disk / "home", papers, muster("ingest", papers))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a disk read-only")
def test_a_read_only_home_is_named_and_left_as_it_was(tmp_path: Path, papers: Path) -> None:
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=200m", "tmpfs") as disk:
        muster = Muster(disk / "home")
        assert muster("ingest", papers / "00.pdf").code == 0
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        ran = muster("ingest", papers)
        assert ran.code == 1
        assert "writable" in ran.err and "Traceback" not in ran.err
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        assert_nothing_lost(disk / "home", papers, muster("ingest", papers))


def test_two_ingests_of_the_same_papers_at_once_add_each_once(tmp_path: Path, papers: Path) -> None:
    home = tmp_path / "home"
    muster = "import sys; from webapp.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", muster, "--home", str(home), "ingest", str(papers), "--json"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    both = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
        for _ in range(2)
    ]
    for running in both:
        _, errors = running.communicate(timeout=PATIENCE)
        assert running.returncode == 0, errors.decode()
    with open_services(load(home=home)) as services:
        sums = totals(services.record.db)
        assert sums == {"offered": 2 * FILES, "added": FILES, "duplicate": FILES, "failed": 0}
        assert problems(services) == []
        assert len(services.engine.documents()) == FILES
