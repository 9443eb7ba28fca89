"""Values in tables: rows of indicators under columns of periods, or a long table of one value a row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from evidence.language.indicators import INDICATOR, indicator_code
from evidence.language.periods import period_end, period_key
from evidence.language.units import unit_after, unit_in, unit_of_indicator
from evidence.model import Observation
from ingest.values.cell_numbers import asked_in, number_in, rating_beside, unmarked
from ingest.values.column_roles import NATIONAL, RAG, ROLES, part_of
from ingest.values.head_periods import NOT_OWN, head_period
from ingest.values.observation_periods import month_within
from ingest.values.rows import Row, coloured, rating
from ingest.values.scorecards import names_indicators, period_of
from ingest.values.value_notes import parted, span_in, spanned, told_of

# A row of the figures that ours are held against: "England", "National average: visits", "Visits (England)".
_OF_OTHERS = (
    r"(?:england|national|regional?|stat(?:istical|\.)?\s+neighbours?|comparators?|core\s+cities)"
    r"(?:\s+(?:average|avg|mean|median|figure|rate|result))?"
)
_OTHERS = re.compile(rf"^{_OF_OTHERS}\s*(?:$|[:–—-])|[:–—(-]\s*{_OF_OTHERS}\)?$", re.IGNORECASE)
_NO_COUNT = re.compile(
    r"\b(?:rate|average|mean|median|days?|weeks?|months?|score|ratio|per|time|cost)\b|%|£", re.IGNORECASE
)


@dataclass(frozen=True)
class Head:
    """A table's head: which column holds what. Columns count from the sheet's first."""

    periods: dict[int, str]
    at: dict[str, int]
    beside: dict[int, dict[str, int]] = field(default_factory=dict)  # a period's own target and rating
    is_national: bool = False  # the codes are numbers of the National Indicator Set
    words: dict[int, tuple[str, ...]] = field(default_factory=dict)  # what heads each column of values
    is_second: bool = False  # it parts the columns of the head above it: "Num", "Den", "%" below each month

    @property
    def is_wide(self) -> bool:
        return len(self.periods) >= 1 and ("code" in self.at or "name" in self.at)

    @property
    def is_scorecard(self) -> bool:
        """Whether each row has one value or one rating, of a period that is told above the table."""
        told = {"value", "rag"} & set(self.at)
        return bool(told) and "name" in self.at and not self.periods and not {"period", "area"} & set(self.at)

    @property
    def is_long(self) -> bool:
        return {"period", "value", "name"} <= set(self.at)

    def code_of(self, row: Row) -> str:
        """The code that a row gives: under "NI", 59 is NI 59."""
        code = row.get(self.at.get("code"))
        return f"NI {code}" if self.is_national and code.isdigit() else code

    def noted(self, row: Row, column: int, period: str) -> tuple[str, str]:
        """A value's period, told apart where it is of several months, and what is noted of it: at itself, its
        row's name or its column's head."""
        own = [parted(row.get(c)) for c in (column, self.at.get("name"), self.at.get("code"))]
        heads = self.words.get(column, ())
        note = told_of([*own, *map(parted, heads)], row.notes)
        return spanned(period, "; ".join(filter(None, (note, *map(span_in, heads))))), note


def table_values(rows: Sequence[Row], caption: str, council: str) -> Iterator[Observation]:
    """Every number that stands under a period in an indicator's row, or in a row of a long table.

    ``caption`` is what stands above the table: a year there dates the months below. A table that names areas
    gives only the rows of ``council``: another area's value is no observation of ours.
    """
    head: Head | None = None
    above: Row | None = None
    named: Row | None = None
    signed = any(c.strip().endswith("%") for row in rows for c in row.cells)
    for row in rows:
        found = _head(row, above, caption)
        if (
            found.is_second
            or found.is_wide
            or found.is_long
            or (found.is_scorecard and not _is_told(head, row))
        ):
            head, named = found, row
        elif head and head.is_scorecard and named:
            yield from _scored(head, row, named.get(head.at["name"]), period_of(caption), signed=signed)
        elif head and len(row.cells) > 1:
            if head.is_wide:
                yield from _wide(head, row, signed=signed)
            elif head.is_long:
                yield from _long(head, row, council)
        above = row


def heads_columns(row: Row, caption: str) -> bool:
    """Whether a row is a table's head."""
    head = _head(row, None, caption)
    return head.is_wide or head.is_long or head.is_scorecard


