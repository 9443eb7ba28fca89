"""A plan's tables as measures: each row an action, with its owner, its due date and its rating."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from evidence.language.dates import find_dates
from evidence.language.indicators import code_groups
from evidence.language.measure_codes import codes_in, leading_code
from evidence.language.periods import find_period, period_end, period_key
from evidence.model import Measure, Passage, PassageKind
from ingest.kinds.common import Paper
from ingest.kinds.plan_heads import is_head, is_update_head
from ingest.values.head_periods import head_period
from ingest.values.rows import Row, coloured, rating
from ingest.values.targets import find_targets

_TOLD = re.compile(r"[A-Z][\w’' ]{2,40}:\s+\S")
_THEMES = re.compile(r"(?:priority|theme|objective|area|work\s?stream|recommendation|strand|goal)\b", re.I)
_WHOSE = re.compile(
    r"^[^:]{0,50}\b(?:officer|lead|owner|sponsor|responsib\w+|sro)\b[^:]{0,30}:", re.IGNORECASE
)
_NOW = re.compile(r"(?:this|current|latest|new|now)\b", re.IGNORECASE)
_THEN = re.compile(r"(?:last|previous|prior|earlier|old)\b", re.IGNORECASE)
_ENDED = re.compile(
    r"(?:now\s+)?(?:completed?|done|achieved|closed|implemented)\W*", re.IGNORECASE
)  # it is no date
_BARS = re.compile(r"\s*\|\s*")
_LABEL = re.compile(r"^(?P<label>[A-Z]{0,3}\d+(?:\.\d+)*[a-z]?)[.):]?\s+(?=\S)")


@dataclass(frozen=True)
class Table:
    """Rows that stand together, the heading above them, and the words right above."""

    rows: tuple[Row, ...]
    heading: str
    above: str = ""


def read_plan(paper: Paper) -> tuple[Measure, ...]:
    """Every action of every table, in order."""
    return tuple(m for table in tables_in(paper) for m in _measures(table))


def heads_in(paper: Paper) -> list[dict[str, int]]:
    """The heads of a plan's tables."""
    return [h for t in tables_in(paper) for r in t.rows if (h := is_head(r.cells))]


def rated_by_colour(paper: Paper) -> int:
    """How many actions have their rating from the colour of a cell, whose words name none."""
    count = 0
    for table in tables_in(paper):
        rated = {m.passage for m in _measures(table) if m.rag}
        head: dict[str, int] = {}
        for row in table.rows:
            head = is_head(row.cells) or head
            count += row.passage in rated and "rag" in head and not rating(_get(row, head, "rag", row.first))
    return count


def _coloured(row: Row, head: dict[str, int], first: int) -> str:
    return coloured(row, head["rag"] + first) if "rag" in head else ""


def _measures(table: Table) -> list[Measure]:
    found: list[Measure] = []
    head: dict[str, int] = {}
    first, theme = 0, ""
    coded = any(codes_in(cell) for row in table.rows for cell in row.cells)
    for row in table.rows:
        named = is_head(row.cells) or (is_update_head(row.cells) if coded else {})
        if named:
            head, first = named, row.first
            continue
        if "rag" in head and not found and (latest := _latest_rated(row, head["rag"] + first)):
            head["rag"] = latest - first
            continue
        filled = [c for c in row.cells if c.strip()]
        if not head:
            theme = filled[0] if len(filled) == 1 and _can_head(filled[0]) else theme
        elif _across(filled) and not _goes_on(row, head, first, found):
            theme = filled[0]  # a heading across the table
        else:
            theme = _get(row, head, "theme", first) or theme
            _take(row, head, first, theme or table.heading, found)
    return found


def _latest_rated(row: Row, first: int) -> int:
    """The newest of a rating's columns, where a row right below the head names their periods, or which is of
    last time and which of now; 0 for none."""
    filled = [(c, text.strip()) for c, text in enumerate(row.cells, row.first) if text.strip()]
    if len(filled) < 2 or filled[0][0] < first:
        return 0
    now = [c for c, text in filled if _NOW.match(text)]
    if len(now) == 1 and all(_NOW.match(text) or _THEN.match(text) for _, text in filled):
        return now[0]
    if not all(head_period(text, "", "") for _, text in filled):
        return 0
    ends = [(period_end(period_key(text)), c) for c, text in filled]
    return max(ends)[1] if all(end for end, _ in ends) else filled[-1][0]


def _across(filled: Sequence[str]) -> bool:
    """Whether a row's filled cells are a heading across the table."""
    return len(filled) == 1 and len(filled[0].split()) <= 20 and not codes_in(filled[0])


def _can_head(text: str) -> bool:
    """Whether words alone in a row above the columns' names are the theme of the actions: a date or a label
    ("Sponsor: Jo Bell") tells something else."""
    told = find_dates(text) or (_TOLD.match(text) and not _THEMES.match(text))
    return len(text.split()) <= 20 and not told


def _take(row: Row, head: dict[str, int], first: int, theme: str, found: list[Measure]) -> None:
    names, label, text = _named(row, head, first)
    if not names and not re.search(r"[A-Za-z]{3}", text):
        return
    if not names and _goes_on(row, head, first, found):
        found[-1] = replace(found[-1], text=f"{found[-1].text} {text}")
        return
    own = _LABEL.match(text) if not label else None
    if own:
        label, text = own["label"], text[own.end() :]
    measure = _measure(row, head, first, Measure(text, theme, label, names=names))
    if found and _same_row(found[-1], measure):
        return  # a cell merged over the rows of its milestones: one action, however many rows it has
    found.append(measure)


