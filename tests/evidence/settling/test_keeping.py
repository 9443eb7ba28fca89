"""One process keeps the index: what it takes first, what it leaves, and what a search does beside it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from patience import PATIENCE
from stored_papers import add

from evidence.errors import Busy
from evidence.home.locks import hold, is_held
from evidence.model import Suggestion
from evidence.reads import search as reads
from evidence.reads.indexing import acted_since
from evidence.search import Query, kept
from evidence.search.indexer import drain
from evidence.search.kept import LATELY, wait_for_all
from evidence.search.results import search
from evidence.search.slices import TAGGED, TAGS_AFTER, WORDS_AFTER, index_some
from evidence.services import Services, open_services
from evidence.settings import Settings
from evidence.settling import keeping
from evidence.settling.alongside import _index
from evidence.settling.keeping import keep_up
from evidence.settling.settle import catch_up
from evidence.store import documents, links, withdrawals
from evidence.store.documents import compared


def _waiting(services: Services) -> set[int]:
    return reads.waiting_for_words(services.record.db)


def _later(services: Services, seconds: float) -> Services:
    clock = services.record.clock
    record = replace(services.record, clock=lambda: clock() + timedelta(seconds=seconds))
    return replace(services, record=record)


def _new(services: Services, count: int, first: int = 0) -> list[int]:
    return [add(services, f"n{n}", f"The police, number {n}.") for n in range(first, first + count)]


def _passage(services: Services, document: int) -> int:
    row = services.record.db.execute("SELECT min(id) FROM passages WHERE document = ?", [document]).fetchone()
    return int(row[0])


@contextmanager
def _kept(settings: Settings) -> Iterator[None]:
    """With a keeper at work, and there from the beginning."""
    stopping = threading.Event()
    thread = threading.Thread(target=keep_up, args=(settings, stopping))
    thread.start()
    try:
        until = time.monotonic() + PATIENCE
        while not is_held(settings.indexing):
            assert time.monotonic() < until
            time.sleep(0.01)
        yield
    finally:
        stopping.set()
        thread.join()


def test_what_a_person_touched_is_indexed_before_what_is_new(services: Services) -> None:
    old = _new(services, 2)
    drain(services.record, services.engine)
    new = _new(services, 3, first=2)
    compared(services.record, new[-1], "")
    withdrawals.withdraw(services.record, old[1])
    assert index_some(services.record, services.engine, passages=1) == 1
    assert _waiting(services) == set(new) and services.engine.documents() == {old[0]}
    assert index_some(services.record, services.engine, passages=2) == 2
    assert _waiting(services) == {new[2]}
    assert [index_some(services.record, services.engine) for _ in range(2)] == [1, 0]


def test_a_new_document_is_indexed_at_once_where_tags_stand_beside_the_words(services: Services) -> None:
    _new(services, 2)
    assert index_some(services.record, services.engine) == 2 and not _waiting(services)


def test_elsewhere_once_its_links_were_suggested_or_it_has_waited_long(settings: Settings) -> None:
    chosen = replace(settings, search=replace(settings.search, engine="tantivy"))
    with open_services(chosen, actor="tester") as services:
        _waits_for_links(services)


def _waits_for_links(services: Services) -> None:
    first, second = _new(services, 2)
    assert index_some(services.record, services.engine) == 0
    compared(services.record, first, "")
    assert index_some(services.record, services.engine) == 1 and _waiting(services) == {second}
    late = _later(services, WORDS_AFTER + 1)
    assert index_some(late.record, late.engine) == 1 and not _waiting(services)


def test_what_a_person_decided_is_indexed_first_and_what_was_suggested_last(services: Services) -> None:
    decided, suggested = _new(services, 2)
    drain(services.record, services.engine)
    documents.set_blocks(services.record, suggested, "ofsted-2011", {"C": "a report"})
    links.add(services.record, "ofsted-2011", _passage(services, decided), block="D")
    (new,) = _new(services, 1, first=2)
    left = []
    for _ in range(4):
        index_some(services.record, services.engine)
        left.append(set(reads.waiting(services.record.db)[1]))
    assert left == [{suggested, new}, {suggested}, set(), set()]


def test_beside_a_keeper_a_search_has_what_a_person_decided_at_once_and_says_what_else_waits(
    settings: Settings,
) -> None:
    with open_services(settings, actor="tester") as services:
        decided, suggested = _new(services, 2)
        drain(services.record, services.engine)
        documents.set_blocks(services.record, suggested, "ofsted-2011", {"C": "a report"})
        links.add(services.record, "ofsted-2011", _passage(services, decided), block="D")
        with hold(settings.indexing, 0):  # it is kept, by one that is busy just now
            answer = search(services, Query(blocks=("D",)))
            assert answer["total"] == 1 and "1 document is being indexed" in answer["understood"]
            assert search(services, Query(blocks=("C",)))["total"] == 0
        assert search(services, Query(blocks=("C",)))["total"] == 1


def test_elsewhere_what_was_tagged_anew_is_indexed_when_nothing_else_waits_and_it_goes_on_no_more(
    settings: Settings,
) -> None:
    chosen = replace(settings, search=replace(settings.search, engine="tantivy"))
    with open_services(chosen, actor="tester") as services:
        _waits_its_turn(services)


def _waits_its_turn(services: Services) -> None:
    (document,) = _new(services, 1)
    drain(services.record, services.engine)
    passage = services.record.db.execute("SELECT min(id) FROM passages").fetchone()[0]
    links.suggest(services.record, "ofsted-2011", [(passage, Suggestion(0.9, "why", block="B"))])
    assert index_some(services.record, services.engine) == 0
    assert search(services, Query(blocks=("B",)))["total"] == 1, "a search has it beside the index"
    late = _later(services, TAGS_AFTER + 1)
    (new,) = _new(late, 1, first=1)
    compared(late.record, new, "")
    assert [index_some(late.record, late.engine) for _ in range(3)] == [1, 1, 0]
    assert reads.waiting(services.record.db) == (0, [])
    assert document in services.engine.documents()


def test_what_was_tagged_anew_is_not_left_once_it_is_more_than_a_search_makes_up_for(
    services: Services,
) -> None:
    many = [add(services, f"m{n}", *["The police."] * (TAGGED // 2)) for n in range(3)]
    drain(services.record, services.engine)
    for document in many:
        documents.set_blocks(services.record, document, "ofsted-2011", {"A": "a report"})
    later = _later(services, 1)
    assert index_some(later.record, later.engine) == 3
    assert search(services, Query(blocks=("A",)))["total"] == 3 * (TAGGED // 2)


def test_a_damaged_index_is_built_again_a_slice_at_a_time(services: Services) -> None:
    _new(services, 3)
    drain(services.record, services.engine)
    (services.settings.index / "whoosh").mkdir(exist_ok=True)
    for pointer in services.settings.index.glob("*/current"):
        pointer.write_text("damage")
    for folder in services.settings.index.glob("*/g*"):
        for path in folder.iterdir():
            path.unlink()
    taken = [index_some(services.record, services.engine, passages=1) for _ in range(4)]
    assert taken == [1, 1, 1, 0] and search(services, Query(text="police"))["total"] == 3


def test_beside_a_keeper_a_search_indexes_nothing_and_says_what_waits(services: Services) -> None:
    _new(services, 1)
    drain(services.record, services.engine)
    (late,) = _new(services, 1, first=1)
    with hold(services.settings.indexing, timeout=0):
        for patient in (False, True):
            found = search(services, Query(text="police"), patient=patient)
            assert (found["total"], found["waiting"]) == (1, 1)
            assert "1 document is being indexed" in found["understood"]
        assert _index(services.settings, late, late) == 0, "nor does an ingest"
    assert search(services, Query(text="police"))["total"] == 2


def test_the_search_after_ones_own_change_shows_it(
    services: Services, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "OWN", PATIENCE)  # a busy machine is slow, not wrong
    documents = _new(services, 3)
    add(services, "last", "The fire brigade.")
    drain(services.record, services.engine)
    with _kept(settings):
        for document in documents:
            withdrawals.withdraw(services.record, document)
            assert document not in {hit["document"] for hit in search(services, Query(text="number"))["hits"]}
        withdrawals.bring_back(services.record, documents[0])
        assert search(services, Query(text="number"))["total"] == 1


def test_a_search_does_not_wait_for_what_others_changed(services: Services) -> None:
    (document,) = _new(services, 1)
    drain(services.record, services.engine)
    withdrawals.withdraw(services.acting_as("another").record, document)
    since = services.record.before(LATELY)
    assert acted_since(services.record.db, "another", since)
    assert not acted_since(services.record.db, "a third", since)
    with hold(services.settings.indexing, timeout=0):
        assert search(services.acting_as("a third"), Query(text="police"))["waiting"] == 1


def test_an_ingest_ends_when_the_keeper_has_its_papers(services: Services, settings: Settings) -> None:
    new = _new(services, 3)
    compared(services.record, new[-1], "")
    with _kept(settings):
        catch_up(services)
        assert not _waiting(services)
    assert services.engine.documents() == set(new)


def test_who_waits_for_a_keeper_that_ends_or_does_not_move_goes_on(services: Services) -> None:
    compared(services.record, *_new(services, 1), "")
    assert not wait_for_all(services.settings, services.record)
    with hold(services.settings.indexing, timeout=0):
        assert not wait_for_all(services.settings, services.record, stuck=0.2)


def test_a_home_has_one_keeper(
    settings: Settings, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "START", 0)  # seconds that it would wait for the other
    with hold(settings.indexing, timeout=0), pytest.raises(Busy):
        keep_up(settings, threading.Event())
