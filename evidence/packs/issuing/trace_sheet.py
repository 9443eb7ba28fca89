"""The pack's trace as a workbook. Nothing in it is a formula, and the same pack gives the same bytes."""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from evidence.frameworks.exemptions import exemptions
from evidence.packs import sentences
from evidence.packs.assembling.assemble import AssembledPack
from evidence.packs.pack import Pack
from evidence.packs.redaction import PackRedaction

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a ZIP can say
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


def trace_sheet(pack: Pack, built: AssembledPack) -> bytes:
    """Every cited passage, every section; and every redaction, where there are any."""
    book = Workbook()
    first = cast(Worksheet, book.active)  # a new workbook has one sheet
    councils = any(d.council for d in pack.documents.values())  # plans frozen earlier have none
    _sheet(first, "Evidence", (*EVIDENCE, *COUNCIL * councils), _evidence(pack, built, councils))
    said = any(s.limits or s.history or s.differs for part in pack.parts for s in part.sections)
    _sheet(book.create_sheet(), "Sections", (*SECTIONS, *SAID * said), _sections(pack, built, said))
    redacted = [redaction for part in pack.parts for redaction in part.redactions]
    if redacted:
        _sheet(book.create_sheet(), "Redactions", REDACTIONS, _redactions(pack, built, redacted))
    out = BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


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


def _sections(pack: Pack, built: AssembledPack, said: bool) -> Iterable[Sequence[object]]:
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
                *["\n".join(each) for each in (s.limits, s.differs, s.history)] * said,
            )


def _sheet(
    sheet: Worksheet, title: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Any]]
) -> None:
    sheet.title = title
    for row, values in enumerate([[name for name, _ in columns], *rows], start=1):
        for column, value in enumerate(values, start=1):
            cell = cast(Cell, sheet.cell(row, column))  # none is merged
            if isinstance(value, str):
                _put_text(cell, value)
            else:
                cell.value = value
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if row == 1:
                cell.font = Font(bold=True)
    for column, (_, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _put_text(cell: Cell, value: str) -> None:
    """Text stays text, whatever it starts with: a document must not be able to put a formula here."""
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    if len(text) > LONGEST:
        text = text[: LONGEST - len(LONGEST_SHOWN)] + LONGEST_SHOWN
    cell.value = text
    cell.data_type = "s"
    if text[:1] in ("=", "+", "-", "@", "\t", "\r"):
        cell.quotePrefix = True


def _timeless(data: bytes) -> bytes:
    """The workbook without the moment that openpyxl writes into it."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb">\d{4}-\d\d-\d\dT[\d:]+Z<", b">1980-01-01T00:00:00Z<", content)
            info = ZipInfo(name, EPOCH)
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
            new.writestr(info, content)
    return out.getvalue()
