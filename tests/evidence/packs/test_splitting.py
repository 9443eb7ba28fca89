"""An issue in files that a mailbox takes: whole documents, one numbering, one index."""

from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from packing import A4, cite, make_pack, paragraph, store_file
from PIL import Image
from pypdf import PdfReader
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from evidence.errors import NotFound, PackError, UsageError
from evidence.packs.issuing import issue
from evidence.packs.issuing.delivery import DeliveredFile, deliver
from evidence.packs.proving.signature import pdf_signer
from evidence.services import Services
from evidence.store import packs

NAME = "Safeguarding 2011"


def _heavy(seed: int, kilobytes: int, pages: int = 2) -> bytes:
    """A PDF of some pages, the first with a picture that takes so many kilobytes."""
    side = int((kilobytes * 1000 / 3) ** 0.5)
    noise = Random(seed).randbytes(side * side * 3)
    picture = BytesIO()
    Image.frombytes("RGB", (side, side), noise).save(picture, "PNG")
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for number in range(pages):
        canvas.drawString(72, 700, f"Report {seed}, sheet {number + 1}")
        if number == 0:
            canvas.drawImage(ImageReader(picture), 72, 300, 200, 200)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def issued(services: Services) -> issue.BuiltPack:
    """An issue of some 3 MB: four reports of 700 kB each, and small papers."""
    make_pack(services)
    for number in range(4):
        document = store_file(
            services, _heavy(number, 700), f"report-{number}.pdf", [paragraph(0, "cited words")],
            pages=2, title=f"Report {number}", date="2010-12-01",
        )  # fmt: skip
        cite(services, document, 0, block="B")
    packs.add_section(services.record, NAME, block="B")
    return issue.freeze(services, NAME)


def _numbers(path: Path) -> list[int]:
    return [int(label) for label in PdfReader(path).page_labels]


def _own(file: DeliveredFile) -> list[int]:
    return list(range(file.first, file.last + 1))


def test_an_issue_is_split_where_documents_begin_with_one_numbering_and_the_whole_index_in_each(
    services: Services, issued: issue.BuiltPack
) -> None:
    files = deliver(services, NAME, 1, 2)
    assert len(files) >= 2
    assert all(file.size <= 2_000_000 and not file.over for file in files)
    own = [n for file in files for n in _own(file)]
    assert own == list(range(own[0], issued.pages + 1)), "every page once, in order"
    front = list(range(1, own[0]))
    whole = PdfReader(issued.pdf)
    for file in files:
        assert _numbers(file.path) == [*front, *_own(file)]
        pages = PdfReader(file.path).pages
        for page, number in zip(pages, _numbers(file.path), strict=True):
            assert page.extract_text() == whole.pages[number - 1].extract_text()
    begins = [t for f in files[1:] if (t := whole.pages[f.first - 1].extract_text())]
    assert all("sheet 1" in t or t.startswith("Section") for t in begins)


def test_links_and_bookmarks_go_to_the_page_in_whichever_file_it_is(
    services: Services, issued: issue.BuiltPack
) -> None:
    files = deliver(services, NAME, 1, 2)
    named = {file.path.name: file for file in files}
    whole = PdfReader(issued.pdf)
    numbers = {page.indirect_reference: n for n, page in enumerate(whole.pages, start=1)}
    for file in files:
        reader = PdfReader(file.path)
        places = {page.indirect_reference: n for n, page in enumerate(reader.pages)}
        own = _numbers(file.path)
        for at, number in enumerate(own):
            before = [a.get_object() for a in whole.pages[number - 1].get("/Annots", ())]
            wanted = [numbers[list.__getitem__(a["/Dest"], 0)] for a in before if a["/Subtype"] == "/Link"]
            led = []
            for a in (a.get_object() for a in reader.pages[at].get("/Annots", ())):
                if a["/Subtype"] == "/Link" and "/Dest" in a:
                    led.append(own[places[list.__getitem__(a["/Dest"], 0)]])
                elif a["/Subtype"] == "/Link":
                    led.append(_numbers(named[a["/A"]["/F"]].path)[a["/A"]["/D"][0]])
            assert led == wanted
        assert len(_titles(reader)) == len(_titles(whole))


def _titles(reader: PdfReader) -> list[str]:
    found = []
    waiting = [reader.root_object["/Outlines"]]
    while waiting:
        node = waiting.pop()
        found.append(str(node.get("/Title", "")))
        waiting += [node[key].get_object() for key in ("/First", "/Next") if key in node]
    return found


def test_each_file_is_signed_and_made_the_same_again(services: Services, issued: issue.BuiltPack) -> None:
    files = deliver(services, NAME, 1, 2)
    data = [file.path.read_bytes() for file in files]
    assert {pdf_signer(each) for each in data} != {""}
    for file in files:
        file.path.unlink()
    files[0].path.parent.rmdir()
    assert [file.path.read_bytes() for file in deliver(services, NAME, 1, 2)] == data


def test_a_document_over_the_limit_is_a_file_by_itself_and_is_said_to_be(
    services: Services, issued: issue.BuiltPack
) -> None:
    document = store_file(
        services, _heavy(9, 1500), "big.pdf", [paragraph(0, "cited words")], pages=2, title="Big",
        date="2010-12-02",
    )  # fmt: skip
    cite(services, document, 0, block="B")
    packs.add_section(services.record, NAME, block="B")
    built = issue.supplement(services, NAME)
    files = deliver(services, NAME, 2, 1)
    assert [file.over for file in files].count(True) == 1
    assert files[-1].last == built.pages
    texts = [page.extract_text() for page in PdfReader(built.pdf).pages]
    sheet = next(n for n, text in enumerate(texts, start=1) if "Supplement 1" in text[:200])
    assert all(sheet in _numbers(file.path) for file in files), "a supplement's index is in each file too"


def test_what_needs_no_splitting_or_is_no_size_is_said(services: Services, issued: issue.BuiltPack) -> None:
    with pytest.raises(PackError, match="needs no splitting"):
        deliver(services, NAME, 1, 100)
    for size in (0, -1, 9999):
        with pytest.raises(UsageError):
            deliver(services, NAME, 1, size)
    with pytest.raises(NotFound):
        deliver(services, NAME, 7, 1)
