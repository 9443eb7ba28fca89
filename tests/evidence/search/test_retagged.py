"""A decision shows in the next search, and touches nothing of the index: both engines."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from stored_papers import add

from evidence.model import LinkStatus, Suggestion
from evidence.search import Query, indexer
from evidence.search.engines import KNOWN
from evidence.search.results import search
from evidence.services import Services, open_services
from evidence.settings import SearchSettings, Settings
from evidence.store import documents, links

FRAMEWORK = "ofsted-2011"
QUERIES = (
    Query(),
    Query("police"),
    Query("police", blocks=("B",)),
    Query("police", blocks=("A", "B"), limit=2),
    Query(blocks=("B",), stances=("supports",)),
    Query("-block:B police"),
    Query("has:supports"),
    Query("police", grouped=True, stances=("supports",)),
    Query("police", kinds=("letter",), blocks=("C",)),
)


@pytest.fixture(params=KNOWN)
def home(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Services]:
    """A home of that engine, with four papers that are indexed with their links."""
    chosen = replace(settings, search=SearchSettings(engine=request.param))
    with open_services(chosen, actor="tester") as services:
        for number in range(4):
            add(services, f"n{number}", *[f"The police came {n} times." for n in range(6)])
        add(services, "large", *["The police."] * 300)
        _suggest(services, (1, "B"), (2, "B"), (8, "A"), (14, "B"), (15, "C"))
        indexer.drain(services.record, services.engine)
        yield services


def _suggest(services: Services, *pairs: tuple[int, str]) -> None:
    found = [(passage, Suggestion(0.9, "why", block=block)) for passage, block in pairs]
    links.suggest(services.record, FRAMEWORK, found)


def _decide(services: Services) -> None:
    """Links accepted, rejected and new, and a whole document tagged anew, in papers large and small."""
    links.decide(services.record, [1], LinkStatus.ACCEPTED)
    links.decide(services.record, [2, 4], LinkStatus.REJECTED)
    _suggest(services, (20, "B"), (3, "C"), (30, "B"))
    documents.set_blocks(services.record, 3, FRAMEWORK, {"C": "a plan"})


def _files(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def _answers(services: Services) -> list[dict[str, Any]]:
    """Without what passages that were replaced weigh in an index until it is tidied."""
    found = [search(services, query) | {"took_ms": 0} for query in QUERIES]
    for answer in found:
        for hit in (*answer["hits"], *(hit for group in answer["groups"] for hit in group["hits"])):
            hit.pop("score", None)
    return found


def test_what_was_decided_is_found_at_once_as_after_indexing_and_no_file_of_the_index_changes(
    home: Services,
) -> None:
    before, stood = _answers(home), _files(home.settings.index)
    _decide(home)
    at_once = _answers(home)
    assert _files(home.settings.index) == stood
    assert indexer.drain(home.record, home.engine) == 4
    changed = {path.name for path, at in _files(home.settings.index).items() if stood.get(path) != at}
    assert changed == {"tags.db"} if home.engine.tags_apart else changed
    for query, now, indexed, was in zip(QUERIES, at_once, _answers(home), before, strict=True):
        assert now == indexed, query
        assert now != was or not (query.blocks or query.stances), query
    assert not any(answer["waiting"] for answer in at_once)


def test_words_that_wait_are_indexed_with_their_tags(home: Services) -> None:
    document = add(home, "new", "The fire brigade.")
    (passage,) = home.record.db.execute("SELECT id FROM passages WHERE document = ?", [document]).fetchone()
    _suggest(home, (passage, "B"))
    found = search(home, Query("brigade", blocks=("B",)))
    assert (found["total"], found["waiting"]) == (1, 0)


def test_what_waits_for_its_tags_is_no_fault_of_the_index(home: Services) -> None:
    _decide(home)
    assert indexer.check(home.record, home.engine) == []


def test_so_much_that_was_tagged_anew_that_it_takes_long_is_said_to_be_indexed(home: Services) -> None:
    large = [add(home, f"large{n}", *["The police."] * 900) for n in range(3)]
    indexer.drain(home.record, home.engine)
    for document in large:
        documents.set_blocks(home.record, document, FRAMEWORK, {"A": "a report"})
    found = search(home, Query(documents=(str(large[2]),), blocks=("A",)))
    assert (found["total"], found["waiting"]) == (900, 1)
    assert search(home, Query(), patient=True)["waiting"] == 0
