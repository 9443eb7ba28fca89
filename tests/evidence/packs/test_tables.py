"""Rows of workbooks and of texts set as pages stand in a pack as tables."""

import re

import pypdfium2
from hypothesis import given
from hypothesis import strategies as st
from packing import announce, cite, page_texts, store_file

from evidence.model import Passage, PassageKind
from evidence.packs.assembling.assemble import assemble
from evidence.packs.pack import SetPassage
from evidence.packs.planning.plan import plan
from evidence.packs.setting.grid import ROOM, Grid, Row, looks
from evidence.packs.setting.tables import Table, flowables, tables
from evidence.packs.setting.text_layout import Marks, draw
from evidence.services import Services
from evidence.store import packs

HEADS = ("Code", "Indicator", "Q1", "Q2")


def _row(
    number: int, text: str, columns: tuple[str, ...] = (), sheet: int = 1, label: str = ""
) -> SetPassage:
    return SetPassage(number, PassageKind.ROW, label, text, columns=columns, page=sheet)


def _filled(*columns: int) -> SetPassage:
    """A row of a sheet that fills these columns of HEADS, from the first to the last of them."""
    between = range(columns[0], columns[-1] + 1)
    cells = [f"{n}0" if n in columns else "" for n in between]
    return _row(100 + columns[0] * 10 + columns[-1], " | ".join(cells), HEADS[columns[0] : columns[-1] + 1])


def _figures(count: int) -> list[SetPassage]:
    head = _row(1, " | ".join(HEADS))
    return [
        head,
        *(_row(n, f"CS {n:02} | Visits in time | {n}.0 | {n}.5", HEADS) for n in range(2, count + 2)),
    ]


def _drawn(passages: list[SetPassage], cited: frozenset[int] = frozenset()) -> tuple[bytes, Marks]:
    marks = Marks()
    story = [flowable for piece in tables(passages) if isinstance(piece, Table)
             for flowable in flowables(piece, cited, marks)]  # fmt: skip
    return draw(story, marks, "foot").pdf, marks


def test_rows_that_fill_some_of_the_columns_stand_in_the_same_table_each_figure_under_its_head() -> None:
    (table,) = tables([*_figures(1), _filled(0, 3), _filled(0, 1, 2), _filled(1, 2, 3), _filled(2, 3)])
    assert isinstance(table, Table) and table.heads == HEADS
    (grid,) = [f for f in flowables(table, frozenset(), Marks()) if isinstance(f, Grid)]
    assert [row.cells for row in grid.rows[1:]] == [
        ("00", "", "", "30"),
        ("00", "10", "20", ""),
        ("", "10", "20", "30"),
        ("", "", "20", "30"),
    ]


def test_heads_that_begin_after_their_rows_stand_over_their_own_columns() -> None:
    rows = [_row(n, f"North | {n} | {n}", ("", "Q1", "Q2")) for n in (2, 3)]
    (table,) = tables([_row(1, "Q1 | Q2"), *rows])
    (grid,) = [f for f in flowables(table, frozenset(), Marks()) if isinstance(f, Grid)]
    assert grid.heads is not None and grid.heads.cells == ("", "Q1", "Q2")
    assert [row.cells for row in grid.rows] == [("North", "2", "2"), ("North", "3", "3")]


def test_the_table_of_a_short_mail_is_one_and_its_letterhead_is_none() -> None:
    said = ("From: Jo", "Tel 01 | jo@a.gov.uk | a.gov.uk", "Dear Sam,", "Team | On time", "North | 81%", "Jo")
    front = [SetPassage(n, PassageKind.FRONT, "", text) for n, text in enumerate(said, start=1)]
    pieces = list(tables(front))
    assert [piece.text for piece in pieces if isinstance(piece, SetPassage)] == [*said[:3], "Jo"]
    assert [[row.text for row in piece.rows] for piece in pieces if isinstance(piece, Table)] == [
        ["Team | On time", "North | 81%"]
    ]
    assert all(isinstance(piece, SetPassage) for piece in tables(front, gaps=False))


def test_a_row_whose_columns_two_places_could_be_stands_apart_under_its_own_heads() -> None:
    heads = ("Area", "Q1", "Q2", "Q1", "Q2")
    whole = _row(2, "North | 1 | 2 | 3 | 4", heads)
    pieces = list(tables([_row(1, " | ".join(heads)), whole, _row(3, "7 | 8", ("Q1", "Q2"))]))
    assert [piece.heads for piece in pieces] == [heads, ("Q1", "Q2")]


