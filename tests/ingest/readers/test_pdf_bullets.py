"""Bullets that a PDF draws as shapes, as browsers print lists."""

from pathlib import Path

from kinds_read import read_path
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from evidence.model import PassageKind
from evidence.settings import Settings

ITEMS = ("Visit every child each month", "Record what each child says", "Tell the board what was learnt")


def _printed(path: Path, *, dots: bool = True, items: tuple[str, ...] = ITEMS, radius: float = 1.6) -> Path:
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 700, "The service has agreed what every team does in the coming year:")
    for n, item in enumerate(items):
        y = 680 - 14 * n
        canvas.drawString(100, y, item)
        if dots:
            canvas.circle(90, y + 3.8, radius, stroke=0, fill=1)
    canvas.save()
    return path


def _bullets(path: Path, settings: Settings) -> list[str]:
    (paper,) = read_path(path, settings)
    return [p.text for p in paper.passages if p.kind is PassageKind.BULLET]


def test_drawn_dots_before_lines_are_their_bullets(tmp_path: Path, settings: Settings) -> None:
    assert _bullets(_printed(tmp_path / "a.pdf"), settings) == list(ITEMS)


def test_a_list_without_dots_has_no_bullets(tmp_path: Path, settings: Settings) -> None:
    assert _bullets(_printed(tmp_path / "a.pdf", dots=False), settings) == []


def test_a_lone_dot_is_no_bullet(tmp_path: Path, settings: Settings) -> None:
    assert _bullets(_printed(tmp_path / "a.pdf", items=ITEMS[:1]), settings) == []


def test_large_discs_beside_words_are_no_bullets(tmp_path: Path, settings: Settings) -> None:
    assert _bullets(_printed(tmp_path / "a.pdf", radius=6), settings) == []
