"""Dates in prose, and a document's own date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.language.dates import find_dates, find_ranges, own_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("22 June 2011", "2011-06-22"),
        ("on the 11th September 2007,", "2007-09-11"),
        ("11<sup>th</sup> September 2007", "2007-09-11"),
        ("the 5th day of March 2010", "2010-03-05"),
        ("12th\nFebruary 2024", "2024-02-12"),
        ("by March 2011", "2011-03"),
        ("18-Oct-07", "2007-10-18"),
        ("14 June 07", "2007-06-14"),
        ("3 May '98", "1998-05-03"),
        ("05/04/2011", "2011-04-05"),
        ("31.12.2024", "2024-12-31"),
        ("2025-01-09", "2025-01-09"),
        ("March 4, 2025", "2025-03-04"),
        ("l2 May 2O11", "2011-05-12"),
        ("5 0ctober 2010", "2010-10-05"),
    ],
)
def test_a_date_is_read_however_it_is_written(text: str, iso: str) -> None:
    assert [d.iso for d in find_dates(text)] == [iso]


@pytest.mark.parametrize(
    "text",
    [
        "Working together to safeguard children 2010",
        "31 June 2011",
        "13/25/2011",
        "ll May 2011",
        "paragraph 3.2.11",
        "from 2 may 15 people came",
        "in 2009/10",
        "May 2011-12",
        "section 497A of the Education Act 1996",
        "LS1 1UR",
    ],
)
def test_what_is_no_date_is_not_made_one(text: str) -> None:
    assert find_dates(text) == ()


@given(
    st.dates(date(1950, 1, 1), date(2049, 12, 31)),
    st.sampled_from(["%d %B %Y", "%d/%m/%Y", "%d-%b-%y", "%Y-%m-%d"]),
)
def test_every_day_is_read_back_as_itself(day: date, form: str) -> None:
    assert [d.iso for d in find_dates(f"Held on {day.strftime(form)}, at noon")] == [day.isoformat()]


@given(st.text())
def test_any_text_gives_only_real_dates_in_order(text: str) -> None:
    found = find_dates(text)
    assert all(text[d.start : d.end].strip() == d.words for d in found)
    assert [d.start for d in found] == sorted(d.start for d in found)


@pytest.mark.parametrize(
    "span",
    [
        "3 to 14 October 2022",
        "29 October 2018 to 2 November 2018",
        "8 – 12 July 2013",
        "14 and 15 January 2026",
    ],
)
def test_a_span_of_days_is_kept_as_printed(span: str) -> None:
    assert find_ranges(f"Inspection dates: {span}") == (span,)


def test_a_documents_date_is_the_labelled_one_and_not_one_it_mentions() -> None:
    lines = ["Report of the Director", "on the inspection of 3 May 2010", "Date: 22 June 2011", "7 July 2011"]
    assert own_date(lines) == ("2011-06-22", 2)


def test_a_line_that_is_only_a_date_dates_a_letter() -> None:
    assert own_date(["Town Hall", "Thursday 9 January 2025", "Your letter of 4 December 2024"]) == (
        "2025-01-09",
        1,
    )


def test_a_notice_is_dated_beside_its_signature() -> None:
    assert own_date(["Improvement Notice"], ["Signed: J Smith . Date: 2 March 2010"]) == ("2010-03-02", 1)


def test_a_date_that_is_only_mentioned_dates_nothing() -> None:
    assert own_date(["We wrote to you on 4 December 2009 about this."]) == ("", -1)


def test_months_that_ocr_misread_by_a_letter_or_two_are_read() -> None:
    assert [d.iso for d in find_dates("l4 Februarv 2011 and 3 Septernber 2011")] == [
        "2011-02-14",
        "2011-09-03",
    ]
    assert find_dates("3 Remember 2011") == ()


def test_a_date_in_two_languages_on_one_line_is_its_own() -> None:
    assert own_date(["4 Mawrth 2024 / 4 March 2024"]) == ("2024-03-04", 0)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Version 2, June 2024", "2024-06"),
        ("Children’s scorecard – September 2024", "2024-09"),
        ("Improvement Board | 10 December 2024", "2024-12-10"),
        ("Data extracted: 03/07/2024", "2024-07-03"),
        ("By when | 31 August 2024", ""),
        ("Action plan following the inspection, March 2022", ""),
        ("Target date: 3 May 2024", ""),
    ],
)
def test_a_month_at_the_end_of_a_title_dates_a_paper_that_has_no_other_date(line: str, date: str) -> None:
    assert own_date(["A paper", line])[0] == date
