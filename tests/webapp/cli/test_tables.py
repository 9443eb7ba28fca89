"""Tables on the command line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.cli import tables

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=60)
ROWS = st.lists(st.lists(TEXT, min_size=3, max_size=3), max_size=4)


def test_a_short_table_stands_in_columns(capsys: pytest.CaptureFixture[str]):
    tables.draw("Papers", ("id", "title"), [(1, "A letter"), (20, None)])
    assert capsys.readouterr().out.split("\n") == [
        "Papers",
        "id ┃ title",
        "━━━╇━━━━━━━━━",
        "1  │ A letter",
        "20 │",
        "",
    ]


def test_words_are_wrapped_and_a_long_one_is_cut_where_the_line_ends(capsys: pytest.CaptureFixture[str]):
    tables.draw("T", ("a", "b"), [("one two " * 30, "x" * 200)])
    said = capsys.readouterr().out.split("\n")
    assert all(len(line) <= tables.PLAIN for line in said)
    assert "".join(said).count("x") == 200 and "".join(said).count("two") == 30


def test_what_moves_the_cursor_does_not_leave_a_document(capsys: pytest.CaptureFixture[str]):
    tables.draw("T", ("a",), [("\x1b[31mred\r\x07",)])
    assert "\x1b[31" not in capsys.readouterr().out


@given(ROWS)
def test_nothing_is_lost_and_no_line_is_too_wide(rows: list[list[str]]):
    names, room = ["a", "b", "c"], 40
    cells = [[tables._clean(cell) for cell in row] for row in rows]
    widths = tables._widths([names, *cells], room - 6)
    assert sum(widths) <= room - 6
    for row in cells:
        lines = list(tables._lines(row, widths))
        for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
            parts = [line[place] for line in lines]
            assert all(tables._width(part) == width for part in parts)
            assert "".join("".join(parts).split()) == "".join(cell.split())
