"""Values told in prose: what the council's indicators reached, and nothing that was asked for or foreseen."""

import pytest

from evidence.model import Passage, PassageKind
from ingest.values.observation_names import Names, names_in
from ingest.values.observation_prose import Context, find_told

DAY = "2011-06-22"


def told(text: str, day: str = DAY, names: Names | None = None) -> list[tuple[str, float, str, str]]:
    passages = [Passage(0, PassageKind.PARAGRAPH, text)]
    found = find_told(passages, Context(day, names or Names([])))
    return [(o.indicator, o.value, o.unit, o.period) for o in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("NEET fell to 8.1% in November.", [("NEET", 8.1, "percent", "November 2010")]),
        (
            "74.2% of initial assessments were completed within 10 working days in December 2010 (NI 59).",
            [("NI 59", 74.2, "percent", "December 2010")],
        ),
        (
            "NI 59 rose from 58.3% in March to 66.2% in September.",
            [("NI 59", 58.3, "percent", "March 2010"), ("NI 59", 66.2, "percent", "September 2010")],
        ),
        (
            "Timeliness of visits has improved from 61 per cent in Q1 2010/11 to 78 per cent in Q4 2010/11.",
            [
                ("Timeliness of visits", 61.0, "percent", "Q1 2010/11"),
                ("Timeliness of visits", 78.0, "percent", "Q4 2010/11"),
            ],
        ),
        (
            "There were 424 children in need for every 10,000 children at the end of May (CS 10).",
            [("CS 10", 424.0, "rate_per_10000", "end of May 2011")],
        ),
        (
            "Thirty-seven social workers held more than 20 cases at the end of May 2011 (CS 12).",
            [("CS 12", 37.0, "count", "end of May 2011")],
        ),
        (
            "The number of looked after children rose to 1,432 at the end of May 2011.",
            [("number of looked after children", 1432.0, "count", "end of May 2011")],
        ),
        (
            "Re-referrals were 18.2% in April 2011, 17.9% in May 2011 and 16.0% in June 2011.",
            [
                ("Re-referrals", 18.2, "percent", "April 2011"),
                ("Re-referrals", 17.9, "percent", "May 2011"),
                ("Re-referrals", 16.0, "percent", "June 2011"),
            ],
        ),
    ],
)
def test_a_value_is_read_with_its_indicator_unit_and_period(
    text: str, wanted: list[tuple[str, float, str, str]]
) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "NI 59 will reach 80% by March 2012.",
        "The council is on course to reach 80% by October 2011 (NI 59).",
        "We aim to increase NI 59 to 80% by October 2011.",
        "The Notice asks for 72% of assessments in June 2011 (NI 59).",
        "NI 59 has not reached 80%.",
        "Fewer than 60% of assessments were on time in March 2011 (NI 59).",
        "NI 59 improved by 3 percentage points in March 2011.",
        "This is better than the 66.4% reported to the Board in November (CS 07).",
        "Standards have risen from 30% of pupils achieving 5 or more GCSE A*-C grades to 35%.",
        "The national rate of NI 117 was 6.4% in 2010/11.",
        "Statistical neighbours completed 71% in March 2011 (NI 59).",
        "Work began on Internet Explorer 8 (IE8) in March 2011.",
    ],
)
def test_what_is_asked_for_foreseen_compared_or_merely_named_is_no_value(text: str) -> None:
    assert told(text) == []


def test_a_national_figure_beside_the_councils_is_left_out() -> None:
    text = "NI 62 stood at 10.2% in March 2011, against a national average of 11.4%."
    assert told(text) == [("NI 62", 10.2, "percent", "March 2011")]


@pytest.mark.parametrize("mark", ["62¹%", "62%¹", "62%(1)", "62(1)%"])
def test_a_footnote_mark_is_no_digit(mark: str) -> None:
    assert told(f"NI 66 was {mark} in March 2011.") == [("NI 66", 62.0, "percent", "March 2011")]


def test_the_target_stands_beside_the_value_it_was_set_for() -> None:
    passages = [
        Passage(
            0,
            PassageKind.PARAGRAPH,
            "In May 74.2% of assessments were on time against a target of 72% (NI 59). In May 80% of reviews"
            " were on time against a target of 90% for December 2011 (NI 66).",
        )
    ]
    found = list(find_told(passages, Context(DAY, Names([]))))
    assert [(o.indicator, o.value, o.target) for o in found] == [("NI 59", 74.2, 72.0), ("NI 66", 80.0, None)]


