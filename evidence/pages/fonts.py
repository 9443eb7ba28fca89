"""The fonts of packs and of what Muster draws on pages, pinned so that every machine sets the same pages, and
text made safe for them.

Arimo (SIL Open Font License 1.1; as wide as Arial, letter for letter) sets the text; DejaVu Sans stands in
for symbols it lacks; emoji that neither has stand in words.
"""

import unicodedata
from functools import lru_cache
from html import escape
from itertools import groupby
from pathlib import Path
from typing import cast

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parents[1] / "packs" / "fonts"
TEXT, BOLD, ITALIC, SYMBOLS = "MusterText", "MusterBold", "MusterItalic", "MusterSymbols"
FILES = {
    TEXT: "Arimo_400Regular.ttf",
    BOLD: "Arimo_700Bold.ttf",
    ITALIC: "Arimo_400Regular_Italic.ttf",
    SYMBOLS: "DejaVuSans.ttf",
}
MISSING = "□"
LEFTWARDS = ("R", "AL")  # of the Unicode bidirectional algorithm: Hebrew, Arabic and their like
MEASURED = 20_000  # words of a font whose width is kept
# Word writes bullets and ticks as private characters of its symbol fonts.
PRIVATE = {"\uf0b7": "•", "\uf0a7": "▪", "\uf076": "◆", "\uf0fc": "✓", "\uf0d8": "➢", "\uf06f": "o"}
LIKE = {"✅": "✔", "❌": "✘", "⭐": "★"}  # emoji that a symbol says as well
SKIN = {chr(code) for code in range(0x1F3FB, 0x1F400)}  # modifiers of the emoji before them
FLAG_A = 0x1F1E6  # regional indicators: two of them name a country


@lru_cache
def register() -> None:
    """Make the fonts known to reportlab, once; that of symbols when a text first has one."""
    rl_config.useA85 = 0  # else pictures go in as text, a quarter larger
    for name in (TEXT, BOLD, ITALIC):
        _read(name)
    pdfmetrics.registerFontFamily(TEXT, normal=TEXT, bold=BOLD, italic=ITALIC, boldItalic=BOLD)
    pdfmetrics.registerFontFamily(SYMBOLS, normal=SYMBOLS, bold=SYMBOLS, italic=SYMBOLS, boldItalic=SYMBOLS)


class _Font(TTFont):
    """Measures a word once: reportlab asks for each several times, in every pass over a page."""

    def __init__(self, name: str, path: str) -> None:
        super().__init__(name, path)
        self._measured = lru_cache(maxsize=MEASURED)(super().stringWidth)

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:
        return self._measured(text, size, encoding)


def _read(name: str) -> None:
    pdfmetrics.registerFont(_Font(name, str(FOLDER / FILES[name])))


@lru_cache
def _has(font: str) -> frozenset[int]:
    register()
    if font == SYMBOLS:
        _read(font)
    return frozenset(cast(TTFont, pdfmetrics.getFont(font)).face.charToGlyph)


def plain(text: str) -> str:
    """Text of characters that the fonts have; an emoji that neither has is named, any other becomes a box,
    control characters go."""
    if text.isascii() and text.isprintable():
        return text  # both fonts have all of these
    return "".join(_plain(c) for c in text)


def _plain(character: str) -> str:
    character = LIKE.get(character, PRIVATE.get(character, character))
    if character in "\n\t":
        return character
    if character < " " or "\x7f" <= character <= "\x9f" or character in "\ufeff\u00ad\u200b":
        return ""
    return character if ord(character) in _has(TEXT) or ord(character) in _has(SYMBOLS) else _named(character)


def _named(character: str) -> str:
    """A picture character in words: "[party popper]". Of other scripts and of unknown ones, a box."""
    if character in SKIN:
        return ""
    if (letter := ord(character) - FLAG_A) in range(26):
        return chr(ord("A") + letter)
    pictured = unicodedata.category(character) == "So"
    name = unicodedata.name(character, "") if pictured else ""
    return f"[{name.lower()}]" if name else MISSING


def boxed(text: str) -> int:
    """How many characters of the text can only be shown as a box."""
    return sum(_plain(c) == MISSING and c != MISSING for c in text)


def leftwards(text: str) -> bool:
    """Whether letters of the text are read from right to left. They are set singly, from left to right."""
    return not text.isascii() and any(unicodedata.bidirectional(c) in LEFTWARDS for c in text)


def runs(text: str) -> list[tuple[bool, str]]:
    """Plain text in stretches: ``(is symbols, stretch)``."""
    known, text = _has(TEXT), plain(text)
    if text and known.issuperset(map(ord, text)):
        return [(False, text)]
    grouped = groupby(text, lambda c: c not in "\n\t" and ord(c) not in known)
    return [(symbols, "".join(stretch)) for symbols, stretch in grouped]


def markup(text: str) -> str:
    """Text as reportlab's paragraph markup: escaped, symbols in their own font, line ends kept."""
    stretches = []
    for symbols, stretch in runs(text):
        safe = escape(stretch, quote=False).replace("\t", "  ").replace("\n", "<br/>")
        stretches.append(f'<font name="{SYMBOLS}">{safe}</font>' if symbols else safe)
    return "".join(stretches)
