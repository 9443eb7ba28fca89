"""Pictures of pages in every format, the right way up, within limits."""

import shutil
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image
from reader_files import pdf, picture_of, read, scan, texts

from evidence.errors import Unreadable

WORDS = [
    f"The {nth} paragraph says what the board heard"
    for nth in ["first", "second", "third", "fourth", "fifth", "sixth"]
]
needs_tesseract = pytest.mark.skipif(not shutil.which("tesseract"), reason="tesseract is not installed")


@needs_tesseract
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP"])
def test_a_picture_of_any_kind_is_read(tmp_path: Path, form: str) -> None:
    path = tmp_path / "paper"
    picture_of(*WORDS, size=28).save(path, form)
    assert texts(read(path)) == WORDS


@needs_tesseract
def test_a_picture_of_sixteen_bits_is_not_bleached(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    picture_of(*WORDS, size=28).convert("I").point(lambda v: v * 200 + 0).convert("I;16").save(path)
    assert texts(read(path)) == WORDS


@needs_tesseract
@pytest.mark.parametrize(("turned", "turn"), [(90, 90), (180, 180), (270, 270)])
def test_a_page_on_its_side_says_how_far_it_must_turn(tmp_path: Path, turned: int, turn: int) -> None:
    sheet = Image.new("L", (1654, 1654), 255)
    sheet.paste(picture_of(*WORDS, size=28), (0, 300))
    page = read(pdf(tmp_path / "a.pdf", scan(sheet.rotate(turned)))).pages[0]
    assert (page.turn, page.lines[0].text) == (turn, WORDS[0])


@needs_tesseract
def test_a_camera_that_says_how_it_was_held_leaves_nothing_to_turn(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    path = tmp_path / "a.jpg"
    picture_of(*WORDS, size=28).rotate(90, expand=True).save(path, exif=exif, quality=95)
    page = read(path).pages[0]
    assert (page.turn, page.lines[0].text) == (0, WORDS[0]) and page.width > page.height


def test_of_a_moving_picture_the_first_frame_is_read_and_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.gif"
    Image.new("L", (60, 40), 250).save(path, save_all=True, append_images=[Image.new("L", (60, 40), 9)])
    assert read(path).warnings == ("The picture moves: of its 2 frames only the first was read.",)


def test_a_picture_that_claims_to_be_vast_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 12_000, 12_000, 8, 0, 0, 0, 0))
    path = tmp_path / "a.png"
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")
    )
    with pytest.raises(Unreadable, match="12,000 by 12,000 pixels, too large to read"):
        read(path)
