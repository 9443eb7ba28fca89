"""Workbooks and CSV: rows of values that can be cited by cell."""

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from reader_files import read, texts

from evidence.errors import Unreadable


def book(path: Path, **sheets: list[list[object]]) -> Path:
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, cells in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in cells:
            sheet.append(row)
    workbook.save(path)
    return path


def test_each_row_is_a_line_that_knows_its_first_cell(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx", Indicators=[["NI 59", 72, None, "met"], [], [None, "late", 4.25]], Blank=[]
    )
    raw = read(path)
    assert [(x.cell, x.role, x.text) for x in raw.pages[0].lines] == [
        ("Indicators!A1", "row", "NI 59\t72\t\tmet"),
        ("Indicators!B3", "row", "late\t4.25"),
    ]
    assert [(page.number, page.quality) for page in raw.pages] == [(1, "text"), (2, "blank")]
    assert raw.paged is False


def test_values_are_written_as_people_cite_them(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        S=[[date(2011, 6, 22), datetime(2011, 6, 22, 9, 30), 0.1 + 0.2, 1234567, True, "two\nlines", 0.722]],
    )
    from openpyxl import load_workbook

    workbook = load_workbook(path)
    workbook["S"]["G1"].number_format = "0.0%"
    workbook.save(path)
    assert texts(read(path)) == ["2011-06-22\t2011-06-22 09:30\t0.3\t1234567\tTRUE\ttwo lines\t72.2%"]


def test_formulas_without_a_stored_result_are_named(tmp_path: Path) -> None:
    raw = read(book(tmp_path / "a.xlsx", S=[["total", "=SUM(1,2)"]]))
    assert texts(raw) == ["total"]
    assert raw.warnings == (
        "1 formulas on sheet S hold no stored result and were not read: "
        "open the workbook in Excel, save it, and ingest it again.",
    )


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_a_csv_is_parted_by_whichever_sign_it_uses(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "rates 2011.csv"
    rows = [["area", "rate"], ["North; east, west", "4.5"], ["South", ""]]
    path.write_text("\n".join(sign.join(f'"{c}"' for c in row) for row in rows), encoding="cp1252")
    raw = read(path)
    assert [(x.cell, x.text) for x in raw.pages[0].lines] == [
        ("rates 2011!A1", "area\trate"),
        ("rates 2011!A2", "North; east, west\t4.5"),
        ("rates 2011!A3", "South"),
    ]


def test_an_empty_workbook_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="The table holds no values"):
        read(book(tmp_path / "a.xlsx", S=[]))


def test_real_tables_keep_every_row(corpus: Path) -> None:
    path = corpus / "mixed" / "neet.csv"
    raw = read(path)
    assert len(raw.pages[0].lines) == len(path.read_text().splitlines())
    assert raw.pages[0].lines[0].text.split("\t")[0] == "area_code"
    carers = read(corpus / "mixed" / "carers.xlsx")
    assert carers.pages[0].lines[0].cell == "Population!A1"


def test_a_line_that_tells_excel_the_separator_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=;\nIndicator;May\nVisits in time;1,5\n")
    assert texts(read(path)) == ["Indicator\tMay", "Visits in time\t1,5"]
