"""Mending what preflight found, in one step each."""

from evidence.errors import NotFound
from evidence.packs.planning.preflight import measures_without_section
from evidence.packs.planning.standing import stands
from evidence.reads import packs as reads
from evidence.services import Services
from evidence.store import packs as store


def mend(services: Services, name: str, code: str, section: int = 0) -> int:
    """Mend a problem by its code, in its section. Returns how many passages or sections that changed.

    Raises NotFound if there is no such pack or section, or nothing mends it; PackError if it was issued.
    """
    record = services.record
    with record.transaction():
        row = reads.pack(record.db, name)
        match code:
            case "contradicting_left_out" | "accepted_left_out":
                return store.restore_items(record, name, section)
            case "no_longer_accepted":
                return _take_out_fallen(services, row, section)
            case "measures_without_section":
                absent = measures_without_section(services, row)
                for measure in absent:
                    store.add_section(record, name, measure=measure)
                return len(absent)
    raise NotFound("Nothing mends that by itself.", "Its message says what to do.")


def _take_out_fallen(services: Services, row: dict[str, object], section: int) -> int:
    found = [s for s in row["sections"] if s["id"] == section]  # type: ignore[attr-defined]
    fallen = [item["id"] for s in found for item in s["items"] if not stands(item)]
    for item in fallen:
        store.remove_item(services.record, str(row["name"]), item)
    return len(fallen)