def test_a_month_stays_without_a_year_where_the_passage_speaks_of_an_earlier_one() -> None:
    text = "The service was redesigned during 2008. NI 59 fell to 61% in November."
    assert told(text) == [("NI 59", 61.0, "percent", "November")]
    assert told("NI 59 fell to 61% in November.", day="") == [("NI 59", 61.0, "percent", "November")]


def test_an_indicator_is_known_by_the_words_of_the_papers_own_table() -> None:
    names = names_in(
        [Passage(0, PassageKind.ROW, "CS 18 | Initial health assessments within 20 working days | 60%")], None
    )
    whole = "In May 2011 63.0% of initial health assessments were completed within 20 working days."
    part = "In the east team 63.0% of initial health assessments were completed within 20 working days."
    assert told(whole, names=names) == [("CS 18", 63.0, "percent", "May 2011")]
    assert told(part, names=names) == []


def test_codes_named_together_take_their_values_in_order_or_none() -> None:
    assert told("NI 59 and NI 60 were 72% and 80% respectively in May 2011.") == [
        ("NI 59", 72.0, "percent", "May 2011"),
        ("NI 60", 80.0, "percent", "May 2011"),
    ]
    assert told("NI 59 and NI 60 were between them 72% in May 2011.") == []


def test_a_value_for_a_month_to_come_is_none() -> None:
    assert told("NI 59 was 74.2% in December 2025 (provisional).", day="2011-06-22") == []


def test_a_period_in_brackets_with_its_own_figure_does_not_date_the_one_before() -> None:
    found = told("Reviews held on time were 94% (2022/23: 91%).")
    assert (94, "2022/23") not in [(value, period) for _, value, _, period in found]


@pytest.mark.parametrize(
    ("day", "said", "period"),
    [
        ("2026-03-27", "third quarter", "third quarter of 2025/26"),
        ("2026-01-05", "third quarter", "third quarter of 2025/26"),
        ("2026-04-02", "fourth quarter", "fourth quarter of 2025/26"),
        ("2026-03-27", "fourth quarter", "fourth quarter"),  # not over: of this year or the one before
        ("2025-11-21", "third quarter", "third quarter"),
        ("2025-11-21", "first quarter", "first quarter of 2025/26"),
        ("2025-05-01", "second quarter", "second quarter of 2024/25"),
        ("", "third quarter", "third quarter"),
    ],
)
def test_a_quarter_without_a_year_is_the_latest_that_was_over(day: str, said: str, period: str) -> None:
    text = f"Conferences were held on time in 78.6% of cases in the {said} (CS 07)."
    assert told(text, day) == [("CS 07", 78.6, "percent", period)]


def test_a_quarter_of_a_year_that_the_passage_names_is_not_given_another() -> None:
    text = "In 2023/24 visits were late. They were on time in 78.6% of cases in the third quarter (CS 07)."
    assert told(text, "2026-03-27") == [("CS 07", 78.6, "percent", "third quarter")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Average caseloads have come down to 16.4, below the target of 18.",
            ("Average caseloads", 16.4, "count", ""),
        ),
        ("The vacancy rate is 12%, above the target of 10%.", ("vacancy rate", 12.0, "percent", "")),
        ("The vacancy rate is 12%, down from 15% a year ago.", None),
        ("The team of 12 met 4 times, below the target of 6.", None),
        ("Average caseloads should come down to 16.4, below the target of 18.", None),
    ],
)
def test_a_value_held_against_a_target_needs_no_period(
    text: str, wanted: tuple[str, float, str, str] | None
) -> None:
    assert told(text) == ([wanted] if wanted else [])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("NI 60 was 88%, up from March 2011 (81%).", [("NI 60", 88.0, "percent", "")]),
        (
            "NI 59: 84% of initial assessments were in time from January 2011 to date.",
            [("NI 59", 84.0, "percent", "from January 2011 to date")],
        ),
    ],
)
def test_what_a_value_moved_from_and_what_it_runs_from_are_no_month_of_its_own(
    text: str, wanted: list[tuple[str, float, str, str]]
) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Essex stood at 71% in March 2011.",
        "Barnet and Enfield were at 81% and 76% in Q2 2010/11.",
        "Kent County Council was at 88% in June 2010.",
        "The South East was at 44% in 2010/11.",
        "The average for the region was 61% in March 2011.",
        "The highest performing team was at 98% in March 2011.",
        "Girls were at 61% in March 2011.",
    ],
)
def test_a_place_or_a_group_is_no_indicator(text: str) -> None:
    assert told(text) == []


def test_a_figure_for_each_part_is_no_value_of_the_whole() -> None:
    assert told("In June 2010 timeliness was 81% for boys and 79% for girls.") == []
    assert told("In June 2010 timeliness was 81%.") == [("timeliness", 81.0, "percent", "June 2010")]
