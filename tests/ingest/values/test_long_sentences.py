"""Reading a sentence takes time in step with the figures in it, and long lists are read like short ones."""

import time
from collections.abc import Callable

import pytest

from evidence.language.quantities import find_quantities
from ingest.values.observation_roles import VALUE, told_in
from ingest.values.targets import find_targets

SHAPES = (
    lambda n: f"{n * 7 % 1000}",
    lambda n: f"{n % 80 + 10}% of visits to homes",
    lambda n: f"from 40 to {n} cases in April",
)


def seconds(work: Callable[[str], object], sentence: str) -> float:
    """Processor time, the least of three."""
    times = []
    for _ in range(3):
        since = time.process_time()
        work(sentence)
        times.append(time.process_time() - since)
    return min(times)


@pytest.mark.parametrize("work", [find_quantities, told_in, find_targets])
@pytest.mark.parametrize("shape", SHAPES)
def test_eight_times_the_figures_take_about_eight_times_as_long(
    work: Callable[[str], object], shape: Callable[[int], str]
) -> None:
    short, long = (f"The team made {', '.join(map(shape, range(n)))} in May 2011." for n in (150, 1200))
    assert seconds(work, long) < 24 * max(seconds(work, short), 0.002)  # with the square it would be 64


def test_a_figure_is_what_it_is_however_many_stand_before_it() -> None:
    many = "; ".join(f"ward {n} has a school" for n in range(300))
    (last,) = [t for t in told_in(f"{many}; and 574 visits were made on time.") if t.quantity.value == 574]
    assert last.role == VALUE
    assert not [q for q in find_quantities(f"{many}; children aged 19 to 21") if q.lead == "to"]