def goes_on_below(text: str) -> bool:
    """Whether a line between a table's rows can head those below it: a short one that names no others."""
    return len(text.split()) <= 12 and not text.rstrip().endswith((".", ":")) and not NOT_OWN.search(text)


def _is_told(head: Head | None, row: Row) -> bool:
    """Whether a row under a scorecard's head is one of its indicators, whatever its words look like."""
    if head is None or not head.is_scorecard:
        return False
    return bool(number_in(row.get(head.at.get("value"))) or rating(row.get(head.at.get("rag"))))


def _scored(head: Head, row: Row, named: str, period: str, *, signed: bool) -> Iterator[Observation]:
    """A row's one value with its rating; the rating alone where the column is named for indicators."""
    name = row.get(head.at["name"])
    indicator = _indicator(head.code_of(row), name)
    number = number_in(row.get(head.at.get("value")))
    rated = rating(row.get(head.at.get("rag"))) or _coloured_of(head, row)
    if not indicator or not period or (number is None and not (rated and names_indicators(named))):
        return
    counted = "count" if signed and number and not number[1] and not _NO_COUNT.search(name) else ""
    stated = unit_in(row.get(head.at.get("unit"))) or unit_after(number[1] if number else "")
    unit = (stated or unit_of_indicator(name) or counted) if number else ""
    asked = asked_in(row.get(head.at.get("target")))
    at = row.cell(head.at.get("value", head.at.get("rag", row.first)))
    value = number[0] if number else None
    period, said = head.noted(row, head.at.get("value", -1), period)
    yield Observation(indicator, value, unit, period, row.passage, at, rated, asked, said)


def _coloured_of(head: Head, row: Row) -> str:
    """The rating that the colour of the rating's cell gives, or of the value's."""
    columns = [head.at[name] for name in ("rag", "value") if name in head.at]
    return next((colour for column in columns if (colour := coloured(row, column))), "")


def _head(row: Row, above: Row | None, caption: str) -> Head:
    at: dict[str, int] = {}
    periods: dict[int, str] = {}
    for column, text in enumerate(row.cells, row.first):
        text = unmarked(text.strip())
        period = head_period(text, _over(above, column), caption)
        if period:
            periods[column] = period
            continue
        for name, pattern in ROLES:
            if pattern.fullmatch(text):
                rates = name == "value" and RAG.fullmatch(_over(above, column))
                at.setdefault("rag" if rates else name, column)
    top = _parted(row, above, caption) if not periods else None
    if top:
        at = dict(top.at)
    elif not ({"code", "name"} & set(at)) and above and len(periods) > 1:
        at |= _head(above, None, "").at  # the second row of a head that spans two
    beside = _below_periods(row, above, caption) if not periods and {"code", "name"} & set(at) else {}
    if top:  # a column that nothing parts keeps its period
        periods = {column: period for column, period in top.periods.items() if not row.get(column)}
    periods |= {column: period for column, (period, _) in beside.items()}
    heads = (r.get(at.get("code")) for r in (row, above) if r is not None)
    national = any(NATIONAL.fullmatch(text) for text in heads)
    words = {c: (row.get(c), *([_over(above, c)] if c in beside else ())) for c in (*periods, *at.values())}
    own_beside = {column: own for column, (_, own) in beside.items()}
    return Head(periods, at, own_beside, national, words, top is not None)


def _parted(row: Row, above: Row | None, caption: str) -> Head | None:
    """The head above, whose periods a row parts ("Num", "Den", "%"); None where it is no such row."""
    if above is None or sum(bool(part_of(text)) for text in row.cells) < 2 or any(map(number_in, row.cells)):
        return None
    top = _head(above, None, caption)
    return top if top.is_wide else None


def _below_periods(row: Row, above: Row | None, caption: str) -> dict[int, tuple[str, dict[str, int]]]:
    """Columns of values under periods, each with its own target and rating ("Actual" below "Q1")."""
    parts: dict[int, tuple[str, dict[str, int]]] = {}
    for column, text in enumerate(row.cells, row.first):
        start = _over_at(above, column)
        period = head_period(unmarked(above.get(start)), "", caption) if above and start is not None else ""
        role = part_of(text)
        if period and role and start is not None:
            parts.setdefault(start, (period, {}))[1].setdefault(role, column)
    for _, own in parts.values():
        if "number" in own and not {"value", "share"} & set(own):
            own["value"] = own.pop("number")
    return {own.pop("value"): (period, own) for period, own in parts.values() if "value" in own}


