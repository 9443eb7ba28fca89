"""What a process of its own does while links are being suggested."""

import logging

import pytest
from stored_papers import add

from evidence.reads.search import waiting, waiting_for_words
from evidence.search.engines import index_folder
from evidence.services import Services
from evidence.settling.alongside import MANY, Alongside


def test_what_is_done_is_indexed_and_the_rest_waits(services: Services) -> None:
    one, two, three = (add(services, name, "The police.") for name in ("one", "two", "three"))
    with Alongside(services.settings, MANY) as other:
        other.index(two)
    assert services.engine.documents() == {one, two}
    assert waiting(services.record.db)[1] == [three]


def test_what_is_stored_is_indexed_before_its_links_are_known_if_that_costs_nothing(
    services: Services,
) -> None:
    one, two = (add(services, name, "The police.") for name in ("one", "two"))
    with Alongside(services.settings, MANY) as other:
        other.stored(1, one)
    apart = services.engine.tags_apart
    assert services.engine.documents() == ({one} if apart else set())
    assert waiting_for_words(services.record.db) == ({two} if apart else {one, two})


def test_near_duplicates_are_flagged_meanwhile(services: Services) -> None:
    words = [f"Sentence {n} speaks of word{n} and thing{n} for children in need." for n in range(60)]
    one, two = add(services, "one", *words), add(services, "two", *words[:-1])
    with Alongside(services.settings, MANY):
        pass
    found = services.record.db.query("SELECT * FROM near_duplicates")
    assert [{row["earlier"], row["later"]} for row in found] == [{one, two}]


def test_a_few_documents_are_not_worth_a_process(services: Services) -> None:
    add(services, "one", "The police.")
    with Alongside(services.settings, 1) as other:
        other.index(1)
    assert services.engine.documents() == set()


def test_an_index_that_cannot_be_written_stops_nothing(
    services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    add(services, "one", "The police.")
    services.settings.index.mkdir(exist_ok=True)
    index_folder("whoosh", services.settings.index).write_text("in the way", encoding="utf-8")
    with caplog.at_level(logging.WARNING), Alongside(services.settings, MANY) as other:
        other.index(1)
    assert "left for the end" in caplog.text
    index_folder("whoosh", services.settings.index).unlink()
    assert waiting(services.record.db)[1] == [1]
