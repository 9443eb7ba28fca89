"""Coverage and target states, as the design defines them."""

from hypothesis import given
from hypothesis import strategies as st

from evidence.model import Comparator, Observation, Stance, Target
from evidence.tracing.coverage import (
    Coverage,
    Dated,
    Evidence,
    coverage,
    first_day,
    months_before,
    target_state,
)

AT = "2026-06-30"


def evidence(
    date: str = "2026-05-01",
    document: int = 1,
    source_class: str = "internal",
    stance: Stance = Stance.SUPPORTS,
) -> Evidence:
    return Evidence(stance, document, date, f"body {document}", source_class)


def judge(*items: Evidence, at: str = AT) -> Coverage:
    return coverage(items, at, freshness_months=12)


def test_without_accepted_support_there_is_no_evidence() -> None:
    assert judge().state == "no evidence"
    assert judge(evidence(stance=Stance.CONTRADICTS)).state == "no evidence"
    assert judge(evidence(stance=Stance.CONTEXT)).state == "no evidence"


def test_newer_contradiction_contests() -> None:
    against = evidence("2026-06-01", 2, "external", Stance.CONTRADICTS)
    assert judge(evidence("2026-05-01"), against).state == "contested"


def test_older_contradiction_is_counted_but_does_not_contest() -> None:
    against = evidence("2026-01-01", 3, "external", Stance.CONTRADICTS)
    found = judge(evidence("2026-05-01", 1), evidence("2026-04-01", 2, "external"), against)
    assert (found.state, found.contradicting) == ("evidenced", 1)


def test_one_document_is_thin() -> None:
    assert judge(evidence(source_class="external"), evidence(source_class="external")).state == "thin"


def test_only_internal_sources_are_thin() -> None:
    assert judge(evidence(document=1), evidence(document=2)).state == "thin"


def test_nothing_fresh_is_thin() -> None:
    found = judge(evidence("2025-06-29", 1), evidence("2024-01-01", 2, "partner"))
    assert found.state == "thin" and "none dated since 30 June 2025" in found.reason


def test_two_documents_one_external_one_fresh_are_evidence() -> None:
    assert judge(evidence("2025-06-30", 1), evidence("2020-01-01", 2, "partner")).state == "evidenced"


def test_evidence_after_the_cutoff_does_not_count() -> None:
    assert judge(evidence("2026-07-01")).state == "no evidence"


def test_undated_evidence_counts_but_is_never_fresh() -> None:
    found = judge(evidence("", 1), evidence("", 2, "external"))
    assert (found.state, found.supporting) == ("thin", 2)


def test_months_are_counted_back_over_short_months() -> None:
    assert months_before("2026-03-31", 1) == "2026-02-28"
    assert months_before("2026-01-15", 13) == "2024-12-15"


dates = st.dates().map(str) | st.just("")
items = st.builds(
    Evidence,
    st.sampled_from(Stance),
    st.integers(1, 4),
    dates,
    st.just("a body"),
    st.sampled_from(["external", "partner", "internal", ""]),
)


@given(st.lists(items, max_size=8))
def test_one_more_contradiction_contests_or_changes_nothing(found: list[Evidence]) -> None:
    before = judge(*found).state
    after = judge(*found, evidence(AT, 9, "external", Stance.CONTRADICTS)).state
    assert after in {before, "contested"}


NI_59 = Target("NI 59", Comparator.AT_LEAST, 80, "percent", "the month of October 2010")


def seen(value: float, period: str, date: str = "2010-11-01", unit: str = "percent") -> Dated:
    return Dated(Observation("NI 59", value, unit, period), date)


def test_a_target_is_met_by_a_value_of_its_own_period() -> None:
    assert target_state(NI_59, [seen(80.0, "October 2010")])[0] == "met"
    assert target_state(NI_59, [seen(79.9, "Oct 2010")])[0] == "not met"


def test_a_value_of_another_period_or_unit_is_no_data() -> None:
    assert target_state(NI_59, [seen(99, "June 2010")]) == ("no data", None)
    assert target_state(NI_59, [seen(99, "October 2010", unit="count")]) == ("no data", None)


def rated(period: str, unit: str = "percent") -> Dated:
    """A row of a scorecard that gives a colour and no figure."""
    return Dated(Observation("NI 59", None, unit, period, rag="red"), "2011-02-01")


def test_a_rating_without_a_value_meets_no_target_and_hides_no_value() -> None:
    assert target_state(NI_59, [rated("October 2010")]) == ("no data", None)
    stated = seen(85, "October 2010")
    assert target_state(NI_59, [stated, rated("October 2010")]) == ("met", stated)
    trend = Target("NI 108", Comparator.TREND_DOWN, None, "", "2010/11")
    values = [seen(45, "2008/09"), seen(42, "2009/10"), seen(40, "2010/11")]
    assert target_state(trend, [*values, rated("2011/12")])[0] == "met"


