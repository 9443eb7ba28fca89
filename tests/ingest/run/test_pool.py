"""The processes that read: what one file does to its own stops no other."""

import time
from collections.abc import Iterator
from concurrent.futures import wait
from dataclasses import replace
from pathlib import Path

import hostile_work as work
import pytest
from patience import PATIENCE

from evidence.errors import Unreadable
from ingest.run.workers.limits import Limits
from ingest.run.workers.pool import Pool

LIMITS = Limits(seconds=1, most_seconds=PATIENCE, megabytes=400)


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    """One pool for all these tests: it must stand all of them."""
    with Pool(LIMITS, tmp_path_factory.mktemp("scratch"), workers=2) as pool:
        yield pool


@pytest.mark.parametrize("endless", [work.hang, work.sleep])
def test_what_hangs_is_stopped_in_time_and_says_so(pool: Pool, endless: object) -> None:
    with pytest.raises(Unreadable, match=r"^Reading it took more than 1 seconds and was stopped\. Split it"):
        pool.submit(endless, None).result()


@pytest.mark.parametrize(
    ("crash", "how"), [(work.abort, "SIGABRT"), (work.fault, "SIGSEGV"), (work.leave, "exit code 3")]
)
def test_a_crash_fails_that_file_only(pool: Pool, crash: object, how: str) -> None:
    others = [pool.submit(work.double, n) for n in range(5)]
    crashed = pool.submit(crash, None)
    others += [pool.submit(work.double, n) for n in range(5, 10)]
    with pytest.raises(Unreadable, match=rf"crashed the program that reads it \({how}\)"):
        crashed.result()
    assert [other.result() for other in others] == [2 * n for n in range(10)]


@pytest.mark.parametrize("kill", [work.killed_once, work.server_killed_once])
def test_what_a_reader_that_was_killed_was_at_is_read_again(tmp_path: Path, kill: object) -> None:
    with Pool(replace(LIMITS, seconds=60), tmp_path, workers=2) as own:
        waiting = [own.submit(kill, str(tmp_path / "mark")), own.submit(work.double, 2)]
        assert [each.result(timeout=PATIENCE) for each in waiting] == ["read", 4]


def test_what_is_killed_each_time_says_so(tmp_path: Path) -> None:
    with Pool(LIMITS, tmp_path, workers=1) as own:
        with pytest.raises(Unreadable, match=r"was ended from outside, each time that it was tried"):
            own.submit(work.killed, None).result(timeout=PATIENCE)
        assert own.submit(work.double, 2).result() == 4


@pytest.mark.parametrize("greedy", [work.swell, work.grasp])
def test_what_swells_is_stopped_and_says_so(tmp_path: Path, greedy: object) -> None:
    with Pool(replace(LIMITS, seconds=60), tmp_path, workers=1) as patient:
        with pytest.raises(Unreadable, match=r"took more than 400 MB of memory and was stopped"):
            patient.submit(greedy, None).result()
        assert patient.submit(work.double, 2).result() == 4


def test_a_pool_that_is_stopped_starts_no_other_readers(tmp_path: Path) -> None:
    with Pool(LIMITS, tmp_path, workers=2) as stopped:
        assert stopped.submit(work.double, 1).result() == 2
        stopped.shutdown(cancel_futures=True)
        with pytest.raises(RuntimeError, match="after shutdown"):
            stopped.submit(work.double, 2)


def test_many_that_go_wrong_at_once_leave_the_good_ones(pool: Pool) -> None:
    bad = [pool.submit(f, None) for f in (work.abort, work.hang, work.fault, work.swell) for _ in range(3)]
    good = [pool.submit(work.double, n) for n in range(20)]
    _, pending = wait([*bad, *good], timeout=PATIENCE)
    assert not pending
    assert [g.result() for g in good] == [2 * n for n in range(20)]
    assert all(isinstance(b.exception(), Unreadable) for b in bad)


def test_what_readers_leave_behind_lies_in_the_scratch_folder(tmp_path: Path) -> None:
    with Pool(LIMITS, tmp_path, workers=1) as own:
        assert own.submit(work.leave_a_file, "x").result() == str(tmp_path)


def test_no_reader_outlives_its_pool(tmp_path: Path) -> None:
    pool = Pool(LIMITS, tmp_path, workers=2)
    pool.submit(work.sleep, None)
    pool.submit(work.double, 1).result()
    start = time.monotonic()
    pool.shutdown(cancel_futures=True)
    assert time.monotonic() - start < PATIENCE
