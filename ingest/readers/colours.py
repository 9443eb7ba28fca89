"""What people call a cell's fill: the colours of red, amber and green ratings, from their hue."""

import colorsys
import re

_HUES = (  # degrees, from and up to
    (345, 361, "red"),
    (0, 16, "red"),
    (22, 50, "amber"),
    (50, 66, "yellow"),
    (78, 165, "green"),
    (190, 245, "blue"),
)
_PALEST = 0.15  # of full saturation: Excel's own "Good" and "Bad" styles are this pale
_PALEST_BLUE = 0.5  # pale blue is how heads and bands are shaded
_DARKEST = 0.4


def colour_of(rgb: str) -> str:
    """The name of a fill given as RRGGBB or AARRGGBB; nothing for white, greys, and colours of no rating.

    >>> colour_of("FFFFC000"), colour_of("D9D9D9")
    ('amber', '')
    """
    digits = rgb[-6:]
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", digits):
        return ""
    red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    name = next((name for low, high, name in _HUES if low <= hue * 360 < high), "")
    return name if value >= _DARKEST and saturation >= (_PALEST_BLUE if name == "blue" else _PALEST) else ""