def _over(above: Row | None, column: int) -> str:
    """What stands over a column in the row above: the nearest filled cell to its left heads it too."""
    at = _over_at(above, column)
    return above.get(at) if above and at is not None else ""


def _over_at(above: Row | None, column: int) -> int | None:
    """Where what stands over a column begins: a cell merged over several may be told in each of them."""
    if above is None:
        return None
    at = next((c for c in range(column, above.first - 1, -1) if above.get(c)), None)
    while at is not None and at > above.first and above.get(at - 1) == above.get(at):
        at -= 1
    return at


def _wide(head: Head, row: Row, *, signed: bool) -> Iterator[Observation]:
    """A row's values. Where a table signs its percentages (``signed``), whole numbers unsigned count."""
    code, name = head.code_of(row), row.get(head.at.get("name"))
    indicator = _indicator(code, name)
    if not indicator:
        return
    read = [(c, n) for c in sorted(head.periods) if (n := number_in(row.get(c)))]
    unit = unit_in(row.get(head.at.get("unit")))
    whole = signed and all(not sign and value == int(value) for _, (value, sign) in read)
    counts = "count" if whole and not _NO_COUNT.search(name) else ""
    latest = _latest(head, row)
    for column, (value, sign) in read:
        own = unit or unit_after(sign) or unit_of_indicator(name) or counts
        rated, asked = _beside(head, row, column, is_latest=column == latest)
        at = row.cell(column)
        period, said = head.noted(row, column, month_within(head.periods[column], name))
        yield Observation(indicator, value, own, period, row.passage, at, rated, asked, said)


def _latest(head: Head, row: Row) -> int:
    """The column of a row's latest period that is not blank, of which its one rating and target speak."""
    told = [c for c in sorted(head.periods) if row.get(c).strip("-–— ")]
    ends = [period_end(period_key(head.periods[c])) for c in told]
    newest = max(ends, default="") if all(ends) else ""
    return next((c for c, end in zip(reversed(told), reversed(ends), strict=True) if newest in ("", end)), -1)


def _beside(head: Head, row: Row, column: int, *, is_latest: bool) -> tuple[str, float | None]:
    """A value's rating and target: in its cell, in columns of its period, or the row's for the latest."""
    own = head.beside.get(column, {})
    asked = asked_in(row.get(own.get("target", head.at.get("target") if is_latest else None)))
    rag = own.get("rag", head.at.get("rag") if is_latest else None)
    rated = rating_beside(row.get(column)) or rating(row.get(rag))
    if not rated and (is_latest or own):
        rated = coloured(row, column if rag is None else rag)
    return rated, asked


def _indicator(code: str, name: str) -> str:
    """The indicator of a row: its code, in its column or before its name; else its name."""
    for text in (code, name):
        if INDICATOR.fullmatch(text):
            return indicator_code(text)
    first = INDICATOR.match(name)
    if first and not code:
        return indicator_code(first.group())
    own = code if re.search(r"[A-Za-z]", code) else name
    if _OTHERS.search(name):
        return ""
    own = unmarked(own)
    return "" if re.fullmatch(r"(?:total|average|[\W\d]*)", own, re.IGNORECASE) else own


def _long(head: Head, row: Row, council: str) -> Iterator[Observation]:
    area = row.get(head.at.get("area"))
    if "area" in head.at and not (area and council and area.casefold() in council.casefold()):
        return
    number, name = number_in(row.get(head.at["value"])), row.get(head.at["name"])
    indicator = _indicator(head.code_of(row), name)
    period = row.get(head.at["period"])
    if number and indicator and period:
        unit = unit_in(row.get(head.at.get("unit"))) or unit_after(number[1]) or unit_in(" ".join(row.cells))
        asked = asked_in(row.get(head.at.get("target")))
        period, said = head.noted(row, head.at["value"], period)
        yield Observation(
            indicator, number[0], unit, period, row.passage, row.cell(head.at["value"]),
            rating(row.get(head.at.get("rag"))), asked, said,
        )  # fmt: skip
