"""Soft hyphens of PDFs are gone from what is shown, others stay; pages keep the labels of their file."""

from pathlib import Path

import pytest
from pdf_marks import dictionary, plain, saved
from pypdf.generic import NameObject
from reader_files import pdf, read
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest.structure import passages_of

FONT = Path(__file__).resolve().parents[3] / "evidence" / "packs" / "fonts"


def passages(tmp_path: Path, *lines: str) -> list[str]:
    fonts = sorted(FONT.glob("*.ttf"))
    if not fonts:
        pytest.skip("the fonts of packs are not built")
    pdfmetrics.registerFont(TTFont("Own", str(fonts[0])))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Own", 11)
        for i, line in enumerate(lines):
            canvas.drawString(72, 780 - 14 * i, line)

    return [p.text for p in passages_of(read(pdf(tmp_path / "a.pdf", draw)))]


def test_soft_hyphens_go_within_lines_and_at_their_ends(tmp_path: Path) -> None:
    found = passages(
        tmp_path, "The part\xadner agen\xadcies have agreed their thresh\xad", "olds for early help and care."
    )
    assert found == ["The partner agencies have agreed their thresholds for early help and care."]


def test_soft_hyphens_that_stand_only_at_line_ends_go(tmp_path: Path) -> None:
    found = passages(
        tmp_path, "All agencies have agreed their common thresh\xad", "olds for early help and care."
    )
    assert found == ["All agencies have agreed their common thresholds for early help and care."]


def test_a_word_that_keeps_its_hyphen_keeps_it_beside_soft_ones(tmp_path: Path) -> None:
    lines = (
        "The re\xadport on the multi-agency hub tells of well-",
        "being, and that the multi-",
        "agency hub works.",
    )
    assert passages(tmp_path, *lines) == [
        "The report on the multi-agency hub tells of well-being, and that the multi-agency hub works."
    ]


def test_a_file_without_soft_hyphens_keeps_the_hyphens_at_its_line_ends(tmp_path: Path) -> None:
    lines = ("The service found that long-", "standing vacancies were filled.")
    assert passages(tmp_path, *lines) == ["The service found that long-standing vacancies were filled."]


def test_pages_keep_the_labels_that_their_file_gives_them(tmp_path: Path) -> None:
    writer = plain(tmp_path, "Foreword")
    writer.add_page(writer.pages[0])
    writer.add_page(writer.pages[0])
    roman, arabic = dictionary(S="/r", St=4), dictionary(S="/D", St=3)
    writer.root_object[NameObject("/PageLabels")] = dictionary(Nums=[0, roman, 2, arabic])
    raw = read(saved(writer, tmp_path / "b.pdf"))
    assert [page.label for page in raw.pages] == ["iv", "v", ""]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("The agencies agreed that their co-opera-", "tion had been good.", "co-operation"),
        ("The board heard that the number of refer-", "rals had doubled.", "referrals"),
        ("Each of the agencies is a member of the part-", "nership.", "partnership"),
        ("The council works with the multi-", "agency hub each week.", "multi-agency"),
        ("The council has agreed a plan for the long-", "term care of children.", "long-term"),
        ("The report tells of the children's well-", "being at home.", "well-being"),
    ],
)
def test_a_word_broken_at_a_lines_end_is_whole_where_its_second_part_is_no_word(
    above: str, below: str, whole: str, tmp_path: Path
) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 780, above)
        canvas.drawString(72, 766, below)

    (said,) = [p.text for p in passages_of(read(pdf(tmp_path / "a.pdf", draw)))]
    assert f" {whole} " in said.replace(".", " ")
