"""Charts, equations and tables within tables: what a paper shows besides its running text is read."""

import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from office_files import NS, odt
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches
from reader_files import read, texts
from word_packages import run, word

from evidence.pages.libreoffice import converted, installed

MORE = f'{NS} xmlns:chart="urn:oasis:names:tc:opendocument:xmlns:chart:1.0" '
MORE += 'xmlns:xlink="http://www.w3.org/1999/xlink" '
MORE += 'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"'
SHARE = '<number:percentage-style style:name="N1"><number:number number:decimal-places="0"/>'
SHARE += '</number:percentage-style><style:style style:name="c1" style:data-style-name="N1"/>'


def table_of(*rows: tuple[str, ...]) -> str:
    cells = [
        "".join(
            f'<table:table-cell office:value="{x}"/>'
            if x[:1].isdigit()
            else f"<table:table-cell><text:p>{x}</text:p></table:table-cell>"
            for x in row
        )
        for row in rows
    ]
    inner = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    return f'<table:table table:name="local-table">{inner}</table:table>'


CHART = (
    f"<office:document-content {MORE}><office:automatic-styles>{SHARE}</office:automatic-styles><office:body>"
    "<office:chart><chart:chart><chart:title><text:p>Visits in time</text:p></chart:title><chart:plot-area>"
    "<chart:axis><chart:title><text:p>Share of children</text:p></chart:title></chart:axis>"
    '<chart:series chart:style-name="c1"/></chart:plot-area>'
    f"{table_of(('', 'West'), ('April', '0.72'), ('May', '0.81'))}</chart:chart></office:chart>"
    "</office:body></office:document-content>"
)
MATHML = (
    '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi>'
    "</mrow><mi>c</mi></mfrac><annotation>{a+b} over c</annotation></semantics></math>"
)
SHOWN = ["Chart: Visits in time", "Axis: Share of children", "Category\tWest", "April\t72%", "May\t81%"]
LINK = 'xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="./Object 1"'
FRAME = f"<draw:frame><draw:object {LINK}/></draw:frame>"


def with_parts(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "a") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def odp(path: Path, body: str) -> Path:
    kind = "application/vnd.oasis.opendocument.presentation"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", kind)
        package.writestr(
            "content.xml",
            f"<office:document-content {NS}><office:body><office:presentation>{body}</office:presentation>"
            "</office:body></office:document-content>",
        )
    return path


def test_a_chart_of_a_text_is_read_as_the_table_that_it_draws(tmp_path: Path) -> None:
    path = odt(tmp_path / "a.odt", f"<text:p>Visits.{FRAME}</text:p>")
    assert texts(read(with_parts(path, {"Object 1/content.xml": CHART}))) == ["Visits.", *SHOWN]


def test_a_chart_of_a_slide_is_read_as_the_table_that_it_draws(tmp_path: Path) -> None:
    path = odp(tmp_path / "a.odp", f"<draw:page>{FRAME}</draw:page>")
    assert texts(read(with_parts(path, {"Object 1/content.xml": CHART}))) == SHOWN


def test_a_chart_of_a_sheet_gives_its_titles_and_its_figures_stay_the_cells(tmp_path: Path) -> None:
    from office_files import cell, ods

    rows = f"<table:table-row>{cell('April')}{cell('0.72')}</table:table-row>"
    path = ods(tmp_path / "a.ods", ("Data", f"<table:shapes>{FRAME}</table:shapes>{rows}"))
    assert texts(read(with_parts(path, {"Object 1/content.xml": CHART}))) == ["April\t0.72", *SHOWN[:2]]


def test_a_chart_in_a_cell_follows_its_table(tmp_path: Path) -> None:
    cells = [
        f"<table:table-cell><text:p>{x}</text:p></table:table-cell>" for x in ("Visits", FRAME, "Plans", "9")
    ]
    rows = "".join(f"<table:table-row>{a}{b}</table:table-row>" for a, b in (cells[:2], cells[2:]))
    path = odt(tmp_path / "a.odt", f"<table:table>{rows}</table:table>")
    assert texts(read(with_parts(path, {"Object 1/content.xml": CHART}))) == ["Visits", "Plans\t9", *SHOWN]


def test_an_equation_of_an_opendocument_text_stands_in_its_line(tmp_path: Path) -> None:
    path = odt(tmp_path / "a.odt", f"<text:p>Rate: {FRAME} of all</text:p>")
    assert texts(read(with_parts(path, {"Object 1/content.xml": MATHML}))) == ["Rate: (a+b)/c of all"]


