"""Workbooks whole: merged cells, what is hidden, comments, text boxes, symbol fonts, strict files."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from office_files import cell as ods_cell
from office_files import ods
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from reader_files import read, texts
from word_packages import relationships

from ingest.readers.raw import RawFile


def made(path: Path, fill: Callable[[Worksheet], None]) -> Path:
    book = Workbook()
    book.active.title = "Team"
    fill(book.active)
    book.save(path)
    return path


def rewritten(path: Path, change: Callable[[str, bytes], tuple[str, bytes]], **more: bytes) -> Path:
    """The package with each part changed, and others added."""
    with zipfile.ZipFile(path) as package:
        members = [change(name, package.read(name)) for name in package.namelist()]
    with zipfile.ZipFile(path, "w") as package:
        for name, data in [*members, *more.items()]:
            package.writestr(name, data)
    return path


def lines(raw: RawFile) -> list[tuple[str, str, str]]:
    return [(x.role, x.cell, x.text) for page in raw.pages for x in page.lines]


def test_a_cell_merged_over_rows_names_each_of_them(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (["Area", "Month", "Late"], ["West", "May", 4], [None, "June", 6], ["East", "May", 1]):
            sheet.append(row)
        sheet.merge_cells("A2:A3")

    assert texts(read(made(tmp_path / "a.xlsx", fill)))[1:] == [
        "West\tMay\t4",
        "West\tJune\t6",
        "East\tMay\t1",
    ]


def test_what_the_sheet_hides_is_kept_and_says_so(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (["Area", "Code", "Late"], ["West", "w9", 4], ["East", "e9", 6]):
            sheet.append(row)
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        other = sheet.parent.create_sheet("Workings")
        other.append(["draft", 9])
        other.sheet_state = "veryHidden"

    raw = read(made(tmp_path / "a.xlsx", fill))
    assert lines(raw) == [
        ("row", "Team!A1", "Area\t\tLate"),
        ("row", "Team!A2", "West\t\t4"),
        ("note", "Team!B1", "Hidden cells, row 1: Code"),
        ("note", "Team!B2", "Hidden cells, row 2: w9"),
        ("note", "Team!A3", "Hidden row 3: East | e9 | 6"),
        ("note", "Workings!A1", "Hidden sheet, row 1: draft | 9"),
    ]
    assert raw.warnings == (
        "Of sheet Team, row 3 and column B are hidden in the workbook, and marked as hidden here.",
        "Sheet Workings is hidden in the workbook: what it holds is marked as hidden.",
    )


def test_a_comment_stands_after_the_rows_with_its_cell(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Visits", 41])
        sheet["B1"].comment = Comment("Jo Moor:\nTwo are estimates.", "Jo Moor")

    assert lines(read(made(tmp_path / "a.xlsx", fill)))[1:] == [
        ("note", "Team!B1", "Comment by Jo Moor: Two are estimates.")
    ]


def test_the_words_of_shapes_stand_after_the_rows(tmp_path: Path) -> None:
    drawing = (
        b'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        b'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from>'
        b"<xdr:col>2</xdr:col><xdr:row>4</xdr:row></xdr:from><xdr:grpSp><xdr:sp><xdr:txBody><a:p><a:r>"
        b"<a:t>Agency staff </a:t></a:r><a:r><a:t>not counted</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
        b"</xdr:grpSp></xdr:twoCellAnchor></xdr:wsDr>"
    )
    path = made(tmp_path / "a.xlsx", lambda sheet: sheet.append(["Staff", 12]))
    ties = relationships([("rId1", "drawing", "../shapes/one.xml")]).encode()
    more = {"xl/worksheets/_rels/sheet1.xml.rels": ties, "xl/shapes/one.xml": drawing}
    assert lines(read(rewritten(path, lambda name, data: (name, data), **more)))[1:] == [
        ("paragraph", "Team!C5", "Agency staff not counted")
    ]


def test_a_charts_title_is_read_and_its_figures_are_not_read_twice(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (["Month", "Late"], ["May", 4], ["June", 6]):
            sheet.append(row)
        chart = BarChart()
        chart.title = "Late visits"
        chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
        sheet.add_chart(chart, "D2")

    assert lines(read(made(tmp_path / "a.xlsx", fill)))[3:] == [
        ("paragraph", "Team!D2", "Chart: Late visits")
    ]


def test_a_tick_in_a_symbol_font_is_a_tick(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Policy", "ü", "û"])
        sheet["B1"].font = sheet["C1"].font = Font(name="Wingdings")

    assert texts(read(made(tmp_path / "a.xlsx", fill))) == ["Policy\t✓\t✗"]


def test_formats_and_strict_vocabularies_are_read(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([4071, 0.5, 1.2604166666666667])
        for at, code in (("A1", "000000"), ("B1", "0%"), ("C1", "[h]:mm")):
            sheet[at].number_format = code

    def strict(name: str, data: bytes) -> tuple[str, bytes]:
        for family in (b"spreadsheetml", b"officeDocument", b"drawingml"):
            old = b"http://schemas.openxmlformats.org/%s/2006/" % family
            data = data.replace(old, b"http://purl.oclc.org/ooxml/%s/" % family)
        return name, data

    path = made(tmp_path / "a.xlsx", fill)
    assert texts(read(path)) == ["004071\t50%\t30:15"]
    assert texts(read(rewritten(path, strict))) == ["004071\t50%\t30:15"]


def test_parts_named_with_backslashes_are_found(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx", lambda sheet: sheet.append(["Visits", 41]))
    assert texts(read(rewritten(path, lambda name, data: (name.replace("/", "\\"), data)))) == ["Visits\t41"]


@pytest.mark.parametrize("result", ["", "<v></v>", "<v/>"])
def test_a_formula_whose_result_is_an_empty_text_is_no_fault(tmp_path: Path, result: str) -> None:
    path = made(tmp_path / "a.xlsx", lambda sheet: sheet.append(["Visits", '=IF(A1="","x","")']))

    def stored(name: str, data: bytes) -> tuple[str, bytes]:
        if name.endswith("sheet1.xml"):
            start, end = data.index(b'<c r="B1"'), data.index(b"</c>", data.index(b'<c r="B1"'))
            data = data[:start] + f'<c r="B1" t="str"><f>X1</f>{result}'.encode() + data[end:]
        return name, data

    assert bool(read(rewritten(path, stored)).warnings) is (result == "")


def test_an_opendocument_sheet_shows_merges_comments_and_what_is_hidden(tmp_path: Path) -> None:
    covered = "<table:covered-table-cell/>"
    spanned = '<table:table-cell table:number-rows-spanned="2"><text:p>West</text:p></table:table-cell>'
    note = (
        "<table:table-cell><office:annotation><text:p>Estimated.</text:p></office:annotation>"
        "<text:p>6</text:p></table:table-cell>"
    )
    body = f"<table:table-row>{spanned}{ods_cell('May')}</table:table-row>"
    body += f"<table:table-row>{covered}{ods_cell('June')}{note}</table:table-row>"
    body += f'<table:table-row table:visibility="collapse">{ods_cell("draft")}</table:table-row>'
    shown = ods_cell("72%", "percentage", "0.7234")
    body += f"<table:table-row>{shown}</table:table-row>"
    assert lines(read(ods(tmp_path / "a.ods", ("Team", body)))) == [
        ("row", "Team!A1", "West\tMay"),
        ("row", "Team!A2", "West\tJune\t6"),
        ("row", "Team!A4", "72%"),
        ("note", "Team!C2", "Comment: Estimated."),
        ("note", "Team!A3", "Hidden row 3: draft"),
    ]
