"""Mentions, and the references that they turn out to be: derived, and replaced whenever papers come or go."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict

from evidence.relations.references import Mention
from evidence.store.record import Record

SEARCHED, CHANGED = "references looked for", "references changed"
Reference = tuple[int, int, str, int, int | None]  # document, passage, words, target document, target passage


def keep_mentions(record: Record, found: Mapping[int, Collection[tuple[int, Mention]]]) -> None:
    """Replace documents' mentions by those found in each, with their passages."""
    with record.transaction():
        for document, mentions in found.items():
            record.table("mentions").delete_where("document = ?", [document])
            record.insert_all(
                "mentions",
                [
                    {
                        "document": document,
                        "passage": passage,
                        "mention": json.dumps(asdict(mention), ensure_ascii=False),
                    }
                    for passage, mention in mentions
                ],
            )
            record.table("mentions_read").upsert({"document": document}, pk="document")
        if count := sum(map(len, found.values())):
            record.event(SEARCHED, "references", documents=len(found), mentions=count)


def forget_mentions(record: Record, documents: Iterable[int]) -> None:
    """Have documents searched again: they have been read again. Inside the caller's transaction."""
    for document in documents:
        record.table("mentions_read").delete_where("document = ?", [document])
        record.table("mentions").delete_where("document = ?", [document])


def change_references(record: Record, gone: Collection[Reference], new: Collection[Reference]) -> None:
    """Take away references that no longer hold, and add those that now do."""
    with record.transaction():
        for document, passage, words, target, place in gone:
            record.table("refs").delete_where(
                "document = ? AND passage = ? AND words = ? AND target_document = ? AND target_passage IS ?",
                [document, passage, words, target, place],
            )
        keys = ("document", "passage", "words", "target_document", "target_passage")
        record.table("refs").insert_all(dict(zip(keys, row, strict=True)) for row in sorted(new, key=repr))
        record.event(CHANGED, "references", new=len(new), gone=len(gone))
