"""What the page beside a document's text shows: one page, and where on it a passage stands."""

import json
from typing import Any

from sqlite_utils import Database

from evidence.errors import NotFound


def page(db: Database, document: int, number: int) -> dict[str, Any]:
    """One page: number, quality, width and height in points, turn, and its file. Raises NotFound."""
    sql = """SELECT p.number, p.quality, p.width, p.height, p.turn, d.sha256, d.paged, f.media_type
        FROM pages p JOIN documents d ON d.id = p.document JOIN files f ON f.sha256 = d.sha256
        WHERE p.document = ? AND p.number = ?"""
    row = next(iter(db.query(sql, [document, number])), None)
    if row is None or not row["paged"]:
        raise NotFound(f"There is no page {number} in this document.", "Open the document to see its pages.")
    return row


def file_of(db: Database, document: int) -> dict[str, Any]:
    """The SHA-256 and media type of a document's file. Raises NotFound."""
    sql = "SELECT d.sha256, f.media_type FROM documents d JOIN files f ON f.sha256 = d.sha256 WHERE d.id = ?"
    row = next(iter(db.query(sql, [document])), None)
    if row is None:
        raise NotFound(f"There is no document {document}.", "Choose one from the list of documents.")
    return row


def page_numbers(db: Database, document: int) -> list[int]:
    """The pages of a document, as its file numbers them."""
    sql = "SELECT number FROM pages WHERE document = ? ORDER BY number"
    return [row["number"] for row in db.query(sql, [document])]


def place(db: Database, document: int, passage: int) -> dict[str, Any] | None:
    """Where a passage of the document stands: id, label, text, page and rects; None if it is not in it."""
    sql = """SELECT id, label, kind, text, page, end_page, rects FROM passages
        WHERE id = ? AND document = ? AND retired_at IS NULL"""
    row = next(iter(db.query(sql, [passage, document])), None)
    return row and {**row, "rects": json.loads(row["rects"])}
