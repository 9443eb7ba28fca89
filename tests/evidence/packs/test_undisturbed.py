"""While a pack is built the collector of cycles waits; afterwards it is as it was."""

import gc
from pathlib import Path

import pytest
from packing import make_pack

from evidence.errors import PackError
from evidence.packs.issuing import issue
from evidence.packs.progress import Progress
from evidence.packs.undisturbed import SELDOM, undisturbed
from evidence.services import Services


def test_cycles_are_collected_seldom_while_a_pack_is_built_and_as_before_after_it(
    services: Services, tmp_path: Path
) -> None:
    before, seen = gc.get_threshold(), set()

    def told(_progress: Progress) -> None:
        seen.add(gc.get_threshold())

    issue.build(services, make_pack(services), out=tmp_path, on_progress=told)
    assert seen == {SELDOM}
    assert gc.get_threshold() == before


def test_of_two_builds_at_once_the_last_to_end_puts_the_collector_back() -> None:
    before = gc.get_threshold()
    first, second = undisturbed(), undisturbed()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert gc.get_threshold() == SELDOM
    second.__exit__(None, None, None)
    assert gc.get_threshold() == before


def test_a_build_that_fails_puts_the_collector_back(services: Services) -> None:
    before = gc.get_threshold()
    with pytest.raises(PackError):
        issue.supplement(services, make_pack(services))
    assert gc.get_threshold() == before
