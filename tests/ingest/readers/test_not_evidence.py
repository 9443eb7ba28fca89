"""What is no evidence is refused with the true reason, and what looks like it and is none is still read."""

import gzip
import random
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image, TiffImagePlugin
from reader_files import read, texts

from evidence.errors import Unreadable


def saved(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


XML = b'<?xml version="1.0" encoding="UTF-8"?>\n'


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.xml", XML + b"<export><row>The board met.</row></export>", "data for programs .XML."),
        ("a.txt", b'<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title></feed>', "XML"),
        ("a.xml", (XML + b"<export><row>Words</row></export>").decode().encode("utf-16"), "XML"),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><text>Words</text></svg>', "drawing .SVG."),
        ("a.svg", XML + b"<!-- Made --><svg:svg xmlns:svg='x'/>", "drawing .SVG."),
        ("a.plist", XML + b'<!DOCTYPE plist PUBLIC "x" "y"><plist><dict/></plist>', "property list"),
        ("a.plist", b"bplist00\xd1\x01\x02", "property list"),
        (
            "a.fodt",
            XML + b'<office:document xmlns:office="x"><text:p>Words</text:p></office:document>',
            "flat",
        ),
        ("a.json", b'[{"name": "Words of the board"}]', "data for programs .JSON."),
        (
            "a.pem",
            b"-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n",
            "key or certificate",
        ),
        ("a.crt", b"-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----\n", "key or certificate"),
        ("a.asc", b"-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQEN\n", "key or certificate"),
        ("a.pub", b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI jo@example.org\n", "key or certificate"),
        ("a.asc", b"-----BEGIN PGP MESSAGE-----\n\nhQEM\n", "encrypted"),
        ("a.vcf", b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Jo\r\nEND:VCARD\r\n", "address card"),
        ("a.gz", gzip.compress(b"Words", mtime=0), "archive"),
        ("a.tar", b"a.txt".ljust(257, b"\0") + b"ustar\0".ljust(255, b"\0"), "archive"),
        ("a.mp3", b"\xff\xfb\x90\x64" + bytes(400), "sound or film"),
        ("a.flac", b"fLaC\0\0\0\x22" + bytes(40), "sound or film"),
        ("a.psd", b"8BPS\0\x01" + bytes(40), "picture of a kind"),
    ],
)
def test_what_is_written_for_programs_is_refused_as_what_it_is(
    tmp_path: Path, name: str, data: bytes, why: str
) -> None:
    with pytest.raises(Unreadable, match=why):
        read(saved(tmp_path, name, data))


def test_encoded_and_compressed_data_without_zeros_is_no_text(tmp_path: Path) -> None:
    rng = random.Random(5)
    packed = zlib.compress(rng.randbytes(3000)).replace(b"\0", b"\x9a")
    high = bytes(rng.choice([*range(0x20, 0x7F), *range(0xA0, 0x100)]) for _ in range(3000))
    letters = "".join(
        rng.choice("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP0123456789+/") for _ in range(3000)
    )
    for data in (packed, high, letters.encode()):
        with pytest.raises(Unreadable):
            read(saved(tmp_path, "a.bin", data))


@pytest.mark.parametrize(
    "text",
    [
        "<Name> was seen on 3 May; the plan was agreed.",
        "{The board} met and agreed.",
        "Our certificate begins with -----BEGIN CERTIFICATE-----.",
        "Safeguarding\nThresholds\nOutcomes\n",
        "[1] The first note of the board.",
    ],
)
def test_words_that_only_look_like_data_are_read(tmp_path: Path, text: str) -> None:
    assert texts(read(saved(tmp_path, "a.txt", text.encode()))) == text.strip().split("\n")


def test_text_in_a_far_script_is_read(tmp_path: Path) -> None:
    greek = "Το συμβούλιο συμφώνησε το σχέδιο για την προστασία των παιδιών. " * 4
    for encoding in ("cp1253", "utf-8"):
        assert "Το συμβούλιο" in texts(read(saved(tmp_path, "a.txt", greek.encode(encoding))))[0]


@pytest.mark.parametrize("name", ["plan.pages", "plan.kra", "plan"])
def test_the_thumbnail_of_a_programs_own_file_is_no_evidence(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / name, "w") as archive:
        archive.writestr("mimetype" if name == "plan.kra" else "index.zip", "application/x-krita")
        archive.writestr("preview.jpg", b"\xff\xd8\xff")
    with pytest.raises(Unreadable, match="only a thumbnail shows"):
        read(tmp_path / name)


def test_a_cameras_raw_picture_is_not_read_by_its_thumbnail(tmp_path: Path) -> None:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[254] = 1
    Image.new("L", (160, 120), "white").save(tmp_path / "a.nef", "TIFF", tiffinfo=tags)
    with pytest.raises(Unreadable, match="raw picture"):
        read(tmp_path / "a.nef")


def test_a_picture_of_too_many_dots_is_not_called_damaged(tmp_path: Path) -> None:
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    chunk = b"IHDR" + head
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    data += struct.pack(">I", 9) + b"IDAT" + zlib.compress(b"")
    with pytest.raises(Unreadable, match="more than 100,000,000 pixels"):
        read(saved(tmp_path, "a.png", data))


def test_markup_nested_deep_is_read_or_said_to_be_nested(tmp_path: Path) -> None:
    for depth in (255, 400, 1500):
        page = (
            "<html><body>" + "<div>" * depth + "<p>The board met.</p>" + "</div>" * depth + "</body></html>"
        )
        assert texts(read(saved(tmp_path, "a.html", page.encode()))) == ["The board met."]
    for depth in (2100, 9000):
        page = "<html><body>" + "<div>" * depth + "<p>The board met.</p>"
        with pytest.raises(Unreadable, match="nested deeper"):
            read(saved(tmp_path, "a.html", page.encode()))


def test_an_electronic_book_is_refused_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("OEBPS/a.xhtml", "<html><body><p>Words</p></body></html>")
    with pytest.raises(Unreadable, match="electronic book") as refused:
        read(path)
    assert "thumbnail" not in str(refused.value)
