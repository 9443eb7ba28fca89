"""The record -> a frozen Pack. What building needs is copied in, so that the record may move on."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from textwrap import shorten
from typing import Any

from evidence.errors import NotFound
from evidence.frameworks import framework
from evidence.home import log
from evidence.language.citations import say_date
from evidence.model import Stance
from evidence.packs.measured import charts_of, history_of, limits_of, target_of
from evidence.packs.originals.printed_pages import added, bind
from evidence.packs.pack import Pack, PackDocument, PackItem, PackPart, PackSection, from_json
from evidence.packs.planning.documents import documents_of
from evidence.packs.planning.marked import details_with, documents_with
from evidence.packs.planning.redacted_issued import in_issued, told
from evidence.packs.planning.redacted_pages import in_documents
from evidence.packs.planning.redactions import Redacted, hidden, in_sections, part_of, redacted
from evidence.packs.planning.standing import fallen_since, item_number, notes_since, stands
from evidence.packs.progress import Told, untold
from evidence.reads import coverage as coverage_reads
from evidence.reads import measures as measure_reads
from evidence.reads import packs as reads
from evidence.reads.acknowledgements import acknowledged, left_out_against
from evidence.reads.inspections import called
from evidence.reads.series import series
from evidence.services import Services

LONGEST_ANSWER = 600  # characters; the whole stands in the document
TOOLS = (
    "muster", "pypdf", "pypdfium2", "reportlab", "pikepdf", "pillow", "openpyxl", "xlsxwriter", "pyhanko",
)  # fmt: skip
# Raised when our own pages are set, or the file is written, differently; each part keeps that of its issue.
LAYOUT = "9"


def plan(
    services: Services, name: str, *, frozen: bool = False, printing: bool = False, on_progress: Told = untold
) -> Pack:
    """Plan a pack as its record stands: a draft, or with ``frozen`` its next issue.

    After an issue, that is the issue, unchanged, and a supplement with what was added since. Texts that were
    not printed before are printed for an issue, or with ``printing``, which takes seconds a file; else they
    are planned as set. Raises NotFound.
    """
    db = services.record.db
    row = reads.pack(db, name)
    before = _issued(services, row)
    sections = _sections(
        services, row, before, frozenset(item.number for item in before.items) if before else frozenset()
    )
    known = before.documents if before else {}
    new = documents_of(services, row, sections, known, on_progress)
    found, sections, new = _redacted(services, row, sections, new, before)
    sections, new = bind(services, added(services, sections, known), new, printing=frozen or printing)
    if before and not sections and not frozen:
        return before  # nothing to add: the pack is its newest issue
    new = documents_with(db, new)
    part = part_of(found, _part(services, row, before, sections, new, frozen), new, before)
    held = in_issued(services, found, before) if before else ()
    part = replace(part, notes=(*part.notes, *(told(before, held) if before else ())))
    hide, details = found.told.hide, before.details if before else _details(db, row)
    return Pack(
        name=hide(row["name"]),
        title=hide(before.title if before else row["title"]),
        council=hide(before.council if before else services.own.certain),
        inspection=hide(row["inspection"]),
        details=hidden(details_with(db, details, [*known, *(d.id for d in new)]), found.told),
        parts=(*held, part),
        made_with=made_with(),
    )


def _redacted(
    services: Services,
    row: dict[str, Any],
    sections: tuple[PackSection, ...],
    new: tuple[PackDocument, ...],
    before: Pack | None,
) -> tuple[Redacted, tuple[PackSection, ...], tuple[PackDocument, ...]]:
    """What is redacted of the pack, and its sections and documents without that."""
    every = [*(before.documents.values() if before else ()), *new]
    shown = {d.id: frozenset(p.number for e in every if e.id == d.id for p in e.pages) for d in every}
    held = [section for part in before.parts for section in part.sections] if before else []
    common = [services.own.certain, *(f"{s.words} {s.origin}" for s in (*held, *sections) if s.kind != "own")]
    found = redacted(services, row["id"], shown, common)
    files = {document.id: document.sha256 for document in every}
    return found, in_sections(found, sections, files), in_documents(services, found, new)


def _part(
    services: Services,
    row: dict[str, Any],
    before: Pack | None,
    sections: tuple[PackSection, ...],
    documents: tuple[PackDocument, ...],
    frozen: bool,
) -> PackPart:
    """What the next issue, or the draft as it stands, adds."""
    return PackPart(
        issue=(row["issue"] + 1) if frozen else 0,
        at=services.record.now,
        by=services.record.actor,
        log_head=log.head(services.record.db),
        sections=sections,
        documents=documents,
        notes=notes_since(before, row) if before else (),
        left_out=_left_out(row) if before else (),
        acknowledged=_acknowledged(services, row),
        layout=int(LAYOUT),
    )


def no_longer(services: Services, name: str) -> tuple[str, ...]:
    """What the record no longer says of what the pack's newest issue holds. Raises NotFound."""
    row = reads.pack(services.record.db, name)
    before = _issued(services, row)
    return fallen_since(before, row) if before else ()


