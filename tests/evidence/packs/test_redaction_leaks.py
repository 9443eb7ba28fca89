"""Where a redacted name could still be read: files within files, names of files, masks of pictures."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from cli_runner import Muster
from extracting import extracted
from office_files import mail, saved
from pdf_marks import annotate, dictionary, form, text_field
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject
from reader_files import pdf, prose
from redacting import LETTER, NAME, SECRET, SEEN, TOLD, WHY, opened, packed

from evidence.packs.issuing import issue
from evidence.packs.originals.sharing import sharing
from evidence.packs.planning.finding import at_words, find, in_area, words_of
from evidence.packs.planning.plan import plan
from evidence.packs.planning.proposed import elsewhere
from evidence.packs.redacting.masking import secrets
from evidence.reads import packs as reads
from evidence.services import Services
from evidence.store import pack_items, packs, redactions


def _plan_of_a_child(path: Path) -> Path:
    return pdf(path, prose(f"{LETTER}\n\n{SEEN}\n\n{TOLD}"))


def _mail_with(attached: Path) -> Path:
    message = mail("Dear all\n\nPlease find the paper of our last meeting with this email.\n")
    message.add_attachment(
        attached.read_bytes(), maintype="application", subtype="pdf", filename=attached.name
    )
    return saved(attached.with_name("mail.eml"), message)


def _redact(services: Services, document: int, *words: str) -> None:
    for said in words:
        redactions.add(services.record, NAME, document, find(services, document, said), WHY)


def _originals(zipped: Path) -> list[str]:
    with ZipFile(zipped) as held:
        return [name for name in held.namelist() if name.startswith("originals/")]


def test_a_mail_that_came_after_a_paper_and_holds_it_is_not_enclosed_when_that_is_redacted(
    tmp_path: Path,
) -> None:
    paper = _plan_of_a_child(tmp_path / "plan.pdf")
    document = packed(tmp_path / "home", paper, "audit of May")
    came = Muster(tmp_path / "home")("ingest", _mail_with(paper), "--json").data
    with opened(tmp_path / "home") as services:
        section = packs.add_section(services.record, NAME, title="The mail")
        pack_items.add_document(services.record, NAME, section, came["files"][0]["documents"][0])
        _redact(services, document, "Robin Quillfeather", "Quillfeather")
        assert _originals(issue.freeze(services, NAME).zip) == []


def test_an_issued_mail_is_enclosed_no_longer_when_a_supplement_redacts_what_it_holds(tmp_path: Path) -> None:
    made = _mail_with(_plan_of_a_child(tmp_path / "plan.pdf"))
    document = packed(tmp_path / "home", made, "Please find")
    with opened(tmp_path / "home") as services:
        assert _originals(issue.freeze(services, NAME).zip) == ["originals/001-mail.eml"]
        inner = services.record.db.execute("SELECT id FROM documents WHERE parent = ?", [document])
        number = inner.fetchone()[0]
        section = packs.add_section(services.record, NAME, title="Attached")
        pack_items.add_document(services.record, NAME, section, number)
        _redact(services, number, "Robin Quillfeather", "Quillfeather")
        built = issue.supplement(services, NAME)
        assert _originals(built.zip) == []
        assert any("Ask for the earlier ZIPs back" in note for note in plan(services, NAME).last.notes)
        again = issue.build(services, NAME, 2, out=tmp_path / "again")
        assert again.zip.read_bytes() == built.zip.read_bytes()
    for file in (built.pdf, built.zip):
        assert SECRET not in extracted(file, tmp_path / file.suffix[1:])


@pytest.mark.parametrize(
    "name", ["msrobinquillfeather.pdf", "rquillfeather.pdf", "2011quillfeatherfile.pdf", "mrrobin.pdf"]
)
def test_a_name_is_masked_within_the_name_of_a_file(name: str, tmp_path: Path) -> None:
    document = packed(tmp_path / "home", _plan_of_a_child(tmp_path / name), "audit of May")
    with opened(tmp_path / "home") as services:
        _redact(services, document, "Robin Quillfeather", "Quillfeather")
        said = plan(services, NAME).to_json().casefold()
    assert SECRET not in said and "robin" not in said


def test_a_name_of_two_letters_and_initials_are_masked_elsewhere() -> None:
    readable = frozenset({"the", "plan"})
    assert secrets([["Amy", "Ng"]], readable).hide("The Ng family") == "The [redacted] family"
    assert secrets([["JQ"]], readable | {"jq"}).hide("JQ’s plan of 2011") == "[redacted]’s plan of 2011"
    assert secrets([["Dr", "Doe"]], readable).hide("Dr Roe, in May") == "Dr Roe, in May"


def test_words_that_hold_a_short_redacted_one_stay() -> None:
    hide = secrets([["Anna"], ["Rosie", "Beck"]], frozenset()).hide
    assert hide("Savannah and Beckett; rosier skies") == "Savannah and Beckett; rosier skies"


def test_a_page_that_shares_a_mask_which_is_drawn_is_found(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=pdf(tmp_path / "two.pdf", prose(SEEN), prose(SEEN), prose(SEEN)))
    drawn = DecodedStreamObject()
    drawn.set_data(b"BT /F1 12 Tf (Quillfeather) Tj ET")
    drawn.update(dictionary(Type="/XObject", Subtype="/Form", BBox=[0.0, 0.0, 9.0, 9.0]))
    mask = dictionary(Type="/Mask", S="/Luminosity", G=writer._add_object(drawn))
    masked = writer._add_object(dictionary(Type="/ExtGState", SMask=mask))
    plain = writer._add_object(dictionary(Type="/ExtGState", CA=1.0))
    for page, states in zip(
        writer.pages, ({"/A": masked, "/B": plain}, {"/A": masked}, {"/B": plain}), strict=True
    ):
        held = DictionaryObject(page["/Resources"].get_object())
        held[NameObject("/ExtGState")] = DictionaryObject({NameObject(k): v for k, v in states.items()})
        page[NameObject("/Resources")] = held
    out = BytesIO()
    writer.write(out)
    assert sharing(out.getvalue(), [1], [2, 3]) == {2}


def _form(path: Path) -> Path:
    """A page whose body, form field, typed and sticky notes name a child."""
    writer = PdfWriter(clone_from=_plan_of_a_child(path))
    form(writer, [text_field(writer, "child", "Quillfeather, Robin", (72, 560, 400, 580))])
    annotate(writer, "/FreeText", (72, 520, 400, 545), Contents="Quillfeather again", DA="/Helv 10 Tf")
    annotate(writer, "/Text", (500, 640, 520, 660), Contents="Ask about Quillfeather")
    writer.write(path)
    return path


def test_words_are_redacted_in_a_forms_fields_and_in_notes_too(tmp_path: Path) -> None:
    document = packed(tmp_path / "home", _form(tmp_path / "form.pdf"), "audit of May")
    with opened(tmp_path / "home") as services:
        _redact(services, document, "Robin Quillfeather", "Quillfeather")
        built = issue.freeze(services, NAME)
    for file in (built.pdf, built.zip):
        assert SECRET not in extracted(file, tmp_path / file.suffix[1:])
    assert "theauditofmaywasshared" in extracted(built.pdf, tmp_path / "again")


def test_a_field_that_is_quoted_and_marked_as_an_area_is_quoted_no_longer(tmp_path: Path) -> None:
    document = packed(tmp_path / "home", _form(tmp_path / "form.pdf"), "audit of May", "[Form field]")
    with opened(tmp_path / "home") as services:
        area = in_area(services, document, 1, (60, 255, 410, 285))
        redactions.add(services.record, NAME, document, [area], WHY)
        made = plan(services, NAME)
    quoted = [item.text for item in made.items]
    assert quoted[0].startswith("The audit of May") and "[redacted]" in quoted[1]
    assert SECRET not in " ".join(quoted).casefold()


@pytest.mark.parametrize("body", [TOLD, "", "The plan was reviewed."])
def test_an_area_over_a_field_takes_its_value_out_of_all_that_a_pack_says(body: str, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=pdf(tmp_path / "form.pdf", prose(SEEN), prose(body)))
    value = text_field(writer, "child", "Quillfeather, Robin", (72, 560, 400, 580), TU="Quillfeather", page=1)
    form(writer, [value])
    writer.write(tmp_path / "form of Quillfeather.pdf")
    document = packed(tmp_path / "home", tmp_path / "form of Quillfeather.pdf", "audit of May")
    muster = Muster(tmp_path / "home")
    assert (
        muster("pack", "add", NAME, "--section", "What Quillfeather said", "--document", document).code == 0
    )
    with opened(tmp_path / "home") as services:
        places = [in_area(services, document, 2, (60, 255, 410, 285))]
        assert places[0].words == "Quillfeather, Robin"
        if "Robin" in body:
            places += find(services, document, "Robin Quillfeather") + find(
                services, document, "Quillfeather", 2
            )
        redactions.add(services.record, NAME, document, places, WHY)
        built = issue.freeze(services, NAME)
    for file in (built.pdf, built.zip):
        assert SECRET not in extracted(file, tmp_path / file.suffix[1:])


def test_a_name_that_a_field_still_shows_is_told(tmp_path: Path) -> None:
    document = packed(tmp_path / "home", _form(tmp_path / "form.pdf"), "audit of May")
    with opened(tmp_path / "home") as services:
        body = at_words(services, document, 1, _numbers(services, document))
        redactions.add(services.record, NAME, document, body, WHY)
        row = reads.pack(services.record.db, NAME)
        assert elsewhere(services, row, plan(services, NAME))


def _numbers(services: Services, document: int) -> list[int]:
    here = words_of(services, document, 1)
    assert here is not None
    return [n for n, (word, _) in enumerate(here.words) if word.startswith("Quillfeather")]


SHORT = "Robin attends school each day, and the board was told of it by the head teacher in June."


def test_a_part_of_a_redacted_name_that_can_still_be_read_is_told_of_titles_too(tmp_path: Path) -> None:
    made = pdf(tmp_path / "plan.pdf", prose(f"{LETTER}\n\n{SEEN}\n\n{TOLD}\n\n{SHORT}"))
    document = packed(tmp_path / "home", made, "audit of May")
    muster = Muster(tmp_path / "home")
    assert muster("pack", "add", NAME, "--section", "Robin at school", "--document", document).code == 0
    with opened(tmp_path / "home") as services:
        _redact(services, document, "Robin Quillfeather", "Quillfeather")
        row = reads.pack(services.record.db, NAME)
        told = [(one.words, one.document) for one in elsewhere(services, row, plan(services, NAME))]
    assert told == [("Robin", document), ("Robin", 0)]


def test_a_name_beyond_what_is_looked_at_of_a_page_letter_by_letter_is_redacted_too(tmp_path: Path) -> None:
    line = "The audit of May was shared with the board and with all partners of the council in the year. " * 6
    lines = "\n".join([LETTER, *[line] * 110, TOLD])
    made = pdf(tmp_path / "poster.pdf", prose(lines, y=1800), size=(3000, 2000))
    document = packed(tmp_path / "home", made, "audit of May")
    with opened(tmp_path / "home") as services:
        _redact(services, document, "Robin Quillfeather", "Quillfeather")
        built = issue.freeze(services, NAME)
    for file in (built.pdf, built.zip):
        assert SECRET not in extracted(file, tmp_path / file.suffix[1:])