def test_the_newest_document_counts_where_two_disagree() -> None:
    newer = seen(75, "October 2010", "2011-01-01")
    assert target_state(NI_59, [seen(85, "October 2010"), newer]) == ("not met", newer)


def test_at_most_is_met_from_below() -> None:
    neet = Target("NI 117", Comparator.AT_MOST, 6.8, "percent", "2010/11")
    assert target_state(neet, [seen(6.8, "2010-11")])[0] == "met"
    assert target_state(neet, [seen(6.9, "2010/11")])[0] == "not met"


def test_a_reduction_needs_the_value_it_starts_from() -> None:
    gap = Target("NI 102", Comparator.REDUCE_BY, 5, "ppts", "2010")
    assert target_state(gap, [seen(20, "2010", unit="ppts")])[0] == "no data"


def test_a_trend_needs_three_values() -> None:
    trend = Target("NI 108", Comparator.TREND_UP, None, "", "2010/11")
    values = [seen(40, "2008/09"), seen(42, "2009/10"), seen(45, "2010/11")]
    assert target_state(trend, values[:2])[0] == "no data"
    assert target_state(trend, values)[0] == "met"
    assert target_state(trend, [*values[:2], seen(41, "2010/11")])[0] == "not met"


def test_an_inexact_date_is_read_as_its_first_day() -> None:
    assert [first_day(d) for d in ("2011", "2011-06", "2011-06-22", "")] == [
        "2011-01-01", "2011-06-01", "2011-06-22", "",
    ]  # fmt: skip


def test_evidence_dated_on_the_day_itself_counts_for_and_against() -> None:
    assert judge(evidence(AT)).supporting == 1
    against = evidence(AT, 2, stance=Stance.CONTRADICTS)
    assert judge(evidence("2026-06-29"), against).state == "contested"
    assert judge(evidence(AT), against).state != "contested", "as new as the support is not newer"


def test_a_reduction_is_met_from_below_and_an_increase_from_above_the_value_it_starts_from() -> None:
    gap = Target("NI 102", Comparator.REDUCE_BY, 5, "ppts", "2010", baseline=25)
    visits = Target("NI 64", Comparator.INCREASE_BY, 5, "ppts", "2010", baseline=25)
    for target, states in ((gap, ("met", "met", "not met")), (visits, ("not met", "not met", "not met"))):
        found = [target_state(target, [seen(v, "2010", unit="ppts")])[0] for v in (19.9, 20.0, 20.1)]
        assert tuple(found) == states
    assert [target_state(visits, [seen(v, "2010", unit="ppts")])[0] for v in (29.9, 30.0)] == [
        "not met",
        "met",
    ]


def test_a_trend_is_told_by_the_last_three_values_and_standing_still_is_none() -> None:
    trend = Target("NI 108", Comparator.TREND_UP, None, "", "2010/11")
    years = ("2007/08", "2008/09", "2009/10", "2010/11")

    def state(*values: float) -> str:
        return target_state(trend, [seen(v, y) for v, y in zip(values, years, strict=True)])[0]

    assert state(50, 40, 42, 45) == "met", "what came before the last three does not count"
    assert state(38, 40, 42, 41) == "not met"
    assert state(38, 40, 42, 42) == "not met"


def test_a_demand_from_a_month_on_is_judged_by_the_newest_month_quarter_or_year_since() -> None:
    target = Target("NI 59", Comparator.AT_LEAST, 80, "percent", "from January 2026")
    before, met, late = (
        seen(v, p) for v, p in ((90, "December 2025"), (82, "February 2026"), (79, "Q4 2025/26"))
    )
    together = seen(95, "January 2026 to May 2026")
    assert target_state(target, [before, together])[0] == "no data"
    assert target_state(target, [before, met]) == ("met", met)
    assert target_state(target, [late, met, before, together]) == ("not met", late)


def test_a_change_in_percentage_points_is_measured_on_the_percentage_at_its_end() -> None:
    target = Target("NI 117", Comparator.REDUCE_BY, 2, "ppts", "March 2025 to March 2026", baseline=9)
    assert target_state(target, [seen(7.0, "March 2026")])[0] == "met"
    assert target_state(target, [seen(7.1, "March 2026")])[0] == "not met"
    assert target_state(target, [seen(5.0, "March 2025")])[0] == "no data"


def test_a_trend_is_of_months_or_of_longer_spans_and_never_of_both() -> None:
    trend = Target("NI 108", Comparator.TREND_UP, None, "", "2010/11")
    months = [seen(v, p) for v, p in ((40, "June 2010"), (42, "July 2010"), (45, "August 2010"))]
    together = seen(30, "April 2010 to August 2010"), seen(31, "July 2010 to September 2010")
    assert target_state(trend, [*months, *together])[0] == "met"
