"""Judgements of our own services: those that inspection reports give, and those entered by hand."""

import json
from typing import Any

from sqlite_utils import Database

from evidence.frameworks.framework import Framework
from evidence.kinds.kind import kinds
from evidence.language.citations import cite, name_document
from evidence.reads.councils import ANYBODY, OwnCouncil
from evidence.reads.page_names import page_name, taken
from evidence.reads.versions import version
from evidence.tracing.limits import Judgement, Limited, limited

WHERE = f"""d.kind, d.title, d.author, d.recipient, d.council, apart(d.council) AS apart, d.date, d.paged,
       f.name AS file, p.label, p.page, p.heading_path, {page_name()}"""
GIVEN = f"""SELECT g.area, g.grade, g.text, g.document, g.passage, d.added_at AS at, {WHERE}
FROM findings g JOIN documents d ON d.id = g.document JOIN files f ON f.sha256 = d.sha256
LEFT JOIN passages p ON p.id = g.passage
WHERE g.type = ? AND g.grade <> '' AND d.withdrawn_at IS NULL ORDER BY d.date, g.id"""
ENTERED = f"""SELECT e.id, e.area, e.grade, e.judged_on, e.cited, e.passage, e.note, e.by, e.at, p.document,
       {WHERE}
FROM entered_judgements e LEFT JOIN passages p ON p.id = e.passage LEFT JOIN documents d ON d.id = p.document
LEFT JOIN files f ON f.sha256 = d.sha256
WHERE e.undone_at = '' ORDER BY e.judged_on, e.id"""


def judgements(db: Database, own: OwnCouncil = ANYBODY) -> list[dict[str, Any]]:
    """Every judgement of ours, oldest first: area, grade, date, citation, document, passage; of those entered
    by hand "id", "version", "by", "at" and "note" as well."""
    inspecting = {name for name, kind in kinds().items() if kind.inspects}
    given = [
        {
            **{name: row[name] for name in ("area", "grade", "document", "passage", "date", "at")},
            "id": 0,
            "citation": _citation(row),
        }
        for row in db.query(GIVEN, ["judgement"])
        if row["kind"] in inspecting and own.owns(row["council"])
    ]
    return sorted([*given, *_entered(db)], key=lambda j: (j["date"], j["id"]))


def cited_only(db: Database, own: OwnCouncil = ANYBODY) -> list[dict[str, Any]]:
    """What papers of ours tell of earlier judgements: to be entered, where the report itself is not held."""
    return [
        {
            "grade": row["grade"],
            "text": row["text"],
            "document": row["document"],
            "passage": row["passage"],
            "citation": _citation(row),
        }
        for row in db.query(GIVEN, ["previous_judgement"])
        if row["passage"] and own.owns(row["council"])
    ]


def limits(
    db: Database, framework: Framework, own: OwnCouncil, at: str, known: str = ""
) -> list[dict[str, Any]]:
    """What the framework's limiting judgements come to at an ISO day, by what was in the record by the end of
    the day ``known``: says, caps, at, stands, sentence, caused_by, lifted_by."""
    given = [
        Judgement(j["area"], j["grade"], j["date"], j["citation"], j["document"], j["passage"], j["id"])
        for j in (judgements(db, own) if framework.limits else ())
        if not known or j["at"][:10] <= known
    ]
    return [_told(one) for one in limited(framework.limits, given, at)]


def _told(one: Limited) -> dict[str, Any]:
    return {
        "says": one.limit.says,
        "caps": list(one.limit.caps),
        "at": one.limit.at,
        "stands": one.stands,
        "sentence": one.sentence,
        "caused_by": vars(one.caused_by),
        "lifted_by": vars(one.lifted_by) if one.lifted_by else None,
    }


def _entered(db: Database) -> list[dict[str, Any]]:
    found = []
    for row in db.query(ENTERED):
        told = [_citation(row)] if row["passage"] else []
        told += [row["cited"]] if row["cited"] else []
        found.append(
            {
                **{name: row[name] for name in ("id", "area", "grade", "document", "passage", "note")},
                **{name: row[name] for name in ("by", "at")},
                "date": row["judged_on"],
                "citation": f"{'; '.join(told)}, entered by {row['by']}",
                "version": version(db, "entered_judgements", str(row["id"])),
            }
        )
    return found


def _citation(row: dict[str, Any]) -> str:
    name = name_document(
        row["kind"], row["title"], row["author"], row["recipient"], row["file"], row["council"], row["apart"]
    )
    heading = next(reversed(json.loads(row["heading_path"] or "[]")), "")
    page = row["page"] if row["paged"] else None
    return cite(name, row["date"], label=row["label"] or "", page=page, heading=heading, **taken(row))
