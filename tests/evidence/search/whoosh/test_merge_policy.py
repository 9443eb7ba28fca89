"""Which segments a commit writes again."""

from hypothesis import given
from hypothesis import strategies as st

from evidence.search.whoosh.merge_policy import FAN, FELT, to_merge

segments = st.lists(st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n))))


def test_a_few_segments_stay_as_they_are() -> None:
    assert to_merge([(60, 60)] * (FAN - 1) + [(100_000, 100_000)], 60) == set()


def test_ten_small_segments_become_one_and_a_large_one_stays() -> None:
    assert to_merge([(100_000, 100_000), *[(60, 60)] * FAN], 60) == set(range(1, FAN + 1))


def test_a_segment_that_is_mostly_deleted_is_written_again() -> None:
    assert to_merge([(10, 100), (60, 100)], 1) == {0}


@given(segments, st.integers(0, 50_000))
def test_a_small_commit_never_writes_much_again(sizes: list[tuple[int, int]], written: int) -> None:
    chosen = to_merge(sizes, written)
    assert sum(sizes[number][0] for number in chosen) <= max(FELT, 4 * written)


def test_thousands_of_small_changes_leave_few_segments() -> None:
    sizes: list[tuple[int, int]] = []
    for _ in range(3000):
        chosen = to_merge(sizes, 20)
        merged = 20 + sum(sizes[number][0] for number in chosen)
        sizes = [s for number, s in enumerate(sizes) if number not in chosen] + [(merged, merged)]
    assert sum(alive for alive, _ in sizes) == 60_000
    assert len(sizes) < 150
