"""Structure on five real papers read by OCR."""

from pathlib import Path

import pytest
from structure_raw import text_file

from evidence.model import Passage, PassageKind
from ingest.structure import passages_of

Papers = dict[str, tuple[Passage, ...]]


@pytest.fixture(scope="module")
def papers(seeds: Path) -> Papers:
    found = {
        p.name[:3]: passages_of(text_file(p.read_text(encoding="utf-8"))) for p in sorted(seeds.glob("*.txt"))
    }
    if set(found) < {"000", "001", "002", "003", "004"}:
        pytest.skip("not the five papers that these tests were written for")
    return found


def labels(passages: tuple[Passage, ...], prefix: str) -> list[str]:
    return [p.label for p in passages if p.label.startswith(prefix)]


def test_numbered_paragraphs_of_a_board_report_come_in_order(papers: Papers) -> None:
    report = papers["001"]
    assert labels(report, "3.2.") == [f"3.2.{n}" for n in range(1, 12)]
    assert labels(report, "3.3.") == [f"3.3.{n}" for n in range(1, 14)]
    assert all(p.text[0].isupper() for p in report if p.label)


def test_headings_of_a_board_report_nest_by_their_numbers(papers: Papers) -> None:
    report = {p.label: p for p in papers["001"] if p.kind is PassageKind.PARAGRAPH}
    assert len(report["3.3.2"].heading_path) == 3
    assert report["3.3.2"].heading_path[0] == report["3.2.5"].heading_path[0]
    assert len(report["5.1"].heading_path) == 1
    assert [p.label for p in papers["001"] if p.kind is PassageKind.HEADING and p.label] == [
        "1.0", "2.0", "3.3", "3.4", "4.0", "5.0", "6.0"
    ]  # fmt: skip


def test_bullets_of_a_board_report_know_their_paragraph(papers: Papers) -> None:
    report = papers["001"]
    bullets = [p for p in report if p.kind is PassageKind.BULLET]
    assert len(bullets) == 15
    assert {report[p.parent].label for p in bullets if p.parent is not None} == {
        "2.",
        "1.2",
        "3.1.1",
        "3.2.8",
    }


def test_two_figure_labels_are_kept_in_a_long_report(papers: Papers) -> None:
    report = papers["003"]
    assert labels(report, "4.8") == ["4.8", "4.81", "4.82", "4.83"]
    assert labels(report, "3.3") == ["3.3", "3.31", "3.32", "3.33", "3.34", "3.35"]
    by_label = {p.label: p for p in report}
    assert report[by_label["4.83"].parent].label == "4.8"
    assert "4" in by_label
    assert not [p for p in report if p.kind is PassageKind.ROW and p.label]


def test_paragraphs_broken_by_ocr_are_whole(papers: Papers) -> None:
    for name in ("001", "002", "003"):
        prose = [p for p in papers[name] if p.kind is PassageKind.PARAGRAPH]
        assert not [p.text[:40] for p in prose if p.text[0].islower()]


def test_a_notice_has_its_bullets_under_the_sentence_that_introduces_them(papers: Papers) -> None:
    notice = papers["004"]
    bullets = [p for p in notice if p.kind is PassageKind.BULLET]
    assert len(bullets) == 24
    assert all(p.parent is not None for p in bullets)
    nested = [p for p in bullets if notice[p.parent].kind is PassageKind.BULLET]
    assert len(nested) == 5
    assert len({p.parent for p in nested}) == 1
    assert [p.label for p in notice if p.label] == ["a.", "b.", "c."]
    assert len({p.parent for p in notice if p.label}) == 1


def test_letters_are_head_prose_and_sign_off(papers: Papers) -> None:
    kinds = [p.kind for p in papers["002"]]
    assert set(kinds) == {PassageKind.FRONT, PassageKind.PARAGRAPH}
    assert kinds[-3:] == [PassageKind.FRONT] * 3
    assert sum(p.text.startswith("Dear ") for p in papers["000"] if p.kind is PassageKind.FRONT) == 2
