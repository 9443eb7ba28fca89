"""What of a pack a problem rests on, and may still be changed: nothing that was issued may."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from evidence.errors import NotFound
from evidence.model import Stance
from evidence.packs.pack import Pack, PackDocument
from evidence.packs.planning.standing import stands
from evidence.reads import measures as measure_reads
from evidence.reads import packs as reads
from evidence.reads.accepted import accepted_for
from evidence.services import Services
from evidence.store.pack_rows import Issued
from evidence.store.pack_rows import issued as issued_of

Row = Mapping[str, Any]  # a pack, a section or an item, as evidence.reads.packs.pack gives it
PAGED = ("pdf", "image")  # forms of documents that have pages of their own


def stays(services: Services, row: Row) -> Issued:
    """What of a pack was issued, and so stays."""
    return issued_of(services.record, row["id"])


def items_of_file(row: Row, sha256: str, held: Issued) -> list[int]:
    """The items, by id, that rest on an original; none if any of them was issued."""
    found = [i for s in row["sections"] for i in s["items"] if i.get("sha256") == sha256]
    return [] if _any_issued(found, held) else [i["id"] for i in found]


def undated(row: Row, held: Issued) -> list[int]:
    """Items of documents without a day, but for contradicting evidence."""
    found = [i for s in row["sections"] for i in s["items"] if i["document"] and not i["date"] and _may_go(i)]
    return [i["id"] for i in found if not is_issued(i, held)]


def fallen(section: Row, held: Issued) -> list[int]:
    """A section's items that no longer count."""
    return [i["id"] for i in section["items"] if not stands(i) and not is_issued(i, held)]


def bare(row: Row, held: Issued) -> list[int]:
    """Sections of measures and blocks that hold nothing and leave nothing out: taking them out hides no
    evidence."""
    return [
        s["id"]
        for s in row["sections"]
        if (s["measure"] or s["block"])
        and not s["items"]
        and not s["left_out"]
        and s["id"] not in held.sections
    ]


def unfilled(row: Row, held: Issued) -> list[int]:
    """Sections of one's own that nothing was put into."""
    own = (s for s in row["sections"] if not (s["measure"] or s["block"]))
    return [s["id"] for s in own if not s["items"] and s["id"] not in held.sections]


def later_copies(services: Services, row: Row, held: Issued, document: int = 0) -> list[int]:
    """Items, by id, of documents that say what one before them in the pack says, but for contradicting
    evidence. ``document``: of those alone that hold the same words as this one."""
    every = dict.fromkeys(i["document"] for s in row["sections"] for i in s["items"] if i["document"])
    groups = (same for same in same_words(services, list(every)) if not document or document in same)
    return [n for same in groups for n in later_of(row, same, held)]


def later_of(row: Row, same: Sequence[int], held: Issued) -> list[int]:
    """The same of documents that are known to hold the same words."""
    found = [i for s in row["sections"] for i in s["items"] if i["document"] in same[1:] and _may_go(i)]
    return [i["id"] for i in found if not is_issued(i, held)]


def same_words(services: Services, documents: Iterable[int]) -> Iterator[list[int]]:
    """The documents, by id, that hold the same words, two or more together."""
    by_words: dict[str, list[int]] = {}
    for number in documents:
        passages = reads.packed_document(services.record.db, number)["passage_rows"]
        said = "".join(c for p in passages for c in p["text"].casefold() if c.isalnum())
        if said:
            by_words.setdefault(said, []).append(number)
    yield from (same for same in by_words.values() if len(same) > 1)


def can_be_cut(pack: Pack, document: PackDocument, held: Issued) -> bool:
    """Whether a document's cited pages alone are fewer than all of it, and nothing wants it whole."""
    items = [item for item in pack.items if item.document == document.id]
    cited = {item.page for item in items} | {rect[0] for item in items for rect in item.rects}
    return (
        document.form in PAGED
        and document.span == (0, 0)
        and document.id not in held.pages
        and all(item.passage and item.page for item in items)
        and len(document.pages) > len(cited)
    )


def with_evidence(services: Services, row: Row) -> list[tuple[str, str]]:
    """("measure" or "block", its code) for what evidence was accepted and the pack has no section."""
    held = {s["measure"] or s["block"] for s in row["sections"]}
    found = accepted_for(services.record.db)
    named = [
        ("measure", code) if code else ("block", block)
        for code, block, used in found
        if code or used == row["framework"]
    ]
    return [(what, code) for what, code in named if code not in held]


def measures_without_section(services: Services, row: Row) -> list[str]:
    """The codes of our measures that a pack of measures has no section for."""
    packed = {section["measure"] for section in row["sections"]} - {None}
    measures = measure_reads.measures(services.record.db) if packed else []
    return [m["code"] for m in measures if services.own.owns(m["council"]) and m["code"] not in packed]


def enclosed(services: Services, row: Row) -> list[tuple[int, int, str]]:
    """(section, document, its name) of what papers that are in whole enclose and the pack lacks."""
    held = {i["document"] for s in row["sections"] for i in s["items"]}
    whole = [
        (s["id"], i["document"])
        for s in row["sections"]
        for i in s["items"]
        if i["kind_of_item"] == "document"
    ]
    found: dict[int, tuple[int, int, str]] = {}
    for section, number in whole:
        for document, name in reads.enclosed_by(services.record.db, number):
            if document not in held:
                found.setdefault(document, (section, document, name))
    return list(found.values())


def section_of(row: Row, section: int) -> Row:
    """A section of the pack. Raises NotFound."""
    for found in row["sections"]:
        if found["id"] == section:
            return dict(found)
    raise NotFound(f"Pack {row['name']} has no section {section}.", "`muster pack show` lists them.")


def _may_go(item: Row) -> bool:
    return bool(item["stance"] != Stance.CONTRADICTS)


def is_issued(item: Row, held: Issued) -> bool:
    """Whether an item was issued, and so stays."""
    return (item["link"] or -item["id"]) in held.items


def _any_issued(items: Sequence[Row], held: Issued) -> bool:
    return any(is_issued(item, held) for item in items)
