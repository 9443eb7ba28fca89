"""What is no evidence is refused with the true reason, and what looks like it and is none is still read."""

import bz2
import gzip
import lzma
import random
import string
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
        ("a.gz", gzip.compress(b"Words", mtime=0), "packed by gzip"),
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


CODE = """import os
from pathlib import Path


class Board:
    def __init__(self, name):
        self.name = name

    def met(self):
        return os.path.exists(self.name)
"""
YAML = "version: 2\nservices:\n  web:\n    image: site:1.2\n    ports:\n      - '80:80'\n"


def noise(signs: str, seed: int = 7) -> str:
    return "".join(random.Random(seed).choice(signs) for _ in range(2000))


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("a.py", CODE, "source .Python."),
        ("notes.txt", CODE, "source .a program."),
        ("a.js", "const x = 1;\nfunction f(a) {\n  return a;\n}\nmodule.exports = f;\n", "source"),
        ("run.sh", "#!/bin/sh\necho done\n", "source .a script."),
        (
            "a.sql",
            "CREATE TABLE a (\n id int\n);\nINSERT INTO a VALUES (1);\nSELECT * FROM a;\n",
            "source .SQL.",
        ),
        ("a.yaml", YAML, "settings .YAML."),
        ("a.txt", YAML, "settings .YAML."),
        ("a.yml", "---\nname: Test\non: [push]\njobs:\n  build:\n    runs-on: any\n", "settings .YAML."),
        ("a.ini", "[core]\nbare = false\n[user]\nname = Jo\n", "settings .name = value."),
        (".env", "DB_HOST=localhost\nDB_PORT=5432\nTOKEN=abc\n", "settings .name = value."),
        ("a.json", "{}", "JSON"),
        ("a.txt", '["west", "east"]', "JSON"),
        ("a.json", '// ours\n{\n  "strict": true\n}\n', "JSON"),
        ("a.txt", '{"a": 1}\n{"a": 2}\n', "JSON"),
        ("id_rsa", "-----BEGIN OPENSSH PRIVATE KEY----\nb3BlbnNzaC1r\nbroken", "key or certificate"),
        ("a.txt", "BEGIN RSA PRIVATE KEY\nMIIEpAIBAAKC\n", "key or certificate"),
        ("a.pub", "ssh-rsaAAAAB3NzaC1yc2EAAAADAQABAAABAQ jo@example.org", "key or certificate"),
        (
            "a.txt",
            noise(string.ascii_letters + string.digits + string.punctuation + " "),
            "without any words",
        ),
        ("a.txt", noise(string.ascii_letters + string.digits), "encoded as letters|without any words"),
        ("a.txt", noise(string.ascii_lowercase + "   "), "without any words"),
    ],
)
def test_what_no_person_wrote_to_be_read_is_refused_whatever_its_name(
    tmp_path: Path, name: str, text: str, why: str
) -> None:
    with pytest.raises(Unreadable, match=why):
        read(saved(tmp_path, name, text.encode()))


@pytest.mark.parametrize(
    "text",
    [
        "Attendees:\n- Jo\n- Sam\nActions:\n- Call school\n- Ring GP\nDate: 3 May 2025\n",
        "---\nAttendees: Jo, Sam\nDate: 3 May\nActions:\n  - Call school\n  - Ring GP\n",
        "name: Jo\nborn: 3/4/2010\nnotes: seen today at home, well\nnext visit: 3 June\n",
        "visit_date: 3 May 2025\nworker: Sam Lee\nsummary: the visit went well and the house was clean.\n",
        "Tel 0161 234 5678\nMob 07700 900123\nJo 07700 900124\nSam 07700 900125\nFax 0161 234 5679\n",
        "NI 59 = 72%\nNI 60 = 80%\nNI 61 = 75%\nNI 62 = 71%\n",
        "a) appoint a lead;\nb) report monthly;\nc) publish the plan; and\nd) review by June;\n",
        "for information:\nwith thanks:\nif needed:\nreturn to the office\nreturn visit 3 May\n",
        "{Draft} The board met on 3 May: all agreed.",
        "[1] The board met.\n[2] It agreed the plan.\n",
        "12\t13\t14\n15\t16\t17\n18\t19\t20\n21\t22\t23\n24\t25\t26\n",
        "Mae llwyddiannau y plant yn dda iawn ac mae cwrdd wythnosol yn yr ysgol bob dydd " * 8,
        "W dniu wszystkich dzieci przyjechali krewni i wstrzymano sprzedaż krzeseł " * 8,
        "Seen JB 3/4 OK. Ref SSWLP 22/01. NFA. S47 n/a, CIN. TAC 4pm Tues w/ HV, SENCO, EWO, CPN.",
        "From: Jo\nTo: Sam\nSubject: keys\n\nThe keys of the office are with the clerk. Ring her first.\n",
    ],
)
def test_a_note_that_looks_a_little_like_settings_or_code_is_read(tmp_path: Path, text: str) -> None:
    assert texts(read(saved(tmp_path, "a.txt", text.encode())))


@pytest.mark.parametrize(
    ("name", "data", "advice"),
    [
        ("kpis.csv.gz", gzip.compress(b"a,b\n1,2\n", mtime=0), "the file that comes out, kpis.csv."),
        ("kpis.csv.bz2", bz2.compress(b"a,b\n1,2\n"), "the file that comes out, kpis.csv."),
        ("kpis.csv.xz", lzma.compress(b"a,b\n1,2\n"), "the file that comes out, kpis.csv."),
        ("kpis.gz", gzip.compress(b"a,b\n", mtime=0), "the file that comes out."),
        ("board.tar.gz", gzip.compress(b"a", mtime=0), "ingest what comes out; or pack it as ZIP."),
        ("board.7z", b"7z\xbc\xaf\x27\x1c" + bytes(30), "ingest what comes out; or pack it as ZIP."),
        ("board.rar", b"Rar!\x1a\x07\x01" + bytes(30), "ingest what comes out; or pack it as ZIP."),
    ],
)
def test_what_is_packed_says_whether_one_file_or_several_come_out(
    tmp_path: Path, name: str, data: bytes, advice: str
) -> None:
    with pytest.raises(Unreadable) as caught:
        read(saved(tmp_path, name, data))
    assert str(caught.value).endswith(advice)
