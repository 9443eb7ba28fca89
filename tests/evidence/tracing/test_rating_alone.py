"""A rating without a figure neither meets nor misses a figure."""

from evidence.model import Comparator, Observation, Target
from evidence.tracing.coverage import NO_DATA, Dated, target_state


def test_a_rating_alone_is_no_data_for_a_target() -> None:
    green = Dated(Observation("KPI 4", None, "percent", "June 2024", rag="green"), "2024-07-01", 1)
    for comparator in (Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.TREND_UP):
        assert target_state(Target("KPI 4", comparator, 90.0, "percent", "June 2024"), [green] * 4) == (
            NO_DATA,
            None,
        )
