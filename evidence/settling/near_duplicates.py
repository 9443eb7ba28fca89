"""Finds near-duplicates among the documents that came since it last looked, and flags them for a person."""

from collections.abc import Iterator
from functools import lru_cache

from evidence.reads import duplicates as reads
from evidence.relations import near_duplicates as near
from evidence.relations.near_duplicates import Likeness, Words
from evidence.store import near_duplicates as store
from evidence.store.record import Record

BATCH = 50  # documents a transaction
MOST = 10  # documents that one is compared with, word by word
KEPT = 64  # documents' words in memory


def flag_near_duplicates(record: Record) -> int:
    """Compare every document that never was with all the others. Returns how many pairs are new."""
    added = 0
    while new := reads.unsketched(record.db, BATCH):
        words = {document: near.words_of(reads.texts(record.db, document)) for document in new}
        sketches = {document: near.sketch(own) for document, own in words.items()}
        # First all sketches of the batch: its documents may be like each other.
        store.keep_sketches(record, sketches)
        found = list(_pairs(record, words, sketches))
        added += store.flag(record, {document: len(own) for document, own in words.items()}, found)
    return added


def _pairs(
    record: Record, words: dict[int, Words], sketches: dict[int, frozenset[int]]
) -> Iterator[tuple[int, int, Likeness]]:
    @lru_cache(KEPT)
    def words_of(document: int) -> Words:
        return words.get(document) or near.words_of(reads.texts(record.db, document))

    seen: set[tuple[int, int]] = set()
    for document, sketch in sketches.items():
        for other in reads.candidates(record.db, document, sketch, shared=near.SHARED, limit=MOST):
            pair = (min(document, other), max(document, other))
            if pair in seen:
                continue
            seen.add(pair)
            found = near.likeness(words_of(pair[0]), words_of(pair[1]))
            if found and not _answered_otherwise(record, *pair):
                yield (*pair, found)


def _answered_otherwise(record: Record, earlier: int, later: int) -> bool:
    """Whether two papers are one form, filled in differently: all that they share is the form."""
    if reads.filled(record.db, earlier) != reads.filled(record.db, later):
        return True
    return near.answered_otherwise(reads.texts(record.db, earlier), reads.texts(record.db, later))
