"""A limiting judgement stands until a re-inspection judges that area otherwise, and says by what."""

import pytest

from evidence.frameworks.framework import load
from evidence.tracing.limits import Judgement, limited

YEAR = load("ofsted-2011").limits
ILACS = load("ofsted-ilacs").limits
SAFEGUARDING = "Overall effectiveness of safeguarding services"


def given(date: str, grade: str, area: str = SAFEGUARDING) -> Judgement:
    return Judgement(area, grade, date, f"Report, {date}")


def test_an_inadequate_safeguarding_judgement_caps_block_b_and_the_year() -> None:
    (found,) = limited(YEAR, [given("2010-01-22", "inadequate")], "2010-12-31")
    assert found.stands and found.limit.caps == ("B",) and found.caused_by.date == "2010-01-22"
    assert "the year's rating" in found.limit.says
    assert "was judged inadequate on 22 January 2010 (Report, 2010-01-22)" in found.sentence
    (by_month,) = limited(YEAR, [given("2010-01", "inadequate")], "2010-12-31")
    assert "was judged inadequate in January 2010" in by_month.sentence


def test_a_re_inspection_lifts_it_and_is_named() -> None:
    both = [given("2010-01-22", "inadequate"), given("2011-09-30", "adequate")]
    (found,) = limited(YEAR, both, "2011-12-31")
    assert found.lifted_by == both[1] and not found.stands
    (before,) = limited(YEAR, both, "2011-09-29")
    assert before.stands, "on the day before, it stood"
    assert limited(YEAR, both, "2010-01-21") == []


def test_judged_inadequate_again_it_stands_on_the_first_and_after_it_was_lifted_on_the_new_one() -> None:
    again = [given("2010-01-22", "inadequate"), given("2010-11-05", "inadequate")]
    assert limited(YEAR, again, "2011-01-01")[0].caused_by == again[0]
    anew = [again[0], given("2010-06-01", "good"), again[1]]
    (found,) = limited(YEAR, anew, "2011-01-01")
    assert found.stands and found.caused_by == again[1]


@pytest.mark.parametrize(
    ("judgement", "why"),
    [
        (given("", "inadequate"), "it has no date"),
        (given("2010-01-22", "adequate"), "it is another grade"),
        (given("2010-01-22", "inadequate", "Capacity for improvement of safeguarding services"), "capacity"),
        (given("2010-01-22", "inadequate", "The Local Safeguarding Children Board"), "the board"),
        (given("2010-01-22", "inadequate", "Services for looked after children"), "another area"),
    ],
)
def test_nothing_else_caps_it(judgement: Judgement, why: str) -> None:
    assert limited(YEAR, [judgement], "2011-01-01") == [], why


def test_of_one_inspection_that_gives_several_grades_in_the_area_the_limiting_one_counts() -> None:
    same = [given("2010-01-22", "inadequate"), given("2010-01-22", "adequate", "Quality of safeguarding")]
    assert limited(YEAR, same, "2011-01-01")[0].stands


def test_care_leavers_alone_cap_the_overall_judgement_until_it_was_removed() -> None:
    area = "The experiences and progress of care leavers"
    (found,) = limited(ILACS, [given("2025-02-10", "inadequate", area)], "2025-12-31")
    assert found.limit.caps == ("overall",) and found.stands
    assert limited(ILACS, [given("2025-02-10", "inadequate", area)], "2026-12-31") == []
    both = "The experiences and progress of children in care and care leavers"
    assert len(limited(ILACS, [given("2019-05-10", "inadequate", both)], "2020-01-01")) == 1


def test_leaders_alone_do_not_decide() -> None:
    area = "The impact of leaders on social work practice with children and families"
    assert limited(ILACS, [given("2022-02-10", "inadequate", area)], "2022-12-31") == []
