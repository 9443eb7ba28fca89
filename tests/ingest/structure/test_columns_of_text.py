"""Columns of a text are read one after the other, and make no rows; columns of a table do."""

from pathlib import Path

import pytest
from reader_files import pdf, read
from reportlab.pdfgen.canvas import Canvas

from evidence.model import PassageKind
from ingest.structure import passages_of

ONE = "Caseloads in the two teams|have come down since spring,|and eight of ten hold fewer|than sixteen. The"
TWO = "manager of each team looks|at them every week, and those|who hold more are told why|and for how long."
THREE = (
    "Parents said that they had|been heard, and that calls|were answered on the day|or on the day after it."
)


@pytest.mark.parametrize(("columns", "across"), [((ONE, TWO, THREE), False), ((ONE, TWO), True)])
def test_a_paragraph_goes_on_at_the_top_of_the_next_column(
    tmp_path: Path, columns: tuple[str, ...], across: bool
) -> None:
    lines = [(c, r, line) for c, column in enumerate(columns) for r, line in enumerate(column.split("|"))]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for c, r, line in sorted(lines, key=lambda x: (x[1], x[0])) if across else lines:
            canvas.drawString(50 + 175 * c, 740 - 14 * r, line)

    found = [p.text for p in passages_of(read(pdf(tmp_path / "a.pdf", draw)))]
    assert found[0] == f"{ONE} {TWO}".replace("|", " ")
    assert found[1:] == [column.replace("|", " ") for column in columns[2:]]


def test_cells_of_two_columns_with_white_between_the_rows_stay_rows(tmp_path: Path) -> None:
    rows = (
        ("what was asked of the team in", "the autumn of last year"),
        ("what the team has done about", "it up to the end of March"),
    )

    def draw(canvas: Canvas) -> None:
        for c in range(2):
            for r in range(3):
                for i, line in enumerate(rows[c]):
                    canvas.drawString(60 + 250 * c, 740 - 44 * r - 14 * i, line)

    found = passages_of(read(pdf(tmp_path / "a.pdf", draw)))
    assert [p.kind for p in found] == [PassageKind.ROW] * 3
    assert found[0].text == " | ".join(" ".join(cell) for cell in rows)
