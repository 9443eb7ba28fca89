"""Values in tables: rows of indicators under columns of periods, or a long table of one value a row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from evidence.language.indicators import INDICATOR, indicator_code
from evidence.language.months import MONTH, YEAR
from evidence.language.periods import find_period
from evidence.language.units import AFTER_CELL, unit_after, unit_in, unit_of_indicator
from evidence.model import Observation
from ingest.values.rows import Row, coloured, rating
from ingest.values.scorecards import names_indicators, period_of

_CODE = re.compile(
    r"(?:indicator\s+|kpi\s+|pi\s+|measure\s+)?(?:code|ref(?:erence)?\.?|no\.?|number|id)|(?:NI|National\s+Indicator)s?(?:\s+(?:ref(?:erence)?|no|number|code))?\.?|PI|#"
    r"|KPI\s+ref\.?",
    re.IGNORECASE,
)
NATIONAL = re.compile(
    r"(?:NI|National\s+Indicator)s?(?:\s+(?:ref(?:erence)?|no|number|code))?\.?", re.IGNORECASE
)
_NAME = re.compile(
    r"(?:(?:key\s+)?performance\s+)?(?:indicators?|measures?|description|title|metric|kpis?|pis?"
    r"|definition)(?:\s+(?:name|title|description))?"
    r"|(?:[\w’'&-]+\s+){1,4}(?:kpis?|indicators?|measures?)"
    r"|(?:name|description|title)\s+of\s+indicator|ref(?:erence)?\s+and\s+(?:indicator|measure|title)",
    re.IGNORECASE,
)
_UNIT = re.compile(r"units?|format|measured\s+(?:in|as)|type|unit\s+of\s+measure(?:ment)?", re.IGNORECASE)
_AREA = re.compile(
    r"area(?:_name|\s+name)?|(?:local\s+)?authority(?:\s+name)?|council|la(?:_name)?", re.IGNORECASE
)
_PERIOD = re.compile(
    r"(?:reporting\s+)?period|year|quarter|month|date|time(?:_|\s+)period|as\s+at", re.IGNORECASE
)
_VALUE = re.compile(
    r"value|result|actual|performance|outturn|figure|(?:latest|current)(?:\s+(?:value|result|performance"
    r"|position|figure|outturn|actual))?",
    re.IGNORECASE,
)
_RAG = re.compile(
    r"(?:(?:latest|current)\s+)?(?:(?:b?rag)(?:\s+(?:status|rating))?|status|rating)(?:\s+(?:latest|current))?",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"(?:.{0,24}\s)?(?:target|plan(?:ned)?|goal|requirement|required)s?(?:\s+.{0,24})?", re.IGNORECASE
)
_ROLES = (
    ("code", _CODE), ("name", _NAME), ("unit", _UNIT), ("rag", _RAG), ("area", _AREA), ("period", _PERIOD),
    ("value", _VALUE), ("target", _TARGET),
)  # fmt: skip
_NOT_OWN = re.compile(
    r"\b(?:target|plan(?:ned)?|from|end\s+date|national|england|region(?:al)?|neighbours?|SN|comparators?"
    r"|benchmark|forecast|projected|projection"
    r"|trajectory|change|variance|difference|movement|numerator|denominator|cohort|previous\s+rag"
    r"|direction|dot|gap|due|deadline|by\s+when|required"
    r"|requirement)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:actual|outturn|result|performance|value|position|baseline|at|as\s+at|month\s+of|ytd"
    r"|\(?cumulative\)?)\b",
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(rf"{MONTH}\.?", re.I)
_PART = re.compile(rf"Q[1-4]|Qtr\s?[1-4]|Quarter\s+[1-4]|{_MONTH_ONLY.pattern}", re.IGNORECASE)
_WHOLE_PERIOD = re.compile(rf"{YEAR}|\d{{4}}-\d\d-\d\d|Q[1-4]")
_SHORT_MONTH = re.compile(rf"{_MONTH_ONLY.pattern}[\s\-–/’']*(?:20)?\d\d", re.IGNORECASE)
_YEAR = re.compile(rf"{YEAR}(?:\s?[/–-]\s?(?:20)?\d\d)?")
_NUMBER = re.compile(
    rf"(?P<sign>[-+−–]?)(?:£(?P<pounds>\d[\d,]*(?:\.\d+)?)\s?(?P<many>[mk]?)|(?P<figures>\d[\d,]*(?:\.\d+)?))"
    rf"\s*(?P<unit>{AFTER_CELL})?",
    re.IGNORECASE,
)
_MANY = {"": 1, "k": 1_000, "m": 1_000_000}
_NEGATIVE = re.compile(r"\((£?\d[\d,]*(?:\.\d+)?\s*%?)\)")  # as accountants write it
_MARK = re.compile(r"\s*(?:[*†‡~^#¹²³⁰⁴-⁹]+|\((?:[a-z]|\d|[RAGBrp])\)|(?<=[a-z]{3})\d{1,2})$")
_RATED = re.compile(r"\s*\((?P<rag>red|amber|green|blue)\)$", re.IGNORECASE)
_SHARE = re.compile(
    r"\d[\d,]*\s*(?:/|of|out\s+of)\s*\d[\d,]*\s*\((?P<share>\d+(?:\.\d+)?\s?%)\)", re.IGNORECASE
)


_NO_COUNT = re.compile(
    r"\b(?:rate|average|mean|median|days?|weeks?|months?|score|ratio|per|time|cost)\b|%|£", re.IGNORECASE
)


@dataclass(frozen=True)
class Head:
    """A table's head: which column holds what. Columns count from the sheet's first."""

    periods: dict[int, str]
    at: dict[str, int]
    is_national: bool = False  # the codes are numbers of the National Indicator Set

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
        if found.is_wide or found.is_long or (found.is_scorecard and not _is_told(head, row)):
            head, named = found, row
        elif head and head.is_scorecard and named:
            yield from _scored(head, row, named.get(head.at["name"]), period_of(caption), signed=signed)
        elif head and len(row.cells) > 1:
            yield from _wide(head, row, signed=signed) if head.is_wide else _long(head, row, council)
        above = row


def heads_columns(row: Row, caption: str) -> bool:
    """Whether a row is a table's head."""
    head = _head(row, None, caption)
    return head.is_wide or head.is_long or head.is_scorecard


