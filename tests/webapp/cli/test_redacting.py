"""`muster pack redact`: list, add, remove and propose."""

from pathlib import Path

import pytest
from cli_runner import Muster
from reader_files import pdf, prose
from redacting import NAME, packed

LETTER = (
    "Letter from Anyshire Council to the Improvement Board, 3 May 2011.\n\n"
    "The audit of May was shared with the board and with all partners of the council.\n\n"
    "The child Robin Quillfeather was seen; Robin Quillfeather was born 12 May 2004.\n"
)
WHY = ("--exemption", "s40", "--reason", "Name of a child")


@pytest.fixture
def muster(tmp_path: Path) -> Muster:
    packed(tmp_path / "home", pdf(tmp_path / "letter.pdf", prose(LETTER)), "audit of May")
    return Muster(tmp_path / "home")


def test_words_and_areas_are_redacted_listed_and_taken_back(muster: Muster) -> None:
    added = muster("pack", "redact", "add", NAME, 1, "--words", "Robin Quillfeather", *WHY, "--json").data
    assert [(row["page"], row["words"], row["exemption"]) for row in added] == [
        (1, "Robin Quillfeather", "s40")
    ] * 2
    area = muster("pack", "redact", "add", NAME, 1, "--area", "1:60,80,300,110", *WHY, "--json").data[-1]
    assert area["rects"] == [[60.0, 80.0, 300.0, 110.0]]
    left = muster("pack", "redact", "remove", NAME, area["id"], "--json").data
    assert left == muster("pack", "redact", "list", NAME, "--json").data and len(left) == 2
    assert "Name of a child" in muster("pack", "redact", "list", NAME).out


def test_a_word_is_redacted_everywhere_in_a_pack(muster: Muster) -> None:
    found = muster("pack", "redact", "propose", NAME, "--words", "Quillfeather", "--json").data
    assert [(one["document"], one["page"]) for one in found] == [(1, 1)]
    added = muster("pack", "redact", "add", NAME, "--words", "Quillfeather", "--everywhere", *WHY, "--json")
    assert len(added.data) == 2
    assert muster("pack", "redact", "propose", NAME, "--words", "Quillfeather", "--json").data == []
    again = muster("pack", "redact", "add", NAME, "--words", "Quillfeather", "--everywhere", *WHY)
    assert again.code == 1 and "can be read nowhere" in again.err


def test_proposals_are_listed_and_then_no_longer_warned_of(muster: Muster) -> None:
    assert "proposals_not_seen" in _codes(muster)
    found = muster("pack", "redact", "propose", NAME, "--json").data
    assert [(one["rule"], one["words"]) for one in found] == [
        ("name", "Robin Quillfeather"),
        ("date of birth", "12 May 2004"),
    ]
    assert "proposals_not_seen" not in _codes(muster)
    assert muster("pack", "redact", "list", NAME, "--json").data == []


def test_preflight_names_what_is_wholly_redacted_and_what_stands_elsewhere(muster: Muster) -> None:
    page = muster("pack", "redact", "add", NAME, 1, "--area", "1:60,100,560,128", *WHY, "--json").data[0]
    assert "audit" in page["words"]
    assert "wholly_redacted" in _codes(muster)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ((1,), "Give a document and --words or --area"),
        ((1, "--area", "here"), "does not name an area"),
        ((1, "--words", "Quillfetter"), "is not found"),
        ((1, "--area", "9:1,1,5,5"), "has no page 9"),
    ],
)
def test_what_cannot_be_redacted_is_refused_in_words(
    muster: Muster, given: tuple[object, ...], says: str
) -> None:
    ran = muster("pack", "redact", "add", NAME, *given, *WHY)
    assert ran.code != 0 and says in ran.err


def _codes(muster: Muster) -> list[str]:
    return [problem["code"] for problem in muster("pack", "check", NAME, "--json").data["problems"]]
