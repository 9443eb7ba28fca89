"""Rich text, and old workbooks."""

from pathlib import Path

import pytest
from office_files import saved, xls
from reader_files import labels, read, texts

from evidence.errors import Unreadable
from ingest.readers.sniff import XLS
from ingest.readers.word.rtf import CUT

HEAD = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}{\f1\fcharset2 Symbol;}{\f2\fcharset238 Arial CE;}}"
    rb"{\stylesheet{\s0 Normal;}{\s1\b heading 1;}}{\info{\title The plan}{\author Jo}}"
)


def rtf(tmp_path: Path, body: bytes) -> Path:
    return saved(tmp_path / "a.rtf", HEAD + body + b"}")


def test_headings_numbers_and_bullets_keep_their_part(tmp_path: Path) -> None:
    raw = read(
        rtf(
            tmp_path,
            rb"\pard\s1 Aims\par\pard\plain {\listtext\pard 3.2.1\tab}\ilvl1 First aim.\par"
            rb"{\listtext\f1\'b7\tab}A point.\par",
        )
    )
    assert labels(raw) == [("", "Aims"), ("3.2.1", "First aim."), ("•", "A point.")]
    assert [line.role for line in raw.pages[0].lines] == ["heading1", "paragraph", "list"]
    assert raw.metadata == (("title", "The plan"),) and not raw.warnings


def test_every_way_of_writing_a_letter_is_read(tmp_path: Path) -> None:
    body = (
        rb"Caf\'e9, \u8364?5, \u55357?\u56832?, {\f2\'b9\'e6}, "
        rb"\ldblquote so\rdblquote\emdash{\uc0\u233}\~x\par"
    )
    assert texts(read(rtf(tmp_path, body))) == ["Café, €5, 😀, ąć, “so”—é x"]


def test_what_is_deleted_hidden_or_no_text_is_left_out(tmp_path: Path) -> None:
    body = (
        rb"Seen{\deleted  gone}{\v  hidden}{\*\annotation  remark}{\pict\wmetafile8 0123}"
        rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt  linked}}{\object{\*\objdata 01}{\result  shown}}\par"
    )
    assert texts(read(rtf(tmp_path, body)))[0].startswith("Seen linked")


def test_rows_footnotes_boxes_and_headers_are_read(tmp_path: Path) -> None:
    body = (
        rb"{\header Example Council\par}\pard Text{\footnote\chftn  A note.} goes on.\par"
        rb"\trowd\pard\intbl Area\cell Value\par more\cell\row\pard"
        rb"{\shp{\*\shpinst{\sp{\sn x}}{\shptxt Boxed\par}}}"
    )
    raw = read(rtf(tmp_path, body))
    assert [(x.role, x.label, x.text) for x in raw.pages[0].lines] == [
        ("header", "", "Example Council"),
        ("paragraph", "", "Text goes on."),
        ("footnote", "1", "A note."),
        ("row", "", "Area\tValue more"),
        ("paragraph", "", "Boxed"),
    ]


def test_a_file_cut_short_gives_what_is_there_and_says_so(tmp_path: Path) -> None:
    raw = read(saved(tmp_path / "a.rtf", HEAD + rb"\pard One.\par Tw"))
    assert texts(raw) == ["One.", "Tw"] and raw.warnings == (CUT,)


def test_a_rich_text_without_words_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="holds no words"):
        read(rtf(tmp_path, rb"\pard\par"))


def test_an_old_workbook_is_read_as_a_new_one(tmp_path: Path) -> None:
    raw = read(xls(tmp_path / "a.xls", [["Area", "Value"], ["North – 1", 4.5], ["", 12.0]]))
    assert raw.media_type == XLS
    assert [(x.cell, x.text) for x in raw.pages[0].lines] == [
        ("Data!A1", "Area\tValue"),
        ("Data!A2", "North – 1\t4.5"),
        ("Data!B3", "12"),
    ]


def test_merged_cells_comments_and_signs_are_what_they_show(tmp_path: Path) -> None:
    row = rb"\trowd%s\cellx1000\cellx2000\pard\intbl %s\cell %s\cell\row"
    body = (
        row % (rb"\clvmgf", b"Dunlin", b"May")
        + row % (rb"\clvmrg", b"", b"June")
        + row % (b"", b"Smew", b"May")
    )
    body += (
        rb"\pard {\f1\'b3} 90%{\*\atnauthor Jo Moor}{\*\annotation{\*\atnref 1}\pard Not so.}\par Next\par"
    )
    raw = read(rtf(tmp_path, body))
    assert [(x.role, x.text) for x in raw.pages[0].lines] == [
        ("row", "Dunlin\tMay"),
        ("row", "Dunlin\tJune"),
        ("row", "Smew\tMay"),
        ("paragraph", "≥ 90%"),
        ("note", "Comment by Jo Moor: Not so."),
        ("paragraph", "Next"),
    ]
