"""Tables of indicators in workbooks and CSV files: observations, each with the cell it was read from."""

import re
from collections.abc import Iterator

from evidence.language.names import find_names, is_name
from evidence.model import Field, Observation, PassageKind, Reading
from evidence.settings import Settings
from ingest.kinds.common import Paper, near_heads, plain, reading
from ingest.kinds.sources import find_source
from ingest.readers.raw import Line
from ingest.values.noted_rows import with_notes
from ingest.values.observation_tables import table_values
from ingest.values.rows import Row

_TITLE = re.compile(
    r"\b(?:score\s?card|dashboard|data\s?(?:set|tables?)|performance\s+(?:data|tables?|indicators|summary)|kpis?)\b",
    re.IGNORECASE,
)
_PARTICULAR = re.compile(
    r"^(?:council|(?:local\s+)?authority|area|directorate|service|team)\s*:"
    r"|^(?:(?:report|extract|data|workbook)\s+)?(?:run|produced|generated|extracted|exported|refreshed"
    r"|printed|date)\b[\w ]*:",
    re.IGNORECASE,
)
_SHEETS = ("spreadsheet", "excel", "csv", "tab-separated")


def score(paper: Paper) -> float:
    """The format says so; a plan kept in a workbook scores higher as a plan. A printed scorecard is called
    one, and is mostly table."""
    if _is_sheet(paper):
        return 0.8
    rows = sum(p.kind is PassageKind.ROW for p in paper.passages)
    near = [x.text for x in near_heads(paper, 6) if " | " not in x.text]
    titled = any(_TITLE.search(text) and len(text.split()) <= 14 for text in near)
    return 0.75 if titled and paper.salutation < 0 and rows > max(2, len(paper.passages) / 2) else 0.0


def read(paper: Paper, settings: Settings) -> Reading:
    top = [plain(x.text) for page in paper.part.raw.pages[:1] for x in page.lines[:6] if _may_name(x)]
    hint = paper.part.title_hint
    if hint and not _is_sheet(paper):
        top = [hint]
    # When a sheet was run and whose it is stand above its title, or in its place.
    named = [t for t in top if not _PARTICULAR.match(t)]
    title = (
        named[0] if named and len(named[0].split()) >= 2 else dict(paper.part.raw.metadata).get("title", "")
    )
    at = next((x.passage for x in paper.lines if x.text and x.text in title), None)
    author = _author(paper)
    fields = [Field("title", title, at), paper.date, author]
    source = find_source([" ".join(top)], settings)
    # What a printed table says is read with the passages' own columns, as any paper's is.
    observations = tuple(find_observations(paper, settings)) if _is_sheet(paper) else ()
    return reading(paper, "data", fields, source=source, observations=observations)


def _may_name(line: Line) -> bool:
    """Whether a line may say what the table is: no row does, nor what is put beside it or not shown."""
    return "\t" not in line.text and line.role != "note"


def _is_sheet(paper: Paper) -> bool:
    return any(word in paper.part.raw.media_type for word in _SHEETS)


def find_observations(paper: Paper, settings: Settings) -> Iterator[Observation]:
    """Every value of every sheet, with its cell."""
    places = _places(paper)
    for page in paper.part.raw.pages:
        rows = [_row(line, places.get((page.number, line.start))) for line in page.lines]
        caption = " ".join(x.text for x in page.lines[:3] if _may_name(x))
        yield from table_values(with_notes(rows), caption, settings.council)


def _row(line: Line, passage: int | None) -> Row:
    cells = tuple(line.text.split("\t"))
    return Row(cells, passage, _column(line), lambda column: _cell(line, column), line.fills)


def _column(line: Line) -> int:
    """The column that the row starts in, from 0: "Sheet1!C4" is 2."""
    letters = re.match(r"[A-Z]+", line.cell.rpartition("!")[2])
    number = 0
    for letter in letters.group() if letters else "A":
        number = number * 26 + ord(letter) - 64
    return number - 1


def _cell(line: Line, column: int) -> str:
    sheet, _, place = line.cell.rpartition("!")
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return f"{sheet}!{letters}{re.sub(r'[A-Z]+', '', place)}"


def _places(paper: Paper) -> dict[tuple[int, int], int]:
    """The passage that begins at each place of each page: a row is a passage of its own."""
    return {(p.page, p.start): p.ordinal for p in paper.passages}


def _author(paper: Paper) -> Field | None:
    """Who issued it: "… by Jo Bell, Performance Manager"."""
    for line in paper.lines[:8]:
        match = re.search(
            r"\b(?:by|author\s*:?|owner\s*:?|contact\s*:?)\s+(.{4,80})", line.text, re.IGNORECASE
        )
        if match and is_name(match[1]) and "|" not in line.text:
            return Field("author", find_names(match[1])[0], line.passage)
    return None
