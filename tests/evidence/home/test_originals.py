"""Originals are kept whole, and change in them is seen."""

import hashlib
from pathlib import Path

import pytest

from evidence.errors import NotFound, Tampered
from evidence.home.originals import FileStore


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def test_what_is_put_in_comes_out(store: FileStore) -> None:
    sha256, size = store.put_bytes(b"a letter")
    assert (store.read(sha256), size) == (b"a letter", 8)
    assert sha256 == hashlib.sha256(b"a letter").hexdigest()


def test_the_same_bytes_are_kept_once(store: FileStore) -> None:
    store.put_bytes(b"a letter")
    store.put_bytes(b"a letter")
    assert len([p for p in store.root.rglob("*") if p.is_file()]) == 1


def test_a_changed_original_is_refused(store: FileStore) -> None:
    sha256, _ = store.put_bytes(b"a letter")
    store.path(sha256).write_bytes(b"another")
    with pytest.raises(Tampered, match="Restore it from a backup"):
        store.read(sha256)


def test_a_missing_original_is_named(store: FileStore) -> None:
    with pytest.raises(NotFound, match="missing from the home folder"):
        store.read("0" * 64)


def test_what_stands_in_the_place_of_an_original_is_told_as_its_absence(store: FileStore) -> None:
    sha256, _ = store.put_bytes(b"evidence")
    path = store.path(sha256)
    path.chmod(0o600)
    path.unlink()
    path.mkdir()
    for ask in (store.read, store.verify):
        with pytest.raises(NotFound, match="is missing"):
            ask(sha256)
    path.rmdir()
    path.parent.rmdir()
    path.parent.write_text("notes")
    for ask in (store.read, store.verify):
        with pytest.raises(NotFound, match="is missing"):
            ask(sha256)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "G" * 64, "a" * 63 + "/"])
def test_nothing_but_a_hash_is_a_path(store: FileStore, name: str) -> None:
    with pytest.raises(NotFound):
        store.path(name)
