"""Tables: rows from tabs, from markdown, and from where words stand; cells keep their columns."""

import pytest
from structure_raw import pdf_file, text_file

from evidence.model import PassageKind
from ingest.structure import passages_of
from ingest.structure.rows import whole_words


def rows(raw_text: str) -> list[str]:
    return [p.text for p in passages_of(text_file(raw_text)) if p.kind is PassageKind.ROW]


def test_tabs_make_rows_and_empty_cells_keep_their_place() -> None:
    assert rows("Outcome\tPriority\tTerm\nBe safe\tHomes\tlong\n\tSchools\tshort\nBe well\t\n") == [
        "Outcome | Priority | Term",
        "Be safe | Homes | long",
        " | Schools | short",
        "Be well",
    ]


def test_a_markdown_table_makes_rows_without_its_rule() -> None:
    assert rows("| Area | Grade |\n|---|:---:|\n| Homes | good |") == ["Area | Grade", "Homes | good"]


def test_debris_of_tags_in_cells_is_cleaned() -> None:
    assert rows("20 Sept\t<ul> <li>We send names.</li> <li>35 <b>children</b></li> </ul><br>Then wait.") == [
        "20 Sept | We send names. 35 children Then wait."
    ]


def test_words_on_one_height_far_apart_are_a_row_with_wrapped_cells_whole() -> None:
    raw = pdf_file(
        [
            (76, 270, "Judgement", 12.0, True),
            (303, 270, "Grade", 12.0, True),
            (76, 305, "The impact of leaders on practice"),
            (76, 320, "with children and families"),
            (303, 312, "Requires improvement"),  # centred beside two lines
            (76, 347, "The experiences of those in care"),
            (303, 347, "Good"),
            (76, 390, "Overall effectiveness"),
            (303, 390, "Requires"),
            (303, 405, "improvement"),
            (
                72,
                460,
                "Since the last inspection of the council its services have become better in most ways.",
            ),
        ]
    )
    found = passages_of(raw)
    assert [p.text for p in found if p.kind is PassageKind.ROW] == [
        "Judgement | Grade",
        "The impact of leaders on practice with children and families | Requires improvement",
        "The experiences of those in care | Good",
        "Overall effectiveness | Requires improvement",
    ]
    assert found[-1].kind is PassageKind.PARAGRAPH


def test_a_table_of_figures_set_tight_has_a_row_a_line() -> None:
    lines = [(72, 200, "Code", 10.0), (150, 200, "Indicator", 10.0), (400, 200, "Value", 10.0)]
    for n, name in enumerate(("Assessments in time", "Referrals again", "Children in need")):
        top = 213 + 13 * n
        lines += [(72, top, f"NI {n}", 10.0), (150, top, name, 10.0), (400, top, f"{61 + n}.5", 10.0)]
    assert [p.text for p in passages_of(pdf_file(lines))] == [
        "Code | Indicator | Value",
        "NI 0 | Assessments in time | 61.5",
        "NI 1 | Referrals again | 62.5",
        "NI 2 | Children in need | 63.5",
    ]


def test_a_label_that_stands_apart_from_its_words_is_a_label_not_a_cell() -> None:
    raw = pdf_file(
        [(72, 300, "1."), (100, 300, "Children benefit from early help."), (72, 330, "2."), (100, 330, "So.")]
    )
    assert [(p.kind, p.label) for p in passages_of(raw)] == [
        (PassageKind.PARAGRAPH, "1."),
        (PassageKind.PARAGRAPH, "2."),
    ]


def test_words_of_a_justified_line_are_not_cells() -> None:
    raw = pdf_file(
        [
            (72, 100, "Members of the board noted the work that would be required of them in"),
            *[(72 + 90 * n, 115, word) for n, word in enumerate(("order", "to", "make", "progress", "this"))],
            (72, 130, "year and in the years after it, as the plan said."),
        ]
    )
    assert [p.kind for p in passages_of(raw)] == [PassageKind.PARAGRAPH]


SCORES = [
    (76, 100, "Indicator", 9.0, True),
    *((x, 100, words, 9.0, True) for x, words in ((270, "Q1"), (320, "Q2"), (370, "Q3"), (420, "RAG"))),
    *((76, top, name, 9.0) for top, name in ((118, "Visits in time"), (136, "Homes"), (154, "Reviews"))),
    *((270, top, value, 9.0) for top, value in ((118, "91"), (136, "12"), (154, "88%"))),
    *((320, top, value, 9.0) for top, value in ((118, "90"), (136, "–"), (154, "86%"))),
    *((370, top, value, 9.0) for top, value in ((118, "87"), (136, "14"), (154, "–"))),
    *((420, top, value, 9.0) for top, value in ((118, "Red"), (136, "G"), (154, "Amber"))),
]


def test_bare_figures_and_dashes_in_a_row_are_cells_and_no_labels() -> None:
    found = [p.text for p in passages_of(pdf_file(SCORES)) if p.kind is PassageKind.ROW]
    assert found == [
        "Indicator | Q1 | Q2 | Q3 | RAG",
        "Visits in time | 91 | 90 | 87 | Red",
        "Homes | 12 | – | 14 | G",
        "Reviews | 88% | 86% | – | Amber",
    ]


def test_a_note_under_a_table_is_no_part_of_its_last_row() -> None:
    found = passages_of(pdf_file([*SCORES, (76, 166, "¹ Aged 19 to 21 on the day.", 9.0)]))
    assert [p.text for p in found][-2:] == ["Reviews | 88% | 86% | – | Amber", "¹ Aged 19 to 21 on the day."]


def test_a_name_alone_in_an_evenly_set_table_opens_a_part_of_it() -> None:
    rows = ["Overall effectiveness", "Capacity", "Services for others", "Overall effectiveness"]
    grades = ["Adequate", "Good", "", "Good"]
    placed = [(76.0, 100.0 + 18 * n, name, 10.0) for n, name in enumerate(rows)]
    placed += [(400.0, 100.0 + 18 * n, grade, 10.0) for n, grade in enumerate(grades) if grade]
    found = [p.text for p in passages_of(pdf_file(sorted(placed, key=lambda x: (x[1], x[0]))))]
    assert found == [
        "Overall effectiveness | Adequate",
        "Capacity | Good",
        "Services for others",
        "Overall effectiveness | Good",
    ]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["Septembe", "r 2023"], ["September", "2023"]),
        (["Safeguardi", "ng", "lead"], ["Safeguarding", "lead"]),
        (["Head of", "care"], ["Head of", "care"]),
        (["Ann Weir", "and team"], ["Ann Weir", "and team"]),
        (["Plan", "a visit"], ["Plan", "a visit"]),
    ],
)
def test_only_a_word_that_a_narrow_cell_breaks_is_made_whole(lines: list[str], whole: list[str]) -> None:
    assert whole_words(lines) == whole
