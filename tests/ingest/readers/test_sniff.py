"""What a file is, by its content; and the sentence for what is not read."""

from pathlib import Path

import pytest
from office_files import ole
from reader_files import docx, paragraph, pdf, prose, zipped

from evidence.errors import Unreadable
from ingest.readers.sniff import CSV, DOC, DOCX, EML, HTML, MSG, PDF, PPT, TEXT, XLS, XLSX, ZIP, sniff

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
PAGE = b"<!DOCTYPE html>\n<html><head><title>Not found</title></head></html>"
MAIL = b"Received: from a by b\r\nFrom: a@example.org\r\nSubject: Board\r\nMIME-Version: 1.0\r\n\r\nDear all"


def made(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_a_pdf_is_one_whatever_its_name(tmp_path: Path) -> None:
    path = pdf(tmp_path / "letter.txt", prose("Dear Minister"))
    assert sniff(path, "letter.txt") == PDF


def test_a_pdf_may_start_a_few_bytes_in(tmp_path: Path) -> None:
    data = pdf(tmp_path / "a.pdf", prose("Dear Minister")).read_bytes()
    assert sniff(made(tmp_path, "b.pdf", b"\r\n" * 40 + data), "b.pdf") == PDF


def test_office_files_are_told_apart_by_what_they_hold(tmp_path: Path) -> None:
    assert sniff(docx(tmp_path / "x.bin", paragraph("One")), "x.bin") == DOCX
    assert sniff(made(tmp_path, "y", zipped({"xl/workbook.xml": b"<x/>"})), "y") == XLSX
    assert sniff(made(tmp_path, "z", zipped({"report.pdf": b"%PDF-"})), "z") == ZIP


def test_an_old_office_file_is_what_stands_at_its_top(tmp_path: Path) -> None:
    attached = ole("__properties_version1.0") + "EncryptedPackage".encode("utf-16-le")
    assert sniff(made(tmp_path, "a.doc", attached), "a.doc") == MSG
    assert sniff(made(tmp_path, "b.doc", ole("Workbook")), "b.doc") == XLS
    assert sniff(made(tmp_path, "c.doc", ole("WordDocument")), "c.doc") == DOC
    assert sniff(made(tmp_path, "d.doc", OLE + "WordDocument".encode("utf-16-le")), "d.doc") == DOC
    assert sniff(made(tmp_path, "e", ole("PowerPoint Document")), "e") == PPT


def test_pages_that_word_and_excel_save_under_their_own_names_are_pages(tmp_path: Path) -> None:
    page = b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>4</table>'
    assert sniff(made(tmp_path, "a.xls", page), "a.xls") == HTML


def test_a_page_or_an_email_may_open_with_a_mark_or_blanks(tmp_path: Path) -> None:
    page = made(tmp_path, "a", "<!-- saved --><!DOCTYPE html><p>x".encode("utf-16"))
    assert sniff(page, "a.html") == HTML
    assert sniff(made(tmp_path, "b", b"\xef\xbb\xbf" + MAIL), "b.eml") == EML


def test_only_the_name_tells_a_csv_from_text(tmp_path: Path) -> None:
    path = made(tmp_path, "a", b"area,value\nNorth,4\n")
    assert (sniff(path, "a.csv"), sniff(path, "a.txt")) == (CSV, TEXT)


def test_a_memo_with_headed_lines_is_text_not_mail(tmp_path: Path) -> None:
    path = made(
        tmp_path, "memo.txt", b"To: Board\nFrom: Chair\nDate: 4 May 2011\nSubject: Progress\n\nDear all"
    )
    assert sniff(path, "memo.txt") == TEXT


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.pdf", b"", "The file is empty. Ask the sender to send it again."),
        ("a.pdf", PAGE, "This is a web page saved with the name of a PDF. Open it, find the real document,"),
        ("a.docx", b"\xef\xbb\xbf  " + PAGE, "This is a web page saved with the name of a Word file."),
        ("a.fla", ole("Contents"), "This is an old Office file of a kind that is not read."),
        ("a.pst", b"!BDN" + bytes(90), "This is an Outlook data file (.pst)"),
        ("a.heic", b"\0\0\0\x18ftypheic" + bytes(90), "This is a picture of a kind that is not read yet."),
        (
            "a.odg",
            zipped({"mimetype": b"application/vnd.oasis.opendocument.graphics"}),
            "This is an OpenDocument drawing, chart or formula",
        ),
        ("a.zip", b"PK\x03\x04" + bytes(50), "The file is a damaged ZIP or Office file."),
        ("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(20), "This is a 7-Zip archive, which is not opened."),
        ("a.pdf", bytes(5000), "The file holds only zeros."),
        ("a.pdf", b"\x93\0\x81" * 90, "The file is named as a PDF, but is not one."),
    ],
)
def test_what_is_not_read_is_named_with_what_to_do(
    tmp_path: Path, name: str, data: bytes, sentence: str
) -> None:
    with pytest.raises(Unreadable) as caught:
        sniff(made(tmp_path, name, data), name)
    assert str(caught.value).startswith(sentence)
    assert caught.value.advice
