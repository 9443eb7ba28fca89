"""What stands in odd places of a file is kept or said, and what nobody sees is set apart."""

import struct
from pathlib import Path

import pytest
from extract_msg.ole_writer import OleWriter
from office_files import mail, saved, xls
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from reader_files import read, texts

from evidence.errors import Unreadable
from ingest.readers.sheets.xls_drawn import unread
from ingest.readers.tidy import comment_text


def page(tmp_path: Path, body: str) -> list[str]:
    return texts(read(saved(tmp_path / "a.html", f"<!doctype html><html><body>{body}".encode())))


def test_a_filled_form_of_a_web_page_is_read(tmp_path: Path) -> None:
    fields = (
        '<label>Name</label><input value="Jo Moor"><input type="hidden" value="x1"><textarea>Seen.</textarea>'
    )
    fields += "<select><option>No<option selected>Yes</select><input type=checkbox checked>Agreed"
    assert page(tmp_path, f"<form>{fields}</form>") == ["Name Jo Moor Seen. Yes ☒ Agreed"]


def test_the_words_of_a_drawing_in_a_web_page_are_read(tmp_path: Path) -> None:
    assert page(tmp_path, "<p>Visits</p><svg><text>May</text><text>81%</text></svg>") == ["Visits", "May 81%"]


def test_a_piece_of_a_web_page_is_read_as_one(tmp_path: Path) -> None:
    assert texts(read(saved(tmp_path / "a.txt", b"<p>The board <b>met</b>.</p>"))) == ["The board met."]
    with pytest.raises(Unreadable, match="saved error page"):
        read(saved(tmp_path / "b.html", b"<center><h1>404 Not Found</h1></center>"))


@pytest.mark.parametrize("text", ["Costs £5 – “all” of it", "caf\u00e9 £", "5€"])
def test_a_short_text_with_a_few_signs_is_in_windows_own_encoding(tmp_path: Path, text: str) -> None:
    assert texts(read(saved(tmp_path / "a.txt", text.encode("cp1252")))) == [text]


def test_an_email_whose_html_says_more_than_its_plain_text_is_read_from_that(tmp_path: Path) -> None:
    plain = "The figures for May are below, as the board asked at its last meeting in April."
    html = f"<p>{plain}</p><table><tr><td>Visits</td><td>81%</td></tr></table>"
    assert "Visits\t81%" in texts(read(saved(tmp_path / "a.eml", mail(plain, html))))
    assert plain in texts(read(saved(tmp_path / "b.eml", mail(plain, f"<p>{plain}</p>"))))


def test_words_that_an_email_calls_base64_are_read_as_they_stand(tmp_path: Path) -> None:
    head = b"From: jo@example.org\nSubject: Board\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\n"
    assert "The board met." in texts(read(saved(tmp_path / "a.eml", head + b"The board met.\n")))


def test_white_cells_are_set_apart_unless_they_have_a_ground(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in (["Indicator", "May"], ["Visits", "check 9"], ["Plans", 4]):
        sheet.append(row)
    white = Font(color="FFFFFFFF")
    for cell in (*sheet[1], sheet["B2"]):
        cell.font = white
    for cell in sheet[1]:
        cell.fill = PatternFill("solid", fgColor="FF1F3864")
    book.save(tmp_path / "a.xlsx")
    raw = read(tmp_path / "a.xlsx")
    assert texts(raw) == ["Indicator\tMay", "Visits", "Plans\t4", "Not seen, white on white: check 9"]
    assert "white on white" in raw.warnings[0]


def test_a_file_embedded_in_rich_text_shows_its_look_and_is_said(tmp_path: Path) -> None:
    body = rb"{\rtf1 Plan: {\object\objemb{\*\objdata 0105}{\result Table 3}}\par}"
    raw = read(saved(tmp_path / "a.rtf", body))
    assert texts(raw) == ["Plan: Table 3"] and "embedded object" in raw.warnings[0]


def test_an_email_that_ends_within_a_part_says_so(tmp_path: Path) -> None:
    message = mail("The board met.")
    message.add_attachment(b"Minutes. " * 200, maintype="text", subtype="plain", filename="minutes.txt")
    whole = message.as_bytes()
    assert read(saved(tmp_path / "a.eml", whole)).warnings == ()
    cut = read(saved(tmp_path / "b.eml", whole[: len(whole) * 2 // 3]))
    assert any("ends before its last part is closed" in said for said in cut.warnings)


def _biff(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def test_an_old_workbook_says_which_charts_and_boxes_it_does_not_give(tmp_path: Path) -> None:
    object_of = {kind: _biff(0x5D, struct.pack("<HHHH", 0x15, 0x12, kind, 1) + bytes(14)) for kind in (5, 6)}
    chart = _biff(0x0809, struct.pack("<HHHHII", 0x0600, 0x0020, 0, 0, 0, 6))
    writer = OleWriter()
    writer.addEntry(["Workbook"], (object_of[5] + chart + object_of[6] * 2).ljust(4096, b"\0"))
    writer.write(str(tmp_path / "a.xls"))
    said = "A chart and 2 text boxes in the workbook are not read: open it in Excel, save it as .xlsx, and"
    assert unread(tmp_path / "a.xls")[0].startswith(said)
    assert unread(xls(tmp_path / "b.xls", [["Visits", 4]])) == ()


def test_a_footnote_that_older_programs_may_pass_by_is_read_all_the_same(tmp_path: Path) -> None:
    body = rb"{\rtf1 Nine in ten{\super\chftn{\*\footnote\chftn Of forty.}}\par}"
    assert texts(read(saved(tmp_path / "a.rtf", body))) == ["Nine in ten", "Of forty."]


def test_a_comment_without_a_day_gives_none() -> None:
    assert comment_text("Why?", "Jo", "0000-00-00") == comment_text("Why?", "Jo") == "Comment by Jo: Why?"
    assert comment_text("Why?", "Jo", "2026-03-14") == "Comment by Jo, 2026-03-14: Why?"


def test_a_table_with_a_stray_zero_is_read(tmp_path: Path) -> None:
    assert texts(read(saved(tmp_path / "a.csv", b"Indicator,May\nVisits,\0 81%\n"))) == [
        "Indicator\tMay",
        "Visits\t81%",
    ]
