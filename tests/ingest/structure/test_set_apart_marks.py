"""A label or bullet that is set in another size than its words does not cut their paragraph."""

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from evidence.settings import Settings
from ingest.readers import read_file
from ingest.structure import passages_of


@pytest.mark.parametrize("mark", ["7.", "\u2022"])
@pytest.mark.parametrize("size", [8, 15])
def test_the_words_after_a_mark_go_on_in_the_next_line(
    tmp_path: Path, settings: Settings, mark: str, size: int
) -> None:
    path = tmp_path / "marks.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for n, words in enumerate(
        ["Managers look at each file of a child who has left home,", "and tell the board."]
    ):
        if not n:
            canvas.setFont("Helvetica", size)
            canvas.drawString(72, 700, mark)
        canvas.setFont("Helvetica", 12)
        canvas.drawString(84 if n else 72 + size * 1.1 + 4, 700 - 15 * n, words)
    canvas.save()
    found = passages_of(read_file(path, path.name, settings.ingest))
    assert [p.text for p in found] == [
        "Managers look at each file of a child who has left home, and tell the board."
    ]
