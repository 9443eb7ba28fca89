"""Tables as text (CSV), whichever sign parts their cells."""

import csv
import io
import re
from pathlib import Path, PurePath

from evidence.errors import Unreadable
from evidence.settings import IngestSettings
from ingest.readers.raw import RawFile
from ingest.readers.sheets.page import EMPTY, page_of_rows
from ingest.readers.sniff import CSV
from ingest.readers.text import decode

_SEPARATOR = re.compile(r"\Asep=.\r?\n", re.I)
DELIMITERS = ",;\t|"


def read(path: Path, name: str, settings: IngestSettings) -> RawFile:
    """A CSV. Its sheet is named after the file, as Excel names it. Raises Unreadable if it holds nothing."""
    text = decode(path.read_bytes()).replace("\0", "")
    text = _SEPARATOR.sub("", text)  # a line for Excel alone
    csv.field_size_limit(max(len(text), csv.field_size_limit()))  # a long cell is no reason to read nothing
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        page = page_of_rows(1, PurePath(name).stem, enumerate(rows, 1))
    except csv.Error as error:
        raise Unreadable(
            f"The table cannot be read: {error}.", "Save it again as CSV, or as .xlsx."
        ) from error
    if not page.lines:
        raise Unreadable(*EMPTY)
    return RawFile(name, CSV, (page,), paged=False)


def _delimiter(text: str) -> str:
    """The sign that parts the first rows into the same number of cells most often."""
    sample = [line for line in text.splitlines()[:50] if line.strip()]

    def fitness(sign: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(sample, delimiter=sign)]
        common = max(set(widths), key=widths.count, default=1)
        return (widths.count(common) if common > 1 else 0, common)

    return max(DELIMITERS, key=fitness)
