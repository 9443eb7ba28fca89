"""A plan issued anew under its own numbers: which of its actions an earlier issue has brought already."""

from typing import Any

from evidence.linking.eligibility import COMPARISON
from evidence.model import Measure, Register
from evidence.rereading.anchoring import SAME, Words, held, words_of
from evidence.store.record import Record

SHARE = 0.5  # of a plan's rows that must be an earlier one's for it to be that plan again
FEWEST = 5  # words of an action without a number that is known by its words alone


def reissued(record: Record, document: int, date: str, register: Register) -> dict[int, tuple[str, ...]]:
    """By a row's place from 1, the code of the measure that it is again; nothing if the plan is another.

    The number and most of the words must agree with one measure alone of an earlier plan of the same council.
    """
    if register.kind != "plan":
        return {}
    earlier = _earlier(record, document, date)
    found = {n: code for n, m in enumerate(register.measures, 1) if (code := _same(m, earlier))}
    if len(found) < SHARE * len(register.measures):
        return {}
    return {place: (code,) for place, code in found.items()}


def _earlier(record: Record, document: int, date: str) -> list[dict[str, Any]]:
    """The measures of plans of the same council that are older, or of no date and stored before."""
    sql = """SELECT m.code, m.label, m.text, d.id AS document, d.date, d.council, this.council AS own
        FROM measures m JOIN registers r ON r.id = m.register JOIN documents d ON d.id = r.document
        JOIN documents this ON this.id = :document
        WHERE r.kind = 'plan' AND m.retired_at IS NULL AND d.sha256 <> this.sha256
        AND (d.withdrawn_at IS NULL OR r.kept)"""
    rows = record.db.query(sql, {"document": document})
    return [
        {**row, "words": words_of(row["text"])}
        for row in rows
        if record.bar("", row["own"], "", row["council"]) != COMPARISON
        and _before((row["date"], row["document"]), (date, document))
    ]


def _before(one: tuple[str, int], other: tuple[str, int]) -> bool:
    """By date; of papers of one date, or without one, that which came first."""
    return one < other if one[0] and other[0] else one[1] < other[1]


def _same(measure: Measure, earlier: list[dict[str, Any]]) -> str:
    label, words = _plain(measure.label), words_of(measure.text)
    found = [m["code"] for m in earlier if _plain(m["label"]) == label and _alike(label, words, m["words"])]
    return found[0] if len(found) == 1 else ""


def _alike(label: str, one: Words, other: Words) -> bool:
    if not label:
        return len(one.words) >= FEWEST and one.words == other.words
    return min(held(one, other), held(other, one)) >= SAME


def _plain(label: str) -> str:
    return "".join(c for c in label.casefold() if c.isalnum() or c in ".-").strip(".")
