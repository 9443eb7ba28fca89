"""The names of OpenDocument's vocabularies (OpenDocument 1.3, part 3)."""

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TEXT, TABLE, OFFICE, STYLE, DRAW, META, CHART, MANIFEST, NUMBER = (
    _OASIS % name
    for name in ("text", "table", "office", "style", "drawing", "meta", "chart", "manifest", "datastyle")
)
DC = "{http://purl.org/dc/elements/1.1/}"
MATH = "{http://www.w3.org/1998/Math/MathML}"
HREF = "{http://www.w3.org/1999/xlink}href"
STRUCK = "struck"  # our own: around what a text shows struck through
