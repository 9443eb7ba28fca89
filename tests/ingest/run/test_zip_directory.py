"""A ZIP's directory is counted before it is loaded."""

import io
import struct
import tracemalloc
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.services import Services
from evidence.settings import IngestSettings
from ingest.run.archive import members_of, opened
from ingest.run.offered import Offered, not_done
from ingest.run.zip_directory import is_packed, lists_more_than


def listing(path: Path, count: int, *, wide: bool = False) -> Path:
    """A ZIP that lists the same small file so many times: its directory is most of it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", b"The board met.")
    data = out.getvalue()
    start, end = data.rfind(b"PK\x01\x02"), data.rfind(b"PK\x05\x06")
    directory = data[start:end] * count
    tail = b""
    few, size = min(count, 0xFFFF), len(directory)
    if wide:
        record = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, count, count, size, start)
        tail = record + struct.pack("<IIQI", 0x07064B50, 0, start + size, 1)
        few, size, start = 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF
    last = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, few, few, size, start, 0)
    path.write_bytes(data[: data.rfind(b"PK\x01\x02")] + directory + tail + last)
    return path


@pytest.mark.parametrize("wide", [False, True])
def test_entries_are_counted_as_python_counts_them(tmp_path: Path, wide: bool):
    path = listing(tmp_path / "a.zip", 500, wide=wide)
    assert len(zipfile.ZipFile(path).namelist()) == 500
    assert lists_more_than(path, 499) and not lists_more_than(path, 500)


def test_a_comment_and_a_program_before_it_do_not_hide_the_directory(tmp_path: Path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(9):
            archive.writestr(f"{number}.txt", b"x")
        archive.comment = b"PK" * 900
    assert lists_more_than(path, 8) and not lists_more_than(path, 9)
    path.write_bytes(b"#!" + bytes(100) + path.read_bytes())
    assert lists_more_than(path, 8) and not lists_more_than(path, 9) and not is_packed(path)


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06", b"PK\x03\x04 and nothing more", bytes(90)])
def test_what_has_no_directory_lists_nothing(tmp_path: Path, data: bytes):
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    assert not lists_more_than(path, 0) and members_of(path) == set()


def test_a_zip_that_lists_a_million_files_is_refused_in_little_memory(tmp_path: Path):
    path = listing(tmp_path / "a.zip", 1_000_000, wide=True)
    tracemalloc.start()
    (one,) = opened(Offered("a.zip", "a.zip", path), IngestSettings())
    assert members_of(path) == set()
    assert tracemalloc.get_traced_memory()[1] < 200 << 20
    tracemalloc.stop()
    assert "holds more than 20,000 files" in str(one.trouble)


def test_what_an_offering_brought_into_the_ledger_is_passed_over_once_for_each_time(
    services: Services, tmp_path: Path
):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("a.txt", "b/a.txt", "c.txt"):
            archive.writestr(name, b"The board met.")
    whole = Offered("a.zip", "a.zip", path)
    sums = [services.files.put(m.source)[0] for m in opened(whole, IngestSettings()) if m.source]
    again = replace(whole, done=(("a.zip/a.txt", sums[0]), ("a.zip/c.txt", "0" * 64)))
    left = [member.path for member in not_done(again, opened(again, IngestSettings()))]
    assert left == ["a.zip/b/a.txt", "a.zip/c.txt"]
