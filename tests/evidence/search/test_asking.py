"""How a query is asked: the number of a paragraph, a question's own words, another language."""

from pathlib import Path

import pytest
from search_entries import ENGINES, ask, entry, found, put

from evidence.search import Query, SearchEngine
from evidence.search.engines import open_engine


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> SearchEngine:
    engine = open_engine(request.param, tmp_path / "index")
    put(
        engine,
        entry(1, "Ryburn | 23 | 2 | 23", passage_kind="table_row"),
        entry(2, "The board meets each month, and officers attend it.", label="23."),
        entry(3, "As paragraph 23 says, the board meets each month.", label="24."),
        entry(4, "Many of the 23 children were seen, and 40 have a protection plan.", label="25."),
        entry(5, "Safeguarding procedures were followed by the police.", label="26."),
    )
    return engine


@pytest.mark.parametrize("typed", ["para 23", "paragraph 23", "23"])
def test_the_number_of_a_paragraph_finds_it_then_what_cites_it_and_no_figures(
    engine: SearchEngine, typed: str
) -> None:
    assert found(engine, typed) == [2, 3]


def test_a_number_that_no_paragraph_has_is_a_figure(engine: SearchEngine) -> None:
    assert found(engine, "40") == [4]
    assert found(engine, "para 40") == [4]


def test_a_number_beside_other_words_is_a_figure(engine: SearchEngine) -> None:
    assert found(engine, "23 children")[0] == 4


def test_how_many_asks_for_a_number_not_for_the_word(engine: SearchEngine) -> None:
    put(engine, entry(6, "Protection plans of 12 children ended.", document=2))
    results = ask(engine, "how many children have a protection plan")
    assert {hit.passage for hit in results.hits if hit.how == "exact"} == {4, 6}


def test_words_of_another_language_are_not_put_right_into_words_of_ours(engine: SearchEngine) -> None:
    results = engine.search(Query("Ble mae'r plant sy'n derbyn gofal?"), 3)
    assert (results.total, results.suggestion, results.as_typed, results.similar) == (0, "", "", ())
    assert "a search finds words of the language that papers are in" in results.understood


def test_slips_in_most_words_are_put_right(engine: SearchEngine) -> None:
    assert found(engine, "saefguarding proceduers folowed") == [5]


def test_a_paragraph_that_was_pasted_is_words_whatever_signs_stand_in_it(engine: SearchEngine) -> None:
    paragraph = (
        "Roads | Bridges | The Council must NOT let works on roads and bridges wait - or -so it was agreed - "
        "for a grant that may not come, OR for a season that is dry enough, since each winter that passes "
        "adds to what a repair costs and takes from what the annual budget leaves for everything else."
    )
    put(engine, entry(7, paragraph, document=3), entry(8, "The grant was paid for a dry season.", document=3))
    results = ask(engine, paragraph)
    assert [hit.passage for hit in results.hits[:2]] == [7, 8]
    assert "Searched for:" not in results.understood
    assert len(results.hits[1].why) < 120
