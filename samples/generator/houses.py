"""How the papers of each body look: letterhead, type and colour."""

from dataclasses import dataclass
from pathlib import Path

import reportlab
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

# Bitstream Vera comes with reportlab and, unlike the standard fonts, is embedded.
FONTS = Path(reportlab.__file__).parent / "fonts"
for name, file in {"Vera": "Vera", "Vera-Bold": "VeraBd", "Vera-Italic": "VeraIt"}.items():
    pdfmetrics.registerFont(TTFont(name, FONTS / f"{file}.ttf"))
pdfmetrics.registerFontFamily("Vera", "Vera", "Vera-Bold", "Vera-Italic", "Vera-Bold")


@dataclass(frozen=True)
class House:
    """One body's stationery."""

    name: str
    address: str = ""
    colour: str = "#000000"
    font: str = "Helvetica"
    size: float = 10.5

    @property
    def bold(self) -> str:
        return "Times-Bold" if self.font == "Times-Roman" else f"{self.font}-Bold"


GUILDHALL = "The Guildhall, Staithe Street, Aldermarsh AM1 2GH"
HOUSES = {
    "council": House("Aldermarsh Borough Council", GUILDHALL, "#1f4e5f"),
    "board": House(
        "Aldermarsh Children’s Services Improvement Board", GUILDHALL, "#3b3f6b", "Times-Roman", 11
    ),
    "department": House("Department for Education", colour="#123a63"),
    "ofsted": House("Ofsted", font="Vera", size=9.5),
    "police": House(
        "Saltmarch Constabulary",
        "Public Protection Unit, Northgate House, Aldermarsh AM2 6PD. Telephone 01632 960 188",
        "#1b2238",
        "Times-Roman",
        12,
    ),
}


def styles(house: House, form: str) -> dict[str, ParagraphStyle]:
    """The paragraph styles of a body's papers, by the kind of block they set."""
    size, lead = house.size, round(house.size * 1.36, 1)
    inset = 13 * mm if form == "report" else 0  # a report's bullets stand under its numbered text
    body = ParagraphStyle("plain", fontName=house.font, fontSize=size, leading=lead, spaceAfter=lead * 0.55)
    body.bulletFontName, body.bulletFontSize = house.font, size
    body.allowWidows = body.allowOrphans = 0

    def style(name: str, **change) -> ParagraphStyle:
        return ParagraphStyle(name, parent=body, **change)

    small = {"fontSize": size - 1.5, "leading": lead - 2, "spaceAfter": 0}
    return {
        "plain": body,
        **headings(house, form, lead, body),
        "bullet": style("bullet", leftIndent=inset + 7 * mm, bulletIndent=inset + 2 * mm),
        "inner": style("inner", leftIndent=14 * mm, bulletIndent=8 * mm),
        "letter": style("letter", leftIndent=9 * mm, bulletIndent=2 * mm),
        "label": style("label", leftIndent=13 * mm, bulletIndent=0),
        "kept": style("kept", spaceAfter=lead * 0.9),
        "aside": style("aside", leftIndent=95 * mm, fontSize=size - 1, leading=lead - 1),
        "cell": style("cell", **small),
        "head": style("head", fontName=house.bold, **small),
    }


def headings(house: House, form: str, lead: float, body: ParagraphStyle) -> dict[str, ParagraphStyle]:
    def heading(scale: float, before: float, colour: str) -> ParagraphStyle:
        size = house.size * scale
        return ParagraphStyle(
            "heading",
            parent=body,
            fontName=house.bold,
            fontSize=size,
            leading=size * 1.25,
            spaceBefore=before,
            spaceAfter=size * 0.5,
            keepWithNext=1,
            textColor=HexColor(colour),
        )

    return {
        "#": heading(1.2 if form == "letter" else 1.75, 4, house.colour),
        "##": heading(1.2, lead * 0.7, house.colour),
        "###": heading(1.05, lead * 0.4, "#000000"),
    }
