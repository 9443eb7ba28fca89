"""Periods are compared by what they mean."""

import pytest

from evidence.language.periods import find_period, period_end, period_key, period_kind, period_start


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("the month of June 2010", "2010-06"),
        ("Jun-10", "2010-06"),
        ("2010-06", "2010-06"),
        ("cumulative period October 2010 to March 2011", "2010-10..2011-03"),
        ("Oct-Dec 2025", "2025-10..2025-12"),
        ("April to June 2025", "2025-04..2025-06"),
        ("2009/10 academic year", "2009/10"),
        ("2009-2010", "2009/10"),
        ("Q2 2010/11", "2010/11 Q2"),
        ("quarter 3 2025/26", "2025/26 Q3"),
        ("2010 examinations", "2010"),
        ("from January 2011", "2011-01.."),
        ("January 2011 onwards", "2011-01.."),
        ("April 2025 to date", "2025-04.."),
        ("from January 2011 to March 2011", "2011-01..2011-03"),
        ("year to date September 2025", "2025-04..2025-09"),
        ("YTD Feb 2026", "2025-04..2026-02"),
        ("Sep 2025 (rolling 12 months)", "2024-10..2025-09"),
        ("throughout the term", ""),
    ],
)
def test_ways_to_write_a_period_share_a_key(words: str, key: str) -> None:
    assert period_key(words) == key


def test_a_word_that_begins_like_a_month_is_no_period() -> None:
    assert find_period("by the end of Marketing") == ""
    assert find_period("by the end of Mar 2011") == "end of Mar 2011"


@pytest.mark.parametrize(
    ("key", "kind", "start", "end"),
    [
        ("2025-04", "month", "2025-04", "2025-04"),
        ("2025/26 Q2", "quarter", "2025-07", "2025-09"),
        ("2025/26", "year", "2025-04", "2026-03"),
        ("2025-04..2025-09", "span", "2025-04", "2025-09"),
        ("2025-04..", "open", "2025-04", ""),
    ],
)
def test_a_period_knows_its_kind_its_first_month_and_its_last(
    key: str, kind: str, start: str, end: str
) -> None:
    assert (period_kind(key), period_start(key), period_end(key)) == (kind, start, end)
