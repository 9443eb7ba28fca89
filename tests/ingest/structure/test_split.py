"""One file, several documents: cut where a new letterhead, date and salutation show it, and nowhere else."""

from pathlib import Path

import pytest
from structure_raw import pdf_file, text_file

from ingest.structure import passages_of
from ingest.structure.split import Part, split

HEAD = "Jo Marsh MP\nMinister for Papers\nLondon SW1P 3BT\n\n12 May 2011\n\n"
PROSE = "Thank you for your letter, which I read with care and shared with the board.\n\n"
LETTER = f"{HEAD}Dear Mr Quill\n\n{PROSE}- one thing\n- another\n\nYours sincerely\n\nJo Marsh\nMinister\n"
REPLY = "Peter Quill\nThe Old House\nNortham NA1 2BC\n\n1 June 2011\n\nDear Minister\n\nThank you for it.\n"


def parts_of(text: str) -> list[Part]:
    raw = text_file(text)
    return split(raw, passages_of(raw))


def test_a_letter_and_its_reply_are_two_documents() -> None:
    one, two = parts_of(f"{LETTER}\n\n\n{REPLY}")
    assert one.passages[-1].text == "Jo Marsh\nMinister"
    assert two.passages[0].text == "Peter Quill\nThe Old House\nNortham NA1 2BC"
    assert (two.parent, two.relation) == (None, "")


def test_a_reply_close_under_the_signature_is_still_a_document() -> None:
    one, two = parts_of(f"{LETTER}\n{REPLY}")
    assert one.passages[-1].text == "Jo Marsh\nMinister"
    assert two.passages[0].text.startswith("Peter Quill")


def test_each_part_has_its_own_text_ordinals_and_places() -> None:
    for part in parts_of(f"{LETTER}\n\n\n{LETTER}"):
        assert [p.ordinal for p in part.passages] == list(range(len(part.passages)))
        page = part.raw.pages[0]
        for passage in part.passages:
            assert page.text[passage.start : passage.end].split()[-1] == passage.text.split()[-1]
            assert passage.parent is None or part.passages[passage.parent].text.startswith("Thank you")
        assert all(page.text[x.start : x.start + len(x.text)] == x.text for x in page.lines)


@pytest.mark.parametrize(
    "text",
    [
        LETTER,
        f"Appendix 2\n\n{LETTER}",
        f"{LETTER}\n\nDear readers will know the rest of the story, which was told in March.\n",
        f"{PROSE}\n\nDear Minister\n\n{PROSE}",
        f"1. {PROSE}Appendix A\n\n{PROSE}Appendix B\n\n{PROSE}",
        "",
    ],
)
def test_without_strong_evidence_a_file_is_one_document(text: str) -> None:
    parts = parts_of(text)
    assert len(parts) == 1
    assert parts[0].raw == text_file(text)


def test_a_letter_appended_to_a_report_is_an_appendix_of_it() -> None:
    report, letter = parts_of(f"Progress report\n\n1.0 Summary\n\n1.1 {PROSE}Appendix 2\n\n{LETTER}")
    assert (letter.parent, letter.relation) == (0, "appendix")
    assert report.passages[-1].label == "1.1"


def test_a_notice_after_its_covering_letter_is_enclosed_by_it() -> None:
    notice = (
        "Improvement Notice\n\nTo: Northam Council\n\nThis Notice is issued because the services are poor.\n"
    )
    _, enclosed = parts_of(f"{LETTER}\n\n\n{notice}")
    assert (enclosed.parent, enclosed.relation) == (0, "encloses")
    assert enclosed.passages[0].text.startswith("Improvement Notice")


def test_letters_on_their_own_pages_have_their_own_pages() -> None:
    page = [
        (72, 60, "Jo Marsh MP"),
        (72, 75, "London SW1P 3BT"),
        (72, 110, "12 May 2011"),
        (72, 140, "Dear Mr Quill"),
        (72, 170, "Thank you for your letter, which I read with care and shared with all of the board."),
        (72, 210, "Yours sincerely"),
        (72, 240, "Jo Marsh"),
    ]
    raw = pdf_file(page, [(x, y, w.replace("12 May", "3 June")) for x, y, w in page])
    parts = split(raw, passages_of(raw))
    assert [[p.number for p in part.raw.pages] for part in parts] == [[1], [2]]
    assert {p.page for p in parts[1].passages} == {2}


def test_five_papers_are_six_documents(seeds: Path) -> None:
    count = {}
    for path in sorted(seeds.glob("00[0-4]_*.txt")):
        count[path.name[:3]] = len(parts_of(path.read_text(encoding="utf-8")))
    assert count == {"000": 2, "001": 1, "002": 1, "003": 1, "004": 1}


def test_a_letter_that_says_what_is_enclosed_encloses_the_letter_after_it() -> None:
    enclosed = LETTER.rstrip() + "\n\nEnc: letter of the Chair\n"
    _, second = parts_of(f"{enclosed}\n\n\n{LETTER}")
    assert (second.parent, second.relation) == (0, "encloses")
    _, second = parts_of(f"{LETTER}\n\n\n{LETTER}")
    assert (second.parent, second.relation) == (None, "")


def test_an_appendix_of_an_enclosed_notice_is_the_notice_s_and_not_the_covering_letter_s() -> None:
    notice = "Improvement Notice\n\nTo: Northam Council\n\nThis Notice is issued because services are poor.\n"
    _, enclosed, appended = parts_of(f"{LETTER}\n\n\n{notice}\n1. {PROSE}Appendix 2\n\n{LETTER}")
    assert (enclosed.parent, enclosed.relation) == (0, "encloses")
    assert (appended.parent, appended.relation) == (1, "appendix")
