"""What papers say of measures that they name: the newest, its history, and what could not be taken."""

import json
import re
from collections import defaultdict
from collections.abc import Container
from typing import Any

from sqlite_utils import Database

from evidence.language.citations import cite, name_document, say_date
from evidence.linking.eligibility import COMPARISON
from evidence.reads.measure_edits import steps
from evidence.reads.page_names import page_name, taken
from evidence.tracing.coverage import first_day

SAID = ("owner", "due", "rag", "progress")
SOURCE = ("date", "document", "passage", "citation", "by", "reason")
TWICE, UNKNOWN, TAKEN = "twice", "unknown", "taken"
UPDATES = f"""
SELECT u.id, u.document, u.passage, u."row", u.code, u.named, u.owner, u.due, u.rag, u.progress,
       m.id AS measure, d.date, d.withdrawn_at, d.kind, d.title, d.author, d.recipient, d.council,
       apart(d.council) AS apart, d.paged, f.name AS file, p.label, p.page, p.heading_path, {page_name()},
       bar('', d.council, '', o.council) AS bar
FROM measure_updates u JOIN documents d ON d.id = u.document JOIN files f ON f.sha256 = d.sha256
LEFT JOIN passages p ON p.id = u.passage LEFT JOIN measures m ON m.code = u.code
LEFT JOIN registers r ON r.id = m.register LEFT JOIN documents o ON o.id = r.document
WHERE (:document IS NULL AND d.withdrawn_at IS NULL OR u.document = :document)
ORDER BY d.date, u.document, u.place, u.id
"""


def updates(db: Database, *, document: int | None = None) -> list[dict[str, Any]]:
    """Every row that names a measure, oldest paper first, undated ones before; withdrawn papers' left out.

    "outcome" is TAKEN; TWICE where another row of the paper names the same measure and says otherwise: none
    of them counts; UNKNOWN where no measure of the paper's council has the code. "says" is that in words.
    """
    rows = [_cited(row) for row in db.query(UPDATES, {"document": document})]
    same: dict[tuple[int, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        same[row["document"], row["code"]].append(row)
    return [{**row, **_outcome(row, same[row["document"], row["code"]])} for row in rows]


def histories(db: Database) -> dict[int, list[dict[str, Any]]]:
    """By measure's id: what papers said of it and, after those of the same day, people; oldest day first."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in updates(db):
        if row["outcome"] == TAKEN:
            found[row["measure"]].append(row)
    for measure, said in steps(db).items():
        found[measure] = sorted([*found[measure], *said], key=lambda one: (one["date"], "by" in one))
    return found


def as_said(
    measure: dict[str, Any], *, at: str = "", known: str = "", documents: Container[int] | None = None
) -> dict[str, Any]:
    """A measure with its newest owner, due date, rating and progress, and where each is from ("said_by").

    Its own paper's ("own") stand until a later one says otherwise; a paper's empty cell says nothing, what a
    person emptied stands empty. ``at`` leaves
    out what is dated after that day, ``documents`` papers' statements that are in none of them, ``known``
    what people said after that day.
    """
    said = [
        u
        for u in measure["updates"]
        if (not at or first_day(u["date"]) <= at)
        and (documents is None or not u["document"] or u["document"] in documents)
        and (not known or u.get("at", "")[:10] <= known)
    ]
    own = _own(measure)
    found: dict[str, dict[str, Any]] = {}
    for one in (own, *said):
        found |= {name: one for name in SAID if one[name] or name in one.get("emptied", ())}
    said_by = {name: {key: one[key] for key in SOURCE if key in one} for name, one in found.items()}
    return {**measure, **{name: found.get(name, own)[name] for name in SAID}, "said_by": said_by}


def history(measure: dict[str, Any]) -> list[dict[str, Any]]:
    """What its own paper, others and people said of a measure, the oldest first."""
    own = _own(measure)
    said = [own] if any(own[name] for name in SAID) else []
    return sorted([*said, *measure["updates"]], key=lambda one: one["date"])


def _own(measure: dict[str, Any]) -> dict[str, Any]:
    """What a measure's own paper says of it, as another's statement is."""
    source = {"date": measure["date"], "document": measure["document"], "passage": measure["passage"]}
    return {**measure["own"], **source, "citation": measure["paper"]}


def say_update(update: dict[str, Any]) -> str:
    """What a paper or a person said of a measure, in words: "30 June 2010: rated red; due May 2011 (…)"."""
    named = (("rag", "rated"), ("owner", "owner"), ("due", "due"), ("progress", "progress"))
    empty = update.get("emptied", ())
    said = [f"{word} {update[key] or 'none'}" for key, word in named if update[key] or key in empty]
    row = update.get("row", "")
    where = update["citation"] + (f", {row}" if re.match(r"row \d", row) else "")
    return f"{say_date(update['date'])}: {'; '.join(said) or 'nothing of it'} ({where})"


def _outcome(row: dict[str, Any], same: list[dict[str, Any]]) -> dict[str, str]:
    if row["measure"] is None or row["bar"] == COMPARISON:
        return {
            "outcome": UNKNOWN,
            "says": f"{_big(row['row'])} names {row['code']}, which is no measure of this council: it was not"
            " taken. Correct the code and bring the paper in again.",
        }
    if any(one[name] != row[name] for one in same for name in SAID):
        rows = [one["row"] for one in same]
        told = (
            f"{', '.join(rows[:-1])} and {rows[-1]} {'both' if len(rows) == 2 else 'all'} name {row['code']}"
        )
        return {
            "outcome": TWICE,
            "says": f"{_big(told)} and say different things: none of them was taken. Keep one of them and"
            " bring the paper in again.",
        }
    return {"outcome": TAKEN, "says": ""}


def _big(words: str) -> str:
    return words[:1].upper() + words[1:]


def _cited(row: dict[str, Any]) -> dict[str, Any]:
    """A row with the citation of where it stands."""
    kind, title, author, recipient, file = (
        row.pop(name) for name in ("kind", "title", "author", "recipient", "file")
    )
    name = name_document(kind, title, author, recipient, file, row["council"], row.pop("apart"))
    page_of, paged, page = taken(row), row.pop("paged"), row.pop("page")
    label, heading = row.pop("label") or "", next(reversed(json.loads(row.pop("heading_path") or "[]")), "")
    cited = cite(name, row["date"], label=label, page=page if paged else None, heading=heading, **page_of)
    return {**row, "citation": cited}


def told(db: Database, document: int) -> list[str]:
    """What became of a document's rows that name measures, in sentences; none where none does."""
    rows = updates(db, document=document)
    taken_of = {row["code"] for row in rows if row["outcome"] == TAKEN}
    many = "1 measure" if len(taken_of) == 1 else f"{len(taken_of)} measures"
    said = [f"It says how far {many} of the record {'has' if len(taken_of) == 1 else 'have'} got."]
    if not all(row["date"] for row in rows):
        said.append(
            "It has no date, so that what dated papers say of them stands before it: correct its date."
        )
    refused = dict.fromkeys(row["says"] for row in rows if row["outcome"] != TAKEN)
    return [*(said if taken_of else []), *refused]
