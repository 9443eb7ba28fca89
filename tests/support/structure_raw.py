"""Small raw files for the tests of structure: what a reader would hand over."""

from ingest.readers.raw import Line, RawFile, RawPage


def text_file(text: str) -> RawFile:
    """A plain text as the reader gives it: form feeds part its pages, a line for each that is not blank."""
    pages = []
    for number, part in enumerate(text.split("\f"), 1):
        lines, offset = [], 0
        for raw in part.split("\n"):
            if raw.strip():
                lines.append(Line(raw.strip(), offset + raw.index(raw.strip())))
            offset += len(raw) + 1
        pages.append(RawPage(number, part, tuple(lines)))
    return RawFile("a.txt", "text/plain", tuple(pages), paged=False)


Placed = tuple[float, float, str] | tuple[float, float, str, float] | tuple[float, float, str, float, bool]


def pdf_file(*pages: list[Placed]) -> RawFile:
    """Pages of words placed at (left, top), with type size (12 points unless told) and boldness."""
    out = []
    for number, placed in enumerate(pages, 1):
        lines, text = [], ""
        for left, top, words, *style in placed:
            size = style[0] if style else 12.0
            bold = bool(style[1]) if len(style) > 1 else False
            box = (left, top, left + len(words) * size * 0.5, top + size)
            lines.append(Line(words, len(text), box=box, size=size, bold=bold))
            text += words + "\n"
        out.append(RawPage(number, text, tuple(lines), width=595.0, height=842.0))
    return RawFile("a.pdf", "application/pdf", tuple(out))


def word_file(*lines: Line) -> RawFile:
    """Word paragraphs, one below another."""
    placed, text = [], ""
    for line in lines:
        placed.append(
            Line(line.text, len(text), role=line.role or "paragraph", label=line.label, level=line.level)
        )
        text += line.text + "\n"
    return RawFile("a.docx", "application/docx", (RawPage(1, text, tuple(placed)),), paged=False)
