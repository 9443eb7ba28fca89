"""Tables of targets in notices and directions: each row an indicator, what it must reach, and by when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import dropwhile

from evidence.language.indicators import INDICATOR, indicator_code
from evidence.language.periods import find_period
from evidence.language.quantities import Quantity, find_quantities
from evidence.language.units import unit_of_indicator
from evidence.model import Comparator, Measure, Target
from ingest.kinds.common import Paper
from ingest.kinds.plan_rows import Table, tables_in
from ingest.values.column_roles import NATIONAL
from ingest.values.rows import Row

_NAME = re.compile(
    r"(?:performance\s+|key\s+)*(?:indicators?|measures?|areas?|standards?|outcomes?|description|kpis?|what)"
    r"(?:\s+(?:of|for)\s+\w+)?(?:\s+(?:name|description))?",
    re.IGNORECASE,
)
_CODE = re.compile(rf"(?:ref(?:erence)?|no|code|id)\.?(?:\s+no\.?)?|#|{NATIONAL.pattern}", re.IGNORECASE)
_TARGET = re.compile(
    r"(?:agreed\s+|minimum\s+|required\s+|improvement\s+)?(?:targets?|milestones?|level\s+required"
    r"|to\s+be\s+achieved)(?P<when>\W.*)?",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\b(?:targets?|milestones?|levels?\s+required)\b", re.IGNORECASE)
_BASELINE = re.compile(
    r"(?:baseline|current|starting\s+point|latest|actual|outturn|position|performance)\b.*", re.IGNORECASE
)
_BY = re.compile(
    r"by(?:\s+when)?|(?:target\s+|due\s+|review\s+)?date|deadline|when|time\s?scales?|due(?:\s+by)?"
    r"|(?:to\s+be\s+)?(?:achieved|met)\s+by",
    re.IGNORECASE,
)
_OWNER = re.compile(r"(?:lead|owner|responsible|who|by\s+whom)\b.*", re.IGNORECASE)
_GOOD = re.compile(
    r"(?:good\s+(?:is|to\s+be)|polarity|(?:desired\s+)?direction(?!\s+of\s+travel))\b.*", re.IGNORECASE
)
_RANGE = re.compile(r"\d\s*%?\s*(?:to|and|-|–)\s*\d")


@dataclass(frozen=True)
class _Head:
    """Which column holds what. ``targets`` are columns with the period that their head gives, or nothing."""

    name: int
    code: int | None = None
    baseline: int | None = None
    by: int | None = None
    good: int | None = None
    targets: dict[int, str] = field(default_factory=dict)
    is_national: bool = False


def read_targets(paper: Paper) -> tuple[Measure, ...]:
    """Every row of every table of targets, in order, with what it asks for.

    A target is read only where its direction is plain: from its words ("22% or lower"), from the value that
    it starts from, or from a column that says what is good. A range ("60 to 65") is none.
    """
    return tuple(m for table in tables_in(paper) for m in _rows(table))


def rows_of_targets(paper: Paper) -> frozenset[int]:
    """The passages of every row of such a table, its head among them: none is an action."""
    tables = (t for t in tables_in(paper) if any(_head(r.cells, f"{t.heading} {t.above}") for r in t.rows))
    return frozenset(r.passage for t in tables for r in _from_head(t) if r.passage is not None)


def _from_head(table: Table) -> list[Row]:
    above = f"{table.heading} {table.above}"
    return list(dropwhile(lambda row: not _head(row.cells, above), table.rows))


def _rows(table: Table) -> list[Measure]:
    found: list[Measure] = []
    head: _Head | None = None
    for row in table.rows:
        new = _head(row.cells, f"{table.heading} {table.above}")
        if new:
            head = new
        elif head:
            found += _measure(row, head, table.heading)
    return found


def _is_asked(above: str, cells: Sequence[str]) -> bool:
    """Whether columns of periods are what is asked: the words above say so, or a baseline stands beside."""
    return bool(_ASKED.search(above)) or any(_BASELINE.fullmatch(c) for c in cells)


def _head(cells: Sequence[str], above: str) -> _Head | None:
    """The head, where a row names an indicator, a target, and a value to start from or a date."""
    plain = [" ".join(c.split()).strip(" :*") for c in cells]
    at: dict[str, int] = {}
    targets: dict[int, str] = {}
    for column, text in enumerate(plain):
        target = _TARGET.fullmatch(text)
        kinds = (("code", _CODE), ("name", _NAME), ("baseline", _BASELINE), ("by", _BY), ("good", _GOOD))
        if _OWNER.fullmatch(text):
            return None  # a plan's table
        if target and not _BY.fullmatch(text):
            targets[column] = find_period(target["when"] or "")
        elif (period := find_period(text)) and len(period) > len(text) - 4 and _is_asked(above, plain):
            targets[column] = period
        elif name := next((n for n, p in kinds if p.fullmatch(text)), ""):
            at.setdefault(name, column)
    if "name" not in at or not targets or not ({"baseline", "by"} & set(at) or any(targets.values())):
        return None
    national = "code" in at and bool(NATIONAL.fullmatch(plain[at["code"]]))
    return _Head(
        at["name"], at.get("code"), at.get("baseline"), at.get("by"), at.get("good"), targets, national
    )


def _measure(row: Row, head: _Head, theme: str) -> list[Measure]:
    name = row.get(head.name)
    if not re.search(r"[A-Za-z]{3}", name):
        return []
    code, due, good = row.get(head.code), row.get(head.by), row.get(head.good)
    code = f"NI {code}" if head.is_national and code.isdigit() else code
    own = next((indicator_code(t) for t in (code, name) if INDICATOR.match(t)), "")
    start = _only(row.get(head.baseline))
    targets = []
    for column, period in head.targets.items():
        asked = _only(row.get(column))
        comparator = _comparator(asked, start, good) if asked else None
        if asked and comparator:
            when = find_period(row.get(column)) or period or find_period(f"by {due}") or due
            unit = _unit(asked, name)
            baseline = start.value if start and _unit(start, name) == unit else None
            targets.append(Target(own or name, comparator, asked.value, unit, when, baseline))
    if not targets and not any(row.get(c) for c in head.targets):
        return []
    return [Measure(name, theme, code or own, tuple(targets), passage=row.passage, due=due)]


def _only(cell: str) -> Quantity | None:
    """A cell's one quantity; None where it has none, several, or a range."""
    found = find_quantities(cell)
    return found[0] if len(found) == 1 and not _RANGE.search(cell) else None


def _comparator(asked: Quantity, start: Quantity | None, good: str) -> Comparator | None:
    if asked.comparator or asked.delta:
        return asked.comparator
    if re.match(r"\W*(?:high|up|increas|bigger|more)", good, re.IGNORECASE):
        return Comparator.AT_LEAST
    if re.match(r"\W*(?:low|down|decreas|reduc|small|less|fewer)", good, re.IGNORECASE):
        return Comparator.AT_MOST
    if start is None or start.value == asked.value:
        return None
    return Comparator.AT_LEAST if asked.value > start.value else Comparator.AT_MOST


def _unit(quantity: Quantity, name: str) -> str:
    if quantity.unit != "count":
        return quantity.unit
    return unit_of_indicator(name) or quantity.unit
