"""Tables of indicators: each value with its period, unit and cell."""

from dataclasses import replace
from pathlib import Path

from kinds_read import read_path, readings_of
from openpyxl import Workbook

from evidence.model import Reading
from evidence.settings import Settings
from ingest.readers.raw import Line, RawFile, RawPage


def sheet(settings: Settings, *rows: str) -> Reading:
    """A sheet called S: a row a line, cells parted by "|"."""
    text, lines = "", []
    for number, row in enumerate(rows, 1):
        cells = row.replace(" | ", "\t")
        lines.append(Line(cells, len(text), role="row", cell=f"S!A{number}"))
        text += cells + "\n"
    raw = RawFile("a.csv", "text/csv", (RawPage(1, text, tuple(lines)),), paged=False)
    return readings_of(raw, settings)[0]


def test_each_figure_under_a_period_is_an_observation(settings: Settings) -> None:
    reading = sheet(
        settings,
        "Indicators at September 2026",
        "Code | Indicator | Unit | Target | Sep 2026 | Q3 2026/27 | RAG",
        "NI59 | Visits on time (1) | % | 80 | 81.2 | 1,079 | Green",
        "CS 10 | Children in need | Per 10,000 | 360 | n/a | 371* | Amber",
    )
    assert reading.kind == "data" and reading.field("title") == "Indicators at September 2026"
    assert [(o.indicator, o.value, o.unit, o.period, o.cell, o.rag) for o in reading.observations] == [
        ("NI 59", 81.2, "percent", "Sep 2026", "S!E3", ""),
        ("NI 59", 1079.0, "percent", "Q3 2026/27", "S!F3", "green"),
        ("CS 10", 371.0, "rate_per_10000", "Q3 2026/27", "S!F4", "amber"),
    ]
    rows = {p.ordinal: p.text for p in reading.passages}
    assert all(o.passage is not None and "|" in rows[o.passage] for o in reading.observations)


def test_a_long_table_of_many_areas_gives_only_the_councils_own(settings: Settings) -> None:
    rows = (
        "area_name | period | indicator | unit | value",
        "Norbury | 2018 | NEET | % | 2.2",
        "Elsewhere | 2018 | NEET | % | 9.9",
    )
    own = sheet(replace(settings, council="Norbury Borough Council"), *rows)
    assert [(o.indicator, o.value, o.unit, o.period, o.cell) for o in own.observations] == [
        ("NEET", 2.2, "percent", "2018", "S!E2")
    ]
    assert sheet(settings, *rows).observations == ()


def test_what_a_sheet_hides_is_not_its_title(tmp_path: Path, settings: Settings) -> None:
    book = Workbook()
    for row in (("Team", "Visits", "Child"), ("North", 12, "Robin Quill"), ("South", 9, "Jo Marsh")):
        book.active.append(row)
    book.active.row_dimensions[2].hidden = True
    book.save(tmp_path / "visits.xlsx")
    (reading,) = read_path(tmp_path / "visits.xlsx", settings)
    assert any("Quill" in p.text for p in reading.passages)  # kept, and marked as hidden
    assert "Quill" not in reading.field("title")
