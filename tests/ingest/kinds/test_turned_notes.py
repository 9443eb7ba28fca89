"""A side note that is turned on its page is none of the list that it stands beside."""

from pathlib import Path

import pytest
from kinds_read import read_path
from reportlab.pdfgen.canvas import Canvas

from evidence.model import PassageKind
from evidence.settings import Settings

NOTE = "The council should publish this report on its website within ten days."
ACTIONS = (
    "The council should make sure that every child is seen alone by a social worker.",
    "The council must reduce the caseloads of its assessment teams by June 2024.",
)


@pytest.mark.parametrize(("degrees", "x", "y"), [(90, 560, 200), (270, 40, 700), (180, 520, 80)])
def test_a_turned_side_note_is_no_priority_action(
    degrees: int, x: float, y: float, settings: Settings, tmp_path: Path
) -> None:
    canvas = Canvas(str(tmp_path / "report.pdf"))
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(72, 770, "Inspection of Northmarsh children's services")
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(72, 720, "Areas for priority action")
    canvas.setFont("Helvetica", 11)
    for place, action in enumerate(ACTIONS):
        canvas.drawString(72, 700 - 15 * place, f"•  {action}")
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(degrees)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(0, 0, NOTE)
    canvas.restoreState()
    canvas.save()
    (reading,) = read_path(tmp_path / "report.pdf", settings)
    assert tuple(f.text for f in reading.findings if f.type == "priority_action") == ACTIONS
    (note,) = [p for p in reading.passages if p.text == NOTE]
    assert note.kind is PassageKind.FRONT
