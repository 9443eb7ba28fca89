"""Words of scans are redacted one by one: OCR's own places of them are kept."""

import shutil
from pathlib import Path

import pytest
from cli_runner import Muster
from extracting import extracted
from PIL import Image, ImageDraw, ImageFont
from reader_files import pdf, scan
from redacting import NAME, SECRET, WHY, opened, packed

from evidence.packs.issuing import issue
from evidence.packs.planning.finding import find, words_of
from evidence.packs.planning.plan import plan
from evidence.packs.redacting.page_words import hide_in, mark, scanned
from evidence.store import redactions

pytestmark = pytest.mark.skipif(not shutil.which("tesseract"), reason="tesseract is not installed")
LINES = (
    "Letter from Anyshire Council to the Board, 3 May 2011",
    "",
    "1. The audit of May was shared with the board and with all partners.",
    "2. The plan for Robin Quillfeather was reviewed in June with the school.",
    "3. Training was given to all staff of the council in the same month.",
)


def _sheet(*lines: str) -> Image.Image:
    image = Image.new("L", (1654, 2339), 255)
    pen = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        pen.text((160, 200 + number * 70), line, fill=0, font=ImageFont.load_default(38))
    return image


def _scan(path: Path) -> Path:
    return pdf(path.with_suffix(".pdf"), scan(_sheet(*LINES)))


def _tiff(path: Path) -> Path:
    first = _sheet("Cover of the letter that follows on the second page", "It has two pages in all")
    made = path.with_suffix(".tiff")
    first.save(made, save_all=True, append_images=[_sheet(*LINES)], dpi=(200, 200))
    return made


def _lying(path: Path) -> Path:
    made = path.with_suffix(".png")
    _sheet(
        *LINES, *(f"{n}. The board heard how many visits were made in time." for n in range(4, 12))
    ).rotate(-90, expand=True).save(made, dpi=(200, 200))
    return made


@pytest.mark.parametrize("make", [_scan, _tiff, _lying])
def test_a_name_on_a_scan_is_found_by_its_words_and_gone_from_the_pack(make: object, tmp_path: Path) -> None:
    document = packed(tmp_path / "home", make(tmp_path / "letter"), "audit of May", "plan for Robin")  # type: ignore[operator]
    with opened(tmp_path / "home") as services:
        places = find(services, document, "Robin Quillfeather")
        assert len(places) == 1 and places[0].words == "Robin Quillfeather"
        redactions.add(services.record, NAME, document, places, WHY)
        quoted = [item.text for item in plan(services, NAME).items]
        built = issue.freeze(services, NAME)
    # OCR may say that a word reaches into its neighbour: then that is covered too, and masked.
    assert any(
        "The plan for [redacted] " in text and "reviewed in June with the school." in text for text in quoted
    )
    said = extracted(built.pdf, tmp_path / "pdf")
    assert SECRET not in said and SECRET not in extracted(built.zip, tmp_path / "zip")
    assert "theauditofmaywassharedwiththeboard" in said and "reviewedinjune" in said


def test_the_page_to_redact_offers_the_words_of_a_scan(tmp_path: Path) -> None:
    document = packed(tmp_path / "home", _scan(tmp_path / "letter"), "audit of May")
    with opened(tmp_path / "home") as services:
        here = words_of(services, document, 1)
    assert here is not None and "Quillfeather" in [word for word, _ in here.words]


def test_a_name_that_a_lines_end_breaks_on_a_scan_is_masked_in_what_is_quoted() -> None:
    read = [
        ("plan", 10, 0, 40, 10),
        ("of", 44, 0, 50, 10),
        ("Quill-", 60, 0, 90, 10),
        ("feather", 10, 14, 50, 24),
    ]
    words = scanned([(word, *map(float, box)) for word, *box in read])  # type: ignore[misc]
    assert [word for word, _ in words] == ["plan", "of", "Quillfeather"]
    page = mark(words, [(60.0, 0.0, 90.0, 10.0)])
    for said in ("plan of Quillfeather", "plan of Quill-feather", "plan of Quill- feather"):
        assert hide_in(said, [page]) == "plan of [redacted]"


def test_a_scan_read_before_its_words_were_kept_is_marked_by_areas_until_it_is_read_again(
    tmp_path: Path,
) -> None:
    document = packed(tmp_path / "home", _scan(tmp_path / "letter"), "audit of May")
    with opened(tmp_path / "home") as services:
        with services.record.transaction():
            services.record.db.execute("UPDATE pages SET words = '[]'")
        assert words_of(services, document, 1) is None
    assert Muster(tmp_path / "home")("reread", document).code == 0
    with opened(tmp_path / "home") as services:
        assert words_of(services, document, 1) is not None
