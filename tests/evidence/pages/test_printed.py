"""Where a passage stands on pages as they print, and what happens where none can be made."""

from pathlib import Path

import pytest
from reader_files import paragraph
from word_packages import word

from evidence.errors import NotFound, Unreadable
from evidence.pages import libreoffice
from evidence.pages.printed import ENDINGS, Printed, is_kept, printed

DOCX = next(kind for kind, ending in ENDINGS.items() if ending == ".docx")
SHA = "ab" + "0" * 62

needs_libreoffice = pytest.mark.skipif(
    libreoffice.installed() is None, reason="LibreOffice is not installed: scripts/setup installs it"
)


def page(*lines: str) -> tuple[float, float, list]:
    """A page of words, ten points each, a line below another."""
    words = [
        (word, [(i * 10.0, n * 20.0, i * 10.0 + 9, n * 20.0 + 12)])
        for n, line in enumerate(lines)
        for i, word in enumerate(line.split())
    ]
    return (595.0, 842.0, words)


def test_a_passage_is_found_over_the_lines_it_takes() -> None:
    made = Printed(Path(), [page("Visits rose in May."), page("The team", "was late. Next")])
    assert made.place("The team was late.") == (2, [(0.0, 0.0, 19.0, 12.0), (0.0, 20.0, 19.0, 32.0)])


def test_of_the_same_words_twice_those_near_are_taken_and_of_few_none() -> None:
    made = Printed(Path(), [page("Actions agreed"), page("x"), page("Actions agreed")])
    assert made.place("Actions agreed", near=2) == (3, [(0.0, 0.0, 19.0, 12.0)])
    assert made.place("Actions that were never agreed by anyone") is None
    assert made.place("…") is None


@needs_libreoffice
def test_a_text_is_printed_once_and_kept(tmp_path: Path) -> None:
    original = word(tmp_path / "a.docx", paragraph("The board met."))
    made = printed(SHA, DOCX, original, tmp_path / "cache")
    assert made.place("The board met.") is not None
    assert is_kept(SHA, tmp_path / "cache")
    original.unlink()
    assert printed(SHA, DOCX, original, tmp_path / "cache") == made


@needs_libreoffice
def test_a_damaged_text_says_that_it_cannot_be_shown(tmp_path: Path) -> None:
    original = tmp_path / "a.docx"
    original.write_bytes(b"PK\x03\x04" + bytes(90))
    with pytest.raises(Unreadable, match="cannot be shown as printed"):
        printed(SHA, DOCX, original, tmp_path / "cache")


def test_a_kind_without_pages_has_none(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        printed(SHA, "text/csv", tmp_path / "a.csv", tmp_path / "cache")
