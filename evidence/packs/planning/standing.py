"""What of a pack still stands in the record: items of a draft, and what was issued."""

from typing import Any

from evidence.model import LinkStatus
from evidence.packs.pack import Pack
from evidence.packs.planning.changes import AGAIN, differing

WITHDRAWN = "No longer stands, since its document was withdrawn"


def stands(item: dict[str, Any]) -> bool:
    """Whether an item of a pack still counts: its link, if it is one, accepted, its words found, its document
    there."""
    accepted = item["status"] == LinkStatus.ACCEPTED and not item["review"]
    return bool(accepted and item["withdrawn_at"] is None)


def item_number(item: dict[str, Any]) -> int:
    """As PackItem.number, of a row."""
    return int(item["link"] or -item["id"])


def notes_since(before: Pack, row: dict[str, Any]) -> tuple[str, ...]:
    """What no longer stands of all that was issued, and what of the newest issue's notes stands again."""
    fallen = fallen_since(before, row)
    again = (note for note in differing(before.last.notes, fallen) if note.startswith(AGAIN))
    return (*fallen, *again)


def fallen_since(before: Pack, row: dict[str, Any]) -> tuple[str, ...]:
    """What the record no longer says of evidence already issued."""
    now = {item_number(item): item for section in row["sections"] for item in section["items"]}
    notes = []
    for item in before.items:
        found = now.get(item.number)
        if item.kind != "cited":
            if found and found["withdrawn_at"]:
                notes.append(f"{WITHDRAWN}: {item.citation}.")
            elif item.document and (found is None or not stands(found)):
                notes.append(f"No longer in the record as it was issued: {item.citation}.")
        elif found and found["withdrawn_at"]:
            notes.append(f"{WITHDRAWN}: {item.citation}, for {item.code}.")
        elif found is None or not stands(found):
            notes.append(f"No longer accepted since it was issued: {item.citation}, for {item.code}.")
        elif found["stance"] != item.stance:
            notes.append(
                f"Issued as “{item.stance}”, now “{found['stance']}”: {item.citation}, for {item.code}."
            )
    return tuple(notes)
