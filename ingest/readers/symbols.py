"""Signs set in symbol fonts: a tick is a letter "ü" in Wingdings, and "³" in Symbol is "at least".

Only signs that say something (ticks, crosses, boxes, arrows, comparators, Greek letters, figures in circles);
a sign without a counterpart here is a bullet at most.
"""

import re

_CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨⑩"
_FILLED = "⓿❶❷❸❹❺❻❼❽❾❿"
_WINGDINGS = {
    **dict(zip(range(0x80, 0x8B), _CIRCLED, strict=True)),
    **dict(zip(range(0x8B, 0x96), _FILLED, strict=True)),
    **dict(zip(range(0xDF, 0xE7), "←→↑↓↖↗↙↘", strict=True)),
    **dict(zip(range(0xE7, 0xEF), "←→↑↓↖↗↙↘", strict=True)),
    **dict(zip(range(0xEF, 0xF5), "⇐⇒⇑⇓⇔⇕", strict=True)),
    **{0x28: "☎", 0x2A: "✉", 0x43: "👍", 0x44: "👎", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x4F: "⚑", 0x50: "⚐"},
    **{0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "☐", 0x70: "☐", 0x71: "☐", 0x72: "☐", 0x78: "☒", 0xA8: "☐"},
    **{0xA1: "○", 0xA4: "◉", 0xAB: "★", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0xFF: ""},
}
_WINGDINGS_2 = {
    **dict(zip(range(0x4F, 0x55), "✗✓☒☑☒☒", strict=True)),
    **dict(zip(range(0x69, 0x74), _CIRCLED, strict=True)),
    **dict(zip(range(0x75, 0x80), _FILLED, strict=True)),
    **{0x96: "●", 0x97: "●", 0x98: "●", 0x9A: "○", 0x9B: "○", 0xA1: "■", 0xA2: "■", 0xA3: "☐", 0xA4: "☐"},
}
_WINGDINGS_3 = {
    **dict(zip(range(0x66, 0x6E), "←→↑↓↖↗↙↘", strict=True)),
    **dict(zip(range(0x70, 0x78), "▲▼△▽◀▶◁▷", strict=True)),
    **{0x21: "→", 0x22: "←", 0x23: "↑", 0x24: "↓"},
}
_WEBDINGS = {
    **{0x61: "✓", 0x72: "✗", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x3D: "⬤"},
    **{0x33: "◀", 0x34: "▶", 0x35: "▲", 0x36: "▼"},
}
_GREEK = dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
_GREEK |= dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
_SYMBOL = {
    **{code: chr(code) for code in range(0x20, 0x40)},  # figures and marks stand where they always do
    **_GREEK,
    **{0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x7E: "∼", 0xA0: "€"},
    **{0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±"},
    **{0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xD6: "√", 0xD7: "⋅"},
    **{0xDB: "⇔", 0xDC: "⇐", 0xDD: "⇑", 0xDE: "⇒", 0xDF: "⇓", 0xE5: "∑", 0xF2: "∫"},
    **{0x5B: "[", 0x5D: "]", 0x7B: "{", 0x7C: "|", 0x7D: "}"},
}
_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings2": _WINGDINGS_2,
    "wingdings3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
    "symbolmt": _SYMBOL,
}
_OTHER = "•"


def is_symbols(font: str) -> bool:
    """Whether a font of this name has signs where others have letters.

    >>> is_symbols("Wingdings 2"), is_symbols("Segoe UI Symbol")
    (True, False)
    """
    return _key(font) in _FONTS


def in_words(text: str, font: str) -> str:
    """Text set in a symbol font as the signs that it shows; any other font's text as it stands.

    Letters may be given as they are or in the private area that Word uses (U+F000 to U+F0FF).

    >>> in_words("ü", "Wingdings"), in_words("\\uf0b3 90%", "Symbol"), in_words("P", "Arial")
    ('✓', '≥ 90%', 'P')
    """
    signs = _FONTS.get(_key(font))
    if signs is None:
        return text
    return "".join(_sign(letter, signs) for letter in text)


def sign(code: str, font: str) -> str:
    """One sign by its code in hexadecimal, as Word writes a symbol: ("F0FC", "Wingdings") is a tick."""
    if not re.fullmatch(r"[0-9A-Fa-f]{1,6}", code) or int(code, 16) > 0x10FFFF:
        return ""
    letter = chr(int(code, 16))
    return in_words(letter, font) if is_symbols(font) else letter


def _sign(letter: str, signs: dict[int, str]) -> str:
    if letter.isspace():
        return letter
    code = ord(letter)
    if code > 0xFF and not 0xF000 <= code <= 0xF0FF:
        byte = letter.encode("cp1252", "ignore")  # as the letter that Windows has at that place
        if not byte:
            return letter
        code = byte[0]
    return signs.get(code & 0xFF, _OTHER)


def _key(font: str) -> str:
    return font.lower().replace(" ", "")
