"""What a paper notes of a value is kept with it, and is no part of the figure."""

from pathlib import Path

import pytest
from kinds_read import read_path
from openpyxl import Workbook
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from evidence.language.periods import period_key
from evidence.model import Observation
from evidence.settings import Settings
from ingest.values.cell_numbers import number_in
from ingest.values.observation_tables import table_values
from ingest.values.rows import Row
from ingest.values.value_notes import marks_at, noted, parted, spanned

Told = dict[tuple[str, str], tuple[float | None, str]]
ROWS = (
    ("Indicator", "Q1 2025/26", "Q2 2025/26"),
    ("NI 59", "84%¹", "82%*"),
    ("NI 60", "83% [2]", "81%"),
    ("NI 62", "82% (from January)", "83% (provisional)"),
)
NOTES = ("¹ from June 2025", "* provisional", "[2] cumulative")
TOLD: Told = {
    ("NI 59", "Q1 2025/26"): (84, "from June 2025"),
    ("NI 59", "Q2 2025/26"): (82, "provisional"),
    ("NI 60", "Q1 2025/26, cumulative"): (83, "cumulative"),
    ("NI 60", "Q2 2025/26"): (81, ""),
    ("NI 62", "Q1 2025/26"): (82, "from January"),
    ("NI 62", "Q2 2025/26"): (83, "provisional"),
}


def told(found: tuple[Observation, ...] | list[Observation]) -> Told:
    return {(o.indicator, o.period): (o.value, o.note) for o in found}


def table(*rows: str) -> list[Observation]:
    cells = [Row(tuple(c.strip() for c in row.split("|")), n) for n, row in enumerate(rows)]
    return list(table_values(cells, "", ""))


def pdf(path: Path, *, below: tuple[str, ...] = (), foot: tuple[str, ...] = ()) -> Path:
    looks = getSampleStyleSheet()

    def set_foot(canvas: Canvas, _: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        for place, note in enumerate(foot):
            canvas.drawString(72, 90 - 12 * place, note)

    def words(text: str, look: str = "BodyText") -> Paragraph:
        return Paragraph(text, looks[look])

    SimpleDocTemplate(str(path)).build(
        [
            words("Performance report", "Title"),
            words("20 October 2025"),
            words("How the service did", "Heading2"),
            Table([[words(c) for c in row] for row in ROWS], style=[("GRID", (0, 0), (-1, -1), 1, "black")]),
            Spacer(1, 12),
            *map(words, below),
            words("The board is asked to note the report. It was written by officers of the service."),
        ],
        onFirstPage=set_foot,
    )
    return path


def test_notes_below_a_printed_table_stand_with_their_values(settings: Settings, tmp_path: Path) -> None:
    (reading,) = read_path(pdf(tmp_path / "below.pdf", below=NOTES), settings)
    assert told(reading.observations) == TOLD
    assert [p.text for p in reading.passages if p.text.startswith(("¹", "*", "[2]"))] == list(NOTES)


def test_a_raised_mark_that_lost_its_height_still_names_its_note(settings: Settings, tmp_path: Path) -> None:
    notes = ("<super>1</super> from June 2025", *NOTES[1:])
    (reading,) = read_path(pdf(tmp_path / "raised.pdf", below=notes), settings)
    assert told(reading.observations) == TOLD


def test_notes_at_the_foot_of_the_page_stand_with_their_values(settings: Settings, tmp_path: Path) -> None:
    (reading,) = read_path(pdf(tmp_path / "foot.pdf", foot=NOTES), settings)
    assert told(reading.observations) == TOLD


def test_notes_in_a_sheet_below_its_table_stand_with_their_values(settings: Settings, tmp_path: Path) -> None:
    book = Workbook()
    for row in (*ROWS, (), *((note,) for note in NOTES)):
        book.active.append(row)
    book.save(tmp_path / "values.xlsx")
    (reading,) = read_path(tmp_path / "values.xlsx", settings)
    assert told(reading.observations) == TOLD


def test_the_note_of_another_table_in_the_sheet_is_not_a_values_note(
    settings: Settings, tmp_path: Path
) -> None:
    head = ("Indicator", "June 2025")
    book = Workbook()
    for row in (head, ("NI 59", "84%*"), (), head, ("NI 60", "80%*"), ("* provisional",)):
        book.active.append(row)
    book.save(tmp_path / "two.xlsx")
    (reading,) = read_path(tmp_path / "two.xlsx", settings)
    assert told(reading.observations) == {
        ("NI 59", "June 2025"): (84, ""),
        ("NI 60", "June 2025"): (80, "provisional"),
    }


def test_a_numbered_paragraph_below_a_table_is_no_note_of_its_values(
    settings: Settings, tmp_path: Path
) -> None:
    below = ("1. The board is asked to agree the plan.", "2. Officers will report again in May.")
    (reading,) = read_path(pdf(tmp_path / "list.pdf", below=below), settings)
    assert {note for _, note in told(reading.observations).values()} == {"", "from January", "provisional"}


@pytest.mark.parametrize(
    ("cell", "number", "notes", "marks"),
    [
        ("82% (from January)", (82, "%"), ("from January",), ()),
        ("82% (since 1 April 2025)", (82, "%"), ("since 1 April 2025",), ()),
        ("83% (provisional)", (83, "%"), ("provisional",), ()),
        ("83% (provisional, from June 2025)", (83, "%"), ("provisional, from June 2025",), ()),
        ("1,204 (year to date)", (1204, ""), ("year to date",), ()),
        ("84% (revised)²", (84, "%"), ("revised",), ("2",)),
        ("84%*†", (84, "%"), (), ("*†",)),
        ("84%¹,²", (84, "%"), (), ("1", "2")),
        ("84 [p]", (84, ""), (), ("[p]",)),
        ("12% (was 13%)", (12, "%"), (), ()),
        ("(5)", None, (), ()),
        ("45 (Bristol)", None, (), ()),
        ("82% (target 85%)", None, (), ()),
        ("82% (March 2024)", None, (), ()),
        ("84 [f]", None, (), ()),
        ("[c]", None, (), ()),
    ],
)
def test_a_cell_gives_its_figure_and_its_note_apart(
    cell: str, number: tuple[float, str] | None, notes: tuple[str, ...], marks: tuple[str, ...]
) -> None:
    assert number_in(cell) == number
    if number:
        found = parted(cell)
        assert (found.notes, found.marks) == (notes, marks)


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("¹ from June 2025", {"1": "from June 2025"}),
        ("¹ from June 2025 ² provisional", {"1": "from June 2025", "2": "provisional"}),
        ("* provisional † cumulative", {"*": "provisional", "†": "cumulative"}),
        ("[2] cumulative", {"2": "cumulative"}),
        ("Note 3: rounded to the nearest five", {"3": "rounded to the nearest five"}),
        ("The board notes this.", {}),
        ("12 months to June", {}),
    ],
)
def test_notes_are_named_by_their_marks(text: str, notes: dict[str, str]) -> None:
    assert noted([text]) == notes


