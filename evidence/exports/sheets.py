"""Tables as files for other programs. Nothing in them is a formula, whatever a document or file name says."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from evidence.exports.cells import STARTS_A_FORMULA, Columns


def as_csv(columns: Columns, rows: Iterable[dict[str, Any]]) -> bytes:
    """UTF-8 with a byte order mark, by which Excel knows it. A text that a program would take for a formula
    starts with an apostrophe."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([name for name, _, _ in columns])
    writer.writerows([_harmless(row[key]) for _, key, _ in columns] for row in rows)
    return out.getvalue().encode("utf-8-sig", "replace")


def as_xlsx(
    title: str,
    columns: Columns,
    rows: Iterable[dict[str, Any]],
    *,
    about: Sequence[tuple[str, str]] = (),
    wrapped: Sequence[str] = (),
    marking: str = "",
) -> bytes:
    """A sheet of the rows, whose every text is a text cell; then, if there is anything ``about`` them (names
    and values), a sheet that tells it. ``wrapped`` are the keys of columns of long texts.
    ``marking`` is told first there, and printed at the head and foot of each page."""
    # Loaded when a workbook is wanted: whoever only searches does not wait for it.
    from evidence.exports import workbook

    return workbook.written(title, columns, rows, about, wrapped, marking)


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(STARTS_A_FORMULA) else value
