"""A date that only the file's name gives."""

from dataclasses import replace

import pytest
from kinds_read import readings_of
from notice_styles import BULLETED
from structure_raw import text_file

from evidence.model import Reading
from evidence.settings import Settings
from ingest.kinds.file_name import date_in_name

UNDATED = BULLETED.replace("Date: 12 May 2011", "")
INSPECTED = (
    "Inspection of Carrow local authority children's services\n\nInspection dates: 3 to 14 October 2022\n\n"
    "Lead inspector: Jo Bell, His Majesty's Inspector\n\nOfsted\n\nChildren wait too long.\n"
)


def named(text: str, name: str, settings: Settings) -> Reading:
    (reading,) = readings_of(replace(text_file(text), name=name), settings)
    return reading


@pytest.mark.parametrize(
    ("name", "iso"),
    [
        ("carrow-2022-07-05.pdf", "2022-07-05"),
        ("letter_25.11.2022.docx", "2022-11-25"),
        ("Letter-5th-December-2009-final.doc", "2009-12-05"),
        ("Report 20221125.pdf", "2022-11-25"),
        ("Minutes June 2011.pdf", "2011-06"),
        ("plan-2022-06.xlsx", "2022-06"),
    ],
)
def test_a_name_gives_its_date_as_precisely_as_it_is_written(name: str, iso: str) -> None:
    assert date_in_name(name) == iso


@pytest.mark.parametrize(
    "name",
    [
        "plan 2010-12.pdf",
        "inspection 3 to 14 October 2022.pdf",
        "14-16 May 2024.pdf",
        "2022-11-25 and 2022-11-30.pdf",
        "NI 59 2010.pdf",
        "data 2022-23.csv",
        "2022-13-45.pdf",
        "000_6e4f238eea1f838d.txt",
        "IMG_20240511_101112.jpg",
    ],
)
def test_years_spans_several_dates_and_cameras_give_none(name: str) -> None:
    assert date_in_name(name) == ""


def test_a_paper_without_a_date_has_its_names_and_says_whence(settings: Settings) -> None:
    notice = named(UNDATED, "notice 2011-05-12.txt", settings)
    (dated,) = [f for f in notice.fields if f.name == "date"]
    assert (dated.value, dated.passage) == ("2011-05-12", None)
    assert notice.field("date_from") == "the file's name"
    assert notice.warnings == ("It prints no date of its own; the file's name gives 12 May 2011.",)


def test_a_printed_date_stands_and_another_in_the_name_is_told(settings: Settings) -> None:
    notice = named(BULLETED, "notice 2011-06-01.txt", settings)
    assert notice.field("date") == "2011-05-12" and not notice.field("date_from")
    assert notice.warnings == (
        "The file's name gives 1 June 2011; the paper gives 12 May 2011, which stands.",
    )
    assert named(BULLETED, "notice May 2011.txt", settings).warnings == ()
    assert named(BULLETED, "notice June 2011.txt", settings).warnings == ()  # a month may be what it is about


def test_a_name_dated_before_an_inspection_ended_does_not_date_its_report(settings: Settings) -> None:
    early = named(INSPECTED, "carrow-2022-10-12.txt", settings)
    assert early.field("date") == ""
    assert (
        "The file's name gives 12 October 2022, before the inspection ended: it was not taken."
        in early.warnings
    )
    assert named(INSPECTED, "carrow-2022-11-25.txt", settings).field("date") == "2022-11-25"
