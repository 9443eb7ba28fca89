"""Text files, in whatever encoding they come."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reader_files import read, texts

from evidence.errors import Unreadable
from ingest.readers.tidy import tidy

LETTER = "Dear Minister\n\nThe council’s plan costs £3m – “on track”.\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32", "utf-32-le", "utf-32-be"],
)
def test_a_text_reads_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(LETTER.encode(encoding))
    assert texts(read(path)) == ["Dear Minister", "The council’s plan costs £3m – “on track”."]


def test_lines_end_the_same_way_whoever_wrote_them(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_bytes(b"one\r\n\r\n  two\rthree\n")
    raw = read(path)
    assert raw.pages[0].text == "one\n\n  two\nthree\n"
    assert [(line.text, line.start) for line in raw.pages[0].lines] == [("one", 0), ("two", 7), ("three", 11)]


def test_form_feeds_part_pages_that_nobody_cites(tmp_path: Path) -> None:
    path = tmp_path / "pages.txt"
    path.write_text("first\fsecond\f")
    raw = read(path)
    assert [(p.number, p.text, p.quality) for p in raw.pages] == [
        (1, "first", "text"),
        (2, "second", "text"),
        (3, "", "blank"),
    ]
    assert raw.paged is False


def test_what_prints_nothing_is_dropped_and_ligatures_are_letters(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_text("e\N{COMBINING ACUTE ACCENT}\xa0o\xadffi\ufb01\x07 \ufb03ce\u200b", encoding="utf-8")
    assert texts(read(path)) == ["é offifi ffice"]


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x01\x02\x03\x04" * 50, b"%\0\xff\0\xfe" * 90])
def test_binary_rubbish_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "rubbish.txt"
    path.write_bytes(data)
    with pytest.raises(Unreadable, match="not a kind of file that Muster can read"):
        read(path)


def test_a_file_of_blanks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "blank.txt"
    path.write_text(" \n\t\n \f ")
    with pytest.raises(Unreadable, match="holds no words"):
        read(path)


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_every_line_stands_in_its_page_at_its_place(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.txt"
    path.write_text(text, encoding="utf-8")
    try:
        raw = read(path)  # which compares every line with its page
    except Unreadable:
        return
    assert "".join(texts(raw)).split() or not text.split()


def test_the_seeds_read_whole(seeds: Path) -> None:
    for path in sorted(seeds.glob("*.txt")):
        words = path.read_text(encoding="utf-8").split()
        assert len(" ".join(texts(read(path))).split()) == len(words)
