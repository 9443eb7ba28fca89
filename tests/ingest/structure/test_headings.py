"""Headings: found by sign, weight, capitals, number or standing; nested by number before OCR's depth."""

import pytest
from structure_raw import pdf_file, text_file

from evidence.model import PassageKind
from ingest.structure import passages_of

PROSE = "The board met in May and heard how the work of the service is going."


def paths(text: str) -> list[tuple[str, ...]]:
    return [p.heading_path for p in passages_of(text_file(text)) if p.kind is PassageKind.PARAGRAPH]


@pytest.mark.parametrize(
    "line",
    [
        "## Overall progress",
        "**Overall progress**",
        "OVERALL PROGRESS",
        "Overall progress",
        "Overall progress:",
    ],
)
def test_each_way_of_writing_a_heading_is_one(line: str) -> None:
    found = passages_of(text_file(f"{PROSE}\n\n{line}\n\n{PROSE}"))
    assert found[1].kind is PassageKind.HEADING
    assert found[1].text.rstrip(":").lower() == "overall progress"
    assert found[2].heading.lower() == "overall progress"


@pytest.mark.parametrize(
    "line", ["The council must:", "by:", "12 May 2011", "we agreed,", "He asked for more.", "Tel: 0123 456"]
)
def test_what_only_looks_short_is_no_heading(line: str) -> None:
    found = passages_of(text_file(f"{PROSE}\n\n{line}\n\n{PROSE}"))
    assert PassageKind.HEADING not in {p.kind for p in found}


def test_numbered_headings_nest_by_number_whatever_their_depth_in_markdown() -> None:
    text = (
        f"# 2.0 BACKGROUND\n\n2.1 {PROSE}\n\n## 3.0 MAIN ISSUES\n\n#### Outcomes:\n\n3.1 {PROSE}\n\n"
        f"## 4.0 COSTS\n\n4.1 {PROSE}"
    )
    assert paths(text) == [("BACKGROUND",), ("MAIN ISSUES", "Outcomes"), ("COSTS",)]
    assert [p.label for p in passages_of(text_file(text)) if p.kind is PassageKind.HEADING] == [
        "2.0",
        "3.0",
        "",
        "4.0",
    ]


def test_a_heading_right_under_another_lies_within_it() -> None:
    text = f"{PROSE}\n\nKeeping children safe\n\nDeveloping practice:\n\n{PROSE}\n\nOther concerns\n\n{PROSE}"
    assert paths(text) == [(), ("Keeping children safe", "Developing practice"), ("Other concerns",)]


def test_a_list_of_short_items_is_not_a_list_of_headings() -> None:
    text = "1. Homes\n\n2. Schools\n\n3. Health\n\n" + PROSE
    assert PassageKind.HEADING not in {p.kind for p in passages_of(text_file(text))}


def test_size_and_weight_make_headings_in_a_pdf_and_rank_them() -> None:
    prose = [
        (72, 100, "The council is a large one, and it has many homes and schools."),
        (72, 115, "It spends well."),
    ]
    raw = pdf_file(
        [
            (72, 60, "Findings", 18.0, True),
            (72, 80, "Leadership", 14.0, True),
            *prose,
            (72, 150, "Children who need help and", 14.0, True),
            (72, 167, "protection: good", 14.0, True),
            (72, 190, "They are seen soon, and their needs are known by those who work with them."),
            (72, 230, "Costs", 18.0, True),
            (72, 250, "There are none that the board need be told of in this report today."),
        ]
    )
    found = [p.heading_path for p in passages_of(raw) if p.kind is PassageKind.PARAGRAPH]
    assert found == [
        ("Findings", "Leadership"),
        ("Findings", "Children who need help and protection: good"),
        ("Costs",),
    ]


def test_a_contents_page_is_not_taken_for_headings() -> None:
    text = f"Contents\n\nSummary ........ 2\n\nFindings ....... 3\n\nTo improve ..... 7\n\nSummary\n\n{PROSE}"
    found = passages_of(text_file(text))
    assert [p.kind for p in found] == [PassageKind.FRONT, PassageKind.HEADING, PassageKind.PARAGRAPH]
    assert "Findings ....... 3" in found[0].text


def test_a_contents_page_set_in_columns_is_not_taken_for_rows() -> None:
    raw = pdf_file(
        [
            (72, 60, "Contents", 18.0, True),
            (72, 100, "Summary of findings"),
            (500, 100, "3"),
            (72, 120, "Areas for improvement"),
            (500, 120, "4"),
            (72, 140, "The inspection team"),
            (500, 140, "9"),
        ],
        [(72, 100, "Summary of findings", 14.0, True), (72, 120, PROSE)],
    )
    found = passages_of(raw)
    assert [p.kind for p in found] == [PassageKind.FRONT, PassageKind.HEADING, PassageKind.PARAGRAPH]
    assert found[0].text.splitlines() == [
        "Contents",
        "Summary of findings 3",
        "Areas for improvement 4",
        "The inspection team 9",
    ]
