"""Slides: titles, bullets, tables and charts in order; notes and hidden slides said to be so."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runner import Muster
from office_files import NS
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches
from reader_files import read, texts

from evidence.errors import Unreadable
from ingest.readers.raw import RawFile
from ingest.readers.sniff import ODP, PPTX

TITLE, BULLETS, TITLE_ONLY, BLANK = 0, 1, 5, 6
COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


def deck(path: Path, fill: Callable[[object], None]) -> Path:
    slides = Presentation()
    fill(slides)
    slides.save(path)
    return path


def lines(raw: RawFile) -> list[tuple[int, str, str, str]]:
    return [(page.number, x.role, x.label, x.text) for page in raw.pages for x in page.lines]


def test_a_slide_is_a_page_with_its_title_first_and_its_notes_last(tmp_path: Path) -> None:
    def fill(slides: Presentation) -> None:
        first = slides.slides.add_slide(slides.slide_layouts[TITLE])
        first.shapes.title.text, first.placeholders[1].text = "Board", "14 March 2026"
        second = slides.slides.add_slide(slides.slide_layouts[BULLETS])
        low = second.shapes.add_textbox(Inches(1), Inches(6), Inches(4), Inches(1))
        low.text_frame.text = "Source: audit"
        second.shapes.title.text = "Visits"
        frame = second.placeholders[1].text_frame
        frame.text = "31 of 40 on time"
        inner = frame.add_paragraph()
        inner.text, inner.level = "North late", 1
        second.notes_slide.notes_text_frame.text = "Say why."

    raw = read(deck(tmp_path / "a.pptx", fill))
    assert raw.media_type == PPTX and raw.paged
    assert lines(raw) == [
        (1, "heading1", "", "Board"),
        (1, "paragraph", "", "14 March 2026"),
        (2, "heading2", "", "Visits"),
        (2, "list", "•", "31 of 40 on time"),
        (2, "list", "•", "North late"),
        (2, "paragraph", "", "Source: audit"),
        (2, "note", "", "Speaker note: Say why."),
    ]


def test_tables_with_merged_cells_and_charts_are_rows(tmp_path: Path) -> None:
    def fill(slides: Presentation) -> None:
        shapes = slides.slides.add_slide(slides.slide_layouts[BLANK]).shapes
        table = shapes.add_table(3, 3, Inches(1), Inches(1), Inches(6), Inches(1)).table
        for r, row in enumerate([("Team", "Month", "Late"), ("Smew", "May", "4"), ("", "June", "6")]):
            for c, text in enumerate(row):
                table.cell(r, c).text = text
        table.cell(1, 0).merge(table.cell(2, 0))
        figures = CategoryChartData(number_format="0%")
        figures.categories = ["Q1", "Q2"]
        figures.add_series("West", (0.5, 0.75))
        kind = XL_CHART_TYPE.COLUMN_CLUSTERED
        shapes.add_chart(kind, Inches(1), Inches(4), Inches(3), Inches(2), figures)

    assert texts(read(deck(tmp_path / "a.pptx", fill))) == [
        "Team\tMonth\tLate",
        "Smew\tMay\t4",
        "Smew\tJune\t6",
        "Category\tWest",
        "Q1\t50%",
        "Q2\t75%",
    ]


def test_slides_are_one_document_whatever_each_looks_like(tmp_path: Path) -> None:
    def fill(slides: Presentation) -> None:
        for title in ("Improvement Plan", "Annual Report to the Board", "Quarterly Performance Report"):
            slide = slides.slides.add_slide(slides.slide_layouts[TITLE])
            slide.shapes.title.text, slide.placeholders[1].text = title, "Marsh Council, 14 March 2026"
            slide.notes_slide.notes_text_frame.text = "Say that thirty-one of the forty were on time."

    muster = Muster(tmp_path / "home")
    muster("ingest", deck(tmp_path / "a.pptx", fill))
    assert len(muster("documents", "--json").data) == 1


def test_slides_are_called_by_the_title_of_the_first(tmp_path: Path) -> None:
    def fill(slides: Presentation) -> None:
        for layout, title in ((TITLE, "Board"), (TITLE_ONLY, "Visits")):
            slides.slides.add_slide(slides.slide_layouts[layout]).shapes.title.text = title
        slides.slides[0].placeholders[1].text = "14 March 2026"
        slides.slides[1].notes_slide.notes_text_frame.text = "Say that thirty-one of the forty were on time."

    muster = Muster(tmp_path / "home")
    muster("ingest", deck(tmp_path / "a.pptx", fill))
    (found,) = muster("documents", "--json").data
    assert (found["title"], found["date"], found["pages"]) == ("Board", "2026-03-14", 2)


def test_groups_numbers_and_hidden_slides_are_read(tmp_path: Path) -> None:
    def fill(slides: Presentation) -> None:
        slide = slides.slides.add_slide(slides.slide_layouts[BLANK])
        group = slide.shapes.add_group_shape()
        frame = group.shapes.add_textbox(Inches(1), Inches(1), Inches(4), Inches(1)).text_frame
        for text in ("Recruit", "Train"):
            paragraph = frame.paragraphs[0] if text == "Recruit" else frame.add_paragraph()
            paragraph.text = text
            properties = paragraph._p.get_or_add_pPr()
            properties.append(properties.makeelement(f"{A}buAutoNum", {"type": "alphaLcParenR"}))
        hidden = slides.slides.add_slide(slides.slide_layouts[TITLE_ONLY])
        hidden.shapes.title.text = "Old figures"
        hidden._element.set("show", "0")

    raw = read(deck(tmp_path / "a.pptx", fill))
    assert lines(raw) == [
        (1, "paragraph", "a)", "Recruit"),
        (1, "paragraph", "b)", "Train"),
        (2, "note", "", "Hidden slide: Old figures"),
    ]
    assert raw.warnings == ("Slide 2 is hidden in the show: what it holds is marked as hidden.",)


A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def test_shows_macros_and_strict_files_open(tmp_path: Path) -> None:
    def fill(slides: Presentation) -> None:
        slides.slides.add_slide(slides.slide_layouts[TITLE_ONLY]).shapes.title.text = "Visits"

    plain = b"vnd.openxmlformats-officedocument.presentationml.presentation.main"
    for kind in (
        plain.replace(b".presentation.main", b".slideshow.main"),
        b"vnd.ms-powerpoint.presentation.macroEnabled.main",
    ):
        path = deck(tmp_path / "a.pptx", fill)
        _changed(path, lambda data, kind=kind: data.replace(plain, kind))
        assert texts(read(path)) == ["Visits"]
    path = deck(tmp_path / "b.pptx", fill)
    for family in (b"presentationml", b"officeDocument", b"drawingml"):
        old = b"http://schemas.openxmlformats.org/%s/2006/" % family
        new = b"http://purl.oclc.org/ooxml/%s/" % family
        _changed(path, lambda data, old=old, new=new: data.replace(old, new))
    assert texts(read(path)) == ["Visits"]


def _changed(path: Path, change: Callable[[bytes], bytes]) -> None:
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, data in members.items():
            package.writestr(name, change(data))


def test_slides_without_words_say_so(tmp_path: Path) -> None:
    path = deck(tmp_path / "a.pptx", lambda slides: slides.slides.add_slide(slides.slide_layouts[BLANK]))
    with pytest.raises(Unreadable, match="The slides hold no words"):
        read(path)


def test_damaged_slides_say_so(tmp_path: Path) -> None:
    path = deck(tmp_path / "a.pptx", lambda slides: slides.slides.add_slide(slides.slide_layouts[BLANK]))
    _changed(path, lambda data: data[: len(data) // 2] if b"p:presentation " in data else data)
    with pytest.raises(Unreadable, match="damaged"):
        read(path)


def test_opendocument_slides_are_read_with_their_notes(tmp_path: Path) -> None:
    names = f'{NS} xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"'

    def frame(kind: str, text: str) -> str:
        inner = f"<draw:text-box><text:p>{text}</text:p></draw:text-box>"
        return f'<draw:frame presentation:class="{kind}">{inner}</draw:frame>'

    notes = f"<presentation:notes>{frame('notes', 'Pause.')}{frame('page-number', '1')}</presentation:notes>"
    page = f"<draw:page>{frame('outline', 'Late in May')}{frame('title', 'Visits')}"
    page += f"{frame('footer', 'Marsh Council')}<draw:custom-shape><text:p>Box</text:p></draw:custom-shape>"
    body = f"<office:presentation>{page}{notes}</draw:page></office:presentation>"
    with zipfile.ZipFile(tmp_path / "a.odp", "w") as package:
        package.writestr("mimetype", ODP)
        content = (
            f"<office:document-content {names}><office:body>{body}</office:body></office:document-content>"
        )
        package.writestr("content.xml", content)
    raw = read(tmp_path / "a.odp")
    assert [(x.role, x.text) for x in raw.pages[0].lines] == [
        ("heading1", "Visits"),
        ("paragraph", "Late in May"),
        ("paragraph", "Box"),
        ("note", "Speaker note: Pause."),
    ]
