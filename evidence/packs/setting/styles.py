"""How the lines of Muster's own pages look, and how they learn the numbers that they print."""

from collections.abc import Callable

from evidence.packs.setting.text_layout import ACCENT, NUMBER_COLUMN, QUIET, Key, style

Numbers = Callable[[Key], str]

EYEBROW = style(11, 15, textColor=QUIET)
HEADING = style(21, 26, bold=True, spaceAfter=6)
SUBHEADING = style(13, 18, bold=True, spaceBefore=14, spaceAfter=5)
BODY = style(10.5, 15, spaceAfter=5)
SMALL = style(8.5, 12, textColor=QUIET, spaceAfter=3)
LABEL = style(9.5, 13.5, textColor=QUIET)
VALUE = style(10.5, 14)
QUOTE = style(10.5, 15, leftIndent=12, spaceAfter=3)
STATED = style(12, 17, leftIndent=12, spaceBefore=4, spaceAfter=6)
NOTICE = style(11, 16, leftIndent=12, spaceBefore=10, spaceAfter=10)
INDEX_SECTION = style(11, 15, bold=True, spaceBefore=9, spaceAfter=2, rightIndent=NUMBER_COLUMN)
INDEX_DOCUMENT = style(10, 14, leftIndent=14, spaceBefore=2, textColor=ACCENT, rightIndent=NUMBER_COLUMN)
INDEX_PASSAGE = style(8.8, 12, leftIndent=28, textColor=QUIET, rightIndent=NUMBER_COLUMN)
INDEX_NOTE = style(8, 11, leftIndent=28, textColor=QUIET, rightIndent=NUMBER_COLUMN)
ISSUED = style(9.5, 13.5, leftIndent=12, textColor=ACCENT, rightIndent=NUMBER_COLUMN)
CITATION = style(
    10.5, 14.5, bold=True, spaceBefore=8, textColor=ACCENT, rightIndent=NUMBER_COLUMN, keepWithNext=1
)
