"""A file read again: today's reading takes the place of the last, and what was decided stays decided."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evidence.model import Reading
from evidence.reads.file_contents import stored
from evidence.rereading import comparing
from evidence.rereading.comparing import Plan
from evidence.store.corrections import overlay
from evidence.store.link_rows import told
from evidence.store.near_duplicates import forget
from evidence.store.new_registers import RegisterChange, reread_registers
from evidence.store.read_rows import Row, document_row, page_rows, passage_row, replaced, value_rows
from evidence.store.record import Record
from evidence.store.references import forget_mentions

UNSEEN = "Not found when the file was read again."
READ = {
    "kind",
    "label",
    "text",
    "heading_path",
    "columns",
    "page",
    "retired_at",
}  # of a passage: what a reader sees


@dataclass
class Change:
    """What reading its file again did to one document. ``state``: kept | added | withdrawn.

    Of its passages, ``changed`` read otherwise and ``moved`` only stand elsewhere. ``fields`` are
    ``(name, was, is)``; ``tables`` names what else now reads otherwise.
    """

    document: int
    state: str = "kept"
    changed: int = 0
    moved: int = 0
    added: int = 0
    retired: int = 0
    fields: tuple[tuple[str, str, str], ...] = ()
    tables: tuple[str, ...] = ()
    measures: RegisterChange = field(default_factory=RegisterChange)

    @property
    def anything(self) -> bool:
        return self != Change(self.document)


@dataclass(frozen=True)
class Reread:
    """What reading one file again changed: its documents, the links that moved, and those to be looked at."""

    documents: tuple[Change, ...]
    moved: tuple[int, ...] = ()
    review: tuple[int, ...] = ()
    dropped: tuple[int, ...] = ()

    @property
    def changed(self) -> list[int]:
        """The documents that now read otherwise."""
        return [c.document for c in self.documents if c.anything]

    @property
    def anything(self) -> bool:
        return bool(self.changed or self.moved or self.review or self.dropped)


def reread(record: Record, sha256: str, readings: Sequence[Reading]) -> Reread:
    """Put the readings of a file in the place of those stored, in one transaction.

    Documents, passages, registers and measures keep their ids and codes where their words stay. What is gone
    is retired or withdrawn, never deleted; an accepted link whose words are gone is marked for review.
    """
    with record.transaction():
        before = stored(record.db, sha256)
        plan = comparing.plan(before, readings)
        changes = _documents(record, sha256, plan, readings)
        _retire(record, plan, changes)
        places = _passages(record, plan, readings, changes)
        _values(record, readings, changes, places)
        for change, measures in zip(
            changes, reread_registers(record, [c.document for c in changes], readings, places), strict=True
        ):
            change.measures = measures
        known = {link.id: link.review for link in before.links}
        found = _links(record, plan, [i for ids in places for i in ids.values()], changes, known)
        _tell(record, sha256, found)
    return found


def _pairs(changes: list[Change], readings: Sequence[Reading]) -> list[tuple[Change, Reading]]:
    """Each reading with its document; those that were withdrawn have none."""
    return list(zip(changes, readings, strict=False))


def _documents(record: Record, sha256: str, plan: Plan, readings: Sequence[Reading]) -> list[Change]:
    """Store the documents themselves. Returns a change for each reading, then one for each withdrawn."""
    table = record.table("documents")
    before = {row["id"]: row for row in table.rows_where("sha256 = ?", [sha256])}
    for number, row in before.items():
        at = row["position"]
        if at >= 0 and not (at < len(readings) and plan.documents[at] == number):
            table.update(number, {"position": -number})  # one place, one document: clear it first
    changes: list[Change] = []
    for position, (number, reading) in enumerate(zip(plan.documents, readings, strict=True)):
        row = {"position": position, **document_row(reading)}
        parent = None if reading.parent is None else changes[reading.parent].document
        if number is None:
            row |= {"sha256": sha256, "parent": parent, "relation": reading.relation, "added_at": record.now}
            changes.append(Change(record.insert("documents", row), "added"))
        else:
            outside = before[number]["parent"] if before[number]["parent"] not in before else None
            if parent is not None or outside is None:
                row |= {"parent": parent, "relation": reading.relation}
            changes.append(_document(record, before[number], row, reading))
    for number in plan.withdrawn:
        table.update(number, {"withdrawn_at": record.now, "withdrawn_because": UNSEEN})
        changes.append(Change(number, "withdrawn"))
    return changes


def _document(record: Record, before: Row, row: Row, reading: Reading) -> Change:
    """Update one document's own columns, under the corrections that a person made."""
    row = overlay(record, before["id"], row, reading)
    if before["withdrawn_because"]:
        row |= {"withdrawn_at": None, "withdrawn_because": ""}
    different = {k: v for k, v in row.items() if before[k] != v}
    if different:
        record.table("documents").update(before["id"], different)
    fields = tuple(
        (k, str(before[k]), str(v)) for k, v in different.items() if k not in ("position", "parent")
    )
    return Change(before["id"], fields=fields)


