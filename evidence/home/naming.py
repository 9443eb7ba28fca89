"""Rows of the record named to a person, and how they differ from what the log says of them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlite_utils import Database

from evidence.home import statements
from evidence.home.accounting import Difference
from evidence.home.problem import Problem

MOST = 10
"""Rows of one table that are named one by one; the rest are counted."""
THINGS = {
    "enclosures": "enclosure",
    "entered_judgements": "judgement entered by hand",
    "file_markings": "marking of file",
    "ledger": "ledger entry",
    "markings": "marking of document",
    "measure_edits": "edit of a measure",
    "measure_origins": "origin of measure",
    "near_duplicates": "possible duplicate",
    "refs": "reference",
    "settled": "setting",
    "successions": "decision on a predecessor",
    "value_decisions": "decision on a value",
}
PARTS = {
    "account_passwords": "the password of account {0}",
    "crosswalks": "the pair of {2} and {3}",
    "document_blocks": "block {2} of document {0}",
    "match_terms": "match term “{1}” of {2}",
    "pages": "page {1} of document {0}",
    "standings": "what became of {1}",
}
"""How a row is named by the parts of its key, which are followed by the codes of the measures they number."""
LEAVE = frozenset({"decided_at", "withdrawn_at", "retired_at", "removed_at", "at"})
"""Moments, which tell a reader less than what else differs."""


def problems(db: Database, found: Iterable[Difference]) -> Iterator[Problem]:
    """A problem for each difference; of a table with many, the first ones and how many more there are."""
    groups: dict[tuple[str, str], list[Difference]] = defaultdict(list)
    for difference in found:
        groups[difference.name, _kind(difference)].append(difference)
    for (name, kind), some in groups.items():
        for one in some[:MOST]:
            thing = named(db, one)
            yield Problem("record", thing, f"{thing[0].upper()}{thing[1:]} {_says(db, one, kind)}")
        if len(some) > MOST:
            more = f"{len(some) - MOST} more of {name.replace('_', ' ')}"
            yield Problem("record", more, f"So it is with {more}.")


def named(db: Database, difference: Difference) -> str:
    """What a row is called: "link 12 (N2010-08)", "passage 88 of document 7"."""
    name, key = difference.name, difference.key
    if not key:
        return f"the table {name}"
    row: dict[str, Any] = difference.row or (json.loads(difference.said) if difference.said else {})
    if name == "corrections":
        document, field = json.loads(key)
        return f"the correction of {field} of document {document}"
    if name == "files":
        return f"file {row.get('name', key[:12])}"
    if name in ("accounts", "measures", "registers", "packs", "inspections"):
        return f"{name[:-1]} {row.get('code') or row.get('name') or key}"
    parts = [str(part) for part in json.loads(key)] if key.startswith("[") else [key]
    if name in PARTS:
        codes = [_code(db, part) for part in parts]
        return PARTS[name].format(*parts, *codes)
    thing = THINGS.get(name, name.removesuffix("s")).replace("_", " ")
    of = f" of document {row['document']}" if "document" in row and name != "documents" else ""
    if name == "measure_updates":
        return f"what document {row.get('document')} says of {row.get('code')}"
    if name == "links":
        return f"link {key} ({_tied(db, row)})"
    if name == "targets":
        return f"target {key} ({row.get('indicator', '')} of {_tied(db, row)})"
    if name == "documents":
        return f"document {key}" + (f" ({row['title']})" if row.get("title") else "")
    return f"{thing} {', '.join(parts)}{of if len(parts) == 1 else ''}"


def _tied(db: Database, row: dict[str, Any]) -> str:
    if row.get("block"):
        return f"block {row['block']}"
    return _code(db, row.get("measure"))


def _code(db: Database, measure: object) -> str:
    found = db.execute("SELECT code FROM measures WHERE id = ?", [measure]).fetchone()
    return str(found[0]) if found else f"measure {measure}"


def _kind(difference: Difference) -> str:
    if difference.row is None:
        return "gone"
    if difference.gone:
        return "back"
    return "changed" if difference.event else "unknown"


def _says(db: Database, difference: Difference, kind: str) -> str:
    if kind == "gone":
        return "is gone, and no event of the log took it away."
    if kind == "unknown":
        return "is there, and no event of the log tells how it came."
    if kind == "back":
        return f"is there, although {_event(db, difference.event)} took it away."
    told = "; ".join(_fields(db, difference))
    made = _event(db, difference.event)
    return f"is not as {made} left it: {told}." if told else f"does not read as {made} left it."


def _fields(db: Database, difference: Difference) -> Iterator[str]:
    """What differs, field by field, of a row whose words were stated."""
    if not difference.said:
        return
    usual = statements.defaults(db, difference.name)
    row, said = usual | (difference.row or {}), usual | json.loads(difference.said)
    names = sorted(row.keys() | said.keys())
    different = [n for n in names if not _same(row.get(n), said.get(n))]
    for name in [n for n in different if n not in LEAVE] or different:
        yield f"{name.replace('_', ' ')} is {_word(row.get(name))}, the log says {_word(said.get(name))}"


def _same(value: Any, said: Any) -> bool:
    if isinstance(value, str) and isinstance(said, str) and said.endswith("…"):
        return value.startswith(said[:-1])
    return bool(value == said)


def _word(value: Any) -> str:
    return "nothing" if value in (None, "") else f"“{value}”"


def _event(db: Database, number: int) -> str:
    row = db.execute("SELECT action, actor, at FROM events WHERE id = ?", [number]).fetchone()
    return (
        f"event {number} ({row[0]}, {row[1]}, {row[2][:10]})" if row else f"event {number}, which is missing,"
    )
