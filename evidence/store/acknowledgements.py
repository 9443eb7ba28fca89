"""Contradicting evidence that a pack leaves out, acknowledged by a person in words."""

import json

from evidence.errors import UsageError
from evidence.reads import packs as reads
from evidence.reads.acknowledgements import left_out_against
from evidence.store.pack_changes import refuse_unseen
from evidence.store.record import Record

FEWEST = 3  # words: less is a tick, not an acknowledgement
MOST = 400  # characters: the cover has one page


def acknowledge(record: Record, pack: str, words: str, seen: int | None = None) -> None:
    """Note what a person says of all that the pack leaves out now; its cover prints it.

    Raises NotFound; PackError if the pack changed since the version ``seen``; UsageError if nothing is left
    out, or the words are too few or too many.
    """
    said = " ".join(words.split())
    with record.transaction():
        row = reads.pack(record.db, pack)
        refuse_unseen(record, row, seen)
        links = sorted({item["link"] for item in left_out_against(row)})
        if not links:
            raise UsageError(
                f"Pack {row['name']} leaves out no contradicting evidence.", "Nothing is to be said."
            )
        if len(said.split()) < FEWEST or len(said) > MOST:
            raise UsageError(
                "Say in a sentence why the contradicting evidence is left out.",
                f"The cover prints it: at least {FEWEST} words, at most {MOST} characters.",
            )
        values = {"pack": row["id"], "words": said, "links": json.dumps(links)}
        record.insert("pack_acknowledgements", {**values, "made_by": record.actor, "made_at": record.now})
        record.event("left out evidence acknowledged", f"pack {row['name']}", words=said, links=links)
