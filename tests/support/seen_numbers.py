"""The number of each page as one sees it: read from the rendered page, never from its text."""

import re
from collections.abc import Sequence

import pypdfium2
import pytesseract
from PIL import Image, ImageOps

TALL, ROOM = 44, 26  # pixels: a number's height where it is read, and the white around it
DIGITS = "--psm 6 -c tessedit_char_whitelist=0123456789"


def numbers_seen(pdf: bytes, pages: Sequence[int] = ()) -> list[str]:
    """What stands, as rendered, where each page (from 1; all if none is given) has its number in its text."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        crops = [_crop(document, n) for n in pages or range(1, len(document) + 1)]
    finally:
        document.close()
    return [line for row in range(0, len(crops), 20) for line in _read(crops[row : row + 20])]


def _crop(document: pypdfium2.PdfDocument, number: int) -> Image.Image:
    page = document[number - 1]
    text = page.get_textpage()
    found = list(re.finditer(r"\d+", text.get_text_range()))
    assert found and found[-1][0] == str(number), (number, text.get_text_range()[-60:])
    searched, place = text.search(str(number), match_whole_word=True), None
    while (again := searched.get_next()) is not None:
        place = again
    assert place is not None
    boxes = [text.get_charbox(place[0] + n) for n in range(place[1])]
    left, bottom = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, top = max(b[2] for b in boxes), max(b[3] for b in boxes)
    width, height = page.get_size()
    around = (top - bottom) * 0.4
    crop = (left - around, bottom - around, width - right - around, height - top - around)
    scale = TALL / (top - bottom)
    drawn = page.render(scale=scale, crop=tuple(max(edge, 0) for edge in crop), may_draw_forms=True)
    image: Image.Image = drawn.to_pil().convert("L")
    low, high = image.getextrema()
    assert high - low > 60, f"nothing is seen where page {number} has its number"
    return ImageOps.autocontrast(image)


def _read(crops: Sequence[Image.Image]) -> list[str]:
    """Each crop on a line of its own, read together: one call for all of them."""
    wide = max(crop.width for crop in crops) + 2 * ROOM
    rows = Image.new("L", (wide, sum(crop.height + ROOM for crop in crops) + ROOM), 255)
    down = ROOM
    for crop in crops:
        rows.paste(crop, (ROOM, down))
        down += crop.height + ROOM
    return str(pytesseract.image_to_string(rows, config=DIGITS)).split()
