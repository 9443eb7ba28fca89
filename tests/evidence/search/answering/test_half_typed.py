"""Half a word typed, a grade, a citation pasted: what an officer types is read as it was meant."""

from pathlib import Path

import pytest
from search_entries import ENGINES, ask, entry, found, put

from evidence.search import SearchEngine
from evidence.search.engines import open_engine


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> SearchEngine:
    return open_engine(request.param, tmp_path / "index")


def test_a_last_word_that_no_passage_has_is_read_as_the_beginning_of_one(engine: SearchEngine) -> None:
    put(
        engine,
        entry(1, "Initial assessments are on time."),
        entry(2, "Initial questions to ask."),
    )
    results = ask(engine, "initial ass")
    assert results.hits[0].passage == 1
    assert "“ass”, so it was read as the beginning of a word" in results.understood
    assert results.suggestion == ""
    assert "<mark>assessments</mark>" in results.hits[0].snippet
    assert engine.marks("initial ass").beginnings == {"ass"}


def test_a_word_that_nothing_begins_with_is_not_read_so(engine: SearchEngine) -> None:
    put(engine, entry(1, "Initial assessments are on time."), entry(2, "Core assessments too."))
    results = ask(engine, "initial assesments")
    assert "beginning" not in results.understood
    assert results.suggestion == "initial assessments"
    assert "beginning" not in ask(engine, "asse initial").understood
    assert "beginning" not in ask(engine, "initial -asse").understood


def test_two_slips_and_another_first_letter_are_another_word(engine: SearchEngine) -> None:
    put(engine, *[entry(n, "The essence of the matter.") for n in range(1, 5)])
    assert ask(engine, "absence").suggestion == ""


def test_a_grade_with_a_star_is_not_a_prefix(engine: SearchEngine) -> None:
    put(
        engine,
        entry(1, "Pupils achieving 5 or more A*-C grades at GCSE."),
        entry(2, "Ages of 5 and more are all about active arts."),
    )
    for typed in ("5 A*-C", "5 A* grades"):
        results = ask(engine, typed)
        assert results.hits[0].passage == 1
        assert "<mark>at</mark>" not in results.hits[0].snippet
        assert "grade" in results.understood
    assert found(engine, "A*-C") == [1]


def test_para_before_a_label_need_not_stand_in_the_text(engine: SearchEngine) -> None:
    put(
        engine,
        entry(1, "Progress is good.", label="3.2.5"),
        entry(2, "See para 7 of the report.", label="4"),
        entry(3, "Other matters.", label="5"),
    )
    for typed in ("para 3.2.5", "paragraph 3.2.5", "para. 3.2.5"):
        results = ask(engine, typed)
        assert [hit.passage for hit in results.hits] == [1]
        assert results.hits[0].why == "“3.2.5” stands in its heading or its label."
    assert found(engine, "para report") == [2]


def test_an_acronym_is_said_as_it_is_written(engine: SearchEngine) -> None:
    put(engine, entry(1, "The Common Assessment Framework (CAF) is used."))
    assert "“CAF” also finds" in ask(engine, "caf").understood


def test_little_words_of_a_long_form_are_not_marked(engine: SearchEngine) -> None:
    put(engine, entry(1, "Not in education, employment or training (NEET) rose in 2010, or so it seems."))
    snippet = ask(engine, "NEET").hits[0].snippet
    assert "<mark>education</mark>" in snippet
    assert "<mark>or</mark>" not in snippet


def test_words_that_share_a_beginning_only_are_not_one(engine: SearchEngine) -> None:
    put(engine, entry(1, "Initiatives in schools."), entry(2, "Initial assessments in schools."))
    assert found(engine, "initial") == [2]
    assert found(engine, "initiative") == [1]


def test_what_was_half_typed_is_not_said_twice(engine: SearchEngine) -> None:
    put(engine, entry(1, "The target for initial assessments."))
    understood = ask(engine, "what is the tar").understood
    assert understood == "No passage has “tar”, so it was read as the beginning of a word."


def test_a_word_that_stands_is_not_completed_to_another_form_of_it(engine: SearchEngine) -> None:
    put(engine, entry(1, "The staff survey."), entry(2, "All surveys."), entry(3, "More surveys."))
    assert engine.suggestions("staff survey") == []
    assert engine.suggestions("staff surv") == ["staff surveys"]


def test_a_whole_page_pasted_is_not_put_right(engine: SearchEngine) -> None:
    put(engine, entry(1, "Assessments."), entry(2, "Assessments again."))
    assert ask(engine, "asessments " * 4).suggestion
    assert ask(engine, "asessments " * 400).suggestion == ""


def test_alternatives_are_not_quoted_twice(engine: SearchEngine) -> None:
    put(engine, entry(1, "A red, amber, green (RAG) rating."))
    assert "(“red amber” or rag) also finds “red amber green”" in ask(engine, '"red amber" OR RAG').understood
