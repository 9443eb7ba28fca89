"""A file's pages as pictures: drawn once, kept under the file's SHA-256, safe to delete."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from evidence.errors import HomeError, NotFound, Unreadable
from evidence.pages.pictures import LARGE, WIDTH, PageImage, image_of, trim

PDF, SHA = "application/pdf", "ab" * 32


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """Two A4 pages, the second one on its side."""
    path = tmp_path / "paper.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.rect(60, 742, 100, 40, fill=1)
    canvas.showPage()
    canvas.setPageSize((842, 595))
    canvas.drawString(60, 500, "Two")
    canvas.showPage()
    canvas.save()
    return path


def picture(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def test_a_page_is_drawn_as_it_is_displayed(paper: Path, tmp_path: Path) -> None:
    one = picture(image_of(PageImage(SHA, PDF, 1), paper, tmp_path / "cache"))
    two = picture(image_of(PageImage(SHA, PDF, 2), paper, tmp_path / "cache"))
    assert abs(one.width - WIDTH) <= 1 and abs(one.height / one.width - 842 / 595) < 0.01
    assert two.width > two.height
    scale = one.width / 595
    assert one.getpixel((int(110 * scale), int(80 * scale))) == (0, 0, 0)
    assert one.getpixel((int(300 * scale), int(400 * scale))) == (255, 255, 255)


def test_a_photograph_is_drawn_as_its_camera_was_held_and_on_white(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn clockwise to show
    photo = Image.new("RGB", (800, 600), "white")
    photo.paste("black", (0, 500, 100, 600))  # at the bottom left as stored: at the top left as shown
    photo.save(tmp_path / "photo.jpg", exif=exif, quality=95)
    shown = picture(image_of(PageImage(SHA, "image/jpeg", 1), tmp_path / "photo.jpg", tmp_path / "cache"))
    assert shown.height > shown.width
    grey = shown.convert("L")
    assert grey.getpixel((20, 20)) < 60 and grey.getpixel((20, grey.height - 20)) > 200
    Image.new("RGBA", (400, 300), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    clear = picture(
        image_of(PageImage("cd" * 32, "image/png", 1), tmp_path / "clear.png", tmp_path / "cache")
    )
    assert clear.convert("L").getextrema() == (255, 255)


def test_a_page_can_be_drawn_larger_and_turned_upright(paper: Path, tmp_path: Path) -> None:
    large = picture(image_of(PageImage(SHA, PDF, 1, width=LARGE), paper, tmp_path))
    turned = picture(image_of(PageImage(SHA, PDF, 1, turn=90), paper, tmp_path))
    assert abs(large.width - LARGE) <= 1
    assert turned.width > turned.height
    scale = turned.width / 842
    assert turned.getpixel((int((842 - 80) * scale), int(110 * scale))) == (0, 0, 0)


def test_a_page_is_drawn_once_and_again_when_the_folder_was_deleted(paper: Path, tmp_path: Path) -> None:
    cache, wanted = tmp_path / "cache", PageImage(SHA, PDF, 1)
    first = image_of(wanted, paper, cache)
    (kept,) = cache.rglob("*.png")
    kept.write_bytes(b"as kept")
    assert image_of(wanted, paper, cache) == b"as kept"
    kept.unlink()
    assert image_of(wanted, paper, cache) == first


def test_no_half_picture_is_left_behind(paper: Path, tmp_path: Path) -> None:
    image_of(PageImage(SHA, PDF, 1), paper, tmp_path / "cache")
    assert [p.name for p in (tmp_path / "cache").rglob("*") if p.is_file()] == [f"1-{WIDTH}-0.png"]


def test_what_cannot_be_drawn_says_so(paper: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 and nothing more")
    with pytest.raises(Unreadable, match="Open the original"):
        image_of(PageImage(SHA, PDF, 1), broken, tmp_path)
    with pytest.raises(NotFound, match="no page 3"):
        image_of(PageImage(SHA, PDF, 3), paper, tmp_path)
    with pytest.raises(NotFound, match="no pages to show"):
        image_of(PageImage(SHA, "text/plain", 1), paper, tmp_path)
    with pytest.raises(HomeError, match="backup"):
        image_of(PageImage(SHA, PDF, 1), tmp_path / "gone.pdf", tmp_path)


def test_a_scan_is_its_own_picture_frame_by_frame(tmp_path: Path) -> None:
    path = tmp_path / "scan.tiff"
    frames = [Image.new("L", (400, 600), shade) for shade in (0, 255)]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    second = picture(image_of(PageImage(SHA, "image/tiff", 2), path, tmp_path / "cache"))
    assert second.size == (400, 600) and second.getpixel((5, 5)) == (255, 255, 255)


def test_the_oldest_pictures_go_when_there_are_too_many(tmp_path: Path) -> None:
    import os

    for n in range(4):
        path = tmp_path / f"{n}.png"
        path.write_bytes(b"x" * 100)
        os.utime(path, (n, n))
    assert trim(tmp_path, most=250) == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["2.png", "3.png"]


@pytest.mark.parametrize("name", ["enormous.pdf", "REDHAT-1531897-0.pdf", "poppler-742-0-fuzzed.pdf"])
def test_a_hostile_page_is_drawn_or_refused_and_harms_nobody(corpus: Path, tmp_path: Path, name: str) -> None:
    try:
        drawn = picture(image_of(PageImage(SHA, PDF, 1), corpus / "hostile" / name, tmp_path))
        assert drawn.width <= WIDTH and drawn.height <= 3 * WIDTH
    except (Unreadable, NotFound):
        pass