def goes_on_below(text: str) -> bool:
    """Whether a line between a table's rows can head those below it: a short one that names no others."""
    return len(text.split()) <= 12 and not text.rstrip().endswith((".", ":")) and not _NOT_OWN.search(text)


def _is_told(head: Head | None, row: Row) -> bool:
    """Whether a row under a scorecard's head is one of its indicators, whatever its words look like."""
    if head is None or not head.is_scorecard:
        return False
    return bool(_number(row.get(head.at.get("value"))) or rating(row.get(head.at.get("rag"))))


def _scored(head: Head, row: Row, named: str, period: str, *, signed: bool) -> Iterator[Observation]:
    """A row's one value with its rating; the rating alone where the column is named for indicators."""
    name = row.get(head.at["name"])
    indicator = _indicator(head.code_of(row), name)
    number = _number(row.get(head.at.get("value")))
    rated = rating(row.get(head.at.get("rag"))) or _coloured_of(head, row)
    if not indicator or not period or (number is None and not (rated and names_indicators(named))):
        return
    counted = "count" if signed and number and not number[1] and not _NO_COUNT.search(name) else ""
    stated = unit_in(row.get(head.at.get("unit"))) or unit_after(number[1] if number else "")
    unit = (stated or unit_of_indicator(name) or counted) if number else ""
    asked = _number(row.get(head.at.get("target")))
    at = row.cell(head.at.get("value", head.at.get("rag", row.first)))
    value = number[0] if number else None
    yield Observation(indicator, value, unit, period, row.passage, at, rated, asked[0] if asked else None)


def _coloured_of(head: Head, row: Row) -> str:
    """The rating that the colour of the rating's cell gives, or of the value's."""
    columns = [head.at[name] for name in ("rag", "value") if name in head.at]
    return next((colour for column in columns if (colour := coloured(row, column))), "")


def _head(row: Row, above: Row | None, caption: str) -> Head:
    at: dict[str, int] = {}
    periods: dict[int, str] = {}
    for column, text in enumerate(row.cells, row.first):
        text = _MARK.sub("", text.strip())
        period = _period(text, _over(above, column), caption)
        if period:
            periods[column] = period
            continue
        for name, pattern in _ROLES:
            if pattern.fullmatch(text):
                rates = name == "value" and _RAG.fullmatch(_over(above, column))
                at.setdefault("rag" if rates else name, column)
    if not ({"code", "name"} & set(at)) and above and len(periods) > 1:
        at |= _head(above, None, "").at  # the second row of a head that spans two
    heads = (r.get(at.get("code")) for r in (row, above) if r is not None)
    return Head(periods, at, any(NATIONAL.fullmatch(text) for text in heads))


def _over(above: Row | None, column: int) -> str:
    """What stands over a column in the row above: the nearest filled cell to its left heads it too."""
    if above is None:
        return ""
    filled = [above.get(c) for c in range(above.first, column + 1)]
    return next((text for text in reversed(filled) if text), "")


