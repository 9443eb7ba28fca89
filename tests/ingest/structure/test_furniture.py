"""Running heads go, and are kept beside the page; what only looks like one is content and stays."""

from itertools import pairwise

import pytest
from structure_raw import Placed, pdf_file

from ingest.structure import passages_of
from ingest.structure.furniture import with_left_out

PROSE = [
    "The service has told the board what it found and what is to come of it in the year ahead.",
    "Social workers see each child alone, and write down what the child has said to them.",
    "Managers look at a sample of the files each month, and say what must be put right.",
]
LABELS = ("Decision maker", "Decision taken", "Reasons for it", "Other choices", "What it costs", "Reference")


def lines(texts: list[str], top: float = 60, step: float = 18, size: float = 11.0) -> list[Placed]:
    """Lines one below another, evenly."""
    return [(72, top + step * n, text, size) for n, text in enumerate(texts)]


def said(pages: list[list[Placed]]) -> list[str]:
    """All that is in passages, by page."""
    found = passages_of(pdf_file(*pages))
    return [" / ".join(f"{p.label} {p.text}" for p in found if p.page == n) for n in range(1, len(pages) + 1)]


def left_out(pages: list[list[Placed]]) -> list[list[str]]:
    raw = with_left_out(pdf_file(*pages))
    return [[text for _, text in page.left_out] for page in raw.pages]


def reports(head: str, count: int = 4, **foot: str) -> list[list[Placed]]:
    """Pages of prose under a head; ``{n}`` is the page."""
    return [
        [
            (72, 30, head.format(n=n, next=n + 44)),
            *lines([f"{text} So it says on page {n}." for text in PROSE], top=80),
            (72, 800, foot.get("foot", "").format(n=n, next=n + 44)),
        ]
        for n in range(1, count + 1)
    ]


@pytest.mark.parametrize(("first", "step"), [(90, 1), (41, 7), (3, 0)])
def test_a_scorecard_s_value_is_content_though_it_rises_with_the_pages(first: int, step: int) -> None:
    pages = [
        lines(
            [
                "Quarterly scorecard",
                "Measure: strategy talks held in time",
                f"Value: {first + step * n} per cent",
                "Target: 97 per cent",
                "Comment: behind",
            ]
        )
        for n in range(5)
    ]
    for n, words in enumerate(said(pages)):
        assert "Measure: strategy talks held in time" in words
        assert f"Value: {first + step * n} per cent" in words
        assert "Target: 97 per cent" in words


@pytest.mark.parametrize("step", [18, 30])
def test_the_questions_of_a_form_are_content_on_every_page(step: int) -> None:
    questions = ["Was a parent spoken to?", "Is the plan signed?", "Who will see the child next?", "By when?"]
    pages = [
        lines(
            ["Audit of a child's file", f"File {n} of 9"]
            + [
                t
                for q, a in zip(questions, "ABCD", strict=True)
                for t in (q, f"Answer {a}{n}: {PROSE[n % 3]}")
            ],
            step=step,
        )
        for n in range(1, 10)
    ]
    for words in said(pages):
        assert all(q in words for q in questions)
    assert not any(left_out(pages))


@pytest.mark.parametrize("title_gap", [18, 50])
def test_six_records_of_decisions_keep_their_titles_and_labels(title_gap: int) -> None:
    pages = [
        [
            (72, 40, "Delegated officer notice", 11.0),
            *lines(
                [t for n, label in enumerate(LABELS) for t in (f"{label}:", f"{PROSE[n % 3]} No. {page}.")],
                top=40 + title_gap,
                step=40,
            ),
        ]
        for page in range(1, 7)
    ]
    for words in said(pages):
        assert "Delegated officer notice" in words
        assert all(label in words for label in LABELS)


def test_slides_of_few_words_lose_none() -> None:
    pages = [
        [(72, 40, "Learning week"), (72, 58, f"Part {n}: the first visit"), (72, 800, "Practice team 2026")]
        for n in range(1, 8)
    ]
    for n, words in enumerate(said(pages), 1):
        assert f"Part {n}: the first visit" in words
        assert "Learning week" in words


@pytest.mark.parametrize(
    "head",
    [
        "Thornwick Council: improvement report",
        "Improvement report | Page {n} of 4",
        "Improvement report, March 2026 – {n}",
        "{n} | Improvement report of Thornwick",
        "Improvement report, page {next}",
    ],
)
def test_a_running_head_changes_nothing_but_its_page_number_and_is_kept_beside_the_page(head: str) -> None:
    pages = reports(head)
    assert not any("mprovement report" in words for words in said(pages))
    assert left_out(pages) == [[head.format(n=n, next=n + 44)] for n in range(1, 5)]


