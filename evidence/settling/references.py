"""References kept up to date: what is new is searched for mentions, and every mention is looked up again."""

from evidence.reads import references as reads
from evidence.relations.references import Mention, mentions, resolve
from evidence.store.record import Record
from evidence.store.references import Reference, change_references, keep_mentions

BATCH = 50  # documents a transaction


def read_mentions(record: Record) -> int:
    """Search documents that came since for mentions. Returns how many documents."""
    unread = reads.unread(record.db)
    for start in range(0, len(unread), BATCH):
        keep_mentions(
            record, {document: _found(record, document) for document in unread[start : start + BATCH]}
        )
    return len(unread)


def link_references(record: Record) -> int:
    """Search new documents for mentions, then tie every mention of the record to what it means.

    A tie goes when a second paper comes that could be meant as well. Returns how many references are new.
    """
    read_mentions(record)
    every = reads.every_mention(record.db)
    if not every:
        return 0
    papers = reads.papers(record.db)
    by_id = {p.id: p for p in papers}
    places = reads.LabelledPlaces(record.db)
    now: set[Reference] = set()
    for document, passage, text, mention in every:
        tie = resolve(mention, by_id[document], text, papers, places)
        if tie and (tie.document, tie.passage) != (document, passage):
            now.add((document, passage, mention.words, tie.document, tie.passage))
    before = reads.stored_references(record.db)
    if now != before:
        change_references(record, before - now, now - before)
    return len(now - before)


def _found(record: Record, document: int) -> list[tuple[int, Mention]]:
    return [
        (row["id"], mention) for row in reads.prose(record.db, document) for mention in mentions(row["text"])
    ]