def _period(text: str, over: str, caption: str) -> str:
    """A head cell's period in its own words, with the year that stands over it or in the caption."""
    if not text or _NOT_OWN.search(text) or _NOT_OWN.search(over):
        return ""
    if _PART.fullmatch(text):
        year = _YEAR.search(over) or _only_year(caption)
        return _join(text, year.group()) if year else text
    if _WHOLE_PERIOD.fullmatch(text) or _SHORT_MONTH.fullmatch(text):
        return text
    period = find_period(text)
    rest = _OWN.sub("", text.replace(period, "", 1)) if period else text
    return period if period and len(rest.strip(" ()-–:")) <= 3 else ""


def _only_year(caption: str) -> re.Match[str] | None:
    found = list(_YEAR.finditer(caption))
    return found[0] if len({m.group() for m in found}) == 1 else None


def _join(part: str, year: str) -> str:
    """ "Oct" under "2010/11" is Oct 2010; "Q3" is Q3 2010/11."""
    split = re.fullmatch(r"(\d{4})\s?[/–-]\s?(?:20)?(\d\d)", year)
    if split and _MONTH_ONLY.fullmatch(part):
        spring = part[:3].casefold() in {"jan", "feb", "mar"}
        return f"{part.rstrip('.')} {split[1][:2] + split[2] if spring else split[1]}"
    return f"{part} {year}"


def _wide(head: Head, row: Row, *, signed: bool) -> Iterator[Observation]:
    """A row's values. Where a table signs its percentages (``signed``), whole numbers unsigned count."""
    code, name = head.code_of(row), row.get(head.at.get("name"))
    indicator = _indicator(code, name)
    if not indicator:
        return
    read = [(c, n) for c in sorted(head.periods) if (n := _number(row.get(c)))]
    unit = unit_in(row.get(head.at.get("unit")))
    asked = _number(row.get(head.at.get("target")))
    whole = signed and all(not sign and value == int(value) for _, (value, sign) in read)
    counts = "count" if whole and not _NO_COUNT.search(name) else ""
    for index, (column, (value, sign)) in enumerate(read):
        own = unit or unit_after(sign) or unit_of_indicator(name) or counts
        one = Observation(indicator, value, own, head.periods[column], row.passage, row.cell(column))
        # The rating and the target speak of the latest value only.
        if index == len(read) - 1:
            beside = _RATED.search(row.get(column))
            rated = rating(row.get(head.at.get("rag"))) or (beside["rag"].casefold() if beside else "")
            rated = rated or coloured(row, head.at.get("rag", column))
            one = replace(one, rag=rated, target=asked[0] if asked else None)
        yield one


def _indicator(code: str, name: str) -> str:
    """The indicator of a row: its code, in its column or before its name; else its name."""
    for text in (code, name):
        if INDICATOR.fullmatch(text):
            return indicator_code(text)
    first = INDICATOR.match(name)
    if first and not code:
        return indicator_code(first.group())
    own = code if re.search(r"[A-Za-z]", code) else name
    own = _MARK.sub("", own)
    return "" if re.fullmatch(r"(?:total|average|[\W\d]*)", own, re.IGNORECASE) else own


def _long(head: Head, row: Row, council: str) -> Iterator[Observation]:
    area = row.get(head.at.get("area"))
    if "area" in head.at and not (area and council and area.casefold() in council.casefold()):
        return
    number, name = _number(row.get(head.at["value"])), row.get(head.at["name"])
    indicator = _indicator(head.code_of(row), name)
    period = row.get(head.at["period"])
    if number and indicator and period:
        unit = unit_in(row.get(head.at.get("unit"))) or unit_after(number[1]) or unit_in(" ".join(row.cells))
        asked = _number(row.get(head.at.get("target")))
        yield Observation(
            indicator, number[0], unit, period, row.passage, row.cell(head.at["value"]),
            rating(row.get(head.at.get("rag"))), asked[0] if asked else None,
        )  # fmt: skip


def _number(text: str) -> tuple[float, str] | None:
    """A cell's number and the sign with it; None for words, blanks and suppressed values."""
    text = _RATED.sub("", text.strip())
    share = _SHARE.fullmatch(text)
    text = share["share"] if share else text
    below = _NEGATIVE.fullmatch(text) if not _MARK.fullmatch(f" {text}") else None
    match = _NUMBER.fullmatch(f"-{below[1]}" if below else _MARK.sub("", text))
    if match is None:
        return None
    figures = float((match["pounds"] or match["figures"]).replace(",", ""))
    value = round(figures * _MANY[(match["many"] or "").lower()], 6)
    return (-value if match["sign"] in {"-", "−", "–"} else value), match["unit"] or ""
