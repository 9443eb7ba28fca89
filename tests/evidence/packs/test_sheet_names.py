"""The sheets of a workbook stand under their names in a pack, and a redacted name is in none of them."""

from pathlib import Path

from cli_runner import Muster
from extracting import extracted
from openpyxl import Workbook
from packing import page_texts
from reader_files import pdf, prose
from redacting import NAME, SEEN, WHY, opened, packed

from evidence.packs.issuing import issue
from evidence.packs.planning.documents import sheets_of
from evidence.packs.planning.finding import find
from evidence.store import pack_items, packs, redactions

LETTER = "Letter from Anyshire Council to the Improvement Board, 3 May 2011.\n\n"


def _with_workbook(tmp_path: Path) -> tuple[Path, int]:
    book = Workbook()
    first, second = book.active, book.create_sheet("Visits of Quillfeather")
    first.title = "Totals of May"
    for sheet, rows in (
        (first, (("Team", "Visits"), ("North", 12))),
        (second, (("Day", "Hours"), ("Monday", 3))),
    ):
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "visits.xlsx")
    home = tmp_path / "home"
    packed(home, pdf(tmp_path / "a.pdf", prose(LETTER + SEEN)), "audit of May")
    came = Muster(home)("ingest", tmp_path / "visits.xlsx", "--json").data["files"][0]["documents"][0]
    with opened(home) as services:
        section = packs.add_section(services.record, NAME, title="Workbooks")
        pack_items.add_document(services.record, NAME, section, came)
    return home, came


def test_each_sheet_stands_under_its_name(tmp_path: Path) -> None:
    home, _ = _with_workbook(tmp_path)
    with opened(home) as services:
        said = " ".join(page_texts(issue.freeze(services, NAME).pdf.read_bytes())[-1].split())
    assert (
        said.index("Sheet: Totals of May") < said.index("North") < said.index("Sheet: Visits of Quillfeather")
    )
    assert said.index("Sheet: Visits of Quillfeather") < said.index("Monday")


def test_a_name_that_stands_in_a_sheets_name_alone_is_found_and_masked(tmp_path: Path) -> None:
    home, book = _with_workbook(tmp_path)
    with opened(home) as services:
        redactions.add(services.record, NAME, book, find(services, book, "Quillfeather"), WHY)
        built = issue.freeze(services, NAME)
    for file in (built.pdf, built.zip):
        assert "quillfeather" not in extracted(file, tmp_path / file.suffix[1:])
    assert "sheet:visitsof[redacted]" in extracted(built.pdf, tmp_path / "again")


def test_a_single_sheet_that_nobody_named_has_no_heading() -> None:
    one = {"page_rows": [{"number": 1, "label": "Sheet1"}]}
    assert sheets_of(one) == ()
    assert sheets_of({"page_rows": [{"number": 1, "label": "Totals"}]}) == ((1, "Totals"),)


def test_what_was_not_kept_of_a_workbook_is_said_on_its_pages_and_in_the_index(tmp_path: Path) -> None:
    book = Workbook()
    for row in (("Team", "Visits", "Share"), ("North", 12, "=B2/20")):
        book.active.append(row)
    home = _packed(book, tmp_path)
    with opened(home) as services:
        pages = [" ".join(p.split()) for p in page_texts(issue.freeze(services, NAME).pdf.read_bytes())]
    told = [page for page in pages if "on sheet Sheet" in page and "stored result" in page]
    assert len(told) == 2, pages
    assert not any("No date was found" in page for page in pages)  # that is no loss


def test_what_a_workbook_hides_is_not_in_a_pack_which_says_how_much_that_is(tmp_path: Path) -> None:
    book = Workbook()
    for row in (("Team", "Visits", "Child"), ("North", 12, "Quillfeather"), ("South", 9, "Marsh")):
        book.active.append(row)
    book.active.row_dimensions[2].hidden = True
    book.create_sheet("Names").append(("Robin Quillfeather",))
    book["Names"].sheet_state = "hidden"
    home = _packed(book, tmp_path)
    with opened(home) as services:
        built = issue.freeze(services, NAME)
    pages = " ".join(" ".join(page_texts(built.pdf.read_bytes())).split())
    assert "Quillfeather" not in pages and "Marsh" in pages
    assert "2 lines that the original holds and does not show are not here." in pages
    assert "marked as hidden" not in pages


def _packed(book: Workbook, folder: Path) -> Path:
    """Save a workbook, and put it whole into a pack. Returns the home."""
    book.save(folder / "visits.xlsx")
    home = folder / "home"
    (came,) = Muster(home)("ingest", folder / "visits.xlsx", "--json").data["files"][0]["documents"]
    Muster(home)("inspection", "new", "Visit")
    Muster(home)("pack", "new", NAME, "--inspection", "Visit")
    Muster(home)("pack", "add", NAME, "--section", "Workbooks", "--document", came)
    return home
