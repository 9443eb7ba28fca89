"""What every engine must do with a query: one suite, whichever engine stands behind it."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search_entries import ENGINES, ask, entry, found, put

from evidence.errors import ConfigError
from evidence.search import SearchEngine
from evidence.search.engines import open_engine


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> SearchEngine:
    return open_engine(request.param, tmp_path / "index")


def test_an_unknown_engine_is_named_with_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"xapian.*whoosh"):
        open_engine("xapian", tmp_path)


def test_a_passage_is_found_by_its_words_in_any_order_and_form(engine: SearchEngine) -> None:
    put(engine, entry(1, "The timescales for initial assessments slipped."), entry(2, "Nothing of the kind."))
    assert found(engine, "assessment initial timescale") == [1]


def test_a_passage_with_the_word_twice_comes_before_a_longer_one_with_it_once(engine: SearchEngine) -> None:
    put(
        engine,
        entry(1, "Adoption is one of many matters that the board considered at its meeting in some detail."),
        entry(2, "Adoption: the adoption panel met."),
        entry(3, "Something else."),
    )
    assert found(engine, "adoption") == [2, 1]


def test_a_rare_word_weighs_more_than_a_frequent_one(engine: SearchEngine) -> None:
    put(engine, *[entry(n, "children services plan") for n in range(1, 9)], entry(9, "neglect services plan"))
    assert found(engine, "children neglect")[0] == 9


def test_documents_are_counted_not_estimated(engine: SearchEngine) -> None:
    put(engine, *[entry(n, "The board met.", document=n) for n in range(1, 900)])
    assert ask(engine, "board").documents == 899


def test_tags_are_changed_without_the_words(engine: SearchEngine) -> None:
    put(engine, entry(1, "The police.", blocks=("A",)), entry(2, "The police.", document=2, blocks=("A",)))
    assert found(engine, "block:A police") == [1, 2]
    for now in ((), ("B",), ("A", "B")):
        engine.retag({2: [entry(2, "The police.", document=2, blocks=now)]})
        assert (found(engine, "block:B police") == [2]) == ("B" in now)
        assert found(engine, "block:A police") == [1, 2][: 1 + ("A" in now)]
    put(engine, entry(3, "More police.", document=3, blocks=("B",)))
    assert sorted(found(engine, "block:B police")) == [2, 3]


def test_a_heading_and_a_label_lead_to_the_paragraph(engine: SearchEngine) -> None:
    put(
        engine,
        entry(1, "Neglect", passage_kind="heading"),
        entry(2, "Cases were reviewed.", heading="Neglect", label="3.2.5"),
        entry(3, "Other cases were not.", label="3.2"),
    )
    assert set(found(engine, "neglect")) == {1, 2}
    assert found(engine, "neglect cases")[0] == 2
    assert found(engine, "3.2.5") == [2]
    assert found(engine, "3.2") == [3]


@pytest.mark.parametrize("typed", ["NI 59", "NI59", "ni59", "N.I. 59"])
@pytest.mark.parametrize("printed", ["NI 59", "NI59", "N.I. 59"])
def test_an_indicator_is_found_however_it_is_written(engine: SearchEngine, typed: str, printed: str) -> None:
    put(engine, entry(1, f"Performance on {printed} rose."), entry(2, "Room 59 was free."))
    assert found(engine, typed)[0] == 1


@pytest.mark.parametrize("typed", ["72%", "72 per cent", "72 percent", "72 %"])
@pytest.mark.parametrize("printed", ["72%", "72 per cent", "72 percent"])
def test_a_percentage_is_found_however_it_is_written(engine: SearchEngine, typed: str, printed: str) -> None:
    put(engine, entry(1, f"It reached {printed} in June."))
    assert found(engine, typed) == [1]


@pytest.mark.parametrize("typed", ["council's", "council’s", "council", "councils", "COUNCIL"])
def test_an_apostrophe_does_not_matter(engine: SearchEngine, typed: str) -> None:
    put(engine, entry(1, "The council’s plan."))
    assert found(engine, typed) == [1]


@pytest.mark.parametrize("typed", ["re-assess", "reassess", "reassessment"])
def test_a_hyphen_may_be_left_out(engine: SearchEngine, typed: str) -> None:
    put(engine, entry(1, "Staff re-assess each case."), entry(2, "Staff assess; re: each case."))
    assert found(engine, typed)[0] == 1


def test_a_title_says_which_paper_and_finds_no_passage_by_itself(engine: SearchEngine) -> None:
    title = "Care leavers in Ryburn"
    put(
        engine,
        *[entry(n, f"The population of ward {n} grew.", title=title) for n in range(1, 6)],
        entry(6, "Care leavers have a personal adviser.", title=title),
        *[entry(n, f"Care leavers of area {n}.", document=n, title="Minutes") for n in range(11, 25)],
    )
    assert set(found(engine, "care leavers", limit=50)) == {6, *range(11, 25)}
    assert not {1, 2, 3, 4, 5} & set(found(engine, '"care leavers" population', limit=50))
    assert found(engine, "ryburn personal adviser")[0] == 6
    assert {facet.value: facet.count for facet in ask(engine, "care leavers").facets["kind"]} == {
        "report": 15
    }


def test_one_word_of_a_title_leads_to_its_papers_beginning(engine: SearchEngine) -> None:
    title = "Quixotic proceedings"
    put(engine, *[entry(n, f"Item {n} was noted.", title=title) for n in range(1, 4)], entry(9, "Other."))
    assert found(engine, "quixotic") == [1]
    assert ask(engine, "quixotic").understood.startswith("No passage has “quixotic”")


def test_a_quoted_phrase_in_a_question_is_preferred_and_not_demanded(engine: SearchEngine) -> None:
    put(
        engine,
        entry(1, "Visits to children in care were late because workers left and posts stood vacant."),
        entry(2, "The core assessments were completed."),
        entry(3, "Nothing of the kind."),
    )
    typed = 'were visits to children late because workers left "core assessments" vacant'
    assert found(engine, typed) == [2, 1]


def test_a_question_in_words_that_no_passage_has_finds_nothing(engine: SearchEngine) -> None:
    put(engine, entry(1, "police matters"), entry(2, "core assessments"))
    results = ask(engine, "asesiadau cychwynnol plant sy’n derbyn gofal")
    assert (results.total, results.hits) == (0, ())
    assert results.understood.startswith("No passage has “asesiadau”")


def test_a_phrase_finds_its_words_side_by_side_only(engine: SearchEngine) -> None:
    put(
        engine,
        entry(1, "A police discussion took place."),
        entry(2, "Discussion with the police took place."),
        entry(3, "The police", heading="Discussion"),
        entry(4, "Police.", title="Discussion"),
    )
    assert found(engine, '"police discussion"') == [1]
    assert found(engine, "police discussion")[0] == 1
    assert set(found(engine, "police discussion")) == {1, 2, 3, 4}


def test_common_words_count_within_a_phrase_and_not_beside_other_words(engine: SearchEngine) -> None:
    put(engine, entry(1, "The state of the service."), entry(2, "State service of the."))
    assert found(engine, '"state of the service"') == [1]
    assert set(found(engine, "state of the service in a")) == {1, 2}
    assert set(found(engine, "of the")) == {1, 2}


def test_a_capital_letter_is_a_name(engine: SearchEngine) -> None:
    put(engine, entry(1, "Under Block A inspections count."), entry(2, "Under Block B inspections count."))
    assert found(engine, "Block A")[0] == 1


def test_or_finds_either_and_not_excludes(engine: SearchEngine) -> None:
    put(engine, entry(1, "core report"), entry(2, "initial report"), entry(3, "initial draft report"))
    assert set(found(engine, "core OR initial")) == {1, 2, 3}
    assert set(found(engine, "core OR initial NOT draft")) == {1, 2}
    assert set(found(engine, "report -draft")) == {1, 2}
    assert set(found(engine, "-draft")) == {1, 2}
    assert found(engine, '-"initial report"') == [1, 3]


def test_a_prefix_finds_every_word_that_begins_so(engine: SearchEngine) -> None:
    put(
        engine,
        entry(1, "assessment"),
        entry(2, "assessing"),
        entry(3, "assets", label="3.2.5"),
        entry(4, "other", title="Assessors"),
    )
    assert set(found(engine, "assessm*")) == {1}
    assert set(found(engine, "assess*")) == {1, 2}
    assert set(found(engine, "ass*")) == {1, 2, 3}
    assert found(engine, "3.2*") == [3]


def test_a_prefix_of_one_letter_still_finds_everything(engine: SearchEngine) -> None:
    put(engine, *[entry(n, f"a{n} word") for n in range(1, 3001)])
    assert ask(engine, "a*").total == 3000


def test_a_star_within_a_word_finds_more_rather_than_less(engine: SearchEngine) -> None:
    put(engine, entry(1, "assessment"))
    results = ask(engine, "ass*ment")
    assert results.total == 1
    assert "“ass*ment” was read as “ass*”" in results.understood


def test_passages_with_some_of_the_words_follow_those_with_all_and_that_is_said(engine: SearchEngine) -> None:
    put(
        engine,
        entry(1, "police officers discussed thresholds"),
        entry(2, "police police police thresholds thresholds"),
        entry(3, "police"),
    )
    results = ask(engine, "police thresholds discussed")
    assert [hit.passage for hit in results.hits] == [1, 2, 3]
    assert results.understood == (
        "1 passage has all 3 words; it comes first, then those that have some of the words."
    )


def test_when_no_passage_has_every_word_that_is_said(engine: SearchEngine) -> None:
    put(engine, entry(1, "police officers"), entry(2, "thresholds"))
    results = ask(engine, "police thresholds")
    assert {hit.passage for hit in results.hits} == {1, 2}
    assert results.understood == "No passage has both words, so these have one of the words."


def test_many_passages_with_every_word_are_not_followed_by_others(engine: SearchEngine) -> None:
    put(engine, *[entry(n, "police thresholds") for n in range(1, 11)], entry(11, "police"))
    results = ask(engine, "police thresholds")
    assert results.total == 10
    assert results.understood == ""


def test_a_phrase_in_quotation_marks_is_never_given_up(engine: SearchEngine) -> None:
    put(engine, entry(1, "police discussion"), entry(2, "police thresholds timescales"))
    results = ask(engine, '"police discussion" thresholds timescales')
    assert [hit.passage for hit in results.hits] == [1]
    assert results.understood.endswith("No passage has all of that, so these have “police discussion” alone.")
    assert found(engine, '"discussion police"') == []


@pytest.mark.parametrize("typed", ["?!", "-", '"', "“”", "***", "()", "%", "…", "' '", "\x00", "🙂"])
def test_punctuation_alone_finds_nothing_and_says_why(engine: SearchEngine, typed: str) -> None:
    put(engine, entry(1, "A % sign - and “quotes” 🙂"))
    results = ask(engine, typed)
    assert (results.total, results.hits) == (0, ())
    assert "Nothing that can be searched for was typed" in results.understood


def test_a_misspelt_word_brings_a_suggestion_from_the_documents(engine: SearchEngine) -> None:
    put(engine, entry(1, "Safeguarding children"), entry(2, "safeguarding boards"))
    assert ask(engine, "Safequarding").suggestion == "safeguarding"
    assert ask(engine, '"safequarding boards"').suggestion == '"safeguarding boards"'
    assert ask(engine, "safeguards").suggestion == ""
    assert ask(engine, "xylophone").suggestion == ""


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script> police", 'police <img src=x onerror="a()">', "a & police"]
)
def test_a_snippet_is_escaped_and_marked(engine: SearchEngine, text: str) -> None:
    put(engine, entry(1, text))
    (hit,) = ask(engine, "police").hits
    assert "<mark>police</mark>" in hit.snippet
    rest = hit.snippet.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in rest and ">" not in rest and '"' not in rest


def test_a_snippet_shows_the_part_of_a_long_passage_where_the_words_stand(engine: SearchEngine) -> None:
    put(engine, entry(1, "Words before. " * 200 + "Then the neglect of one child. " + "Words after. " * 200))
    (hit,) = ask(engine, "neglect child").hits
    assert "<mark>neglect</mark> of one <mark>child</mark>" in hit.snippet
    assert hit.snippet.startswith("…") and hit.snippet.endswith("…")
    assert len(hit.snippet) < 400


def test_pages_of_results_join_without_gap_or_overlap(engine: SearchEngine) -> None:
    put(engine, *[entry(n, f"police {'word ' * n}") for n in range(1, 31)])
    every = found(engine, "police", limit=30)
    assert len(set(every)) == 30
    pages = [found(engine, "police", limit=7, offset=start) for start in range(0, 35, 7)]
    assert [n for page in pages for n in page] == every
    assert ask(engine, "police", limit=7, offset=28).total == 30
    assert found(engine, "police", limit=7, offset=100) == []


@given(typed=st.text() | st.text(alphabet='ab "*-|()ORNT%.,’'))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_answered(engine: SearchEngine, typed: str) -> None:
    if not engine.documents():
        put(engine, entry(1, "a b or nt"), entry(2, "An “abba” – 1,2.3%"))
    results = ask(engine, typed)
    assert results.total >= len(results.hits)
    assert all(hit.passage in (1, 2) for hit in results.hits)


def test_a_thousand_words_are_answered_and_it_is_said_how_many_counted(engine: SearchEngine) -> None:
    put(engine, entry(1, "word3"))
    results = ask(engine, " ".join(f"word{n}" for n in range(1000)))
    assert "Only the first" in results.understood
