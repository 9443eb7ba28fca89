"""What stands round the prose: letterheads, covers and sign-offs are front, with their lines kept."""

from structure_raw import pdf_file, text_file, word_file

from evidence.model import PassageKind
from ingest.readers.raw import Line
from ingest.structure import passages_of

LETTER = """Our ref: AB/12

The Old House
Mill Lane
Northam NA1 2BC

Mr P Quill
Chief Executive
Northam Council

3 March 2011

Dear Mr Quill

Thank you for your letter, which I read with care and shared with the board.

Conclusion

I look forward to hearing from you again when the work has been done.

Yours sincerely

Jo Marsh
Chair of the Board

cc: The Director
"""

REPORT = """Report of the Director of Papers

Executive Board

Date: 22 June 2011

Subject: How we are getting on

Electoral Wards Affected:

EXECUTIVE SUMMARY

1. This report tells the board how the work is getting on.
"""


def test_a_letter_s_head_and_sign_off_are_front_and_its_prose_is_not() -> None:
    found = passages_of(text_file(LETTER))
    front = [p.text for p in found if p.kind is PassageKind.FRONT]
    assert front == [
        "Our ref: AB/12",
        "The Old House\nMill Lane\nNortham NA1 2BC",
        "Mr P Quill\nChief Executive\nNortham Council",
        "3 March 2011",
        "Dear Mr Quill",
        "Yours sincerely",
        "Jo Marsh\nChair of the Board",
        "cc: The Director",
    ]
    assert [p.kind.value for p in found if p.kind is not PassageKind.FRONT] == [
        "paragraph",
        "heading",
        "paragraph",
    ]


def test_a_report_s_cover_is_front_up_to_its_first_heading() -> None:
    found = passages_of(text_file(REPORT))
    assert [p.kind.value for p in found] == ["front"] * 5 + ["heading", "paragraph"]
    assert found[-1].heading_path == ("EXECUTIVE SUMMARY",)


def test_a_signature_read_as_words_at_a_letter_s_end_is_front() -> None:
    text = (
        LETTER.split("Yours sincerely")[0]
        + "A handwritten signature in black ink.\n\nJO MARSH\n\nBoard for\nPapers\n"
    )
    found = passages_of(text_file(text))
    assert [p.text for p in found][-3:] == [
        "A handwritten signature in black ink.",
        "JO MARSH",
        "Board for\nPapers",
    ]
    assert {p.kind for p in found[-3:]} == {PassageKind.FRONT}


def test_a_notice_s_signature_and_date_are_front() -> None:
    text = "The council is to report to the minister until it ends.\n\nSigned: xx\nDate: 2 March 2010\n"
    assert [p.kind.value for p in passages_of(text_file(text))] == ["paragraph", "front"]


def test_a_letterhead_set_in_two_columns_is_read_column_by_column() -> None:
    raw = pdf_file(
        [
            (72, 80, "To: Leaders of all"),
            (322, 80, "Jo Marsh MP", 10.0, True),
            (72, 95, "councils"),
            (322, 92, "Minister for Papers", 10.0),
            (322, 104, "London SW1P 4DF", 10.0),
            (416, 246, "16 December 2024"),
            (72, 303, "Dear Leaders"),
            (72, 340, "The paper published today sets out how the government means to go on."),
        ]
    )
    assert [p.text for p in passages_of(raw) if p.kind is PassageKind.FRONT] == [
        "To: Leaders of all\ncouncils",
        "Jo Marsh MP\nMinister for Papers\nLondon SW1P 4DF",
        "16 December 2024",
        "Dear Leaders",
    ]


def test_a_field_of_a_cover_and_its_value_in_the_next_column_are_one() -> None:
    raw = pdf_file(
        [
            (72, 80, "From:", 12.0, True),
            (200, 80, "Jo Marsh, Leader"),
            (72, 110, "Subject:", 12.0, True),
            (200, 110, "How we are getting on"),
            (72, 160, "1. Introduction", 12.0, True),
            (72, 190, "This report tells the board how the work is getting on."),
        ]
    )
    assert [p.text for p in passages_of(raw)][:2] == [
        "From: Jo Marsh, Leader",
        "Subject: How we are getting on",
    ]


def test_a_new_letter_starts_without_the_headings_of_the_one_before() -> None:
    found = passages_of(text_file(LETTER + "\n\n\n" + LETTER))
    prose = [p.heading_path for p in found if p.text.startswith("Thank you")]
    assert prose == [(), ()]


def test_word_s_address_lines_are_one_block_that_ends_with_its_postcode() -> None:
    lines = ["Jo Marsh", "The Old House", "Northam NA1 2BC", "Mr P Quill", "Chief Executive", "3 March 2011"]
    lines += ["Dear Mr Quill", "Thank you for your letter, which I read with care and shared with the board."]
    found = passages_of(word_file(*(Line(x, 0) for x in lines)))
    assert [p.text for p in found][:4] == [
        "Jo Marsh\nThe Old House\nNortham NA1 2BC",
        "Mr P Quill\nChief Executive",
        "3 March 2011",
        "Dear Mr Quill",
    ]
