"""OpenDocument texts and workbooks."""

from pathlib import Path

import pytest
from office_files import cell, ods, odt
from reader_files import labels, read, texts

from evidence.errors import Unreadable
from ingest.readers.sniff import ODS, ODT

OUTLINE = (
    '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1"/>'
    '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>'
    "</text:outline-style>"
)
LISTS = (
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="("'
    ' style:num-suffix=")"/>'
    '</text:list-style><text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/>'
    "</text:list-style>"
)


def row(cells: str) -> str:
    return f"<table:table-row>{cells}</table:table-row>"


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def listed(*items: str, style: str = "L1", more: str = "") -> str:
    inner = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f'<text:list text:style-name="{style}"{more}>{inner}</text:list>'


def test_headings_and_lists_carry_the_numbers_they_print(tmp_path: Path) -> None:
    body = (
        '<text:h text:outline-level="1">Aims</text:h><text:h text:outline-level="2">First</text:h>'
        + listed(p("One"), p("Two") + listed(p("Inner"), p("Next"), style="L1"))
        + p("Between")
        + listed(p("Three"), more=' text:continue-numbering="true"')
        + listed(p("Anew"))
        + listed(p("Dot"), style="L2")
    )
    raw = read(odt(tmp_path / "a.odt", body, styles=OUTLINE, automatic=LISTS))
    assert raw.media_type == ODT
    assert labels(raw) == [
        ("1", "Aims"),
        ("1.1", "First"),
        ("1.", "One"),
        ("2.", "Two"),
        ("(a)", "Inner"),
        ("(b)", "Next"),
        ("", "Between"),
        ("3.", "Three"),
        ("1.", "Anew"),
        ("•", "Dot"),
    ]


def test_footnotes_and_comments_stand_apart_and_deletions_are_left_out(tmp_path: Path) -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>A note.</text:p></text:note-body></text:note>"
    )
    deletion = "<text:deletion><text:p>gone</text:p></text:deletion>"
    tracked = (
        f"<text:tracked-changes><text:changed-region>{deletion}</text:changed-region></text:tracked-changes>"
    )
    comment = "<office:annotation><text:p>remark</text:p></office:annotation>"
    raw = read(
        odt(tmp_path / "a.odt", tracked + p(f"The board{note} met.{comment}<text:s/><text:s text:c='2'/>Yes"))
    )
    assert [(x.role, x.label, x.text) for x in raw.pages[0].lines] == [
        ("paragraph", "", "The board met.   Yes"),
        ("footnote", "1", "A note."),
        ("note", "", "Comment: remark"),
    ]
    assert raw.warnings == (
        "The file holds a tracked change that nobody accepted or rejected: "
        "it is read as if all were accepted.",
    )


def test_a_cell_that_reaches_over_rows_names_each_of_them(tmp_path: Path) -> None:
    first = f'<table:table-cell table:number-rows-spanned="2">{p("Dunlin")}</table:table-cell>{cell("May")}'
    body = f"<table:table>{row(first)}{row('<table:covered-table-cell/>' + cell('June'))}</table:table>"
    assert texts(read(odt(tmp_path / "a.odt", body))) == ["Dunlin\tMay", "Dunlin\tJune"]


def test_tables_are_rows_and_text_boxes_and_headers_are_read(tmp_path: Path) -> None:
    cells = "".join(f"<table:table-cell>{p(t)}</table:table-cell>" for t in ("Area", "Value"))
    box = f"<draw:frame><draw:text-box>{p('In a box')}</draw:text-box></draw:frame>"
    head = f"<style:master-page><style:header>{p('Example Council')}</style:header></style:master-page>"
    raw = read(
        odt(
            tmp_path / "a.odt",
            f"<table:table>{row(cells)}</table:table>" + p(box + "After"),
            styles=f"<office:master-styles>{head}</office:master-styles>",
        )
    )
    assert [(x.role, x.text) for x in raw.pages[0].lines] == [
        ("header", "Example Council"),
        ("row", "Area\tValue"),
        ("paragraph", "After"),
        ("paragraph", "In a box"),
    ]


def test_a_workbooks_cells_can_be_cited(tmp_path: Path) -> None:
    blank = f'<table:table-row table:number-rows-repeated="3">{cell(repeated=1000)}</table:table-row>'
    first = cell() + cell("Area") + cell(repeated=2) + cell("72%", "percentage", "0.72")
    last = cell("x", "date", "2011-06-22") + cell("4.50", "float", "4.5") + cell(repeated=16000)
    raw = read(ods(tmp_path / "a.ods", ("Data", row(first) + blank + row(last)), ("Empty", blank)))
    assert raw.media_type == ODS
    assert [(x.cell, x.text) for x in raw.pages[0].lines] == [
        ("Data!B1", "Area\t\t\t72%"),
        ("Data!A5", "2011-06-22\t4.50"),
    ]
    assert raw.pages[1].quality == "blank"


def test_rows_repeated_without_end_are_a_bomb_and_bounded(tmp_path: Path) -> None:
    rows = f'<table:table-row table:number-rows-repeated="1048576">{cell("x", repeated=1)}</table:table-row>'
    assert len(read(ods(tmp_path / "a.ods", ("Data", rows))).pages[0].lines) == 1000


def test_a_locked_file_asks_for_an_open_one(tmp_path: Path) -> None:
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        "<m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
    )
    with pytest.raises(Unreadable, match="locked with a password"):
        read(odt(tmp_path / "a.odt", p("x"), manifest=manifest))


def test_a_text_that_says_nothing_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="holds no words"):
        read(odt(tmp_path / "a.odt", p("")))
    assert texts(read(odt(tmp_path / "b.odt", p("One")))) == ["One"]