def _same_row(above: Measure, measure: Measure) -> bool:
    """Of rows that name a measure of the record, those alone that say the same: else two speak for it."""
    if not measure.names:
        return (above.text, above.label) == (measure.text, measure.label)
    return replace(above, passage=measure.passage, row=measure.row) == measure


def _named(row: Row, head: dict[str, int], first: int) -> tuple[tuple[str, ...], str, str]:
    """The codes of the record that a row names; its label; its action's words."""
    text, label = _get(row, head, "action", first), _get(row, head, "label", first)
    if codes_in(text):
        return codes_in(text), label, ""
    code, rest = leading_code(text)
    cells = tuple(code for cell in row.cells for code in codes_in(cell))
    return (tuple(dict.fromkeys(cells)), label, text) if cells or not code else ((code,), label, rest)


def _measure(row: Row, head: dict[str, int], first: int, begun: Measure) -> Measure:
    """An action with what its other cells say of it."""
    outcome = _get(row, head, "outcome", first)
    due = _get(row, head, "due", first)
    due = "" if _ENDED.fullmatch(due) else due
    when = find_period(f"by {due}") or due
    asked = find_targets(begun.text) + (find_targets(outcome) if code_groups(outcome) else ())
    status = _get(row, head, "rag", first)
    told = rating(status)
    said = [
        "" if told or not re.search("[A-Za-z]{2}", status) else status,
        _get(row, head, "progress", first),
    ]
    return replace(
        begun,
        targets=tuple(replace(t, period=t.period or when) for t in asked),
        passage=row.passage,
        owner=_get(row, head, "owner", first),
        due=due,
        rag=told or _coloured(row, head, first),
        progress=". ".join(words for words in said if words),
        row=row.name,
    )


def _goes_on(row: Row, head: dict[str, int], first: int, found: list[Measure]) -> bool:
    """Whether a row is the rest of the one above: its action begins small, without a number."""
    text = _get(row, head, "action", first)
    bare = not _get(row, head, "label", first) and not _get(row, head, "due", first)
    return bool(found) and bare and text[:1].islower()


def _get(row: Row, head: dict[str, int], name: str, first: int) -> str:
    column = head.get(name)
    return " ".join(row.get(column + first).split()) if column is not None else ""


def tables_in(paper: Paper) -> Iterator[Table]:
    """The paper's tables: a workbook's from its sheets, where cells keep their columns; else its rows."""
    if any(line.cell for page in paper.part.raw.pages for line in page.lines):
        yield from _sheets(paper)
    else:
        yield from _printed(paper)


def _sheets(paper: Paper) -> Iterator[Table]:
    places = {(p.page, p.start): p.ordinal for p in paper.passages}
    for page in paper.part.raw.pages:
        rows = (
            Row(
                tuple(x.text.split("\t")),
                places.get((page.number, x.start)),
                _column(x.cell),
                fills=x.fills,
                name=_row_name(x.cell),
            )
            for x in page.lines
        )
        yield Table(tuple(rows), "")


def _printed(paper: Paper) -> Iterator[Table]:
    """The rows between other passages. A table that spans pages, or has headings between its rows, keeps the
    head that it began with."""
    fills = {(page.number, x.start): x.fills for page in paper.part.raw.pages for x in page.lines if x.fills}
    above, right_above, last = "", "", None
    for is_row, group in groupby(paper.passages, key=lambda p: p.kind is PassageKind.ROW):
        members = list(group)
        if not is_row:
            above, right_above = _theme(members) or above, members[-1].text
            continue
        rows = tuple(
            Row(
                tuple(_BARS.split(p.text)),
                p.ordinal,
                fills=p.fills or fills.get((p.page, p.start), ()),
                name=f"row “{p.text[:40].strip()}”, page {p.page}",
            )
            for p in members
        )
        headless = not any(is_head(r.cells) for r in rows[:3])
        if headless and last is not None and len(last.cells) == len(rows[0].cells):
            rows = (last, *rows)
        last = next((r for r in reversed(rows) if is_head(r.cells)), last)
        yield Table(rows, above, right_above)


def _theme(above: Sequence[Passage]) -> str:
    """What stands over a table: the short line right above it, else the nearest heading. Neither the paper's
    own title nor "Approved on 4 November 2024" is the theme of its actions."""
    last = above[-1].text.strip().rpartition("\n")[2]
    if (
        len(last.split()) <= 8
        and last[-1:].isalpha()
        and above[-1].ordinal
        and not find_dates(last)
        and not _WHOSE.match(last)
    ):
        return last
    headings = [
        p.text for p in above if p.kind is PassageKind.HEADING and p.ordinal and not _WHOSE.match(p.text)
    ]
    return next((t for t in reversed(headings) if not find_dates(t)), "")


def _row_name(cell: str) -> str:
    """Plan!A5 -> row 5 of Plan"""
    sheet, _, place = cell.rpartition("!")
    number = re.sub(r"\D", "", place)
    return f"row {number} of {sheet}" if sheet else f"row {number}"


def _column(cell: str) -> int:
    number = 0
    letters = re.match(r"[A-Z]+", cell.rpartition("!")[2])
    for letter in letters.group() if letters else "A":
        number = number * 26 + ord(letter) - 64
    return number - 1
