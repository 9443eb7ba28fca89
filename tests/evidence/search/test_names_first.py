"""Words that stand together in a passage count for more than the same words apart, or in the title alone."""

from pathlib import Path

import pytest
from search_entries import ENGINES, ask, entry, found, put

from evidence.search import SearchEngine
from evidence.search.engines import open_engine

FILLER = "Some other matters were discussed at length by members of several teams that day."


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> SearchEngine:
    return open_engine(request.param, tmp_path / "index")


def test_words_side_by_side_come_before_the_same_words_apart(engine: SearchEngine) -> None:
    put(
        engine,
        entry(1, "The executive board has trust in children. The board hears of children and of trust."),
        entry(2, f"The Children's Trust Board met. {FILLER}"),
        *[entry(n, FILLER) for n in range(3, 20)],
    )
    assert found(engine, "childrens trust board") == [2, 1]
    assert ask(engine, "childrens trust board").total == 2


def test_a_passage_that_names_them_comes_before_the_paper_whose_title_does(engine: SearchEngine) -> None:
    title = "Letter from Ann Ellery to Sam Okoro"
    put(
        engine,
        entry(1, f"From the office of the chair. {FILLER}", title=title),
        entry(2, "are safe;", title=title),
        entry(3, "are well; and", title=title),
        entry(4, f"Sam Okoro asked for a report. {FILLER} {FILLER}", title=title),
        *[entry(n, FILLER, document=2, title="Minutes") for n in range(5, 20)],
    )
    assert found(engine, "sam okoro") == [4, 1]
    assert ask(engine, "sam okoro").hits[1].why == (
        "“sam” and “okoro” stand in its heading, its label or the document’s title."
    )


def test_it_says_where_the_title_of_a_paper_is_counted_for_a_word(engine: SearchEngine) -> None:
    put(
        engine,
        entry(1, f"This letter is about thresholds. {FILLER}", title="Letter to Sam Okoro"),
        *[entry(n, f"Another letter. {FILLER}", document=2, title="Minutes") for n in range(5, 20)],
    )
    assert ask(engine, "letter okoro").understood == (
        "No passage has “okoro”. 1 passage has both words, counting its paper’s title; it comes first, "
        "then those that have one of the words."
    )


def test_half_a_phrase_is_completed_from_the_passages(engine: SearchEngine) -> None:
    put(
        engine,
        entry(1, "All initial assessments are on time."),
        entry(2, "More initial assessments than before, in assets."),
        entry(3, "An associate of assets."),
    )
    assert engine.suggestions("initial ass")[0] == "initial assessments"
    assert "assets" in engine.suggestions("asse")
    assert engine.suggestions("initial ") == []
    assert engine.suggestions("zzz ass") == []


def test_where_most_words_stand_nowhere_those_that_fit_best_come_first(engine: SearchEngine) -> None:
    put(
        engine,
        entry(1, "Health checks."),
        entry(2, "Health targets of the plan, and much else besides that."),
        entry(3, "Targets."),
        entry(4, "Fostering."),
    )
    results = ask(engine, "targets health fostering checks adoption")
    assert results.hits[0].passage == 1
    assert {hit.passage for hit in results.hits} == {1, 2, 3, 4}
    assert "some of the words" in results.understood
