"""What a paper shows struck through is kept apart, and says that it is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from office_files import SHEET, cell, odf, odt
from openpyxl import Workbook
from openpyxl.styles import Font
from reader_files import read, texts
from word_packages import NAMES, run, word

from evidence.pages.libreoffice import converted, installed
from ingest.readers.raw import RawFile

LOOK = '<style:text-properties style:text-line-through-style="solid"/>'
BEHIND = f'<style:style style:name="T1">{LOOK}</style:style>'


def parted(raw: RawFile) -> tuple[list[str], list[str]]:
    """What is the paper's own text, and what stands beside it."""
    lines = [line for page in raw.pages for line in page.lines]
    own = [" ".join(x.text.split()) for x in lines if x.role != "note"]
    return own, [x.text for x in lines if x.role == "note"]


def docx(path: Path) -> Path:
    return word(
        path.with_suffix(".docx"),
        f"<w:p>{run('Visits are ')}{run('monthly ', '<w:strike/>')}{run('weekly')}</w:p>"
        f"<w:p>{run('Closed.', '<w:dstrike/>')}</w:p>",
    )


def rtf(path: Path) -> Path:
    file = path.with_suffix(".rtf")
    file.write_text(r"{\rtf1\ansi Visits are {\strike monthly }weekly\par \striked Closed.\striked0\par}")
    return file


def html(path: Path) -> Path:
    file = path.with_suffix(".html")
    file.write_text(
        "<html><p>Visits are <s>monthly</s> weekly<p style='text-decoration: line-through'>Closed."
    )
    return file


def text(path: Path) -> Path:
    body = '<text:p>Visits are <text:span text:style-name="T1">monthly</text:span> weekly</text:p>'
    body += '<text:p text:style-name="T1">Closed.</text:p>'
    return odt(path.with_suffix(".odt"), body, automatic=BEHIND)


