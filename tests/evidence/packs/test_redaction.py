"""What is redacted cannot be taken out of a pack in any way; the original stays as it was."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from extracting import extracted
from pdf_marks import annotate, dictionary, form, text_field
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject
from reader_files import pdf, picture_of
from redacting import LETTER, NAME, SECRET, SEEN, WHY, opened, packed
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from whole_home import problems

from evidence.errors import PackError, UsageError
from evidence.packs.assembling.layout import lay_out
from evidence.packs.issuing import issue
from evidence.packs.issuing.splitting import files, shares
from evidence.packs.pack import from_json
from evidence.packs.planning.finding import find, in_area
from evidence.packs.planning.plan import plan
from evidence.packs.proving.verify import verify
from evidence.packs.setting.stamp import fit
from evidence.reads import packs as reads
from evidence.reads.redactions import redactions as redactions_of
from evidence.services import Services
from evidence.store import pack_changes, pack_items, packs, redactions
from evidence.store.redactions import Why


def everywhere(path: Path) -> Path:
    """A letter that names a child on its first page in every place that a PDF has for words."""

    def first(canvas: Canvas) -> None:
        canvas.drawString(72, 760, LETTER)
        canvas.drawString(72, 700, SEEN)
        canvas.drawString(72, 660, "The plan for Robin Quillfeather was reviewed on time in every month.")
        canvas.drawImage(ImageReader(picture_of("A note on Quillfeather", size=80)), 72, 300, 400, 170)

    def second(canvas: Canvas) -> None:
        canvas.drawString(72, 760, "The second page tells of the training that was given to all staff.")

    made = pdf(path, first, second)
    writer = PdfWriter(clone_from=made)
    box = (72, 560, 400, 580)
    form(writer, [text_field(writer, "child", "Quillfeather, Robin", box)])
    annotate(writer, "/Text", (500, 700, 520, 720), Contents="Ask about Quillfeather")
    annotate(
        writer, "/Link", (72, 655, 400, 675), A=dictionary(S="/URI", URI="https://example.org/quillfeather")
    )
    annotate(writer, "/FreeText", (72, 520, 400, 545), Contents="Quillfeather again", DA="/Helv 10 Tf")
    writer.add_outline_item(title="The case of Quillfeather", page_number=0)
    writer.add_outline_item(title="Training", page_number=1)
    writer.add_metadata({"/Title": "Robin Quillfeather", "/Author": "Quillfeather"})
    writer.add_attachment("quillfeather.txt", b"Quillfeather was attached.")
    writer.pages[0][NameObject("/PieceInfo")] = dictionary(Note=TextStringObject("Quillfeather"))
    # What only the first page draws stands in the second's list as well, as many programs leave it.
    writer.pages[1][NameObject("/Resources")] = writer.pages[0]["/Resources"]
    writer.write(path)
    return path


@pytest.fixture
def home(tmp_path: Path) -> Iterator[tuple[Services, int]]:
    """The letter, ingested; its audit and its plan cited in a pack; what names the child redacted there."""
    made = everywhere(tmp_path / "Robin Quillfeather letter.pdf")
    document = packed(tmp_path / "home", made, "audit of May", "plan for Robin")
    with opened(tmp_path / "home") as services:
        places = find(services, document, "Robin Quillfeather", 1)
        areas = [(60, 370, 480, 545), (60, 255, 410, 285), (60, 290, 410, 325), (490, 115, 530, 150)]
        places += [in_area(services, document, 1, area) for area in areas]
        redactions.add(services.record, NAME, document, places, WHY)
        yield services, document


def test_nothing_of_a_redacted_name_can_be_taken_out_of_a_pack(
    home: tuple[Services, int], tmp_path: Path
) -> None:
    services, _ = home
    original = tmp_path / "Robin Quillfeather letter.pdf"
    assert SECRET in extracted(original, tmp_path / "before")
    built = issue.freeze(services, NAME)
    for made in (built.pdf, built.zip):
        assert SECRET not in extracted(made, tmp_path / made.suffix)
    plan_said = reads.issue_plan(services.record.db, reads.pack(services.record.db, NAME)["id"], 1)
    assert SECRET not in plan_said.casefold()
    said = extracted(built.pdf, tmp_path / "again")
    assert "theauditofmaywassharedwiththeboard" in said and "wasreviewedontime" in said
    assert "thetrainingthatwasgiventoallstaff" in said
    assert "[redacted]" in said and "personalinformation" in said


def test_the_places_are_black_in_the_picture_and_the_words_beside_them_stay(
    home: tuple[Services, int],
) -> None:
    services, document = home
    built = issue.freeze(services, NAME)
    planned = from_json(reads.issue_plan(services.record.db, 1, 1))
    page = planned.documents[document].pages[0]
    place, number = fit(page), 5
    pages = pypdfium2.PdfDocument(built.pdf)
    text = pages[number - 1].get_textpage()
    picture = pages[number - 1].render(scale=2).to_pil().convert("L")
    assert len(page.blacked) >= 5
    for left, top, right, bottom in page.blacked:
        (x0, y0), (x1, y1) = place.point(left, top), place.point(right, bottom)
        held = picture.crop((x0 * 2 + 1, (page.height - y0) * 2 + 1, x1 * 2 - 1, (page.height - y1) * 2 - 1))
        assert held.getextrema()[1] < 20
    searcher = text.search("reviewed on time")
    index, _ = searcher.get_next()
    left, _, _, top = text.get_charbox(index)
    x, y = place.point(72 + 190, 842 - 660)
    assert abs(top - y) < 12 and abs(left - x) < 60  # behind the words that are seen
    pages.close()


def test_the_original_is_untouched_and_in_no_zip(home: tuple[Services, int], tmp_path: Path) -> None:
    services, _ = home
    data = (tmp_path / "Robin Quillfeather letter.pdf").read_bytes()
    built = issue.freeze(services, NAME)
    sha256 = hashlib.sha256(data).hexdigest()
    assert services.files.read(sha256) == data
    with ZipFile(built.zip) as zipped:
        assert not [name for name in zipped.namelist() if name.startswith("originals/")]
        assert b"not enclosed: parts of it are redacted" in zipped.read("index.html")
        manifest = json.loads(zipped.read("manifest.json"))
    assert manifest["originals"][0]["sha256"] == sha256 and manifest["originals"][0]["withheld"]
    pages = {page["of"]: "words" in page for page in manifest["pdf"]["pages"]}
    assert {told for name, told in pages.items() if "its page" in name} == {True}  # the ZIP cannot tell them
    assert verify(built.pdf, services).ok


def test_a_redacted_issue_is_built_again_to_the_byte(home: tuple[Services, int], tmp_path: Path) -> None:
    services, _ = home
    first = issue.freeze(services, NAME)
    again = issue.build(services, NAME, 1, out=tmp_path / "again")
    assert again.pdf.read_bytes() == first.pdf.read_bytes()
    assert again.zip.read_bytes() == first.zip.read_bytes()


def test_a_redaction_is_undone_and_taken_back_and_the_log_accounts_for_it(home: tuple[Services, int]) -> None:
    services, _ = home
    held = redactions_of(services.record.db, 1)
    redactions.remove(services.record, NAME, [row["id"] for row in held])
    assert plan(services, NAME).withheld == frozenset()
    assert pack_changes.undo(services.record, NAME).startswith("took back a redaction")
    assert redactions_of(services.record.db, 1) == held
    pack_changes.undo(services.record, NAME)
    assert redactions_of(services.record.db, 1) == []
    assert problems(services) == []


def test_a_redaction_says_who_when_why_and_cannot_leave_what_was_issued(home: tuple[Services, int]) -> None:
    services, document = home
    row = redactions_of(services.record.db, 1)[0]
    assert (row["exemption"], row["reason"], row["made_by"]) == ("s40", "Name of a child", "jo")
    issue.freeze(services, NAME)
    with pytest.raises(PackError, match="issued pages never change"):
        redactions.remove(services.record, NAME, [row["id"]])
    with pytest.raises(PackError, match="issued pages never change"):
        redactions.add(services.record, NAME, document, find(services, document, "audit", 1), WHY)


@pytest.mark.parametrize(
    ("why", "says"),
    [(Why("s99", "x"), "no exemption"), (Why("s40", " "), "needs a reason")],
)
def test_a_redaction_without_exemption_or_reason_is_refused(
    home: tuple[Services, int], why: Why, says: str
) -> None:
    services, document = home
    with pytest.raises(UsageError, match=says):
        redactions.add(services.record, NAME, document, find(services, document, "audit"), why)


def test_a_passage_quoted_in_a_supplement_stays_redacted(home: tuple[Services, int], tmp_path: Path) -> None:
    services, document = home
    issue.freeze(services, NAME)
    section = packs.add_section(services.record, NAME, title="The plan of Robin Quillfeather")
    sql = "SELECT id FROM passages WHERE document = ? AND text LIKE '%plan for Robin%'"
    passage = services.record.db.execute(sql, [document]).fetchone()[0]
    pack_items.add_passage(services.record, NAME, section, passage)
    pack_items.add_note(services.record, NAME, section, "See what Quillfeather said.")
    built = issue.supplement(services, NAME)
    for made in (built.pdf, built.zip):
        assert SECRET not in extracted(made, tmp_path / made.suffix)


def test_the_parts_of_a_split_issue_hold_nothing_redacted(home: tuple[Services, int], tmp_path: Path) -> None:
    services, _ = home
    built = issue.freeze(services, NAME)
    layout = lay_out(from_json(reads.issue_plan(services.record.db, 1, 1)))
    assert layout.leaves
    reader = PdfReader(built.pdf)
    cut = shares(reader, (1, 2, 3), (4, 5), 30_000)
    assert len(cut) > 1
    for number, data in enumerate(files(reader, cut, [f"{n}.pdf" for n in range(len(cut))])):
        part = tmp_path / f"part-{number}.pdf"
        part.write_bytes(data)
        assert SECRET not in extracted(part, tmp_path / part.stem)
