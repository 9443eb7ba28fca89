"""The outbox: documents whose change the index has not seen yet."""

import json
from collections.abc import Iterable

from evidence.store.record import Record


def done(record: Record, documents: Iterable[int], up_to: int) -> None:
    """Strike out these documents' rows, as far as row ``up_to``: later ones tell of later changes.

    No event: the index is derived, and indexing changes nothing in the record.
    """
    with record.transaction():
        record.db.execute(
            f"DELETE FROM {record.outbox} WHERE id <= ? AND document IN (SELECT value FROM json_each(?))",  # noqa: S608
            [up_to, json.dumps(list(documents))],
        )
