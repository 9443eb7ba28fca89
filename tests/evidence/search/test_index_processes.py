"""The index among processes: built anew while others search, killed half-way, changed next door."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from paths import SUPPORT
from search_entries import ENGINES
from stored_papers import add

from evidence.search import Query, indexer
from evidence.search.engines import index_folder
from evidence.search.results import search
from evidence.services import Services, open_services
from evidence.settings import SearchSettings, Settings

START = """
import os, signal, sys, time
from pathlib import Path
from evidence.search import Query, indexer
from evidence.search.results import search
from evidence.services import open_services
from evidence.settings import SearchSettings, Settings
from stored_papers import add
settings = Settings(home=Path(sys.argv[1]), search=SearchSettings(engine=sys.argv[2]))
with open_services(settings) as services:
"""


@pytest.fixture(params=ENGINES)
def here(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Services]:
    settings = replace(Settings(home=tmp_path / "home"), search=SearchSettings(engine=request.param))
    with open_services(settings) as services:
        yield services


def elsewhere(here: Services, code: str) -> subprocess.Popen[str]:
    """A process of its own with ``services`` on the same home."""
    body = "\n".join(f"    {line}" for line in code.splitlines())
    return subprocess.Popen(
        [sys.executable, "-c", START + body, str(here.settings.home), here.settings.search.engine],
        cwd=SUPPORT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def total(services: Services, text: str = "police") -> int:
    return search(services, Query(text=text))["total"]


def test_searches_go_on_while_the_index_is_built_anew(here: Services) -> None:
    for number in range(12):
        add(here, f"n{number}", "The police.", "More police.")
    assert total(here) == 24
    reader = elsewhere(
        here,
        "print('ready', flush=True)\n"
        "totals = [search(services, Query(text='police')) for _ in range(300)]\n"
        "print({(t['total'], t['understood']) for t in totals})",
    )
    with reader:
        assert reader.stdout and reader.stdout.readline() == "ready\n"
        built = 0
        while reader.poll() is None and built < 40:
            indexer.reindex(here.record, here.engine)
            built += 1
            assert total(here) == 24
        said, _ = reader.communicate()
    assert said == "{(24, '')}\n"
    assert built > 1 and reader.returncode == 0


def test_while_the_index_is_built_anew_the_old_one_answers_and_says_what_it_lacks(here: Services) -> None:
    add(here, "one", "The police.")
    assert total(here) == 1
    with here.engine.writing(0), here.engine.rebuilding():
        add(here, "two", "More police.")
        results = search(here, Query(text="police"))
        assert results["total"] == 1 and "being indexed" in results["understood"]
    assert total(here) == 2


def test_a_build_that_fails_leaves_the_old_index(here: Services) -> None:
    add(here, "one", "The police.")
    assert total(here) == 1
    with pytest.raises(KeyError), here.engine.rebuilding():
        raise KeyError
    assert total(here) == 1


def test_a_kill_while_the_index_is_built_anew_costs_nothing(here: Services) -> None:
    add(here, "one", "The police.")
    assert total(here) == 1
    killed = elsewhere(
        here,
        "with services.engine.writing(5), services.engine.rebuilding():\n"
        "    os.kill(os.getpid(), signal.SIGKILL)",
    )
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    assert total(here) == 1
    assert indexer.reindex(here.record, here.engine) == 1
    assert total(here) == 1
    base = index_folder(here.settings.search.engine, here.settings.index)
    assert len([path for path in base.iterdir() if path.is_dir()]) == 1


def test_a_kill_between_record_and_index_is_healed_by_the_next_search(here: Services) -> None:
    add(here, "one", "The police.")
    assert total(here) == 1
    killed = elsewhere(here, "add(services, 'two', 'More police.')\nos.kill(os.getpid(), signal.SIGKILL)")
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    assert total(here) == 2


def test_what_another_process_changes_the_next_search_shows(here: Services) -> None:
    add(here, "one", "The police.")
    assert total(here) == 1
    other = elsewhere(
        here,
        "for line in sys.stdin:\n"
        "    add(services, line.strip(), 'More police.')\n"
        "    print(search(services, Query(text='police'))['total'], flush=True)",
    )
    with other:
        assert other.stdin and other.stdout
        for number in range(2, 6):
            other.stdin.write(f"n{number}\n")
            other.stdin.flush()
            assert other.stdout.readline() == f"{number}\n"
            assert total(here) == number
        other.stdin.close()
    assert other.returncode == 0
