"""Where the system refuses to have the index written, what it holds is searched, and what it lacks is said.

The record is elsewhere: what is changed stands, and is found once the index can be written again.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from cli_runner import Muster
from patience import PATIENCE
from read_only import muster as bound
from read_only import read_only
from serving import free_port, served
from small_disk import small_disk

REFUSED = "The search index cannot be written: permission denied (the folder index in the home)."
FULL = "The search index cannot be written: no space left on device (the folder index in the home)."
WORDS = "otherwise named"


@pytest.fixture
def full(own_sample_base: Muster) -> Iterator[Path]:
    """A home whose index is on a disk of its own, with no room left."""
    index = own_sample_base.home / "index"
    aside = index.with_name("aside")
    index.rename(aside)
    with small_disk(index, kilobytes=32_000):
        shutil.copytree(aside, index, dirs_exist_ok=True)
        with (index / "filler").open("ab", buffering=0) as out:
            room = os.statvfs(index)
            out.write(bytes(room.f_bavail * room.f_bsize))
        yield own_sample_base.home


def test_an_index_that_may_not_be_written_is_searched_as_it_is(own_sample_base: Muster) -> None:
    home = own_sample_base.home
    before = own_sample_base("search", "safeguarding", "--json").data
    with read_only(home / "index"):
        changed = bound(home, "correct", 1, "title", WORDS)
        assert changed.code == 0 and REFUSED in changed.err
        assert "What was stored stands" in changed.err
        assert bound(home, "show", 1, "--json").data["title"] == WORDS
        found = bound(home, "search", "safeguarding", "--json")
        assert found.code == 0, found.err
        assert [h["passage"] for h in found.data["hits"]] == [h["passage"] for h in before["hits"]]
        assert f"newest of 1 document. {REFUSED}" in found.data["understood"]
        checked = bound(home, "check")
        assert checked.code == 1 and REFUSED in checked.out + checked.err
        assert "Traceback" not in changed.err + checked.err
    assert own_sample_base("check").code == 0
    assert own_sample_base("search", "safeguarding", "--json").data["understood"] == before["understood"]


def test_what_is_read_stands_in_the_record_and_is_found_later(
    own_sample_base: Muster, tmp_path: Path
) -> None:
    home, note = own_sample_base.home, tmp_path / "note.txt"
    note.write_text("The zebra crossing was repainted on 3 March 2026.")
    with read_only(home / "index"):
        ran = bound(home, "ingest", note)
        assert ran.code == 0 and REFUSED in ran.err and "1 added" in ran.out
        assert bound(home, "search", "zebra", "--json").data["total"] == 0
    assert own_sample_base("search", "zebra", "--json").data["total"] == 1


def test_tags_that_find_no_room_are_told_as_any_file_is(full: Path) -> None:
    link = bound(full, "links", "--json").data[0]["id"]
    assert bound(full, "accept", link).code == 0
    assert FULL in bound(full, "check").out
    assert bound(full, "search", "safeguarding", "--json").data["total"]
    (full / "index" / "filler").unlink()
    assert bound(full, "check").code == 0


def test_a_home_with_a_full_index_is_served(full: Path) -> None:
    assert bound(full, "correct", 1, "title", WORDS).code == 0
    with served(full, free_port()) as server:
        assert requests.get(server.sign_in, timeout=PATIENCE).status_code == 200
