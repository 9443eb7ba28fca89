"""Background work in a process of its own: its answer comes back, and it stops when it should."""

import os
from pathlib import Path

import pytest
import stored_papers
from apart_work import begin_and_wait, crash, doubled

from evidence.errors import HomeError
from evidence.services import Services
from webapp.background.apart import run_apart
from webapp.background.jobs import FEW, SETTLE, Stopped, is_soon_settled, run_job


def test_work_apart_gives_its_answer_and_yields_to_people() -> None:
    answer, yielding = run_apart(doubled, 21, check=lambda: None)
    assert answer == 42 and yielding >= min(os.getpriority(os.PRIO_PROCESS, 0) + 5, 19)


@pytest.mark.parametrize("code", [0, 1, 137])
def test_a_process_that_broke_down_is_told(code: int) -> None:
    with pytest.raises(HomeError, match="broke down"):
        run_apart(crash, code, check=lambda: None)


def test_work_that_is_stopped_ends_where_it_can(tmp_path: Path) -> None:
    said = tmp_path / "said"

    def check() -> None:
        if said.is_file() and said.read_text():
            raise Stopped

    with pytest.raises(Stopped):
        run_apart(begin_and_wait, str(said), check=check)
    number, ended = said.read_text().split()
    assert ended == "stopped" and not Path(f"/proc/{number}").exists()


def test_what_follows_from_many_changes_is_done_by_another_process(services: Services) -> None:
    for n in range(FEW + 1):
        stored_papers.add(services, f"paper{n}", "The Board met.")
    assert not is_soon_settled(services.settings)
    run_apart(run_job, services.settings, SETTLE, "", check=lambda: None)
    assert is_soon_settled(services.settings)
    assert len(services.engine.documents()) == FEW + 1
