"""Plans as workbooks and as answers to an inspection: whose they are, what they are called, their themes."""

from pathlib import Path

import pytest
from kinds_read import fields_of, read_path, read_text
from openpyxl import Workbook
from reader_files import paragraph, rows
from word_packages import word

from evidence.model import SourceClass
from evidence.settings import Settings

HEAD = "| Action | Owner | By when |\n| --- | --- | --- |\n| Recruit managers | Jo Moor | May 2024 |\n"


@pytest.mark.parametrize("title", ["Ofsted action plan", "Action plan after the CQC and Ofsted inspection"])
def test_who_inspected_does_not_speak_in_the_plan_that_answers(title: str, settings: Settings) -> None:
    reading = read_text(f"# {title}\n\nNorbury Borough Council, 2 May 2023\n\n{HEAD}", settings)
    assert fields_of(reading, "title", "author", "date") == (title, "Norbury Borough Council", "2023-05-02")
    assert reading.source
    assert reading.source.source_class is SourceClass.INTERNAL


def test_a_word_file_is_called_by_the_title_that_it_marks(settings: Settings, tmp_path: Path) -> None:
    title = paragraph("Case audit form", '<w:outlineLvl w:val="0"/>')
    body = title + paragraph("Auditor: Jo Moor") + rows([["Question", "Answer"], ["Was she heard?", "Yes"]])
    (reading,) = read_path(word(tmp_path / "a.docx", body), settings)
    assert reading.field("title") == "Case audit form"
    table = rows([["Action", "Who", "When"], ["Recruit managers", "Jo Moor", "May 2024"]])
    body = paragraph("Written Statement of Action") + paragraph("Norbury local area, November 2022") + table
    (plan,) = read_path(word(tmp_path / "b.docx", body), settings)
    assert fields_of(plan, "title", "date") == ("Written Statement of Action", "2022-11")


def test_a_sheets_own_title_is_its_actions_theme_and_a_sponsor_is_not(
    settings: Settings, tmp_path: Path
) -> None:
    book = Workbook()
    book.active.append(["Norbury improvement plan"])
    for n, name in enumerate(("Priority 1 – Leadership", "Priority 2: Practice"), 1):
        sheet = book.create_sheet(f"P{n}")
        for row in (
            [name],
            ["Senior sponsor: Jo Bell"],
            ["Updated 3 May 2024"],
            ["Ref", "Action", "Lead", "Deadline"],
            [f"{n}.1", "Recruit managers", "Head of HR", "May 2024"],
        ):
            sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    (reading,) = read_path(tmp_path / "a.xlsx", settings)
    assert reading.register
    assert [m.theme for m in reading.register.measures] == ["Priority 1 – Leadership", "Priority 2: Practice"]


def test_an_extract_says_when_it_was_made_and_a_due_date_is_not_that(
    settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text(
        "Extract produced 3 July 2024 by Norbury BC\n\nRef,Action,Owner,Due date\n"
        "A1,Visit weekly,Khan,01/08/2024\n"
    )
    (reading,) = read_path(tmp_path / "a.csv", settings)
    assert reading.register
    assert (reading.field("date"), reading.register.measures[0].theme) == ("2024-07-03", "")
    rows = "| Lead | Jo Moor |\n| --- | --- |\n| By when | 31 August 2024 |\n"
    form = read_text(f"# Improvement plan\n\n{rows}", settings)
    assert form.field("date") == ""


def test_a_response_is_not_called_by_one_of_its_answers(settings: Settings) -> None:
    text = (
        "# Scrutiny review of placements\n\nNorbury Borough Council, May 2024\n\n## Recommendations\n\n"
        "That the strategy is published by October.\n\nCabinet response: Accepted. It will be.\n\n"
        "That a report comes to each meeting.\n\n"
        "Cabinet response: Partially accepted. A report comes twice a year.\n"
    )
    reading = read_text(text, settings)
    assert fields_of(reading, "title", "date") == ("Scrutiny review of placements", "2024-05")
    assert reading.register
    assert [m.answer for m in reading.register.measures] == ["accepted", "partly accepted"]


def test_a_page_that_answers_a_peer_challenge_is_a_response(settings: Settings) -> None:
    text = (
        "# Our response to the peer challenge recommendations\n\nPublished 5 February 2024\n\n"
        "| Recommendation | Our response | Lead |\n| --- | --- | --- |\n"
        "| 1. Develop one practice model. | Agreed. It will be launched. | Jo Moor |\n"
        "| 2. Cease the use of agency managers. | Not agreed. Cover is needed. | Kit Lowe |\n"
    )
    reading = read_text(text, settings)
    assert reading.kind == "response"
    assert reading.register
    assert [m.answer for m in reading.register.measures] == ["accepted", "rejected"]


def test_an_action_rated_each_month_has_its_latest_rating(settings: Settings, tmp_path: Path) -> None:
    book = Workbook()
    for row in (
        ["Ref", "Action", "Named lead", "Due", "RAG status", None, None],
        [None, None, None, None, "Apr", "May", "Jun"],
        ["1", "Recruit two managers", "Jo Moor", "July 2024", "R", "A", "G"],
        ["2", "Launch practice standards", "Kit Lowe", "June 2024", "G", "G", "A"],
    ):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    (reading,) = read_path(tmp_path / "a.xlsx", settings)
    assert reading.register
    assert [(m.owner, m.rag) for m in reading.register.measures] == [
        ("Jo Moor", "green"),
        ("Kit Lowe", "amber"),
    ]
