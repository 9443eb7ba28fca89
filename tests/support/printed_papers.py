"""Papers set as councils and departments set them, as real PDFs: headings, labels, bullets, tables."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=14, spaceAfter=8)
BOLD = ParagraphStyle("bold", parent=BODY, fontName="Helvetica-Bold")
TITLE = ParagraphStyle("title", parent=BOLD, fontSize=18, leading=22)
HEADING = ParagraphStyle("heading", parent=BOLD, fontSize=13, leading=16, spaceBefore=8)
POINT = ParagraphStyle("point", parent=BODY, leftIndent=36, firstLineIndent=-18)
INNER = ParagraphStyle("inner", parent=BODY, leftIndent=60, firstLineIndent=-18)
BULLET = ParagraphStyle("bullet", parent=BODY, leftIndent=24, bulletIndent=8)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=9, leading=11, spaceAfter=0)
HEAD = ParagraphStyle("head", parent=CELL, fontName="Helvetica-Bold")
NEW_PAGE = PageBreak()

Piece = str | tuple[ParagraphStyle, str] | Flowable


def bullet(text: str) -> Flowable:
    return Paragraph(f"<bullet>&bull;</bullet>{text}", BULLET)


def table(rows: Sequence[Sequence[str]], widths: Sequence[float], *, headed: bool = True) -> Flowable:
    """A ruled table. ``headed``: its first row is bold, and comes again on each page."""
    cells = [[Paragraph(c, HEAD if headed and not i else CELL) for c in row] for i, row in enumerate(rows)]
    made = Table(cells, colWidths=list(widths), repeatRows=int(headed))
    made.setStyle(
        TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    )
    return made


def printed(path: Path, *pieces: Piece) -> Path:
    """A PDF of the pieces, one below another; a bare string is a paragraph."""
    story = []
    for piece in pieces:
        if isinstance(piece, str):
            story.append(Paragraph(piece, BODY))
        else:
            story.append(Paragraph(piece[1], piece[0]) if isinstance(piece, tuple) else piece)
    margins = {"leftMargin": 72, "rightMargin": 72, "topMargin": 60, "bottomMargin": 60}
    SimpleDocTemplate(str(path), pagesize=A4, **margins).build(story)
    return path
