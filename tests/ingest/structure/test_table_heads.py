"""A table's rows know their columns' names; heads that a page repeats are gone; broken rows are whole."""

from pathlib import Path

from openpyxl import Workbook
from reader_files import read
from structure_raw import pdf_file, text_file

from evidence.model import Passage, PassageKind
from ingest.structure import passages_of

HEAD = [(72, 0, "Action", 11.0, True), (250, 0, "Owner", 11.0, True), (400, 0, "By", 11.0, True)]
PROSE = "The board asked for a plan, and it was brought to the board in the month of May."


def at(top: float, *cells: tuple) -> list[tuple]:
    return [(left, top + below, *rest) for left, below, *rest in cells]


def row(top: float, action: str, owner: str, by: str) -> list[tuple]:
    return at(top, (72, 0, action, 11.0), (250, 0, owner, 11.0), (400, 0, by, 11.0))


def rows(found: tuple[Passage, ...]) -> list[Passage]:
    return [p for p in found if p.kind is PassageKind.ROW]


def test_each_row_under_a_bold_head_has_a_name_for_each_cell() -> None:
    page = [(72, 60, PROSE, 11.0), *at(100, *HEAD), *row(120, "Open a home", "Jo Marsh", "May")]
    head, first = rows(passages_of(pdf_file(page)))
    assert head.columns == ()
    assert dict(zip(first.columns, first.text.split(" | "), strict=True)) == {
        "Action": "Open a home",
        "Owner": "Jo Marsh",
        "By": "May",
    }


def test_a_head_s_names_of_several_lines_are_one_row() -> None:
    head = [*HEAD, (396, 14, "month", 11.0, True), (398, 28, "end", 11.0, True)]
    page = at(100, *head)
    for n in range(9):
        page += row(160 + 40 * n, f"Open home {n}", "Jo Marsh", "May")
    first = rows(passages_of(pdf_file(page)))[0]
    assert first.text == "Action | Owner | By month end"


def test_a_head_repeated_on_the_next_page_is_gone_and_still_names_the_columns() -> None:
    one = [(72, 60, PROSE, 11.0), *at(700, *HEAD), *row(720, "Open a home", "Jo Marsh", "May")]
    two = [*at(150, *HEAD), *row(170, "Close a home", "Al Quill", "June")]
    found = rows(passages_of(pdf_file(one, two)))
    assert [p.text for p in found] == [
        "Action | Owner | By",
        "Open a home | Jo Marsh | May",
        "Close a home | Al Quill | June",
    ]
    assert found[2].columns == ("Action", "Owner", "By")


def test_a_second_table_under_its_own_heading_keeps_its_head() -> None:
    one = [*at(100, *HEAD), *row(120, "Open a home", "Jo Marsh", "May")]
    two = [
        (72, 100, "Children in care", 14.0, True),
        *at(130, *HEAD),
        *row(150, "Close a home", "Al Quill", "June"),
    ]
    assert [p.text.split(" | ")[0] for p in rows(passages_of(pdf_file(one, two)))].count("Action") == 2


def test_a_row_that_a_page_breaks_in_two_is_one_passage_with_a_place_on_both() -> None:
    one = [
        (72, 60, PROSE, 11.0),
        *at(740, *HEAD),
        *row(760, "Open a home for", "Jo Marsh, with", "May"),
    ]
    two = [(250, 150, "the partners", 11.0), (400, 150, "or so", 11.0), *row(190, "Close one", "Al", "June")]
    found = rows(passages_of(pdf_file(one, two)))
    assert found[1].text == "Open a home for | Jo Marsh, with the partners | May or so"
    assert (found[1].page, found[1].end_page) == (1, 2)
    assert {r[0] for r in found[1].rects} == {1, 2}


def test_a_text_s_table_has_its_columns_named_too() -> None:
    table = "| Measure | Owner | Rating |\n|---|---|---|\n| Homes | Jo | Red |\n| | Al | Green |"
    found = rows(passages_of(text_file(table)))
    assert [p.columns for p in found] == [(), ("Measure", "Owner", "Rating"), ("Measure", "Owner", "Rating")]


def test_rows_without_a_head_have_no_names() -> None:
    found = rows(passages_of(text_file("1. Children who need help\tgood\n2. Care leavers\tadequate")))
    assert [p.columns for p in found] == [(), ()]


def test_columns_that_almost_touch_are_told_apart_in_a_long_table() -> None:
    left, right = "Words that fill the column", "And these stand close by it"
    page = []
    for n in range(14):
        page += [
            (72, 100 + 30 * n, left, 11.0),
            (216, 100 + 30 * n, right, 11.0),
            (420, 100 + 30 * n, "3", 11.0),
        ]
    assert {p.text for p in rows(passages_of(pdf_file(page)))} == {f"{left} | {right} | 3"}


def test_a_sheet_s_row_that_begins_in_another_column_has_the_names_of_its_own_columns(tmp_path: Path) -> None:
    book = Workbook()
    for line in (["Area", "Q1", "Q2", "Q3"], ["North", 1, 2, 3], [None, 5, 6, 7], [None, None, 8, 9]):
        book.active.append(line)
    book.save(tmp_path / "a.xlsx")
    found = rows(passages_of(read(tmp_path / "a.xlsx")))
    assert [(p.text, p.columns) for p in found[1:]] == [
        ("North | 1 | 2 | 3", ("Area", "Q1", "Q2", "Q3")),
        ("5 | 6 | 7", ("Q1", "Q2", "Q3")),
        ("8 | 9", ("Q2", "Q3")),
    ]


def test_a_sheet_s_row_that_begins_before_its_head_has_no_name_for_what_stands_before_it(
    tmp_path: Path,
) -> None:
    book = Workbook()
    for line in ([None, "Q1", "Q2"], ["North", 1, 2], ["South", 3, 4]):
        book.active.append(line)
    book.save(tmp_path / "a.xlsx")
    assert [p.columns for p in rows(passages_of(read(tmp_path / "a.xlsx")))[1:]] == [("", "Q1", "Q2")] * 2
