"""Pages that qpdf takes over show what pypdf's copies show; what is no plain page is left to pypdf."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from random import Random

import pikepdf
import pypdfium2
import pytest
from packing import cite, draw_pdf, make_pack, page_texts, paragraph, rotate, store_file, written
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Link
from pypdf.generic import Fit

from evidence.packs.assembling.assemble import AssembledPack, assemble
from evidence.packs.originals.plain import NotPlain, PlainPdf
from evidence.packs.originals.source_pages import Original
from evidence.packs.planning.plan import plan
from evidence.services import Services
from evidence.store import packs

SIZES = ((595.0, 842.0), (842.0, 595.0), (300.0, 300.0), (595.0, 14000.0))
RECT = (100, 100, 200, 120)


def _edited(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def _cropped(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.obj.CropBox = pikepdf.Array([30, 40, 280, 290.5])
        page.obj.UserUnit = 2


def _inheriting(pdf: pikepdf.Pdf) -> None:
    """What pages have in common stands above them; content in pieces that part in the middle of nothing."""
    first = pdf.pages[0].obj
    pdf.Root.Pages.MediaBox, pdf.Root.Pages.Rotate = first.MediaBox, 90
    pdf.Root.Pages.Resources = pdf.make_indirect(first.Resources)
    for page in pdf.pages:
        data = page.obj.Contents.read_bytes()
        middle = data.index(b"\n", len(data) // 2)
        page.obj.Contents = pikepdf.Array([pdf.make_stream(data[:middle]), pdf.make_stream(data[middle:])])
        for key in ("/MediaBox", "/Rotate", "/Resources"):
            if key in page.obj:
                del page.obj[key]


def _linked() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(draw_pdf(SIZES[:2]))))
    writer.add_annotation(0, Link(rect=RECT, target_page_index=1, fit=Fit.xyz(left=0, top=500)))
    writer.add_annotation(1, Link(rect=RECT, url="https://example.org/"))
    return written(writer)


PLAIN = {
    "sizes": draw_pdf(SIZES),
    "turned": rotate(draw_pdf(SIZES[:3]), (90, 180, 270)),
    "cropped": _edited(draw_pdf(SIZES[:3]), _cropped),
    "inheriting": _edited(draw_pdf(SIZES[:1] * 3), _inheriting),
    "linked": _linked(),
    "full": draw_pdf(SIZES[:2], full_bleed=True),
}


def _both(services: Services, data: bytes, pages: int) -> tuple[AssembledPack, AssembledPack]:
    """A pack of the paper with its pages by pypdf, as before layout 7, and by qpdf."""
    make_pack(services)
    passages = [
        paragraph(n - 1, f"Of page {n}.", page=n, rect=(72, 80, 200, 100)) for n in range(1, pages + 1)
    ]
    document = store_file(
        services, data, "paper.pdf", passages, pages=pages, title="A paper", date="2010-12-01"
    )
    for ordinal in range(pages):
        cite(services, document, ordinal, block="A")
    packs.add_section(services.record, "Safeguarding 2011", block="A")
    pack = plan(services, "Safeguarding 2011")
    before = replace(pack, parts=(replace(pack.last, layout=6),))
    return assemble(before, services.files.read), assemble(pack, services.files.read)


def _drawn(pdf: bytes) -> list[bytes]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [
            page.render(scale=min(0.5, 900 / max(page.get_size()))).to_numpy().tobytes() for page in document
        ]


def _links(pdf: bytes) -> list[tuple[int, list[str]]]:
    reader = PdfReader(BytesIO(pdf))
    numbers = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages)}
    return [
        (
            numbers[list.__getitem__(mark.get_object()["/Dest"], 0).idnum],
            [str(v) for v in mark.get_object()["/Rect"]],
        )
        for page in reader.pages
        for mark in page.get("/Annots", ())
        if "/Dest" in mark.get_object()
    ]


@pytest.mark.parametrize("kind", PLAIN)
def test_a_page_looks_reads_and_leads_as_pypdf_copies_it(services: Services, kind: str) -> None:
    data = PLAIN[kind]
    pages = len(PdfReader(BytesIO(data)).pages)
    taken = PlainPdf(data)
    assert all(taken.page(number) for number in range(1, pages + 1))
    before, now = _both(services, data, pages)
    assert before.pages == now.pages and not now.not_shown
    assert _drawn(before.pdf) == _drawn(now.pdf)
    assert page_texts(before.pdf) == page_texts(now.pdf)
    assert _links(before.pdf) == _links(now.pdf)
    for old, new in zip(PdfReader(BytesIO(before.pdf)).pages, PdfReader(BytesIO(now.pdf)).pages, strict=True):
        assert (old.mediabox, old.user_unit) == (new.mediabox, new.user_unit)


def _noted(pdf: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    writer.add_annotation(0, FreeText(text="Seen", rect=RECT))
    return written(writer)


def test_a_page_with_a_note_is_left_to_pypdf_and_the_others_are_not() -> None:
    taken = PlainPdf(_noted(draw_pdf(SIZES)))
    assert [bool(taken.page(number)) for number in (1, 2, 3, 4, 5)] == [False, True, True, True, False]
    original = Original(_noted(draw_pdf(SIZES)), by_qpdf=True)
    writer = PdfWriter()
    assert original.copy(writer, 1).taken is None and original.copy(writer, 2).taken is not None


def _encrypted(data: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.encrypt("", "owner", algorithm="AES-256")
    return written(writer)


@pytest.mark.parametrize(
    "data",
    [
        _encrypted(draw_pdf()),
        draw_pdf()[:-200],
        draw_pdf().replace(b"/Count 1", b"/Count 7"),
        b"%PDF-1.4 and nothing",
        _edited(draw_pdf(), lambda pdf: pdf.Root.update({"/OCProperties": pikepdf.Dictionary()})),
    ],
    ids=["encrypted", "cut off", "miscounted", "empty", "layers"],
)
def test_a_file_that_is_damaged_locked_or_layered_is_left_to_pypdf(data: bytes) -> None:
    with pytest.raises(NotPlain):
        PlainPdf(data)


def test_damage_that_shows_only_when_a_page_is_copied_leaves_the_original_to_pypdf(
    services: Services,
) -> None:
    data = draw_pdf(SIZES[:2])
    at = data.index(b"/BaseFont")
    data = data[:at] + b"(((((((((" + data[at + 9 :]  # a font that cannot be read
    taken = PlainPdf(data)
    assert taken.page(1)
    with pytest.raises(NotPlain):
        taken.form(pikepdf.new(), 1)
    before, now = _both(services, data, 2)
    assert page_texts(before.pdf) == page_texts(now.pdf) and not now.not_shown


def _mutated(data: bytes, seed: int) -> bytes:
    """A paper with bytes changed, digits for digits, letters for letters, so that much of it still reads."""
    chance, changed = Random(seed), bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(changed))
        kind = next(
            (kind for kind in (b"0123456789", b"ABCRPKM/", b"<>[]()") if changed[at] in kind), b"\x00 a9"
        )
        changed[at] = chance.choice(kind)
    return bytes(changed)


@pytest.mark.parametrize("kind", ["linked", "inheriting"])
def test_a_paper_with_bytes_changed_is_taken_over_or_left_to_pypdf_and_nothing_else_happens(
    kind: str,
) -> None:
    taken = left = 0
    for seed in range(150):
        try:
            paper = PlainPdf(_mutated(PLAIN[kind], seed))
            for number in (1, 2, 3):
                if paper.page(number):
                    paper.form(pikepdf.new(), number)
            taken += 1
        except NotPlain:
            left += 1
    assert taken and left
