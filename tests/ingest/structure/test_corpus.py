"""Structure on real inspection reports and council papers, read by the real readers."""

from pathlib import Path

import pytest

from evidence.model import Passage, PassageKind
from evidence.settings import Settings
from ingest.readers import read_file
from ingest.structure import passages_of


def read(path: Path, settings: Settings) -> tuple[Passage, ...]:
    return passages_of(read_file(path, path.name, settings.ingest))


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("leeds-2022-05-09", 5),
        ("leeds-2018-12-18", 5),
        ("bradford-2018-10-29", 5),
        ("tameside-2019-07-01", 5),
        ("tameside-2024-02-13", 6),
    ],
)
def test_page_one_s_judgements_are_a_row_each(corpus: Path, settings: Settings, name: str, rows: int) -> None:
    found = read(corpus / "inspection-reports" / f"{name}.pdf", settings)
    table = [p for p in found if p.kind is PassageKind.ROW and p.page == 1]
    assert len(table) == rows
    assert table[0].text == "Judgement | Grade"
    assert table[-1].text.startswith("Overall effectiveness | ")
    assert all(p.text.count(" | ") == 1 for p in table)


def test_paragraphs_are_numbered_through_across_headings(corpus: Path, settings: Settings) -> None:
    found = read(corpus / "inspection-reports" / "leeds-2022-05-09.pdf", settings)
    assert [p.label for p in found if p.label] == [f"{n}." for n in range(1, 44)]
    headings = [p.text for p in found if p.kind is PassageKind.HEADING and p.text.startswith("The ")]
    assert [h.rpartition(": ")[2] for h in headings] == ["good", "outstanding", "outstanding"]


def test_a_long_report_loses_no_number_to_its_contents_tables_or_footnotes(
    corpus: Path, settings: Settings
) -> None:
    found = read(corpus / "inspection-reports" / "leeds-2015-03-27.pdf", settings)
    assert [p.label for p in found if p.kind is PassageKind.PARAGRAPH and p.label] == [
        f"{n}." for n in range(1, 216)
    ]
    assert [p.label for p in found if p.kind is PassageKind.FOOTNOTE] == ["1", "2", "3"]
    assert not [p.text for p in found if p.text.isdigit()]


def test_minutes_keep_item_numbers_as_headings_and_paragraphs_under_them(
    corpus: Path, settings: Settings
) -> None:
    found = read(corpus / "mixed" / "cabinet-minutes-2025-01-09.pdf", settings)
    items = [p.label for p in found if p.kind is PassageKind.HEADING and p.label]
    assert items[:5] == ["76.", "77.", "78.", "79.", "80."]
    under = [p.label for p in found if p.page == 6 and p.label.startswith("(")]
    assert under[:2] == ["(a)", "(b)"]
    assert not [p.text for p in found if p.kind is PassageKind.ROW]


def test_bullets_under_bullets_are_kept_apart_by_mark_and_indent(corpus: Path, settings: Settings) -> None:
    found = read(corpus / "mixed" / "cabinet-report-2025-03-04.pdf", settings)
    inner = [p for p in found if p.kind is PassageKind.BULLET and found[p.parent].kind is PassageKind.BULLET]
    assert len(inner) == 9
    assert {found[found[p.parent].parent].label for p in inner} == {"2.3."}