def test_an_object_that_is_missing_is_said(tmp_path: Path) -> None:
    raw = read(odt(tmp_path / "a.odt", f"<text:p>Rate {FRAME}</text:p>"))
    assert texts(raw) == ["Rate"] and "embedded object" in raw.warnings[0]


@pytest.mark.parametrize(
    ("mathml", "said"),
    [
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>40</mn></mfrac>", "(a+b)/40"),
        ("<msup><mi>x</mi><mn>2</mn></msup>", "x^2"),
        ("<msqrt><mi>n</mi></msqrt>", "√(n)"),
        ("<mroot><mi>n</mi><mn>3</mn></mroot>", "root 3 of (n)"),
        ("<mtext>late</mtext><mo>/</mo><mtext>all</mtext>", "late/all"),
        ("<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover><mi>v</mi>", "(∑)_i^n v"),
    ],
)
def test_an_equation_of_a_web_page_is_read(tmp_path: Path, mathml: str, said: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<html><p>Rate <math>{mathml}</math> in May", "utf-8")
    assert texts(read(path)) == [f"Rate {said} in May"]


def test_an_equation_of_rich_text_keeps_its_brackets(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    math = r"{\mmath{\*\moMath{\mf{\*\mfPr{\mctrlPr x}}{\mnum{\mr a+b}}{\mden{\mr c}}}}}"
    path.write_text(r"{\rtf1\ansi Rate " + math + r" in May\par}")
    assert texts(read(path)) == ["Rate (a+b)/c in May"]


def test_a_chart_names_its_axes(tmp_path: Path) -> None:
    show = Presentation()
    data = CategoryChartData(number_format="0%")
    data.categories = ["April", "May"]
    data.add_series("West", (0.72, 0.81))
    slide = show.slides.add_slide(show.slide_layouts[6])
    kind = XL_CHART_TYPE.COLUMN_CLUSTERED
    chart = slide.shapes.add_chart(kind, Inches(1), Inches(1), Inches(5), Inches(3), data).chart
    chart.has_title = chart.value_axis.has_title = True
    chart.chart_title.text_frame.text = "Visits in time"
    chart.value_axis.axis_title.text_frame.text = "Share of children"
    show.save(tmp_path / "a.pptx")
    assert texts(read(tmp_path / "a.pptx")) == SHOWN


@contextmanager
def old(path: Path) -> Iterator[Path]:
    if installed() is None:
        pytest.skip("LibreOffice is not installed")
    with converted(path, path.suffix, "doc") as made:
        kept = path.with_suffix(".doc")
        kept.write_bytes(made.read_bytes())
        yield kept


def tr(*cells: str, properties: str = "") -> str:
    inner = "".join(f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>{c}</w:tc>' for c in cells)
    return f"<w:tr>{properties}{inner}</w:tr>"


def p(text: str) -> str:
    return f"<w:p>{run(text)}</w:p>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def test_a_table_within_a_cell_is_no_part_of_the_row_around_it(tmp_path: Path) -> None:
    inner = tbl(tr(p("Numerator"), p("30")), tr(p("Denominator"), p("40")))
    body = tbl(
        tr(p("Indicator"), p("June 2025")),
        tr(p("Visits in time") + inner + p(""), p("75%")),
        tr(p("Plans in time"), p("80%")),
    )
    assert texts(read(word(tmp_path / "a.docx", body))) == [
        "Indicator\tJune 2025",
        "Visits in time\t75%",
        "Plans in time\t80%",
        "Table within “Visits in time”:",
        "Numerator\t30",
        "Denominator\t40",
    ]


def test_tables_side_by_side_in_a_frame_are_read_where_they_stand(tmp_path: Path) -> None:
    pair = tbl(tr(p("May"), p("1"))), tbl(tr(p("June"), p("2")))
    body = tbl(tr(*(one + p("") for one in pair)), tr(p("Source"), p("Audit")))
    assert texts(read(word(tmp_path / "a.docx", body))) == ["May\t1", "June\t2", "Source\tAudit"]


def test_a_row_deleted_in_an_old_word_file_is_not_read(tmp_path: Path) -> None:
    who = 'w:id="1" w:author="Jo" w:date="2026-01-01T00:00:00Z"'
    gone = f"<w:p><w:pPr><w:rPr><w:del {who}/></w:rPr></w:pPr><w:del {who}><w:r><w:delText>Gone</w:delText>"
    gone += "</w:r></w:del></w:p>"
    body = tbl(
        tr(p("Kept"), p("1")),
        tr(gone, gone, properties=f"<w:trPr><w:del {who}/></w:trPr>"),
        tr(p("Last"), p("3")),
    )
    with old(word(tmp_path / "a.docx", p("Before") + body + p("After"))) as path:
        raw = read(path)
    assert texts(raw) == ["Before", "Kept\t1", "Last\t3", "After"]
    assert any("tracked change" in said for said in raw.warnings)


CHARTEX = "http://schemas.microsoft.com/office/drawing/2014/chartex"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def test_a_chart_of_a_newer_kind_is_read(tmp_path: Path) -> None:
    points = '<cx:lvl ptCount="2"><cx:pt idx="0">{}</cx:pt><cx:pt idx="1">{}</cx:pt></cx:lvl>'
    data = f'<cx:strDim type="cat">{points.format("Referred", "Assessed")}</cx:strDim>'
    data += f'<cx:numDim type="val">{points.format(40, 31)}</cx:numDim>'
    said = f'<a:p xmlns:a="{A}"><a:r><a:t>The way in</a:t></a:r></a:p>'
    title = f"<cx:title><cx:tx><cx:rich>{said}</cx:rich></cx:tx>"
    space = (
        f'<cx:chartSpace xmlns:cx="{CHARTEX}"><cx:chartData><cx:data id="0">{data}</cx:data></cx:chartData>'
    )
    space += f"<cx:chart>{title}</cx:title></cx:chart></cx:chartSpace>"
    graphic = f'<a:graphic><a:graphicData uri="{CHARTEX}"><cx:chart xmlns:cx="{CHARTEX}" r:id="rId1"/>'
    drawing = f"<w:p><w:r><w:drawing>{graphic}</a:graphicData></a:graphic></w:drawing></w:r></w:p>"
    path = word(
        tmp_path / "a.docx", drawing, {"word/charts/x.xml": space}, [("rId1", "chartEx", "charts/x.xml")]
    )
    shown = ["Chart: The way in", "Category\tValue", "Referred\t40", "Assessed\t31"]
    assert texts(read(path)) == shown


def test_a_sheet_that_is_a_chart_gives_its_titles_and_a_printed_head_its_words(tmp_path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.chart import BarChart, Reference

    book = Workbook()
    book.active.append(["West", 4])
    book.active.oddHeader.center.text = "Scorecard, &D"
    chart = BarChart()
    chart.title = "Visits in time"
    chart.add_data(Reference(book.active, min_col=2, min_row=1, max_row=1))
    book.create_chartsheet(title="Drawn").add_chart(chart)
    book.save(tmp_path / "a.xlsx")
    assert texts(read(tmp_path / "a.xlsx")) == ["West\t4", "Scorecard,", "Chart: Visits in time"]


def test_a_cell_that_goes_on_from_none_keeps_its_words(tmp_path: Path) -> None:
    cell = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('West')}</w:tc>"
    body = f"<w:tbl><w:tr>{cell}<w:tc>{p('4')}</w:tc></w:tr></w:tbl>"
    assert texts(read(word(tmp_path / "a.docx", body))) == ["West\t4"]


def test_a_table_within_a_cell_of_rich_text_is_no_part_of_the_row_around_it(tmp_path: Path) -> None:
    row = r"{\*\nesttableprops\trowd\cellx1\cellx2\nestrow}{\nonesttables\par}"
    inner = "".join(
        rf"\pard\intbl\itap2 {name}\nestcell {value}\nestcell{row}"
        for name, value in (("Numerator", 30), ("Denominator", 40))
    )
    head = r"\trowd\cellx1\cellx2\pard\intbl Indicator\cell June 2025\cell\row"
    around = rf"\trowd\cellx1\cellx2\pard\intbl Visits in time\par {inner}\pard\intbl\itap1\cell 75%\cell\row"
    last = r"\trowd\cellx1\cellx2\pard\intbl Plans in time\cell 80%\cell\row\pard After\par"
    path = tmp_path / "a.rtf"
    path.write_text(r"{\rtf1\ansi " + head + around + last + "}")
    assert texts(read(path)) == [
        "Indicator\tJune 2025",
        "Visits in time\t75%",
        "Plans in time\t80%",
        "Table within “Visits in time”:",
        "Numerator\t30",
        "Denominator\t40",
        "After",
    ]
