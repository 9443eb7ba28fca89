"""Tags beside the words: what was written is read, by whoever read before, and no more of it stays."""

import shutil
import sqlite3
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from evidence.search.answering.entries import UNTAGGED
from evidence.search.whoosh import tags
from evidence.search.whoosh.tags import Tags

PASSAGES = 12  # of three documents, four each


def _of(read: Tags, *passages: int) -> list[bytes]:
    return [read.values[place] for place in read.of(np.array(passages, np.int64)).tolist()]


def _own(document: int) -> range:
    return range(4 * document, 4 * document + 4)


@given(data=st.data())
def test_what_was_written_last_is_read_whenever_it_is_read(
    data: DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder, read, expected = tmp_path_factory.mktemp("index"), Tags(), [UNTAGGED] * PASSAGES
    for _ in range(data.draw(st.integers(1, 6))):
        documents = data.draw(st.sets(st.integers(0, 2), min_size=1))
        written = {
            d: [(p, data.draw(st.sampled_from([b'["x"]', b'["y"]', b'["\xc3\xa9"]']))) for p in _own(d)]
            for d in documents
        }
        tags.write(folder, written, first=True)
        for passage, tagged in (pair for pairs in written.values() for pair in pairs):
            expected[passage] = tagged
        if data.draw(st.booleans()):
            assert read.refresh(folder)
            assert not read.refresh(folder)
            assert _of(read, *range(PASSAGES)) == expected
    read.refresh(folder)
    assert _of(read, *range(PASSAGES)) == expected


def test_a_passage_without_tags_has_none_however_high_its_number(tmp_path: Path) -> None:
    tags.write(tmp_path, {1: [(3, b'["x"]')]}, first=True)
    read = Tags()
    assert read.refresh(tmp_path)
    assert _of(read, 0, 2, 3, 4, 10**9) == [UNTAGGED, UNTAGGED, b'["x"]', UNTAGGED, UNTAGGED]


def test_a_file_made_anew_is_not_taken_for_the_one_before(tmp_path: Path) -> None:
    read = Tags()
    for _ in range(3):
        tags.write(tmp_path, {1: [(1, b'["x"]')], 2: [(2, b'["x"]')]}, first=True)
    read.refresh(tmp_path)
    (tmp_path / tags.FILE).unlink()
    tags.write(tmp_path, {1: [(1, b'["y"]')]}, first=True)
    read.refresh(tmp_path)
    assert _of(read, 1, 2) == [b'["y"]', UNTAGGED]


def test_nothing_of_what_was_taken_out_stays_in_the_file(tmp_path: Path) -> None:
    tags.write(tmp_path, {1: [(1, b'["SECRET-1"]')], 2: [(2, b'["SECRET-2"]')]}, first=True)
    tags.write(tmp_path, {1: []}, first=True)
    assert b"SECRET-1" not in (tmp_path / tags.FILE).read_bytes()
    tags.clear(tmp_path)
    assert b"SECRET" not in (tmp_path / tags.FILE).read_bytes()


def test_a_copy_that_may_not_be_written_is_read(tmp_path: Path) -> None:
    tags.write(tmp_path, {1: [(1, b'["x"]')]}, first=True)
    there = tmp_path / "copy"
    there.mkdir()
    shutil.copy(tmp_path / tags.FILE, there)
    (there / tags.FILE).chmod(0o444)
    there.chmod(0o555)
    read = Tags()
    assert read.refresh(there)
    assert _of(read, 1) == [b'["x"]']
    tags.read_all(there)
    there.chmod(0o755)


def test_a_file_that_is_damaged_is_told_by_reading_all_of_it(tmp_path: Path) -> None:
    tags.write(tmp_path, {n: [(n, b'["x"]')] for n in range(1, 200)}, first=True)
    path = tmp_path / tags.FILE
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + bytes(byte ^ 0xFF for byte in whole[4096:]))
    with pytest.raises(sqlite3.DatabaseError):
        tags.read_all(tmp_path)
