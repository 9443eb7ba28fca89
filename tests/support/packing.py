"""An invented council's evidence, drawn and stored, for the pack tests."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pypdfium2
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject
from reportlab.pdfgen.canvas import Canvas

from evidence.model import (
    Comparator,
    Field,
    Inspection,
    Measure,
    Milestone,
    Page,
    Passage,
    PassageKind,
    Reading,
    Register,
    Source,
    SourceClass,
    Stance,
    Target,
)
from evidence.services import Services
from evidence.store import documents, inspections, ledger, links, packs

A4 = (595.0, 842.0)


def on_day(services: Services, day: str) -> Services:
    """The same services at noon of a day, which does not end while a test looks."""
    noon = datetime.fromisoformat(f"{day}T12:00:00+00:00")
    return replace(services, record=replace(services.record, clock=lambda: noon))


OFSTED = Source("Ofsted", SourceClass.EXTERNAL)
COUNCIL = Source("Council", SourceClass.INTERNAL)
LINES = (
    "4.1 Assessments were completed within timescales in 81 per cent of cases",
    "seen by inspectors, against 64 per cent a year earlier.",
    "4.2 In three of twelve cases the child had not been seen alone.",
)


def draw_pdf(
    sizes: Sequence[tuple[float, float]] = (A4,),
    *,
    full_bleed: bool = False,
    words: str = "",
    dark: bool = False,
) -> bytes:
    """A PDF with a page of each size, text in its middle; ``full_bleed`` fills every page to its edges."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    for number, (width, height) in enumerate(sizes, start=1):
        canvas.setPageSize((width, height))
        if full_bleed:
            for row in range(int(height // 12) + 1):
                canvas.setFont("Helvetica", 9)
                canvas.drawString(0, row * 12, "council evidence " * int(width // 60 + 2))
        if dark:
            canvas.setFillColorRGB(0.1, 0.2, 0.3)
            canvas.rect(0, 0, width, height, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.setFont("Helvetica", 11)
        for index, line in enumerate(
            (f"sheet {'abcdefghijklmnopqrstuvwxyz'[number % 26]} {words}".strip(), *LINES)
        ):
            canvas.drawString(min(72, width / 5), height * 0.7 - 16 * index, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def rotate(pdf: bytes, turns: Sequence[int]) -> bytes:
    """The PDF with each page's /Rotate set. A page that is turned is a drawing, which has its labels run any
    way: few words alone would turn it upright."""
    writer = PdfWriter()
    for page, turn in zip(PdfReader(BytesIO(pdf)).pages, turns, strict=True):
        added = writer.add_page(page).rotate(turn)
        if turn:
            stream = DecodedStreamObject()
            stream.set_data(added.get_contents().get_data() + b" q 1 g" + b" 0 0 1 1 re f" * 5 + b" Q")
            added[NameObject("/Contents")] = writer._add_object(stream)
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def paragraph(
    ordinal: int, text: str, *, label: str = "", page: int = 1, rect: tuple[float, ...] = ()
) -> Passage:
    rects = ((page, *rect),) if rect else ()
    return Passage(ordinal, PassageKind.PARAGRAPH, text, label, page=page, end_page=page, rects=rects)


def store_file(
    services: Services,
    data: bytes,
    name: str,
    passages: Iterable[Passage],
    *,
    media_type: str = "application/pdf",
    pages: int = 1,
    kind: str = "report",
    title: str = "",
    date: str = "",
    source: Source | None = None,
    register: Register | None = None,
    quality: str = "text",
) -> int:
    """Keep a file and store the one document read from it. Returns the document's id."""
    sha256, size = services.files.put_bytes(data)
    paged = media_type != "text/plain"
    reading = Reading(
        kind=kind,
        pages=tuple(Page(n, "text", quality, width=A4[0], height=A4[1]) for n in range(1, pages + 1)),
        passages=tuple(passages),
        fields=(Field("title", title), Field("date", date)),
        source=source,
        register=register,
        paged=paged,
    )
    with services.record.transaction():
        ledger.keep_file(services.record, sha256=sha256, size=size, media_type=media_type, name=name)
        return documents.add_readings(services.record, sha256, [reading])[0]


def passage_of(services: Services, document: int, ordinal: int) -> int:
    sql = "SELECT id FROM passages WHERE document = ? AND ordinal = ?"
    return int(services.record.db.execute(sql, [document, ordinal]).fetchone()[0])


def cite(
    services: Services,
    document: int,
    ordinal: int,
    *,
    measure: str = "",
    block: str = "",
    stance: Stance = Stance.SUPPORTS,
    note: str = "",
) -> int:
    """Accept a link from a passage to a measure or block. Returns its id."""
    passage = passage_of(services, document, ordinal)
    code = services.framework.code
    return links.add(services.record, code, passage, measure=measure, block=block, stance=stance, note=note)


def add_notice(services: Services) -> int:
    """A notice whose register has two measures: N2010-01 with a target, and N2010-02."""
    measures = (
        Measure(
            "Increase the percentage of initial assessments completed within timescales.",
            "Timeliness of assessments",
            targets=(Target("NI 59", Comparator.AT_LEAST, 72.0, "percent", "June 2010"),),
            passage=0,
        ),
        Measure("Ensure that children are seen alone during assessments.", "Quality of practice", passage=1),
    )
    passages = [paragraph(0, measures[0].text), paragraph(1, measures[1].text)]
    return store_file(
        services,
        b"notice",
        "notice.txt",
        passages,
        media_type="text/plain",
        kind="notice",
        title="Improvement Notice",
        date="2010-03-01",
        register=Register("notice", "Improvement Notice", measures),
    )


def add_report(services: Services, **more: object) -> int:
    """A two-page inspection report with two placed paragraphs."""
    passages = [
        paragraph(0, " ".join(LINES[:2]).removeprefix("4.1 "), label="4.1", rect=(70, 232, 500, 272)),
        paragraph(1, LINES[2].removeprefix("4.2 "), label="4.2", page=2, rect=(70, 268, 500, 290)),
    ]
    given = {
        "title": "Inspection of safeguarding",
        "date": "2010-11-05",
        "source": OFSTED,
        "pages": 2,
        **more,
    }
    return store_file(services, draw_pdf((A4, A4)), "inspection.pdf", passages, **given)  # type: ignore[arg-type]


def add_minutes(services: Services) -> int:
    """Minutes as plain text, with headings, labels and bullets."""
    passages = [
        Passage(0, PassageKind.HEADING, "Improvement Board", heading_path=("Improvement Board",)),
        Passage(
            1, PassageKind.PARAGRAPH, "The Director reported that 74% of assessments were on time.", "3.1"
        ),
        Passage(2, PassageKind.BULLET, "two teams remained below 60%;", parent=1),
        Passage(3, PassageKind.PARAGRAPH, "The Chair asked for weekly figures — “no excuses” ✓ Łódź.", "3.2"),
    ]
    return store_file(
        services,
        b"minutes of the board",
        "minutes.txt",
        passages,
        media_type="text/plain",
        kind="minutes",
        title="Improvement Board minutes",
        date="2010-12-09",
        source=COUNCIL,
    )


def announce(services: Services, *, cutoff: str = "2011-01-31") -> None:
    """An announced inspection with a milestone."""
    inspections.add(
        services.record,
        Inspection(
            "Safeguarding 2011",
            "ofsted-2011",
            announced="2011-01-10",
            starts="2011-02-07",
            ends="2011-02-18",
            cutoff=cutoff,
            milestones=(Milestone("Evidence to inspectors", "2011-02-01"),),
        ),
    )


def make_pack(services: Services) -> str:
    """A pack with two measures' evidence, supporting and contradicting. Returns its name."""
    add_notice(services)
    report, minutes = add_report(services), add_minutes(services)
    cite(services, report, 0, measure="N2010-01", note="The inspectors’ own count.")
    cite(services, minutes, 1, measure="N2010-01")
    cite(services, minutes, 2, measure="N2010-01", stance=Stance.CONTRADICTS)
    cite(services, report, 1, measure="N2010-02", stance=Stance.CONTRADICTS)
    announce(services)
    packs.add(
        services.record, "Safeguarding 2011", "Safeguarding 2011", "Evidence for the safeguarding inspection"
    )
    packs.add_section(services.record, "Safeguarding 2011", measure="N2010-01")
    packs.add_section(services.record, "Safeguarding 2011", measure="N2010-02")
    return "Safeguarding 2011"


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, as PDFium reads it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
