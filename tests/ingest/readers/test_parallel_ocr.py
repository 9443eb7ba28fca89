"""Pages of one scan read side by side come out as they do one by one."""

import shutil
import threading
import time
from pathlib import Path

import pytest
from patience import PATIENCE
from reader_files import pdf, picture_of, prose, read, scan, texts

from ingest.readers.scans import parallel as side_by_side

needs_tesseract = pytest.mark.skipif(not shutil.which("tesseract"), reason="tesseract is not installed")
WORDS = "The Improvement Board met on Tuesday"


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader shares slots for as long as it lives; this process must not, beyond a test."""
    monkeypatch.setattr(side_by_side, "_shared", None)


@needs_tesseract
def test_pages_read_side_by_side_are_the_same_and_in_order(tmp_path: Path, alone: None) -> None:
    pictures = [scan(picture_of(f"{WORDS} number {name}")) for name in ("one", "two", "three")]
    path = pdf(tmp_path / "scan.pdf", pictures[0], prose("A page of text."), *pictures[1:])
    one_by_one = read(path)
    side_by_side.share(tmp_path, 2)
    assert read(path) == one_by_one
    assert [text.split()[-1] for text in texts(one_by_one)] == ["one", "text.", "two", "three"]


def test_no_more_pages_are_read_at_once_than_there_are_slots(tmp_path: Path, alone: None) -> None:
    side_by_side.share(tmp_path, 2)
    inside: set[int] = set()
    counted: list[int] = []
    both = threading.Barrier(2, timeout=PATIENCE)

    def work(number: int) -> None:
        with side_by_side._slot():
            inside.add(number)
            both.wait()  # two are in at once
            time.sleep(0.05)  # time for a third to come in, if it could
            counted.append(len(inside))
            both.wait()
            inside.discard(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counted == [2] * 6