@cache
def made_with() -> tuple[tuple[str, str], ...]:
    """The versions of what sets a pack's pages: another version may set them differently."""
    import zlib

    return (
        *((tool, version(tool)) for tool in TOOLS),
        ("zlib", zlib.ZLIB_RUNTIME_VERSION),
        ("layout", LAYOUT),
    )


def _issued(services: Services, row: dict[str, Any]) -> Pack | None:
    if not row["issue"]:
        return None
    return from_json(reads.issue_plan(services.record.db, row["id"], row["issue"]))


def _details(db: Any, row: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """The inspection's facts for the cover; what is not known is left out."""
    inspection = called(db, row["inspection"])
    dates = [say_date(d) for d in (inspection["starts"], inspection["ends"]) if d]
    facts = [
        ("Inspection", inspection["name"]),
        ("Framework", framework.load(inspection["framework"]).name),
        ("Announced", say_date(inspection["announced"]) if inspection["announced"] else ""),
        ("Fieldwork", " to ".join(dict.fromkeys(dates))),
        ("Evidence up to", say_date(inspection["cutoff"]) if inspection["cutoff"] else ""),
    ]
    return tuple((name, value) for name, value in facts if value)


def _sections(
    services: Services, row: dict[str, Any], before: Pack | None, issued: frozenset[int]
) -> tuple[PackSection, ...]:
    """The pack's sections with the items that still stand and are not yet issued, numbered without gaps: one
    that was issued keeps its number, others go on from the last."""
    held = [s for part in before.parts for s in part.sections] if before else []
    numbers = {key: s.ordinal for s in held for key in (s.id, s.code) if key}
    planned: list[PackSection] = []
    after = max(numbers.values(), default=0)
    for section in row["sections"]:
        items = tuple(_item(i) for i in section["items"] if stands(i) and item_number(i) not in issued)
        if not items and row["issue"]:
            continue
        ordinal = numbers.get(section["id"]) or numbers.get(section["measure"] or section["block"])
        if not ordinal:
            ordinal = after = after + 1
        planned.append(_section(services, row, {**section, "ordinal": ordinal}, items))
    return tuple(planned)


def _own_section(row: dict[str, Any], items: tuple[PackItem, ...]) -> PackSection:
    return PackSection(
        ordinal=row["ordinal"],
        kind="own",
        code="",
        title=row["title"],
        words="",
        theme="",
        origin="",
        targets=(),
        coverage="",
        coverage_reason="",
        coverage_at="",
        items=items,
        id=row["id"],
    )


def _section(
    services: Services, pack: dict[str, Any], row: dict[str, Any], items: tuple[PackItem, ...]
) -> PackSection:
    if not row["measure"] and not row["block"]:
        return _own_section(row, items)
    at = pack["cutoff"] or services.record.now[:10]
    used = framework.load(pack["framework"])
    block = used.block(row["block"]) if row["block"] else None
    if block:
        words, origin = block.description, used.name
    else:
        words, origin = (
            f"{row['measure_text']}{_answer(row)}",
            f"{row['register_title']} ({row['register']})".strip(),
        )
    standing = _standing(services, row, used, at)
    return PackSection(
        ordinal=row["ordinal"],
        kind="measure" if row["measure"] else "block",
        code=row["measure"] or row["block"],
        title=row["title"],
        words=words,
        theme=row["theme"] or "",
        origin=origin,
        targets=tuple(target_of(t, standing["series"]) for t in standing["targets"]),
        coverage=standing["state"],
        coverage_reason=standing["reason"],
        coverage_at=at,
        items=items,
        left_out=_against(row["left_out"]),
        id=row["id"],
        charts=tuple(charts_of(standing["series"])),
        limits=limits_of(standing),
        history=tuple(standing["history"]),
        differs=tuple(standing["differs"]),
    )


def _left_out(row: dict[str, Any]) -> tuple[tuple[str, int], ...]:
    """By code, how many accepted contradicting links the pack lacks; a section without any has its 0."""
    coded = [(s["measure"] or s["block"], _against(s["left_out"])) for s in row["sections"]]
    return tuple((code, count) for code, count in coded if code)


def _against(items: Sequence[dict[str, Any]]) -> int:
    return sum(item["stance"] == Stance.CONTRADICTS for item in items)


def _acknowledged(services: Services, row: dict[str, Any]) -> tuple[str, ...]:
    """What a person says of the contradicting evidence that is left out, who and when."""
    said = acknowledged(services.record.db, row) if left_out_against(row) else None
    return (said["words"], said["made_by"], said["made_at"][:10]) if said else ()


def _answer(row: dict[str, Any]) -> str:
    """What was answered to a recommendation: " Answer: rejected. “We do not …”"; nothing otherwise."""
    if not row["answer"]:
        return ""
    said = f" “{shorten(row['response'], LONGEST_ANSWER, placeholder='…')}”" if row["response"] else ""
    return f" Answer: {row['answer']}.{said}"


def _standing(services: Services, row: dict[str, Any], used: framework.Framework, at: str) -> dict[str, Any]:
    """A section's measure or block at a date: its coverage ("state", "reason"), the limiting judgements, the
    state of each target, the values seen until then ("series"), what was said of it, and how that differs."""
    db, months = services.record.db, services.settings.freshness_months
    said: dict[str, Any] = {"state": "", "reason": ""}
    said |= {name: [] for name in ("limits", "targets", "series", "history", "differs")}
    if row["block"]:
        every = coverage_reads.coverage(db, used, at, months, services.own)
        return said | next(c for c in every if c["kind"] == "block" and c["code"] == row["block"])
    try:
        measure = measure_reads.measures_called(db, row["measure"])
    except NotFound:  # its paper was withdrawn: the section stands, without a judgement
        return said
    found = coverage_reads.with_coverage(db, used, measure[:1], at, months)[0]
    said["series"] = series(db, found["targets"], at)
    told = {name: found[name] for name in ("targets", "differs")} | {"history": history_of(found, at)}
    return {**said, **told, **found["coverage"]}


def _item(row: dict[str, Any]) -> PackItem:
    kind = row["kind_of_item"]
    return PackItem(
        kind=kind,
        id=0 if kind == "cited" else row["id"],
        pages=(row["first_page"], row["last_page"]),
        link=row["link"] or 0,
        passage=row["passage"] or 0,
        document=row["document"] or 0,
        citation=row["citation"],
        label=row["label"],
        text=row["text"],
        page=row["page"],
        rects=tuple(tuple(r) for r in row["rects"]),
        stance=row["stance"],
        code=row["measure"] or row["block"],
        reason=row["reason"] or (f"Put in by {row['added_by']}." if kind != "cited" else ""),
        note=row["note"],
        decided_by=row["decided_by"],
        decided_at=row["decided_at"],
        date=row["date"],
        source=row["source"],
        source_class=row["source_class"],
    )
