"""What the record knows of mentions and references."""

import json
import re
from typing import Any

from sqlite_utils import Database

from evidence.language.citations import name_document
from evidence.relations.references import Mention, Paper

NAMED = "d.title, d.date, d.kind, d.author, d.recipient, d.council, apart(d.council) AS apart, f.name AS file"
APPENDIX = re.compile(r"^(?:appendix|annex|enclosure)\s+(?:\d{1,2}|[a-z])\b")


def unread(db: Database) -> list[int]:
    """The documents whose passages have not been searched for mentions."""
    sql = """SELECT id FROM documents WHERE withdrawn_at IS NULL
        AND id NOT IN (SELECT document FROM mentions_read) ORDER BY id"""
    return [row["id"] for row in db.query(sql)]


def prose(db: Database, document: int) -> list[dict[str, Any]]:
    """A document's passages as mentions are searched for in them."""
    sql = """SELECT id, kind, text FROM passages WHERE document = ? AND retired_at IS NULL
        AND kind IN ('paragraph', 'bullet', 'row') ORDER BY ordinal"""
    return list(db.query(sql, [document]))


def papers(db: Database) -> list[Paper]:
    """Every document that is not withdrawn."""
    sql = """SELECT id, kind, title, date, author, recipient, source, parent FROM documents
        WHERE withdrawn_at IS NULL ORDER BY id"""
    return [Paper(**row) for row in db.query(sql)]


def every_mention(db: Database) -> list[tuple[int, int, str, Mention]]:
    """``(document, passage, its text, mention)``, of documents and passages that stand."""
    sql = """SELECT m.document, m.passage, p.text, m.mention FROM mentions m
        JOIN passages p ON p.id = m.passage JOIN documents d ON d.id = m.document
        WHERE d.withdrawn_at IS NULL AND p.retired_at IS NULL AND p.document = m.document ORDER BY m.id"""
    return [
        (row["document"], row["passage"], row["text"], Mention(**json.loads(row["mention"])))
        for row in db.query(sql)
    ]


class LabelledPlaces:
    """The passages of a document that bear a label, or head an appendix; each document is looked up once."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._known: dict[int, dict[str, list[int]]] = {}

    def __call__(self, document: int, label: str) -> list[int]:
        if document not in self._known:
            self._known[document] = self._places(document)
        return self._known[document].get(label.strip("(). ").casefold(), [])

    def _places(self, document: int) -> dict[str, list[int]]:
        sql = """SELECT id, kind, label, text FROM passages WHERE document = ? AND retired_at IS NULL
            AND (label <> '' OR kind IN ('heading', 'front')) ORDER BY ordinal"""
        found: dict[str, list[int]] = {}
        for row in self._db.query(sql, [document]):
            if row["label"]:
                found.setdefault(row["label"].strip("(). ").casefold(), []).append(row["id"])
            appendix = APPENDIX.match(" ".join(row["text"].split()).casefold())
            if appendix:
                found.setdefault(appendix.group(), []).append(row["id"])
        return found


def stored_references(db: Database) -> set[tuple[int, int, str, int, int | None]]:
    """Every reference as it stands."""
    sql = "SELECT document, passage, words, target_document, target_passage FROM refs"
    return {tuple(row.values()) for row in db.query(sql)}


def references(db: Database, document: int) -> list[dict[str, Any]]:
    """What a document refers to: the passage and its words, the paper that they mean and the place in it."""
    sql = f"""SELECT r.passage, r.words, r.target_document AS document, r.target_passage, {NAMED}
        FROM refs r JOIN documents d ON d.id = r.target_document JOIN files f ON f.sha256 = d.sha256
        WHERE r.document = ? AND d.withdrawn_at IS NULL ORDER BY r.passage, r.id"""
    return [_named(row) for row in db.query(sql, [document])]


def referring(db: Database, document: int) -> list[dict[str, Any]]:
    """What refers to a document from another: the passages there, and their words."""
    sql = f"""SELECT r.document, r.passage, r.words, r.target_passage, {NAMED}
        FROM refs r JOIN documents d ON d.id = r.document JOIN files f ON f.sha256 = d.sha256
        WHERE r.target_document = ? AND r.document <> r.target_document AND d.withdrawn_at IS NULL
        ORDER BY d.date, r.passage, r.id"""
    return [_named(row) for row in db.query(sql, [document])]


def _named(row: dict[str, Any]) -> dict[str, Any]:
    """With the name that people see for the other document."""
    named = {key: row.pop(key) for key in ("author", "recipient", "file")}
    title = name_document(
        row["kind"],
        row["title"],
        named["author"],
        named["recipient"],
        named["file"],
        row["council"],
        row["apart"],
    )
    return {**row, "title": title}
