"""What is no document is told for what it is, and what is one under an odd guise is read all the same."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from every_format import sample
from reader_files import zipped

from evidence.errors import Unreadable
from evidence.settings import IngestSettings
from ingest.readers import read_file, sniff
from ingest.readers.raw import RawFile

WORDS = "The board met and agreed the plan for the year. "


def read(tmp_path: Path, name: str, data: bytes) -> RawFile:
    path = tmp_path / "kept"
    path.write_bytes(data)
    return read_file(path, name, IngestSettings())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("paper.url", b"[InternetShortcut]\r\nURL=https://example.org/paper.pdf\r\n"),
        (
            "paper.webloc",
            b"<?xml?><plist><dict><key>URL</key><string>https://example.org</string></dict></plist>",
        ),
        ("paper.lnk", b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F" + bytes(200)),
        ("paper.gdoc", b'{"url": "https://docs.example.org/1"}'),
        ("paper.txt", b"  https://example.org/a/paper.pdf?version=2\n"),
    ],
)
def test_a_link_to_a_file_is_not_the_file(tmp_path: Path, name: str, data: bytes):
    with pytest.raises(Unreadable, match="This is a link to a file, not the file"):
        read(tmp_path, name, data)


def test_a_text_that_begins_with_an_address_is_a_text(tmp_path: Path):
    assert read(tmp_path, "paper.txt", b"https://example.org has the plan.").pages[0].text


@pytest.mark.parametrize(
    "data",
    [b'{"error": "not found"}', b"<?xml version='1.0'?>\n<Error><Code>NoSuchKey</Code></Error>"],
)
def test_a_servers_message_saved_as_a_document_is_named(tmp_path: Path, data: bytes):
    with pytest.raises(Unreadable, match="web server's message saved with the name of a PDF"):
        read(tmp_path, "paper.pdf", data)
    with pytest.raises(Unreadable, match="This is data for programs"):
        read(tmp_path, "paper.json", data)


def test_a_text_with_a_documents_name_is_read_and_says_so(tmp_path: Path):
    raw = read(tmp_path, "paper.pdf", WORDS.encode())
    assert raw.warnings == ("It is named as a PDF, but is plain text: check that it is the right file.",)


@pytest.mark.parametrize("name", ["paper.txt", "paper.csv", "paper.pdf"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-32-le", "utf-32-be"])
def test_wide_text_is_read_without_its_mark_and_under_any_name(tmp_path: Path, name: str, encoding: str):
    # English in it is valid UTF-8 too, with a zero after every letter.
    raw = read(tmp_path, name, (WORDS * 20).encode(encoding))
    assert raw.pages[0].text.startswith("The board met and agreed the plan")


@pytest.mark.parametrize("member", ["[Content_Types].xml", "[Content_Types].xmlPK"])
def test_a_package_whose_document_is_gone_is_no_folder_of_files(tmp_path: Path, member: str):
    data = zipped({member: b"<Types/>", "word/documenu.xml": b"<w/>"})
    with pytest.raises(Unreadable, match="Office file that is damaged, or of a kind that is not read"):
        read(tmp_path, "paper.docx", data)


@pytest.mark.parametrize("keep", [8, 512, 1200])
def test_an_outlook_message_cut_short_is_damaged_not_old(tmp_path: Path, keep: int):
    with pytest.raises(Unreadable, match="damaged Outlook message or old Office file"):
        read(tmp_path, "paper.msg", sample(sniff.MSG)[:keep])


def test_rich_text_that_holds_bytes_as_they_are_is_read(tmp_path: Path):
    raw = read(tmp_path, "paper.rtf", b"{\\rtf1 before {\\*\\blob\\bin20 " + bytes(range(20)) + b"} after}")
    assert "before" in raw.pages[0].text and "after" in raw.pages[0].text


def test_a_workbook_of_excels_first_form_is_read(tmp_path: Path):
    label = struct.pack("<HHHH", 4, 13, 0, 0) + b"\0\0\0\x05Board"
    raw = read(tmp_path, "paper.xls", b"\x09\0\x04\0\x02\0\x10\0" + label + b"\x0a\0\0\0")
    assert raw.pages[0].text == "Board"


@pytest.mark.parametrize("data", [b"a,b\n" + b"x" * 300_000 + b",2\n", b'a,b\n"' + b"x,\n" * 60_000])
def test_a_cell_however_long_does_not_keep_a_table_from_being_read(tmp_path: Path, data: bytes):
    assert read(tmp_path, "paper.csv", data).pages[0].lines[0].text == "a\tb"


def test_a_row_past_excels_last_is_damage_told_at_once(tmp_path: Path):
    book = zipfile.ZipFile(io.BytesIO(sample(sniff.XLSX)))
    parts = {name: book.read(name) for name in book.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b'<row r="1"', b'<row r="99999999999"')
    with pytest.raises(Unreadable, match="damaged and cannot be opened"):
        read(tmp_path, "paper.xlsx", zipped(parts))


def test_one_form_of_mailbox_is_told_from_an_email(tmp_path: Path):
    one = b"From a@example.org Mon Jan  1 00:00:00 2020\nFrom: a@example.org\nSubject: x\n\nbody\n\n"
    with pytest.raises(Unreadable, match="mailbox of several emails"):
        read(tmp_path, "paper.mbox", one * 2)
