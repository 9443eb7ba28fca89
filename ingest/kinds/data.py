"""Tables of indicators in workbooks and CSV files: observations, each with the cell it was read from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evidence.model import Field, Kind, Observation, Reading
from evidence.settings import Settings
from ingest.indicators import INDICATOR, indicator_code
from ingest.kinds.common import Paper, plain, reading
from ingest.kinds.names import find_names, is_name
from ingest.periods import find_period
from ingest.raw import Line
from ingest.sources import find_source

_SHEETS = ("spreadsheet", "excel", "csv", "tab-separated")
_CODE = re.compile(r"(?:indicator\s+)?(?:code|ref(?:erence)?|no\.?|number|id)", re.IGNORECASE)
_NAME = re.compile(
    r"(?:performance\s+)?(?:indicator|measure|description|title|metric|kpi)(?:\s+(?:name|title|description))?",
    re.I,
)
_UNIT = re.compile(r"units?|format|measured\s+(?:in|as)|type", re.IGNORECASE)
_AREA = re.compile(
    r"area(?:_name|\s+name)?|(?:local\s+)?authority(?:\s+name)?|council|la(?:_name)?", re.IGNORECASE
)
_PERIOD = re.compile(r"period|year|quarter|month|date|time(?:_|\s+)period", re.IGNORECASE)
_VALUE = re.compile(r"value|result|actual|performance|outturn|figure", re.IGNORECASE)
_RAG = re.compile(r"rag(?:\s+(?:status|rating))?|status", re.IGNORECASE)
_RATINGS = {"red", "amber", "green", "blue", "r", "a", "g", "b"}
_WHOLE_PERIOD = re.compile(r"(?:19|20)\d\d|\d{4}-\d\d-\d\d|Q[1-4]")
_NUMBER = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)\s*(%|per\s?cent|days?|ppts?)?", re.IGNORECASE)
_MARK = re.compile(r"\s*(?:[*†‡~^#]+|\((?:[a-z]|\d)\))$")
_UNITS = (
    ("rate_per_10000", re.compile(r"10,?\s?000", re.IGNORECASE)),
    ("ppts", re.compile(r"ppt|percentage\s+point", re.IGNORECASE)),
    ("percent", re.compile(r"%|per\s?cent", re.IGNORECASE)),
    ("days", re.compile(r"\bdays?\b", re.IGNORECASE)),
    ("count", re.compile(r"\b(?:number|count|no\.?|total|n)\b|^#$", re.IGNORECASE)),
)


@dataclass(frozen=True)
class _Head:
    """A table's head: which column holds what. Columns count from the sheet's first."""

    periods: dict[int, str]
    code: int | None
    name: int | None
    unit: int | None
    rag: int | None
    area: int | None
    period: int | None
    value: int | None

    @property
    def is_wide(self) -> bool:
        return len(self.periods) >= 1 and (self.code is not None or self.name is not None)

    @property
    def is_long(self) -> bool:
        return self.period is not None and self.value is not None and self.name is not None


def score(paper: Paper) -> float:
    """The format says so; a plan kept in a workbook scores higher as a plan."""
    return 0.8 if any(word in paper.part.raw.media_type for word in _SHEETS) else 0.0


def read(paper: Paper, settings: Settings) -> Reading:
    top = [plain(x.text) for page in paper.part.raw.pages[:1] for x in page.lines[:6] if "\t" not in x.text]
    title = top[0] if top and len(top[0].split()) >= 2 else dict(paper.part.raw.metadata).get("title", "")
    at = next((x.passage for x in paper.lines if x.text == title), None)
    author = _author(paper)
    fields = [Field("title", title, at), paper.date, author]
    source = find_source([" ".join(top)], settings)
    observations = tuple(find_observations(paper, settings))
    return reading(paper, Kind.DATA, fields, source=source, observations=observations)


def find_observations(paper: Paper, settings: Settings) -> Iterator[Observation]:
    """Every numeric cell that stands under a period in an indicator's row, or a row of a long table.

    A table that names areas gives only the rows of the site's own council: another area's value is
    no observation of ours.
    """
    places = _places(paper)
    for page in paper.part.raw.pages:
        head: _Head | None = None
        for line in page.lines:
            cells = line.text.split("\t")
            found = _head(cells, _column(line))
            if found.is_wide or found.is_long:
                head = found
            elif head and len(cells) > 1:
                at = places.get((page.number, line.start))
                rows = (
                    _wide(head, line, cells, at) if head.is_wide else _long(head, line, cells, at, settings)
                )
                yield from rows


def _head(cells: Sequence[str], first: int) -> _Head:
    at: dict[str, int] = {}
    periods = {}
    for index, text in enumerate(cells, first):
        text = text.strip()
        if _is_period(text):
            periods[index] = text
            continue
        for name, pattern in (
            ("code", _CODE),
            ("name", _NAME),
            ("unit", _UNIT),
            ("rag", _RAG),
            ("area", _AREA),
        ):
            if pattern.fullmatch(text):
                at.setdefault(name, index)
        for name, pattern in (("period", _PERIOD), ("value", _VALUE)):
            if pattern.fullmatch(text):
                at.setdefault(name, index)
    columns = {n: at.get(n) for n in ("code", "name", "unit", "rag", "area", "period", "value")}
    return _Head(periods, **columns)


def _is_period(text: str) -> bool:
    if _WHOLE_PERIOD.fullmatch(text):
        return True
    period = find_period(text)
    return (
        bool(period)
        and len(period) >= len(text) - 6
        and not re.search(r"target|from|end\b", text, re.IGNORECASE)
    )


def _wide(head: _Head, line: Line, cells: Sequence[str], at: int | None) -> Iterator[Observation]:
    first = _column(line)
    get = lambda c: cells[c - first].strip() if c is not None and 0 <= c - first < len(cells) else ""  # noqa: E731
    code, name = get(head.code), get(head.name)
    indicator = indicator_code(code) if INDICATOR.fullmatch(code) else code or name
    if not indicator or not re.search(r"[A-Za-z]", indicator):
        indicator = name
    if not indicator:
        return
    read = [(c, n) for c in head.periods if (n := _number(get(c)))]
    for index, (column, (value, sign)) in enumerate(read):
        unit = _unit(get(head.unit) or sign)
        # The rating speaks of the latest value only.
        rag = get(head.rag).casefold() if index == len(read) - 1 else ""
        yield Observation(
            _MARK.sub("", indicator), value, unit, head.periods[column], at, _cell(line, column),
            rag if rag in _RATINGS else "",
        )  # fmt: skip


def _long(
    head: _Head, line: Line, cells: Sequence[str], at: int | None, settings: Settings
) -> Iterator[Observation]:
    first = _column(line)
    get = lambda c: cells[c - first].strip() if c is not None and 0 <= c - first < len(cells) else ""  # noqa: E731
    area = get(head.area)
    if head.area is not None and not (
        area and settings.council and area.casefold() in settings.council.casefold()
    ):
        return
    number = _number(get(head.value))
    if number and get(head.name) and head.value is not None:
        unit = _unit(" ".join(cells))
        yield Observation(get(head.name), number[0], unit, get(head.period), at, _cell(line, head.value))


def _number(text: str) -> tuple[float, str] | None:
    """A cell's number and the sign with it; None for words, blanks and suppressed values."""
    match = _NUMBER.fullmatch(_MARK.sub("", text.strip()))
    return (float(match[1].replace(",", "")), match[2] or "") if match else None


def _unit(text: str) -> str:
    return next((name for name, pattern in _UNITS if pattern.search(text)), "")


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
