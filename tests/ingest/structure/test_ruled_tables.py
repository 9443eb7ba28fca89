"""Where a page rules a table, its cells are what the lines part: real PDFs, drawn by a real program."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from evidence.model import Passage, PassageKind
from evidence.settings import Settings
from ingest.readers import read_file
from ingest.structure import passages_of

GRID = ("GRID", (0, 0), (-1, -1), 0.7, colors.black)
STYLE = getSampleStyleSheet()["BodyText"]
ACTIONS = [
    [
        "Leaders must agree with health services how each young person’s move into adult services is "
        "planned, and who tells the family of it before the last year of school begins.",
        "The council, the integrated care board and the parents’ forum",
    ],
    ["Waits for an assessment of autism must come down, and families must have help meanwhile.", "The board"],
    [
        "Plans must say what health and social care will do. They must be looked at again each year, and "
        "families must be asked what they think of them before they are signed.",
        "The council",
    ],
]


def read(path: Path, settings: Settings) -> list[Passage]:
    return list(passages_of(read_file(path, path.name, settings.ingest)))


def rows(path: Path, settings: Settings) -> list[list[str]]:
    return [p.text.split(" | ") for p in read(path, settings) if p.kind is PassageKind.ROW]


def table(
    path: Path, cells: list[list[Any]], *styles: tuple[Any, ...], widths: tuple[int, ...] = (320, 140)
) -> Path:
    """A PDF of one table, its words wrapped in their cells."""
    wrapped = [[Paragraph(c, STYLE) if isinstance(c, str) and c else c for c in row] for row in cells]
    made = Table(wrapped, colWidths=widths, style=TableStyle(styles or (GRID,)), repeatRows=0)
    SimpleDocTemplate(str(path), pagesize=A4).build([made])
    return path


def test_wrapped_cells_are_whole_however_their_lines_fall(tmp_path: Path, settings: Settings) -> None:
    path = table(tmp_path / "actions.pdf", [["<b>Action</b>", "<b>Who</b>"], *ACTIONS])
    assert rows(path, settings) == [["Action", "Who"], *ACTIONS]


def test_a_table_with_lines_between_its_rows_and_columns_alone_is_read_by_them(
    tmp_path: Path, settings: Settings
) -> None:
    inner = ("INNERGRID", (0, 0), (-1, -1), 0.5, colors.grey)
    path = table(tmp_path / "inner.pdf", [["<b>Action</b>", "<b>Who</b>"], *ACTIONS], inner)
    assert rows(path, settings) == [["Action", "Who"], *ACTIONS]


def test_words_set_close_to_a_line_belong_to_their_own_cells(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "close.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    told = [["Measure", "Latest"], ["Visits made in time", "81%"], ["Plans", "77%"]]
    for n, (left, right) in enumerate(told):
        y = 700 - 20 * n
        canvas.rect(72, y - 6, 100, 20)
        canvas.rect(172, y - 6, 60, 20)
        canvas.drawRightString(170, y, left)
        canvas.drawString(174, y, right)
    canvas.save()
    assert rows(path, settings) == told


def test_a_cell_over_several_rows_names_each(tmp_path: Path, settings: Settings) -> None:
    cells = [
        ["<b>Theme</b>", "<b>Action</b>", "<b>Owner</b>"],
        ["Front door", "Answer each contact within a day.", "Jo Moor"],
        ["", "Tell the caller what was done.", "Sam Hill"],
        ["Care leavers", "Give each a plan.", "Ali Webb"],
    ]
    path = table(tmp_path / "span.pdf", cells, GRID, ("SPAN", (0, 1), (0, 2)), widths=(100, 260, 100))
    assert rows(path, settings) == [
        ["Theme", "Action", "Owner"],
        ["Front door", "Answer each contact within a day.", "Jo Moor"],
        ["Front door", "Tell the caller what was done.", "Sam Hill"],
        ["Care leavers", "Give each a plan.", "Ali Webb"],
    ]


def test_a_heading_across_a_table_mixes_with_no_row(tmp_path: Path, settings: Settings) -> None:
    cells = [
        ["<b>Indicator</b>", "<b>Quarter 1</b>", "<b>Quarter 2</b>"],
        ["<b>Help and protection</b>", "", ""],
        ["Assessments done in time", "81%", "84%"],
        ["<b>Children in care</b>", "", ""],
        ["Visits made in time", "90%", "88%"],
    ]
    spans = [("SPAN", (0, n), (-1, n)) for n in (1, 3)]
    path = table(tmp_path / "groups.pdf", cells, GRID, *spans, widths=(260, 90, 90))
    found = read(path, settings)
    assert [p.text for p in found if p.kind is PassageKind.ROW] == [
        "Indicator | Quarter 1 | Quarter 2",
        "Assessments done in time | 81% | 84%",
        "Visits made in time | 90% | 88%",
    ]
    assert [p.text for p in found if p.kind is not PassageKind.ROW] == [
        "Help and protection",
        "Children in care",
    ]
    assert found[-1].columns == ("Indicator", "Quarter 1", "Quarter 2")


def test_a_head_of_two_rows_names_each_column(tmp_path: Path, settings: Settings) -> None:
    cells = [
        ["<b>Indicator</b>", "<b>2024/25</b>", ""],
        ["", "<b>Q1</b>", "<b>Q2</b>"],
        ["Visits made in time", "90%", "88%"],
        ["Plans reviewed in time", "70%", "78%"],
    ]
    spans = [("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 0), (0, 1))]
    path = table(tmp_path / "heads.pdf", cells, GRID, *spans, widths=(260, 90, 90))
    assert read(path, settings)[-1].columns == ("Indicator", "2024/25 Q1", "2024/25 Q2")


def test_rows_go_on_over_a_page(tmp_path: Path, settings: Settings) -> None:
    path = table(tmp_path / "long.pdf", [["<b>Action</b>", "<b>Who</b>"], *ACTIONS * 9])
    found = [p for p in read(path, settings) if p.kind is PassageKind.ROW]
    assert len({p.page for p in found}) > 1
    assert [p.text.split(" | ") for p in found[1:]] == ACTIONS * 9
    assert all(p.columns == ("Action", "Who") for p in found[1:])


def test_a_box_for_each_point_keeps_points_apart(tmp_path: Path, settings: Settings) -> None:
    points = ["Leaders should widen the choice of breaks.", "Leaders should say what help there is."]
    path = table(tmp_path / "boxes.pdf", [[p] for p in points], widths=(420,))
    assert [p.text for p in read(path, settings)] == points


@pytest.mark.parametrize("framed", [False, True])
def test_two_columns_of_a_newsletter_with_a_line_between_are_no_table(
    tmp_path: Path, settings: Settings, framed: bool
) -> None:
    path = tmp_path / "news.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.line(297, 200, 297, 760)
    if framed:
        canvas.rect(60, 200, 475, 560)
    for x, who in ((72, "Wren"), (310, "Teal")):
        for n in range(24):
            canvas.drawString(x, 740 - 14 * n, f"The {who} team saw more families at home")
    canvas.save()
    found = read(path, settings)
    assert not [p for p in found if p.kind is PassageKind.ROW or ("Wren" in p.text and "Teal" in p.text)]


def test_a_whole_grid_drawn_as_one_path_is_a_table(tmp_path: Path, settings: Settings) -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    path = canvas.beginPath()
    for y in (700, 640, 580):
        path.moveTo(72, y)
        path.lineTo(500, y)
    for x in (72, 200, 500):
        path.moveTo(x, 700)
        path.lineTo(x, 580)
    canvas.drawPath(path)
    for x, y, words in (
        (80, 685, "Jo Moor"),
        (210, 685, "Reviews each plan"),
        (210, 670, "with the family"),
        (80, 625, "Sam Hill"),
        (80, 610, "and Ali Webb"),
        (210, 625, "Answer each contact"),
    ):
        canvas.drawString(x, y, words)
    canvas.save()
    file = tmp_path / "path.pdf"
    file.write_bytes(buffer.getvalue())
    assert rows(file, settings) == [
        ["Jo Moor", "Reviews each plan with the family"],
        ["Sam Hill and Ali Webb", "Answer each contact"],
    ]