def test_a_foot_ends_or_opens_with_the_page_number() -> None:
    for foot in ("Thornwick Children\u2019s Services {n}", "{n} Thornwick Children\u2019s Services"):
        pages = reports("", foot=foot)
        assert not any("Services" in words for words in said(pages))


@pytest.mark.parametrize(
    "head", ["Children seen: {n}", "Week {n} of the plan", "Visits in 20{next}", "Case {n}"]
)
def test_a_line_whose_other_numbers_change_is_content(head: str) -> None:
    for n, words in enumerate(said(reports(head)), 1):
        assert head.format(n=n, next=n + 44) in words


def test_what_runs_tight_on_the_text_is_no_running_head() -> None:
    pages = [lines(["Families told us:", *(f"{t} {n}" for t in PROSE)], top=50) for n in range(1, 7)]
    assert all("Families told us:" in words for words in said(pages))


def test_running_heads_are_a_small_share_of_what_pages_say() -> None:
    long = "A very long head that says the name of the council and of its service and of its report and more"
    pages = reports(long)
    assert all(long in words for words in said([page[:2] for page in pages]))
    assert not any(long in words for words in said([page + lines(PROSE * 9, top=160) for page in pages]))


def test_a_page_of_hardly_a_word_keeps_its_head() -> None:
    pages = [
        *reports("Thornwick Council: report on the year"),
        [(72, 30, "Thornwick Council: report on the year")],
    ]
    pages[-1].append((72, 100, "No change."))
    assert "No change." in said(pages)[-1]
    assert "Thornwick Council: report on the year" in said(pages)[-1]


def test_a_foot_that_stays_does_not_run_on_into_the_next_page_s_head() -> None:
    pages = [
        [(72, 40, "Learning week"), (72, 58, f"Part {n}: the first visit"), (72, 800, "Practice team 2026")]
        for n in range(1, 8)
    ]
    assert all(p.page == p.end_page for p in passages_of(pdf_file(*pages)))
    for one, two in pairwise(said(pages)):
        assert one != two


def test_a_page_taken_from_a_longer_paper_loses_its_number_of_so_many() -> None:
    (page,) = said([[*lines(PROSE, top=80), (300, 800, "7 of 9")]])
    assert "7 of 9" not in page and PROSE[-1] in page


@pytest.mark.parametrize(
    "titles", [["One", "Two", "Three", "Four", "One"], ["One", *"ABCDE", "One", *"FGHIJ", "One"]]
)
def test_a_title_that_slides_far_apart_share_is_content(titles: list[str]) -> None:
    pages = [
        [(40, 30, f"Quarter {title}", 28.0), (40, 120, f"Re-referrals: {20 + n} per cent", 20.0)]
        for n, title in enumerate(titles)
    ]
    assert left_out(pages) == [[]] * len(pages)
    assert all(f"Quarter {title}" in text for title, text in zip(titles, said(pages), strict=True))


@pytest.mark.parametrize(
    "foot",
    ["Version 1.2 Page 1", "Page 1 of 1 | v3.0", "Draft version 2 – May 2024 – Page 1 of 1"],
)
def test_a_version_beside_a_page_number_is_no_heading_even_on_a_single_page(foot: str) -> None:
    page = [*lines(["Missing children policy", *PROSE]), (72.0, 800.0, foot, 12.0)]
    assert foot not in said([page])[0] and [foot] in left_out([page])


def test_a_version_without_a_page_number_stays() -> None:
    page = [*lines(["Missing children policy", *PROSE]), (72.0, 800.0, "Version 1.2 was agreed in May", 12.0)]
    assert "Version 1.2 was agreed" in said([page])[0]


def test_a_title_that_every_slide_has_is_content_beneath_a_running_head() -> None:
    pages = [
        [
            (72, 30, "Norbury performance pack", 9.0),
            (72, 70, "Headline message", 18.0),
            *lines([f"{what} this quarter compared with last year", f"Overall: {what} rose"], top=150),
        ]
        for what in ("Referrals", "Visits", "Plans", "Reviews", "Adoptions", "Placements")
    ]
    assert all("Headline message" in text for text in said(pages))
    assert left_out(pages) == [["Norbury performance pack"]] * 6
