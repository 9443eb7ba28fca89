"""Word files: automatic numbers, headings, tables, footnotes, tracked changes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reader_files import docx, labels, paragraph, read, rows, texts, zipped

from evidence.errors import Unreadable
from ingest.readers.numbering import spell


def level(i: int, form: str, text: str, extra: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{i}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{extra}</w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def item(text: str, number: int, ilvl: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{number}"/></w:numPr>')


LEGAL = abstract(
    0, level(0, "decimal", "%1.0"), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3")
)


def test_numbers_count_through_every_level_and_restart_below(tmp_path: Path) -> None:
    body = "".join(item(f"at {i}", 1, i) for i in (0, 1, 2, 2, 1, 2, 0, 1))
    raw = read(docx(tmp_path / "a.docx", body, numbering=LEGAL + num(1, 0)))
    assert [label for label, _ in labels(raw)] == [
        "1.0",
        "1.1",
        "1.1.1",
        "1.1.2",
        "1.2",
        "1.2.1",
        "2.0",
        "2.1",
    ]


def test_a_list_goes_on_after_other_text_and_starts_again_where_told(tmp_path: Path) -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>'
    numbering = abstract(0, level(0, "lowerLetter", "(%1)")) + num(1, 0) + num(2, 0, again)
    body = item("one", 1) + paragraph("between") + item("two", 1) + item("three", 2) + item("four", 2)
    raw = read(docx(tmp_path / "a.docx", body, numbering=numbering))
    assert labels(raw) == [("(a)", "one"), ("", "between"), ("(b)", "two"), ("(d)", "three"), ("(e)", "four")]


def test_a_legal_level_writes_roman_parents_in_digits(tmp_path: Path) -> None:
    numbering = abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    raw = read(docx(tmp_path / "a.docx", item("one", 1) + item("two", 1, 1), numbering=numbering + num(1, 0)))
    assert [label for label, _ in labels(raw)] == ["I.", "1.1"]


def test_a_style_numbers_its_paragraphs_and_makes_its_headings(tmp_path: Path) -> None:
    styles = """
    <w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>
      <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="H1"/></w:style>
    <w:style w:type="paragraph" w:styleId="Para"><w:name w:val="Numbered"/>
      <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="Toc"><w:name w:val="toc 1"/></w:style>"""
    numbering = abstract(
        0,
        level(0, "decimal", "%1", '<w:pStyle w:val="H1"/>'),
        level(1, "decimal", "%1.%2", '<w:pStyle w:val="Para"/>'),
    )
    parts = [
        ("Purpose", "H1"),
        ("We report.", "Para"),
        ("Next", "Own"),
        ("We ask.", "Para"),
        ("Next 4", "Toc"),
    ]
    body = "".join(paragraph(text, f'<w:pStyle w:val="{style}"/>') for text, style in parts)
    raw = read(docx(tmp_path / "a.docx", body, numbering=numbering + num(1, 0), styles=styles))
    assert [(line.label, line.role, line.text) for line in raw.pages[0].lines] == [
        ("1", "heading1", "Purpose"),
        ("1.1", "paragraph", "We report."),
        ("2", "heading1", "Next"),
        ("2.1", "paragraph", "We ask."),
        ("", "contents", "Next 4"),
    ]


def test_bullets_are_lists_at_their_depth(tmp_path: Path) -> None:
    numbering = abstract(0, level(0, "bullet", "\uf0b7"), level(1, "bullet", "o")) + num(1, 0)
    raw = read(docx(tmp_path / "a.docx", item("one", 1) + item("two", 1, 1), numbering=numbering))
    assert [(x.role, x.label, x.level) for x in raw.pages[0].lines] == [("list", "•", 0), ("list", "•", 1)]


def test_a_paragraph_taken_out_of_its_list_has_no_number(tmp_path: Path) -> None:
    body = item("one", 1) + item("free", 0) + item("two", 1)
    raw = read(docx(tmp_path / "a.docx", body, numbering=LEGAL + num(1, 0)))
    assert [label for label, _ in labels(raw)] == ["1.0", "", "2.0"]


def test_tracked_changes_are_read_as_accepted_and_comments_left_out(tmp_path: Path) -> None:
    body = """<w:p><w:r><w:t xml:space="preserve">The board </w:t></w:r>
      <w:del><w:r><w:delText>never </w:delText></w:r></w:del>
      <w:ins><w:r><w:t xml:space="preserve">often </w:t></w:r></w:ins>
      <w:commentRangeStart w:id="0"/><w:r><w:t>met.</w:t></w:r>
      <w:r><w:rPr><w:vanish/></w:rPr><w:t>hid</w:t></w:r>
      <w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"""
    assert texts(read(docx(tmp_path / "a.docx", body))) == ["The board often met."]


def test_a_table_is_rows_of_cells_parted_by_tabs(tmp_path: Path) -> None:
    spanned = (
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + paragraph("Both") + "</w:tc>"
        "<w:tc>" + paragraph("two") + paragraph("lines") + "</w:tc></w:tr></w:tbl>"
    )
    raw = read(docx(tmp_path / "a.docx", rows([["Action", "Owner"], ["Recruit", "Jo Bell"]]) + spanned))
    assert [(x.role, x.text) for x in raw.pages[0].lines] == [
        ("row", "Action\tOwner"),
        ("row", "Recruit\tJo Bell"),
        ("row", "Both\t\ttwo lines"),
    ]


def test_a_frame_of_one_column_is_prose(tmp_path: Path) -> None:
    raw = read(docx(tmp_path / "a.docx", rows([["The board met."], ["It agreed."]])))
    assert [(x.role, x.text) for x in raw.pages[0].lines] == [
        ("paragraph", "The board met."),
        ("paragraph", "It agreed."),
    ]


def test_a_footnote_follows_its_paragraph_and_leaves_no_digit_in_it(tmp_path: Path) -> None:
    body = (
        '<w:p><w:r><w:t>NEET fell to 8.1%</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        + paragraph("Next.")
    )
    notes = '<w:footnote w:id="0" w:type="separator"/><w:footnote w:id="2">' + paragraph("Provisional.")
    raw = read(docx(tmp_path / "a.docx", body, footnotes=notes + "</w:footnote>"))
    assert [(x.role, x.label, x.text) for x in raw.pages[0].lines] == [
        ("paragraph", "", "NEET fell to 8.1%"),
        ("footnote", "1", "Provisional."),
        ("paragraph", "", "Next."),
    ]


def test_an_address_broken_by_line_breaks_is_its_lines(tmp_path: Path) -> None:
    body = "<w:p><w:r><w:t>Civic Hall</w:t><w:br/><w:t>Calder Street</w:t></w:r></w:p>"
    assert texts(read(docx(tmp_path / "a.docx", body))) == ["Civic Hall", "Calder Street"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"word/document.xml": b"<w:document"}, "The file is damaged and cannot be opened."),
        ({"word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, "The file is damaged"),
        ({"word/document.xml": b"<a/>"}, "The file is damaged and cannot be opened."),
        ({"word/document.xml": b" " * (3 << 20)}, "The file unpacks to 3 MB, more than the limit of 2 MB."),
    ],
)
def test_a_damaged_or_swollen_word_file_says_so(
    tmp_path: Path, data: dict[str, bytes], sentence: str
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(zipped(data))
    with pytest.raises(Unreadable) as caught:
        read(path, max_file_mb=2)
    assert str(caught.value).startswith(sentence)


@given(
    st.integers(1, 3999), st.sampled_from(["decimal", "lowerLetter", "upperRoman", "ordinal", "none", "x"])
)
def test_every_count_can_be_spelled(n: int, form: str) -> None:
    assert spell(n, form) or form == "none"


def test_letters_and_romans_are_those_that_word_prints() -> None:
    assert [spell(n, "lowerLetter") for n in (1, 26, 27, 28, 53)] == ["a", "z", "aa", "bb", "aaa"]
    assert [spell(n, "lowerRoman") for n in (4, 9, 14, 40, 99)] == ["iv", "ix", "xiv", "xl", "xcix"]


def test_real_word_lists_are_numbered_as_their_own_words_say(corpus: Path) -> None:
    overrides = read(corpus / "mixed" / "NumberingWOverrides.docx")
    assert all(label == text for label, text in labels(overrides)[1:])
    found = [label for label, _ in labels(read(corpus / "mixed" / "ComplexNumberedLists.docx"))]
    assert found[:8] == ["", "1.", "2.", "a.", "b.", "c.", "3.", "4."]
    assert found[8:] == ["1.", "2.", "3.", "10.", "11.", "", "12.", "13.", ""]


def test_paragraphs_joined_by_a_tracked_change_are_one(tmp_path: Path) -> None:
    first = paragraph("The board ", "<w:rPr><w:del/></w:rPr>").replace("<w:t>", '<w:t xml:space="preserve">')
    assert texts(read(docx(tmp_path / "a.docx", first + paragraph("met.")))) == ["The board met."]


def test_page_headers_come_first_and_text_boxes_where_they_are_anchored(tmp_path: Path) -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('Boxed')}</w:txbxContent></w:pict></w:r>"
    body = f"<w:p><w:r><w:t>Text</w:t></w:r>{box}</w:p>"
    path = docx(tmp_path / "a.docx", body, header1=paragraph("Example Council"), footer1=paragraph("Page 1"))
    assert [(x.role, x.text) for x in read(path).pages[0].lines] == [
        ("header", "Example Council"),
        ("paragraph", "Text"),
        ("paragraph", "Boxed"),
    ]


def test_of_the_footers_only_a_number_that_stands_nowhere_else_is_read(tmp_path: Path) -> None:
    lines = ("Reference: CSC/2011/04", "Page 1 of 3", "Civic Hall, 1 High Street", "Ref: A/7")
    footer = "".join(map(paragraph, lines))
    body = paragraph("Our Ref: A/7") + paragraph("The board met on Tuesday.")
    raw = read(docx(tmp_path / "a.docx", body, footer1=f"<w:ftr>{footer}</w:ftr>"))
    assert texts(raw) == ["Reference: CSC/2011/04", "Our Ref: A/7", "The board met on Tuesday."]
    assert raw.pages[0].lines[0].role == "header"


def test_a_level_restarts_only_after_the_level_that_lvl_restart_names(tmp_path: Path) -> None:
    """ISO/IEC 29500-1, 17.9.10: 1 restarts it after the first level only, 0 never."""
    steps = (0, 1, 2, 1, 2, 0, 1, 2)
    printed = {
        "": ["1", "1.1", "a", "1.2", "a", "2", "2.1", "a"],
        '<w:lvlRestart w:val="2"/>': ["1", "1.1", "a", "1.2", "a", "2", "2.1", "a"],
        '<w:lvlRestart w:val="1"/>': ["1", "1.1", "a", "1.2", "b", "2", "2.1", "a"],
        '<w:lvlRestart w:val="0"/>': ["1", "1.1", "a", "1.2", "b", "2", "2.1", "c"],
    }
    for extra, expected in printed.items():
        lists = abstract(
            0, level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "%3", extra)
        )
        body = "".join(item(f"at {i}", 1, i) for i in steps)
        raw = read(docx(tmp_path / "a.docx", body, numbering=lists + num(1, 0)))
        assert [label for label, _ in labels(raw)] == expected, extra
