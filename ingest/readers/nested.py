"""Tables within a table's cells: their rows are their own, and no words of the cell that holds them."""

from collections.abc import Iterable, Iterator

from ingest.readers.raw import Line

_LONGEST = 80  # letters of a row's name
ASIDE = {"footnote", "note"}  # lines that are no part of the cell or paragraph that refers to them


def is_own(line: Line) -> bool:
    """Whether a line is part of its cell's own words."""
    return line.role not in ASIDE and line.role != "row"


def inner(lines: Iterable[Line]) -> list[Line]:
    """The rows of tables within a cell."""
    return [line for line in lines if line.role == "row"]


def after(texts: Iterable[str], rows: list[Line]) -> Iterator[Line]:
    """Rows of tables within a row of these ``texts``, told apart from the table around them."""
    if rows:
        name = next((text for text in texts if text), "")
        short = name if len(name) <= _LONGEST else f"{name[:_LONGEST].rsplit(' ', 1)[0]}…"
        yield Line(f"Table within “{short}”:", 0, role="paragraph")
        yield from rows