def _retire(record: Record, plan: Plan, changes: list[Change]) -> None:
    """Retire what today's reading does not have. The rows stay: links, packs and the log name them."""
    retired: Counter[int] = Counter()
    for number in plan.retired:
        retired[record.table("passages").get(number)["document"]] += 1
        record.table("passages").update(number, {"retired_at": record.now, "ordinal": -number})
    for change in changes:
        change.retired = retired[change.document]


def _passages(
    record: Record, plan: Plan, readings: Sequence[Reading], changes: list[Change]
) -> list[dict[int, int]]:
    """Store the passages. Returns, for each reading, the record's id for each ordinal."""
    table = record.table("passages")
    before = {i: table.get(i) for i in plan.passages if i is not None}
    ids = iter(plan.passages)
    at = [(c.document, p.ordinal) for c, r in _pairs(changes, readings) for p in r.passages]
    for place, number in zip(at, plan.passages, strict=True):
        if number is not None and (before[number]["document"], before[number]["ordinal"]) != place:
            table.update(number, {"ordinal": -number})
    places: list[dict[int, int]] = []
    for change, reading in _pairs(changes, readings):
        found: dict[int, int] = {}
        for passage in reading.passages:
            number = next(ids)
            row = {**passage_row(change.document, passage, found), "retired_at": None}
            if number is None:
                number = record.insert("passages", row)
                change.added += 1
            elif different := {k for k, value in row.items() if before[number][k] != value}:
                table.update(number, row)
                if different & READ:
                    change.changed += 1
                else:
                    change.moved += 1
            found[passage.ordinal] = number
        places.append(found)
    return places


def _values(
    record: Record, readings: Sequence[Reading], changes: list[Change], places: list[dict[int, int]]
) -> None:
    """Replace pages, fields, findings and observations, where they differ."""
    for (change, reading), passages in zip(_pairs(changes, readings), places, strict=True):
        tables = {
            "pages": page_rows(change.document, reading),
            **value_rows(change.document, reading, passages),
        }
        different = tuple(
            name for name, rows in tables.items() if replaced(record, name, "document", change.document, rows)
        )
        change.tables = different if change.state == "kept" else ()


def _links(
    record: Record, plan: Plan, passages: list[int], changes: list[Change], known: Mapping[int, str]
) -> Reread:
    """Move links to where their words stand, and mark those whose words are gone."""
    moved, review, dropped = [], [], []
    for change in plan.links:
        row: dict[str, Any] = record.table("links").get(change.link)
        if change.dropped:
            about = told(record, change.link)
            record.table("links").delete(change.link)
            dropped.append(change.link)
            record.event(
                "link dropped", f"link {change.link}", why="a decision takes its place", **about, before=row
            )
            continue
        update: dict[str, Any] = {"needs_review": change.review}
        if change.place is not None:
            update["passage"] = passages[change.place]
            moved.append(change.link)
        record.table("links").update(change.link, update)
        if change.review and change.review != known[change.link]:
            review.append(change.link)
        what = "link needs review" if change.review else "link anchored again"
        record.event(what, f"link {change.link}", before=row["passage"], **update)
    # A passage that now stands in another document takes its links with it.
    record.db.execute(
        """UPDATE links SET document = (SELECT document FROM passages p WHERE p.id = links.passage)
        WHERE document <> (SELECT document FROM passages p WHERE p.id = links.passage)"""
    )
    return Reread(tuple(changes), tuple(moved), tuple(review), tuple(dropped))


def _tell(record: Record, sha256: str, found: Reread) -> None:
    """Log what changed, and have it indexed, compared and searched anew; nothing where nothing did."""
    for change in found.documents:
        if change.anything:
            detail = {k: v for k, v in vars(change).items() if v and k not in ("document", "measures")}
            measures = {k: v for k, v in vars(change.measures).items() if v}
            record.event("document read again", f"document {change.document}", measures=measures, **detail)
    forget_mentions(record, found.changed)
    if found.anything:
        record.enqueue(c.document for c in found.documents)
    forget_mentions(record, found.changed)
    for document in found.changed:
        forget(record, document)
