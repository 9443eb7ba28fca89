"""A citation names a page as its file does, and says which of the file's pages that is."""

from pathlib import Path

import pytest
from cli_runner import Muster
from pypdf import PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle
from reportlab.pdfgen.canvas import Canvas

from evidence.language.citations import cite


@pytest.mark.parametrize(
    ("page", "label", "pages", "said"),
    [
        (6, "iv", 40, "Report, May 2024 (p. iv, 6th of 40)"),
        (1, "Cover", 12, "Report, May 2024 (p. Cover, 1st of 12)"),
        (112, "A-2", 120, "Report, May 2024 (p. A-2, 112th of 120)"),
        (3, "3", 9, "Report, May 2024 (p. 3)"),
        (3, "", 9, "Report, May 2024 (p. 3)"),
    ],
)
def test_a_page_is_named_as_its_file_names_it(page: int, label: str, pages: int, said: str) -> None:
    assert cite("Report", "2024-05", page=page, page_label=label, pages=pages) == said


def test_hits_links_and_documents_cite_the_printed_page(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "plain.pdf"))
    for words in ("Foreword by the director", "Contents of the report", "Kinship carers are paid weekly"):
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(72, 780, words)
        canvas.setFont("Helvetica", 11)
        canvas.drawString(
            72, 750, "The council has set this out with its partners, and will do so each year."
        )
        canvas.showPage()
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(tmp_path / "plain.pdf"))
    writer.set_page_label(0, 1, style=PageLabelStyle.LOWERCASE_ROMAN)
    writer.set_page_label(2, 2, style=PageLabelStyle.DECIMAL)
    writer.write(tmp_path / "labelled.pdf")
    muster = Muster(tmp_path / "home")
    assert muster("ingest", tmp_path / "labelled.pdf").code == 0
    (hit, *_) = muster("search", "kinship", "--json").data["hits"]
    assert hit["citation"].endswith("(p. 1, 3rd of 3)") and hit["page"] == 3
    (link,) = [muster("link", hit["passage"], "--block", "A", "--json").data]
    assert link["citation"].endswith("(p. 1, 3rd of 3)")
    first = muster("search", "foreword", "--json").data["hits"][0]
    assert first["citation"].endswith("(p. i, 1st of 3)")
