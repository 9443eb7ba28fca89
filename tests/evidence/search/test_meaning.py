"""What says it in other words: a list apart from what holds the words, on either engine."""

from pathlib import Path

import pytest
from search_entries import ENGINES, entry, put
from stored_papers import add

from evidence.search import Query, SearchEngine
from evidence.search.engines import open_engine
from evidence.search.results import search
from evidence.services import Services

STAFF = "The recruitment and retention of qualified social workers remains a challenge for the workforce."
ABUSE = "Children who live with domestic violence receive specialist help, and perpetrators are challenged."
OTHER = "The library is open on Tuesdays, and the museum has a new roof of slate above its gallery."


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> SearchEngine:
    engine = open_engine(request.param, tmp_path / "index")
    put(engine, entry(1, STAFF), entry(2, ABUSE), entry(3, OTHER), entry(4, "Staff turnover is high."))
    return engine


def similar(engine: SearchEngine, text: str, **more: object) -> list[int]:
    return [hit.passage for hit in engine.search(Query(text, **more), 5).similar]


def test_other_words_of_the_same_meaning_are_found(engine: SearchEngine) -> None:
    assert similar(engine, "staff turnover") == [1]


def test_what_holds_the_words_is_never_among_what_is_similar(engine: SearchEngine) -> None:
    results = engine.search(Query("staff turnover"), 5)
    assert results.hits[0].passage == 4
    assert not {hit.passage for hit in results.hits} & {hit.passage for hit in results.similar}


def test_a_similar_hit_says_how_and_by_which_words_and_is_not_counted(engine: SearchEngine) -> None:
    results = engine.search(Query("staff turnover", limit=1), 5)
    (hit,) = results.similar
    assert hit.how == "meaning"
    assert hit.why.startswith("Near in meaning by “") and "recruitment" in hit.why
    assert "<mark>recruitment</mark>" in hit.snippet
    assert results.total == engine.search(Query("staff turnover")).total


@pytest.mark.parametrize("text", ["", "zxqv", '"staff turnover"', "kind:letter", "the of and", "-staff"])
def test_nothing_is_similar_to_what_has_no_meaning_of_its_own(engine: SearchEngine, text: str) -> None:
    assert similar(engine, text) == []


def test_it_comes_only_when_it_is_asked_for_and_with_the_first_page(engine: SearchEngine) -> None:
    assert engine.search(Query("staff turnover")).similar == ()
    assert similar(engine, "staff turnover", meaning=False) == []
    assert similar(engine, "staff turnover", offset=20) == []


def test_filters_and_excluded_words_hold_for_it(engine: SearchEngine) -> None:
    assert similar(engine, "staff turnover", kinds=("no such kind",)) == []
    assert similar(engine, "staff turnover -retention") == []


def test_a_word_that_the_model_does_not_know_lies_where_the_homes_papers_use_it(
    services: Services,
) -> None:
    used = [
        f"Brightpath helps {who} children who live with domestic violence, and challenges perpetrators of it."
        for who in ("young", "older", "many", "some")
    ]
    add(services, "one", *used)
    add(services, "two", ABUSE, OTHER)
    found = search(services, Query("Brightpath"), patient=True, similar=5)
    assert [hit["document"] for hit in found["similar"]] == [2]


def test_copies_of_one_text_are_one_similar_hit(services: Services) -> None:
    for name in ("one", "two", "three"):
        add(services, name, STAFF)
    add(services, "four", "Staff turnover is high.")
    found = search(services, Query("staff turnover"), patient=True, similar=5)
    assert len(found["similar"]) == 1
