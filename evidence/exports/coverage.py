"""Coverage as a table: at a day, as known on a day, against the last review."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from evidence.exports import sheets
from evidence.exports.marked import COLUMN, Carried, documents_in
from evidence.language.citations import say_date
from evidence.reads import coverage as reads
from evidence.reads.accepted import first_decision
from evidence.reads.measure_blocks import blocks_of
from evidence.reads.measures import measures
from evidence.reads.packs import frameworks
from evidence.services import Services
from evidence.tracing.moments import as_on, known_by

COLUMNS = (
    ("Code", "code", 12), ("Register", "register_title", 30), ("Theme", "theme", 30), ("Owner", "owner", 20),
    ("Blocks", "under", 30),
    ("Words", "text", 80), ("State", "state", 14), ("Was", "was", 14), ("Reason", "reason", 80),
    ("Missing", "lacks", 60), ("Supporting", "supporting", 11), ("Contradicting", "contradicting", 13),
    ("Independent voices", "voices", 12), ("Sources", "heard", 40), ("Newest", "newest", 12), COLUMN,
)  # fmt: skip
WRAPPED = ("text", "reason", "lacks", "heard", "theme", "register_title", "under")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
ORDER = ("no evidence", "contested", "thin", "evidenced")


@dataclass(frozen=True)
class CoverageTable:
    """``rows`` have the keys of COLUMNS and more; ``says`` are sentences on what moved and what was asked;
    ``marking`` is the highest of the papers that it is judged by."""

    rows: tuple[dict[str, Any], ...]
    at: str
    known: str
    since: str
    says: tuple[str, ...]
    marking: str = ""

    @property
    def empty(self) -> bool:
        """Nothing had been accepted by the day that was asked about."""
        return not self.rows


def table(services: Services, at: str = "", known: str = "", since: str = "") -> CoverageTable:
    """Every measure of ours and every block. Dates are as a person typed them; "" for today, all, none.

    Asked about a day before anything was accepted, it has no rows, and says so. Raises UsageError.
    """
    today = services.record.now[:10]
    day, by, review = as_on(at, today), known_by(known, today), known_by(since, today)
    rows = _judged(services, day, by)
    if (at or known) and not any(r["supporting"] or r["contradicting"] for r in rows):
        return CoverageTable((), day, by, review, (_nothing(at, day, by),))
    says: list[str] = []
    before: dict[tuple[str, str], str] = {}
    if review:
        before, basis = _before(services, review, by)
        says = [*_moves(rows, before, review), basis]
    says += dict.fromkeys(f"Block {one['sentence']}" for r in rows for one in r["limits"] if one["stands"])
    carried = Carried(services.record.db)
    told = tuple(_with(services, rows, before, carried))
    return CoverageTable(told, day, by, review, tuple(filter(None, says)), carried.highest)


def as_csv(found: CoverageTable) -> bytes:
    """The table as CSV."""
    return sheets.as_csv(COLUMNS, found.rows)


def as_xlsx(found: CoverageTable) -> bytes:
    """A workbook: the table, and a sheet that says what was asked and what moved."""
    about = [
        ("As on", say_date(found.at)),
        ("As known on", say_date(found.known) if found.known else "today"),
    ]
    if found.since:
        about.append(("Against the review of", say_date(found.since)))
    about += [("Says", words) for words in found.says]
    return sheets.as_xlsx(
        "Coverage", COLUMNS, found.rows, about=about, wrapped=WRAPPED, marking=found.marking
    )


def _judged(services: Services, at: str, known: str) -> list[dict[str, Any]]:
    db, home, months = services.record.db, services.framework, services.settings.freshness_months
    return reads.coverage(db, home, at, months, services.own, known, others=frameworks(db, home)[1:])


def _key(row: dict[str, Any]) -> tuple[str, str]:
    return row["framework"], row["code"]


def _before(services: Services, review: str, known: str) -> tuple[dict[tuple[str, str], str], str]:
    """The states at the last review, and on what they rest where it is not what was known then."""
    first, basis = first_decision(services.record.db), ""
    then = min(filter(None, (review, known)))
    if first and then < first:
        # The record is younger than the review: all it can tell is what its papers' dates say.
        basis = (
            f"Nothing had been accepted here by {say_date(then)}; what was then is judged by the dates of the"
            " papers accepted since."
        )
        then = known
    return {_key(r): r["state"] for r in _judged(services, review, then)}, basis


def _moves(rows: Iterable[dict[str, Any]], before: dict[tuple[str, str], str], review: str) -> list[str]:
    """ "Since 1 June 2026: three moved from thin to evidenced.", the most first."""
    measures_only = [
        r for r in rows if r["kind"] == "measure" and before.get(_key(r)) not in (None, r["state"])
    ]
    moved = Counter((before[_key(r)], r["state"]) for r in measures_only)
    if not moved:
        return [f"No measure moved since {say_date(review)}."]
    ordered = sorted(moved.items(), key=lambda one: (-one[1], ORDER.index(one[0][0]), one[0][1]))
    told = [f"{_number(count)} moved from {was} to {now}" for (was, now), count in ordered]
    return [f"Since {say_date(review)}: {'; '.join(told)}."]


def _with(
    services: Services,
    rows: list[dict[str, Any]],
    before: dict[tuple[str, str], str],
    carried: Carried,
) -> Iterable[dict[str, Any]]:
    """The rows with what a table or matrix groups them by."""
    known = {m["code"]: m for m in measures(services.record.db)}
    used = frameworks(services.record.db, services.framework)
    named = {f.code: f.name for f in used}
    called = {(f.code, b.code): b.name for f in used for b in f.blocks}
    under = blocks_of(services.record.db, used, known.values())
    for row in rows:
        of = known.get(row["code"], {}) if row["kind"] == "measure" else {}
        blocks = [
            f"Block {block}: {called[code, block]}"
            for code, block in (under.get(row["code"], []) if of else [])
        ]
        yield {
            **row,
            "blocks": blocks,
            "under": "; ".join(blocks),
            "was": before.get(_key(row), ""),
            "register": of.get("register", ""),
            "register_title": of.get("register_title") or named.get(row["framework"], ""),
            "theme": "Overarching requirements" if of.get("overarching") else of.get("theme", "Blocks"),
            "owner": of.get("owner", ""),
            "lacks": " ".join(row["missing"]),
            "heard": "; ".join(row["sources"]),
            "marking": carried.of([*row["voice"], *documents_in(row["limits"]), of.get("document")]),
        }


def _nothing(at: str, day: str, known: str) -> str:
    if known:
        dated = f", of papers dated by {say_date(day)}" if at else ""
        return f"Nothing had been accepted by {say_date(known)}{dated}: there is nothing to list."
    return f"Nothing that was accepted is dated by {say_date(day)}: there is nothing to list."


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)