def test_a_mark_with_two_meanings_has_none() -> None:
    assert noted(["* provisional", "* cumulative"]) == {"*": ""}


@pytest.mark.parametrize(
    ("period", "note", "becomes", "key"),
    [
        ("June 2025", "cumulative", "June 2025, cumulative", "2025-04..2025-06"),
        ("Q2 2025/26", "Year to date", "Q2 2025/26, year to date", "2025-04..2025-09"),
        ("Q2 2025/26", "rolling twelve months", "Q2 2025/26, rolling 12 months", "2024-10..2025-09"),
        ("June 2025", "figures are cumulative", "June 2025, cumulative", "2025-04..2025-06"),
        ("March 2026", "cumulative from January", "January 2026 to March 2026", "2026-01..2026-03"),
        ("2025/26", "YTD", "2025/26, year to date", "2025-04.."),
        ("2025/26", "cumulative", "2025/26", "2025/26"),
        ("June 2025", "not cumulative", "June 2025", "2025-06"),
        ("June 2025", "cumulative figures are in Appendix B", "June 2025", "2025-06"),
        ("June 2025", "from June 2025", "June 2025", "2025-06"),
    ],
)
def test_a_note_that_says_what_span_it_is_sets_the_value_apart(
    period: str, note: str, becomes: str, key: str
) -> None:
    assert spanned(period, note) == becomes
    assert period_key(becomes) == key


def test_a_columns_head_and_a_rows_name_set_their_values_apart() -> None:
    found = table(
        "Indicator | Q2 2025/26 | Q2 2025/26 YTD",
        "Referrals | 120 | 260",
        "Contacts (rolling 12 months) | 900 | ",
    )
    assert [(o.indicator, o.period, o.value) for o in found] == [
        ("Referrals", "Q2 2025/26", 120),
        ("Referrals", "Q2 2025/26, year to date", 260),
        ("Contacts (rolling 12 months)", "Q2 2025/26, rolling 12 months", 900),
    ]


def test_a_sentences_figure_has_the_mark_that_follows_it() -> None:
    assert marks_at("In June 2025, 84%¹ of visits and 80% of reviews were on time.", 84) == ("1",)
    assert marks_at("In June 2025, 84%¹ of visits and 80% of reviews were on time.", 80) == ()
    assert marks_at("It was 84%¹ in June and 84% in July.", 84) == ()
