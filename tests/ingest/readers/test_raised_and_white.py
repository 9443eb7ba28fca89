"""What print says beside its letters: raised numbers are no part of a figure, white words are not seen."""

from pathlib import Path

from office_files import saved
from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from reader_files import read, texts
from word_packages import run, word

RAISED = '<w:vertAlign w:val="superscript"/>'


def test_a_raised_number_in_a_word_file_is_no_part_of_the_figure_before_it(tmp_path: Path) -> None:
    body = f"<w:p>{run('Visits: 95%')}{run('1', RAISED)}{run(' of 10')}{run('4', RAISED)}</w:p>"
    body += f"<w:p>{run('On the 5')}{run('th', RAISED)}{run(' of May')}</w:p>"
    body += f"<w:p>{run('1', RAISED)}{run(' Source: the audit.')}</w:p>"
    assert texts(read(word(tmp_path / "a.docx", body))) == [
        "Visits: 95%¹ of 10⁴",
        "On the 5th of May",
        "1 Source: the audit.",
    ]


def test_a_raised_number_in_a_web_page_is_no_part_of_the_figure_before_it(tmp_path: Path) -> None:
    page = "<p>Visits: 95%<sup>12</sup> of <b>408.2</b><sup>3</sup></p><p><sup>1</sup> Source: the audit.</p>"
    raw = read(saved(tmp_path / "a.html", f"<html><body>{page}</body></html>".encode()))
    assert texts(raw) == ["Visits: 95%¹² of 408.2³", "1 Source: the audit."]


def test_a_raised_number_in_rich_text_is_no_part_of_the_figure_before_it(tmp_path: Path) -> None:
    data = rb"{\rtf1\ansi Visits: 95%{\super 1} of 10\super 4\nosupersub  in all\par {\super 1} Source.\par}"
    assert texts(read(saved(tmp_path / "a.rtf", data))) == ["Visits: 95%¹ of 10⁴ in all", "1 Source."]


def test_white_words_of_rich_text_are_hidden_unless_they_have_a_ground(tmp_path: Path) -> None:
    colours = rb"{\colortbl;\red0\green0\blue0;\red255\green255\blue255;\red255\green0\blue0;}"
    shape = rb"{\shp{\*\shpinst{\shptxt \pard\cf2 White in a box\par}}}"
    body = rb"{\cf2 Unseen words\par}{\cf2\highlight1 White on black\par}{\cf3 Red words\par}"
    cell = rb"\trowd\cellx3000\intbl\cf2 White in a cell\cell\row\pard\plain "
    data = rb"{\rtf1\ansi" + colours + b"Seen words\\par " + body + shape + cell + rb"Last words\par}"
    raw = read(saved(tmp_path / "a.rtf", data))
    said = " ".join(texts(raw))
    for seen in (
        "Seen words",
        "White on black",
        "Red words",
        "White in a box",
        "White in a cell",
        "Last words",
    ):
        assert seen in said
    assert "Unseen" not in said
    assert raw.pages[0].left_out == (("hidden text", "Unseen words"),)


def test_a_list_counts_down_where_the_page_says_so(tmp_path: Path) -> None:
    page = "<ol reversed><li>Third</li><li>Second</li></ol><ol start=4><li>Fourth</li><li>Fifth</li></ol>"
    raw = read(saved(tmp_path / "a.html", f"<html><body>{page}</body></html>".encode()))
    assert [(x.label, x.text) for x in raw.pages[0].lines] == [
        ("2.", "Third"),
        ("1.", "Second"),
        ("4.", "Fourth"),
        ("5.", "Fifth"),
    ]


def test_a_term_with_one_short_description_is_a_label_with_its_value(tmp_path: Path) -> None:
    page = "<dl><dt>Chair</dt><dd>Jo Moor</dd><dt>Members:</dt><dd>Kit Lowe</dd><dd>Sal Khan</dd></dl>"
    raw = read(saved(tmp_path / "a.html", f"<html><body>{page}</body></html>".encode()))
    assert texts(raw) == ["Chair: Jo Moor", "Members:", "Kit Lowe", "Sal Khan"]


def test_a_sheet_that_colours_by_rules_says_so(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Visits in time", 0.84])
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx").warnings == ()
    rule = CellIsRule(operator="lessThan", formula=["0.9"], fill=PatternFill("solid", bgColor="FF0000"))
    book.active.conditional_formatting.add("B1:B1", rule)
    book.save(tmp_path / "b.xlsx")
    (said,) = read(tmp_path / "b.xlsx").warnings
    assert "conditional formatting" in said
