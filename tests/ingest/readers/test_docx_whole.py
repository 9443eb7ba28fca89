"""Word files whole: parts under any names, equations, comments, drawings, embedded files, merged cells."""

import io
import zipfile
from pathlib import Path

import pytest
from office_files import ole
from openpyxl import Workbook
from reader_files import paragraph, read, texts
from word_packages import NAMES, word
from word_packages import run as r

from ingest.readers.raw import RawFile


def lines(raw: RawFile) -> list[tuple[str, str]]:
    return [(line.role, line.text) for line in raw.pages[0].lines]


@pytest.mark.parametrize("main", ["word/document3.xml", "doc/main.xml", "report.xml"])
def test_the_text_is_found_by_relationship_whatever_its_part_is_called(tmp_path: Path, main: str) -> None:
    assert texts(read(word(tmp_path / "a.docx", paragraph("The panel met."), main=main))) == [
        "The panel met."
    ]


@pytest.mark.parametrize("types", [None, '<Default Extension="xml" ContentType="application/xml"/>'])
def test_a_text_is_told_by_its_vocabulary_where_nothing_else_tells(tmp_path: Path, types: str | None) -> None:
    path = word(tmp_path / "a.bin", paragraph("The panel met."), main="word/document3.xml")
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, data in members.items():
            if name != "[Content_Types].xml":
                package.writestr(name, data)
            elif types is not None:
                package.writestr(name, f"<Types>{types}</Types>")
    assert texts(read(path)) == ["The panel met."]


def test_styles_and_headers_elsewhere_are_found_and_unrelated_ones_are_not(tmp_path: Path) -> None:
    styles = f'<w:styles {NAMES}><w:style w:type="paragraph" w:styleId="X"><w:name w:val="heading 2"/>'
    header = f"<w:hdr {NAMES}>{paragraph('Marsh Council')}</w:hdr>"
    path = word(
        tmp_path / "a.docx",
        paragraph("Aims", '<w:pStyle w:val="X"/>'),
        {"look/s9.xml": styles + "</w:style></w:styles>", "word/h.xml": header, "word/header7.xml": "<x"},
        [("rId1", "styles", "/look/s9.xml"), ("rId2", "header", "h.xml")],
    )
    assert lines(read(path)) == [("header", "Marsh Council"), ("heading2", "Aims")]