@pytest.mark.parametrize("make", [docx, rtf, html, text])
def test_words_struck_through_are_no_words_of_the_text(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    raw = read(make(tmp_path / "a"))
    own, beside = parted(raw)
    assert own == ["Visits are weekly"]
    assert beside == ["Struck through: monthly", "Struck through: Closed."]
    assert any("struck through" in said for said in raw.warnings)


def test_what_is_switched_back_is_not_struck_through(tmp_path: Path) -> None:
    off = '<w:strike w:val="0"/>'
    raw = read(word(tmp_path / "a.docx", f"<w:p>{run('Weekly', off)}</w:p>"))
    assert texts(raw) == ["Weekly"] and not raw.warnings


def test_an_old_word_file_keeps_it_apart_too(tmp_path: Path) -> None:
    if installed() is None:
        pytest.skip("LibreOffice is not installed")
    with converted(docx(tmp_path / "a"), ".docx", "doc") as made:
        old = tmp_path / "a.doc"
        old.write_bytes(made.read_bytes())
    assert parted(read(old)) == parted(read(tmp_path / "a.docx"))


def test_a_footnote_says_what_of_it_is_struck_through(tmp_path: Path) -> None:
    note = (
        f"<w:footnotes {NAMES}><w:footnote w:id='1'><w:p>{run('Of 40. ')}{run('Of 38.', '<w:strike/>')}</w:p>"
    )
    path = word(
        tmp_path / "a.docx",
        f"<w:p>{run('Nine in ten')}<w:r><w:footnoteReference w:id='1'/></w:r></w:p>",
        {"word/footnotes.xml": note + "</w:footnote></w:footnotes>"},
        [("rId1", "footnotes", "footnotes.xml")],
    )
    assert texts(read(path)) == ["Nine in ten", "Of 40. (Struck through: Of 38.)"]


def test_a_cell_struck_through_is_no_value_of_its_row(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["Indicator", "May"], ["Visits in time", "65%"], ["Plans in time", "80%"]):
        book.active.append(row)
    book.active["B2"].font = Font(strike=True)
    book.save(tmp_path / "a.xlsx")
    raw = read(tmp_path / "a.xlsx")
    assert texts(raw) == ["Indicator\tMay", "Visits in time", "Plans in time\t80%", "Struck through: 65%"]
    assert any("struck through" in said for said in raw.warnings)


def test_a_struck_cell_of_an_opendocument_sheet_is_kept_apart(tmp_path: Path) -> None:
    struck = '<table:table-cell office:value-type="float" office:value="65"><text:p>'
    struck += '<text:span text:style-name="T1">65</text:span></text:p></table:table-cell>'
    rows = f"<table:table-row>{cell('Visits')}{struck}{cell('70')}</table:table-row>"
    path = odf(
        tmp_path / "a.ods", SHEET, f'<table:table table:name="Data">{rows}</table:table>', automatic=BEHIND
    )
    assert texts(read(path)) == ["Visits\t\t70", "Struck through: 65"]


def test_struck_words_of_a_slide_are_kept_apart(tmp_path: Path) -> None:
    from pptx import Presentation
    from pptx.util import Inches

    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    frame = slide.shapes.add_textbox(Inches(1), Inches(1), Inches(5), Inches(1)).text_frame
    frame.text = "Visits are "
    for words, strike in (("monthly ", "sngStrike"), ("weekly", "noStrike")):
        added = frame.paragraphs[0].add_run()
        added.text = words
        added.font._element.set("strike", strike)
    show.save(tmp_path / "a.pptx")
    assert parted(read(tmp_path / "a.pptx")) == (["Visits are weekly"], ["Struck through: monthly"])


def test_a_style_strikes_or_hides_what_it_sets(tmp_path: Path) -> None:
    look = "<w:style w:type='character' w:styleId='{}'><w:rPr><w:{}/></w:rPr></w:style>"
    styles = f"<w:styles {NAMES}>{look.format('Old', 'strike')}{look.format('Hid', 'vanish')}"
    styles += "<w:style w:type='paragraph' w:styleId='Gone'><w:basedOn w:val='Base'/></w:style>"
    styles += "<w:style w:type='paragraph' w:styleId='Base'><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
    old, hid = ("<w:rStyle w:val='Old'/>", "<w:rStyle w:val='Hid'/>")
    path = word(
        tmp_path / "a.docx",
        f"<w:p>{run('Weekly ')}{run('monthly', old)}{run('secret', hid)}</w:p>"
        f"<w:p><w:pPr><w:pStyle w:val='Gone'/></w:pPr>{run('unseen')}</w:p>",
        {"word/styles.xml": styles},
        [("rId1", "styles", "styles.xml")],
    )
    raw = read(path)
    assert parted(raw) == (["Weekly"], ["Struck through: monthly"])
    assert raw.pages[0].left_out == (("hidden text", "secret"), ("hidden text", "unseen"))


def test_white_print_on_white_paper_is_hidden_but_not_in_tables_and_on_grounds(tmp_path: Path) -> None:
    white = '<w:color w:val="FFFFFF"/>'
    table = f"<w:tbl><w:tr><w:tc><w:p>{run('Head', white)}</w:p></w:tc></w:tr></w:tbl>"
    shaded = f"<w:p><w:pPr><w:shd w:fill='1F3864'/></w:pPr>{run('Title', white)}</w:p>"
    raw = read(word(tmp_path / "a.docx", f"<w:p>{run('Seen ')}{run('unseen', white)}</w:p>{table}{shaded}"))
    assert texts(raw) == ["Seen", "Head", "Title"]
    assert raw.pages[0].left_out == (("hidden text", "unseen"),)


def test_a_cell_struck_through_in_part_keeps_the_rest(tmp_path: Path) -> None:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    book = Workbook()
    book.active["A1"] = CellRichText("Visits ", TextBlock(InlineFont(strike=True), "monthly"), " weekly")
    book.save(tmp_path / "a.xlsx")
    assert texts(read(tmp_path / "a.xlsx")) == ["Visits weekly", "Struck through: monthly"]


def test_hidden_styles_of_an_opendocument_text_are_kept_apart(tmp_path: Path) -> None:
    look = '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    path = odt(
        tmp_path / "a.odt", '<text:p text:style-name="H">unseen</text:p><text:p>Seen</text:p>', automatic=look
    )
    raw = read(path)
    assert texts(raw) == ["Seen"] and raw.pages[0].left_out == (("hidden text", "unseen"),)
    assert any("hidden text" in said for said in raw.warnings)