def test_rows_under_the_same_columns_are_one_table_whose_heads_are_the_row_above_them() -> None:
    title = SetPassage(90, PassageKind.HEADING, "", "Figures")
    pieces = list(tables([title, _row(91, "Position at the end of March"), *_figures(3)]))
    assert pieces[:2] == [title, _row(91, "Position at the end of March")]
    (table,) = pieces[2:]
    assert isinstance(table, Table)
    assert (table.heads, len(table.rows)) == (HEADS, 4)


def test_a_table_ends_with_its_sheet_and_where_other_heads_begin() -> None:
    second = [
        _row(50, "Area | All"),
        _row(51, "Adur | 4", ("Area", "All")),
        _row(52, "Arun | 5", ("Area", "All"), 2),
    ]
    found = [piece for piece in tables([*_figures(2), *second]) if isinstance(piece, Table)]
    assert [len(table.rows) for table in found] == [3, 2, 1]
    assert found[2].heads == ("Area", "All")


def test_heads_stand_again_on_every_page_and_each_row_leaves_its_place_once() -> None:
    pdf, marks = _drawn(_figures(200), frozenset({7}))
    texts = page_texts(pdf)
    assert len(texts) > 2
    assert all("Indicator" in text for text in texts)
    assert sorted(mark.key[1] for mark in marks.places) == list(range(1, 202))


def test_a_cell_longer_than_a_page_goes_on_over_the_next_with_every_word_once() -> None:
    words = [f"w{n:04}" for n in range(3000)]
    pdf, marks = _drawn([_row(1, "Area | " + " ".join(words)), _row(2, "Arun | short")])
    found = re.findall(r"w\d{4}", " ".join(page_texts(pdf)))
    assert found == words
    assert {mark.page for mark in marks.places if mark.key[1] == 1} == set(range(len(page_texts(pdf))))


def test_columns_without_room_side_by_side_go_below_with_the_first_column_again() -> None:
    many = [" | ".join([f"Area {r}", *(f"value-{r}-{n:02}" for n in range(40))]) for r in range(3)]
    pdf, _ = _drawn([_row(n, text) for n, text in enumerate(many)])
    text = " ".join(page_texts(pdf))
    assert all(f"value-{r}-{n:02}" in text for r in range(3) for n in range(40))
    assert "The same rows, columns" in text
    assert text.count("Area 1") > 1


@given(st.lists(st.lists(st.text("ab1 %✓|", max_size=40), min_size=2, max_size=14), min_size=1, max_size=6))
def test_whatever_the_cells_no_table_is_wider_than_the_page(cells: list[list[str]]) -> None:
    across = max(len(row) for row in cells)
    rows = [Row((*row, *([""] * (across - len(row))))) for row in cells]
    found = looks(None, rows)
    assert all(sum(look.widths) <= ROOM + 1 for look, _ in found)
    assert {column for _, columns in found for column in columns} == set(range(across))


def test_a_cited_row_of_a_workbook_is_highlighted_across_the_table(services: Services) -> None:
    announce(services)
    rows = [
        Passage(0, PassageKind.ROW, " | ".join(HEADS)),
        Passage(1, PassageKind.ROW, "CS 07 | Conferences held in time | 61.5 | 66.4", columns=HEADS),
    ]
    paper = store_file(services, b"figures", "figures.xlsx", rows, media_type="text/plain", date="2010-05-01")
    cite(services, paper, 1, block="B")
    packs.add(services.record, "One", "Safeguarding 2011")
    packs.add_section(services.record, "One", block="B")
    built = assemble(plan(services, "One"), services.files.read)
    page = pypdfium2.PdfDocument(built.pdf)[built.document_pages[paper] - 1]
    text = page.get_textpage()
    assert "CS 07\r\nConferences" in text.get_text_range() or "CS 07 Conferences" in text.get_text_range()
    left, bottom, right, top = text.get_charbox(text.get_text_range().index("66.4"))
    found = page.render(scale=2).to_pil().convert("RGB")
    across, down = int((right + 1.5) * 2), int((page.get_height() - bottom + 2) * 2)
    assert found.getpixel((across, down)) not in {(255, 255, 255), (243, 242, 241)}
    assert top > bottom and left < right
