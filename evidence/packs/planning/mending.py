"""Mending what preflight found, in one step each, which `pack undo` takes back."""

from collections.abc import Iterable, Sequence

from evidence.errors import NotFound
from evidence.packs import sentences
from evidence.packs.planning import gaps, mendable, sound
from evidence.packs.planning.kept_originals import bring_back
from evidence.packs.planning.plan import plan
from evidence.reads import packs as reads
from evidence.services import Services
from evidence.store import packs as store
from evidence.store.pack_changes import changing
from evidence.store.pack_items import add_document, add_note, take_cited_pages
from evidence.store.pack_order import move


def mend(services: Services, name: str, code: str, section: int = 0, document: int = 0) -> int:
    """Mend a problem by its code, in its section or of its document. Returns how many things that changed.

    Raises NotFound if there is no such pack or section, or nothing mends it; PackError if it was issued.
    """
    record = services.record
    with changing(record, name):
        row = reads.pack(record.db, name)
        match code:
            case "contradicting_left_out" | "accepted_left_out":
                return store.restore_items(record, name, section)
            case "measures_without_section":
                return _add_sections(
                    services, name, (("measure", m) for m in mendable.measures_without_section(services, row))
                )
            case "empty":
                return _add_sections(services, name, mendable.with_evidence(services, row))
            case "long_document" | "unreadable_pages" if document:
                take_cited_pages(record, name, document, cited_only=True)
                return 1
            case "enclosed_left_out":
                absent = mendable.enclosed(services, row)
                for into, paper, _ in absent:
                    add_document(record, name, into, paper)
                return len(absent)
            case "too_large":
                return _cut(services, name)
            case "deliver_in_parts":
                store.deliver_in_parts(record, name)
                return 1
            case "note_in_its_place" if document:
                return _noted(services, row, document)
            case "say_none":
                return _say_none(services, name, gaps.unsupported(row))
            case "missing_original" if document:
                sha256 = reads.packed_document(record.db, document)["sha256"]
                if bring_back(services, sha256):
                    return 1
        return _take_out(services, row, code, section, document)


def _add_sections(services: Services, name: str, wanted: Iterable[tuple[str, str]]) -> int:
    count = 0
    for what, code in wanted:
        measure, block = (code, "") if what == "measure" else ("", code)
        store.add_section(services.record, name, measure=measure, block=block)
        count += 1
    return count


def _cut(services: Services, name: str) -> int:
    """Of every document whose cited pages are fewer than all of it, those alone."""
    pack, row = plan(services, name), reads.pack(services.record.db, name)
    held = mendable.stays(services, row)
    found = [d.id for d in pack.documents.values() if mendable.can_be_cut(pack, d, held)]
    for document in found:
        take_cited_pages(services.record, name, document, cited_only=True)
    return len(found)


def _say_none(services: Services, name: str, bare: Sequence[mendable.Row]) -> int:
    """A note in each section without support, before all that speaks against it."""
    record = services.record
    for section in bare:
        note = add_note(record, name, section["id"], gaps.note_of_none(section, record.now[:10]))
        move(record, name, 1, item=note)
    return len(bare)


def _noted(services: Services, row: mendable.Row, document: int) -> int:
    """What rests on an original that cannot be shown, out; in each section a note in its place says why."""
    record, name, pack = services.record, str(row["name"]), plan(services, str(row["name"]))
    sha256 = reads.packed_document(record.db, document)["sha256"]
    going = set(mendable.items_of_file(row, sha256, mendable.stays(services, row)))
    found = sound.fault(services, sha256, pack.originals.get(sha256, ())) if going else None
    if found is None:
        return 0
    for section in row["sections"]:
        standing = [i["id"] for i in section["items"]]
        places = [place for place, item in enumerate(standing, start=1) if item in going]
        for place in places:
            store.remove_item(record, name, standing[place - 1])
        if places:
            named = "; ".join(sentences.document_name(d) for d in pack.originals[sha256])
            said = f"{named} is not in this pack: {sound.SAYS[found.code]}."
            move(record, name, places[0], item=add_note(record, name, section["id"], said))
    return len(going)


def _take_out(services: Services, row: mendable.Row, code: str, section: int, document: int) -> int:
    """Items, or sections that hold nothing, that the problem rests on."""
    held, name = mendable.stays(services, row), str(row["name"])
    match code:
        case "no_longer_accepted":
            items = mendable.fallen(mendable.section_of(row, section), held)
        case "undated":
            items = mendable.undated(row, held)
        case "duplicates":
            items = mendable.later_copies(services, row, held, document)
        case "missing_original" | "locked" | "unreadable_original" | "broken_pages" if document:
            sha256 = reads.packed_document(services.record.db, document)["sha256"]
            items = mendable.items_of_file(row, sha256, held)
        case "no_evidence" | "nothing_in_section":
            empty = (mendable.bare if code == "no_evidence" else mendable.unfilled)(row, held)
            for number in empty:
                store.remove_section(services.record, name, number)
            return len(empty)
        case "note_outdone":
            items = [n for s in row["sections"] if gaps.supported(s) for n in gaps.notes_of_none(s, held)]
        case _:
            raise NotFound("Nothing mends that by itself.", "Its message says what to do.")
    for item in items:
        store.remove_item(services.record, name, item)
    return len(items)
