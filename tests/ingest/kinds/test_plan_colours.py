"""Ratings that a plan gives by the colour of a cell alone, in Excel and in Word."""

from pathlib import Path

import pytest
from kinds_read import read_path
from openpyxl import Workbook
from openpyxl.styles import PatternFill
from reader_files import docx, paragraph

from evidence.model import Reading
from evidence.settings import Settings
from ingest.readers.colours import colour_of

HEAD = ("Ref", "Action", "Lead officer", "Deadline", "RAG")
Cell = str | tuple[str, str]


def workbook(path: Path, rows: list[tuple[Cell, ...]], sheet: str = "Improvement Plan") -> Path:
    """A sheet of cells; a pair is a cell's words and its fill."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for r, row in enumerate(rows, 1):
        for c, cell in enumerate(row, 1):
            words, fill = cell if isinstance(cell, tuple) else (cell, "")
            place = page.cell(r, c, words or None)
            if fill:
                place.fill = PatternFill("solid", fgColor=fill)
    book.save(path)
    return path


def ratings(plan: Reading) -> list[tuple[str, str]]:
    assert plan.kind == "plan" and plan.register is not None
    return [(m.label, m.rag) for m in plan.register.measures]


def test_a_workbooks_colours_are_ratings_and_are_said_to_be_colours(
    tmp_path: Path, settings: Settings
) -> None:
    rows: list[tuple[Cell, ...]] = [
        ("Ravensholm Improvement Plan, updated 12 September 2024",),
        tuple((h, "FF4472C4") for h in HEAD),
        ("Theme 1: Front door",),
        ("1.1", "Recruit three managers", "Head of Service", "31/10/2024", ("", "FFFF0000")),
        ("1.2", "Decide daily with the police", "DI Alder", "30/09/2024", ("", "FF92D050")),
        ("1.3", "Publish the thresholds", "L. Voss", "31/12/2024", ("Amber", "FF92D050")),
        ("1.4", "Refresh the local offer", "L. Voss", "31/03/2025", ""),
    ]
    (plan,) = read_path(workbook(tmp_path / "plan.xlsx", rows), settings)
    assert ratings(plan) == [("1.1", "red"), ("1.2", "green"), ("1.3", "amber"), ("1.4", "")]
    assert "2 ratings are from the cell's colour: the cell names none in words." in plan.warnings
    assert plan.field("date") == "2024-09-12" and plan.source is None


def test_the_colour_of_a_whole_row_rates_nothing(tmp_path: Path, settings: Settings) -> None:
    band = "FFC6EFCE"
    rows: list[tuple[Cell, ...]] = [
        HEAD,
        tuple((words, band) for words in ("1", "Hold weekly surgeries", "DCS", "May 2025", "")),
    ]
    (plan,) = read_path(workbook(tmp_path / "plan.xlsx", rows, sheet="Actions"), settings)
    assert ratings(plan) == [("1", "")]


def test_a_word_tables_shading_is_read_too(tmp_path: Path, settings: Settings) -> None:
    def row(*cells: Cell) -> str:
        made = ""
        for cell in cells:
            words, fill = cell if isinstance(cell, tuple) else (cell, "")
            shade = f'<w:tcPr><w:shd w:val="clear" w:fill="{fill}"/></w:tcPr>' if fill else ""
            made += f"<w:tc>{shade}{paragraph(words)}</w:tc>"
        return f"<w:tr>{made}</w:tr>"

    body = (
        paragraph("Millbrook Improvement Plan")
        + paragraph("Agreed by the Improvement Board on 3 June 2023")
        + "<w:tbl>"
        + row(*HEAD)
        + row("1a", "Audit 20 case files a month", "QA Manager", "Monthly", ("", "00B050"))
        + row("1b", "Chronologies on every file", "Team managers", "July 2023", ("Delayed", "FFC000"))
        + row("1c", "Supervision every month", "Heads of service", "Now", "R")
        + "</w:tbl>"
    )
    (plan,) = read_path(docx(tmp_path / "plan.docx", body), settings)
    assert ratings(plan) == [("1a", "green"), ("1b", "amber"), ("1c", "red")]
    assert plan.source is None  # the board that agreed to it did not write it


@pytest.mark.parametrize(
    ("fill", "name"),
    [
        ("FFFF0000", "red"),
        ("C00000", "red"),
        ("FFC7CE", "red"),
        ("FFC000", "amber"),
        ("FFEB9C", "amber"),
        ("FFFF00", "yellow"),
        ("00B050", "green"),
        ("C6EFCE", "green"),
        ("0070C0", "blue"),
        ("DDEBF7", ""),
        ("BDD7EE", ""),
        ("D9D9D9", ""),
        ("FFFFFF", ""),
        ("7030A0", ""),
        ("auto", ""),
    ],
)
def test_colours_have_the_names_that_people_give_them(fill: str, name: str) -> None:
    assert colour_of(fill) == name
