"""What a pack's trace says: its sheets, their columns and rows."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evidence.frameworks.exemptions import exemptions
from evidence.packs import sentences
from evidence.packs.assembling.assemble import AssembledPack
from evidence.packs.pack import Pack
from evidence.packs.redaction import PackRedaction

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a ZIP can say
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # what XML 1.0 cannot hold
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet reads as the beginning of a formula
LONGEST = 32767  # characters a cell holds
LONGEST_SHOWN = "… (cut: the whole text is in the PDF)"
EVIDENCE = (
    ("Section", 9), ("Measure or block", 16), ("Stance", 12), ("Citation", 44), ("Page of the pack", 9),
    ("Text", 80), ("Source", 22), ("Source class", 12), ("Document date", 14), ("Why", 40), ("Note", 40),
    ("Accepted by", 16), ("Accepted at", 22), ("Link", 8), ("File", 30), ("SHA-256 of the original", 66),
)  # fmt: skip
COUNCIL = (("Council it is about", 30),)
SAID = (("Limiting judgement", 50), ("Rating and evidence differ", 40), ("What was said of it", 80))
SECTIONS = (
    ("Section", 9), ("Measure or block", 16), ("Title", 34), ("Words", 80), ("Coverage", 14), ("Why", 50),
    ("Supporting", 11), ("Contradicting", 13), ("Context", 9), ("Contradicting left out", 13),
    ("Page of the pack", 9),
)  # fmt: skip

REDACTIONS = (
    ("Document", 44), ("Its page", 9), ("Page of the pack", 9), ("Places", 8), ("Exemption", 44),
    ("Reason", 50), ("Redacted by", 16), ("On", 12),
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """``columns``: their names and widths, in characters."""

    title: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[object]]


def sheets_of(pack: Pack, built: AssembledPack) -> list[Sheet]:
    """Every cited passage, every section; and every redaction, where there are any."""
    councils = any(d.council for d in pack.documents.values())  # plans frozen earlier have none
    told = any(s.limits or s.history or s.differs for part in pack.parts for s in part.sections)
    redacted = [redaction for part in pack.parts for redaction in part.redactions]
    found = [
        Sheet("Evidence", (*EVIDENCE, *COUNCIL * councils), [*_evidence(pack, built, councils)]),
        Sheet("Sections", (*SECTIONS, *SAID * told), [*_sections(pack, built, told)]),
    ]
    if redacted:
        found.append(Sheet("Redactions", REDACTIONS, [*_redactions(pack, built, redacted)]))
    return found


def said(text: str) -> str:
    """A text as a cell can hold it."""
    text = CONTROL.sub("", text)
    return text if len(text) <= LONGEST else text[: LONGEST - len(LONGEST_SHOWN)] + LONGEST_SHOWN


def _evidence(pack: Pack, built: AssembledPack, councils: bool) -> Iterable[Sequence[object]]:
    documents = pack.documents
    for part in pack.parts:
        for section in part.sections:
            for i in section.items:
                document = documents.get(i.document)
                yield (
                    section.ordinal, i.code, i.stance or i.kind, i.citation, built.item_pages[i.number],
                    i.text, i.source, i.source_class, i.date, i.reason, i.note, i.decided_by, i.decided_at,
                    i.link or "", document.file if document else "", document.sha256 if document else "",
                    *[document.council if document else ""] * councils,
                )  # fmt: skip


def _redactions(
    pack: Pack, built: AssembledPack, redacted: Sequence[PackRedaction]
) -> Iterable[Sequence[object]]:
    for r in redacted:
        name, page = sentences.document_name(pack.documents[r.document]), built.redacted_pages
        yield (
            name, r.page or "", page[r.document, r.page], r.places,
            exemptions().get(r.exemption, r.exemption), r.reason, r.by, r.at,
        )  # fmt: skip


def _sections(pack: Pack, built: AssembledPack, told: bool) -> Iterable[Sequence[object]]:
    for index, part in enumerate(pack.parts):
        for s in part.sections:
            stances = [item.stance for item in s.items]
            counted = (stances.count(x) for x in ("supports", "contradicts", "context"))
            page = built.section_pages[index, s.ordinal]
            yield (
                s.ordinal,
                s.code,
                s.title,
                s.words,
                s.coverage,
                s.coverage_reason,
                *counted,
                s.left_out,
                page,
                *["\n".join(each) for each in (s.limits, s.differs, s.history)] * told,
            )