def test_a_strict_file_with_a_list_and_a_note_reads_as_any_other(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml"
    numbering = (
        '<w:numbering xmlns:w="W"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    ).replace('"W"', f'"{strict}/wordprocessingml/main"')
    body = paragraph("Visit weekly", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    path = word(tmp_path / "a.docx", body, {"word/n.xml": numbering}, [("rId1", "numbering", "n.xml")])
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, data in members.items():
            for plain in (b"wordprocessingml", b"officeDocument"):
                old = b"http://schemas.openxmlformats.org/%s/2006/" % plain
                data = data.replace(old, b"%s/%s/" % (strict.encode(), plain))
            package.writestr(name, data)
    assert [(x.label, x.text) for x in read(path).pages[0].lines] == [("a)", "Visit weekly")]


@pytest.mark.parametrize(
    ("omml", "said"),
    [
        ("<m:f><m:num>{31}</m:num><m:den>{40}</m:den></m:f>", "31/40"),
        ("<m:f><m:num>{late + missed}</m:num><m:den>{all}</m:den></m:f>", "(late + missed)/all"),
        ("<m:sSup><m:e>{x}</m:e><m:sup>{2}</m:sup></m:sSup>", "x^2"),
        ("<m:rad><m:deg/><m:e>{n}</m:e></m:rad>", "√(n)"),
        ("<m:d><m:e>{a+b}</m:e></m:d>", "(a+b)"),
        (
            '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{i=1}</m:sub><m:e>{v}</m:e></m:nary>',
            "∑_(i=1) v",
        ),
    ],
)
def test_an_equation_is_kept_on_its_line(tmp_path: Path, omml: str, said: str) -> None:
    inner = omml.replace("{", "<m:r><m:t>").replace("}", "</m:t></m:r>")
    body = f"<w:p>{r('Rate: ')}<m:oMathPara><m:oMath>{inner}</m:oMath></m:oMathPara></w:p>"
    assert texts(read(word(tmp_path / "a.docx", body))) == [f"Rate: {said}"]


def test_a_comment_follows_its_paragraph_and_says_whose_it_is(tmp_path: Path) -> None:
    comments = (
        f'<w:comments {NAMES}><w:comment w:id="4" w:author="Jo Moor" w:date="2026-03-14T09:00:00Z">'
        f"{paragraph('Two were late.')}</w:comment>"
        f'<w:comment w:id="5" w:author="">{paragraph("Whole paper: check.")}</w:comment></w:comments>'
    )
    body = f'<w:p>{r("All were seen.")}<w:r><w:commentReference w:id="4"/></w:r></w:p>' + paragraph("Next.")
    raw = read(word(tmp_path / "a.docx", body, {"word/c2.xml": comments}, [("rId1", "comments", "c2.xml")]))
    assert lines(raw) == [
        ("paragraph", "All were seen."),
        ("note", "Comment by Jo Moor, 2026-03-14: Two were late."),
        ("paragraph", "Next."),
        ("note", "Comment: Whole paper: check."),
    ]


def test_a_comment_in_a_table_stands_beside_its_row(tmp_path: Path) -> None:
    comments = f'<w:comments {NAMES}><w:comment w:id="0">{paragraph("Not so.")}</w:comment></w:comments>'
    cell = f'<w:tc><w:p>{r("Met")}<w:r><w:commentReference w:id="0"/></w:r></w:p></w:tc>'
    body = f"<w:tbl><w:tr><w:tc>{paragraph('Visits')}</w:tc>{cell}</w:tr></w:tbl>"
    raw = read(word(tmp_path / "a.docx", body, {"word/c.xml": comments}, [("rId1", "comments", "c.xml")]))
    assert lines(raw) == [("row", "Visits\tMet"), ("note", "Comment: Not so.")]


def test_tracked_changes_are_said(tmp_path: Path) -> None:
    body = f"<w:p>{r('Met ')}<w:ins>{r('weekly')}</w:ins></w:p>"
    raw = read(word(tmp_path / "a.docx", body))
    assert texts(raw) == ["Met weekly"]
    assert raw.warnings == (
        "The file holds a tracked change that nobody accepted or rejected: "
        "it is read as if all were accepted.",
    )


def test_hidden_text_is_kept_apart_and_said(tmp_path: Path) -> None:
    body = f"<w:p>{r('Seen. ')}{r('Not seen.', '<w:vanish/>')}</w:p>"
    raw = read(word(tmp_path / "a.docx", body))
    assert texts(raw) == ["Seen."]
    assert raw.pages[0].left_out == (("hidden text", "Not seen."),)
    assert raw.warnings == ("The file holds hidden text, which is kept apart and is no evidence.",)


def test_a_diagram_is_its_nodes_at_their_depth(tmp_path: Path) -> None:
    def point(id: str, text: str = "", kind: str = "node") -> str:
        inner = f"<dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t>" if text else ""
        return f'<dgm:pt modelId="{id}" type="{kind}">{inner}</dgm:pt>'

    def link(above: str, below: str, place: int) -> str:
        return f'<dgm:cxn modelId="c{below}" srcId="{above}" destId="{below}" srcOrd="{place}" destOrd="0"/>'

    points = point("0", kind="doc") + point("3", "Visiting team") + point("1", "Director") + point("2", "Hub")
    points += point("9", "[Text]", "pres")
    links = link("0", "1", 0) + link("1", "2", 0) + link("1", "3", 1)
    inner = f"<dgm:ptLst>{points}</dgm:ptLst><dgm:cxnLst>{links}</dgm:cxnLst>"
    data = f"<dgm:dataModel {NAMES}>{inner}</dgm:dataModel>"
    drawing = (
        '<w:p><w:r><w:drawing><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/diagram">'
        '<dgm:relIds r:dm="rId4"/></a:graphicData></w:drawing></w:r></w:p>'
    )
    raw = read(
        word(tmp_path / "a.docx", drawing, {"word/d/x.xml": data}, [("rId4", "diagramData", "d/x.xml")])
    )
    assert [(x.level, x.text) for x in raw.pages[0].lines] == [
        (0, "Director"),
        (1, "Hub"),
        (1, "Visiting team"),
    ]


def test_a_chart_is_the_table_it_draws(tmp_path: Path) -> None:
    def points(*values: str) -> str:
        return "".join(f'<c:pt idx="{i}"><c:v>{v}</c:v></c:pt>' for i, v in enumerate(values))

    chart = (
        f"<c:chartSpace {NAMES}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Re-referrals</a:t></a:r></a:p>"
        "</c:rich></c:tx></c:title><c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:strCache>"
        f"{points('North')}</c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache>"
        f"{points('April', 'May')}</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache>"
        f"<c:formatCode>0%</c:formatCode>{points('0.31', '0.27')}</c:numCache></c:numRef></c:val></c:ser>"
        "</c:barChart></c:plotArea></c:chart></c:chartSpace>"
    )
    body = '<w:p><w:r><w:drawing><c:chart r:id="rId1"/></w:drawing></w:r></w:p>'
    raw = read(word(tmp_path / "a.docx", body, {"word/ch.xml": chart}, [("rId1", "chart", "ch.xml")]))
    assert lines(raw) == [
        ("paragraph", "Chart: Re-referrals"),
        ("row", "Category\tNorth"),
        ("row", "April\t31%"),
        ("row", "May\t27%"),
    ]


def test_an_embedded_workbook_is_enclosed(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Plover", 12])
    stream = io.BytesIO()
    book.save(stream)
    body = (
        paragraph("See the table.") + '<w:p><w:r><w:object><o:OLEObject r:id="rId1"/></w:object></w:r></w:p>'
    )
    path = word(
        tmp_path / "a.docx",
        body,
        {"word/e/Book1.xlsx": stream.getvalue()},
        [("rId1", "package", "e/Book1.xlsx")],
    )
    raw = read(path)
    assert [one.name for one in raw.enclosed] == ["Book1.xlsx"]
    (tmp_path / "b.xlsx").write_bytes(raw.enclosed[0].data)
    assert texts(read(tmp_path / "b.xlsx")) == ["Plover\t12"]


@pytest.mark.parametrize(("width", "said"), [(5_000_000, True), (900_000, False)])
def test_a_picture_large_enough_for_words_is_said(tmp_path: Path, width: int, said: bool) -> None:
    drawing = (
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:spPr><a:xfrm>'
        f'<a:ext cx="{width}" cy="6000000"/></a:xfrm></pic:spPr></pic:pic>'
    )
    uri = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    inner = f'<a:graphicData uri="{uri}">{drawing}</a:graphicData>'
    body = f"<w:p>{r('As scanned:')}<w:r><w:drawing>{inner}</w:drawing></w:r></w:p>"
    assert any("picture" in w for w in read(word(tmp_path / "a.docx", body)).warnings) is said


def test_an_object_that_is_no_file_is_said(tmp_path: Path) -> None:
    parts = {"word/e/o.bin": ole("Equation Native")}
    raw = read(word(tmp_path / "a.docx", paragraph("Text"), parts, [("rId1", "oleObject", "e/o.bin")]))
    assert raw.warnings == ("1 embedded object in the file could not be read and is left out.",)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("chunk.html", b"<html><body><p>The annex holds.</p></body></html>"),
        ("chunk.txt", b"The annex holds."),
        ("chunk.rtf", rb"{\rtf1 The annex holds.\par}"),
        (
            "chunk.mht",
            b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<html><p>The annex holds.</p></html>",
        ),
    ],
)
def test_a_text_inserted_in_its_own_format_stands_in_its_place(
    tmp_path: Path, name: str, data: bytes
) -> None:
    body = paragraph("Before") + '<w:altChunk r:id="rId1"/>' + paragraph("After")
    path = word(tmp_path / "a.docx", body, {f"word/{name}": data}, [("rId1", "aFChunk", name)])
    assert texts(read(path)) == ["Before", "The annex holds.", "After"]


def test_a_word_file_within_a_word_file_is_read_in_its_place(tmp_path: Path) -> None:
    inner = word(tmp_path / "inner.docx", paragraph("Inner words")).read_bytes()
    body = '<w:altChunk r:id="rId1"/>' + paragraph("After")
    path = word(tmp_path / "a.docx", body, {"word/in.docx": inner}, [("rId1", "aFChunk", "in.docx")])
    assert texts(read(path)) == ["Inner words", "After"]


@pytest.mark.parametrize(
    ("choice", "fallback", "said"),
    [
        ('<mc:Choice Requires="wps">{new}</mc:Choice>', "{old}", ["new"]),
        ('<mc:Choice Requires="zzz">{new}</mc:Choice>', "{old}", ["old"]),
        ('<mc:Choice Requires="wps"><w:r/></mc:Choice>', "{old}", ["old"]),
        ('<mc:Choice Requires="zzz">{new}</mc:Choice>', "<w:r/>", ["new"]),
    ],
)
def test_of_alternative_forms_one_is_read_that_says_something(
    tmp_path: Path, choice: str, fallback: str, said: list[str]
) -> None:
    inner = f"<mc:AlternateContent>{choice}<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    body = f"<w:p>{inner.replace('{new}', r('new')).replace('{old}', r('old'))}</w:p>"
    assert texts(read(word(tmp_path / "a.docx", body))) == said


def test_signs_of_symbol_fonts_and_boxes_of_forms_are_what_they_show(tmp_path: Path) -> None:
    font = '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>'
    box = "<w:r><w:fldChar><w:ffData><w:checkBox>{}</w:checkBox></w:ffData></w:fldChar></w:r>"
    body = (
        f'<w:p>{r("Seen ")}<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>'
        f"<w:p>{r('P', font)}</w:p>"
        f'<w:p>{r("Target ")}<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>{r(" 90%")}</w:p>'
        f"<w:p>{box.format('<w:checked/>')}{r('Agreed')}</w:p>"
        f"<w:p>{box.format('')}{r('Declined')}</w:p>"
    )
    assert texts(read(word(tmp_path / "a.docx", body))) == [
        "Seen ✓",
        "✓",
        "Target ≥ 90%",
        "☒ Agreed",
        "☐ Declined",
    ]


def merged(*rows: tuple[str, ...]) -> str:
    """A table in which "^" continues the cell above, and "*" before a text begins a merged one."""

    def cell(text: str) -> str:
        state = {"^": "<w:vMerge/>", "*": '<w:vMerge w:val="restart"/>'}.get(text[:1], "")
        return f"<w:tc><w:tcPr>{state}</w:tcPr>{paragraph(text.lstrip('*^'))}</w:tc>"

    inner = ("".join(map(cell, row)) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{cells}</w:tr>" for cells in inner) + "</w:tbl>"


def test_a_cell_merged_over_rows_names_each_of_them(tmp_path: Path) -> None:
    body = merged(
        ("Team", "Month", "Target"), ("*Dunlin", "May", "*90%"), ("^", "June", "^"), ("*Smew", "May", "85%")
    )
    assert texts(read(word(tmp_path / "a.docx", body)))[1:] == [
        "Dunlin\tMay\t90%",
        "Dunlin\tJune\t90%",
        "Smew\tMay\t85%",
    ]


def test_a_long_comment_merged_beside_rows_is_not_said_again(tmp_path: Path) -> None:
    long = "Delayed while the new system is brought in over the whole of the service"
    body = merged(("A", "1", f"*{long}"), ("B", "2", "^"), ("^", "^", "^"))
    assert texts(read(word(tmp_path / "a.docx", body))) == [f"A\t1\t{long}", "B\t2"]


def test_a_row_that_begins_further_right_keeps_its_columns(tmp_path: Path) -> None:
    late = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc>{paragraph("b")}</w:tc></w:tr>'
    first = f"<w:tr><w:tc>{paragraph('A')}</w:tc><w:tc>{paragraph('B')}</w:tc></w:tr>"
    assert texts(read(word(tmp_path / "a.docx", f"<w:tbl>{first}{late}</w:tbl>"))) == ["A\tB", "\tb"]
