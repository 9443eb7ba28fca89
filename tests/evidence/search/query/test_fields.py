"""Fields in the query, proximity, sorting, grouping and reasons, for every engine."""

from pathlib import Path

import pytest
from search_entries import ENGINES, ask, entry, found, put

from evidence.search import Facet, SearchEngine
from evidence.search.engines import open_engine


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> SearchEngine:
    return open_engine(request.param, tmp_path / "index")


@pytest.fixture
def filled(engine: SearchEngine) -> SearchEngine:
    ofsted = {"source": "Ofsted", "source_class": "external", "author": "Timothy Smith"}
    put(
        engine,
        entry(1, "police matters", document=1, kind="letter", date="2010-12-04", label="3.2.5", **ofsted),
        entry(2, "police figures", document=2, date="2011-06", blocks=("A", "B"), measures=("N2010-08",)),
        entry(3, "police rows", document=2, date="2011-06", indicators=("NI 59",), label="(a)"),
        entry(4, "police notes", document=3, kind="inspection_report", date="2012", findings=("strength",)),
        entry(5, "undated police", document=4, date="", source="", stances=("contradicts",)),
    )
    return engine


@pytest.mark.parametrize(
    ("typed", "passages"),
    [
        ("police kind:letter", {1}),
        ("police kind:letter kind:report", {1, 2, 3, 5}),
        ("police kind:letter,report", {1, 2, 3, 5}),
        ("police kind:letter OR kind:report", {1, 2, 3, 5}),
        ('kind:"inspection report"', {4}),
        ("police -kind:report", {1, 4}),
        ("police NOT kind:report", {1, 4}),
        ("police from:2010 to:2011-06", {1, 2, 3}),
        ("police from:2011-07", {4}),
        ("year:2011", {2, 3}),
        ('by:"Timothy Smith" police', {1}),
        ("by:Timothy Smith police", {1}),
        ("by:Timothy Police", {1}),
        ("by: Smith police", {1}),
        ("kind:inspection report police", {4}),
        ("kind: Inspection Report", {4}),
        ("kind:inspection report, police", {4}),
        ("kind:letter police matters", {1}),
        ("police -kind:inspection report", {1, 2, 3, 5}),
        ("measure:NI 59 police", {3}),
        ("measure: NI 59", {3}),
        ("label: 3.2.5 police", {1}),
        ("police label: 3.2.5", {1}),
        ("police year: 2011 kind: report", {2, 3}),
        ("police from: June 2011", {2, 3, 4}),
        ("police year:2010/11", {1}),
        ("by:smith", {1}),
        ("by:ofsted", {1}),
        ("block:B", {2}),
        ('measure:"NI 59"', {3}),
        ("measure:n2010-08", {2}),
        ("label:3.2.5", {1}),
        ("label:a police", {3}),
        ("police -label:3.2.5", {2, 3, 4, 5}),
        ("source:external", {1}),
        ("source:ofsted police", {1}),
        ("has:finding", {4}),
        ("has:measure", {2}),
        ("stance:contradicts", {5}),
        ("finding:strength", {4}),
        ("KIND:Letter", {1}),
        ("kind:poem", set()),
    ],
)
def test_a_field_in_the_query_filters(filled: SearchEngine, typed: str, passages: set[int]) -> None:
    assert set(found(filled, typed)) == passages


def test_what_was_read_as_a_field_is_said(filled: SearchEngine) -> None:
    assert ask(filled, "police kind:letter kind:report from:2010").understood == (
        "Searched for: police, and kind letter or report, and dated from 2010."
    )


def test_a_date_that_is_none_is_searched_for_as_words(filled: SearchEngine) -> None:
    results = ask(filled, "police from:figures")
    assert results.hits[0].passage == 2
    assert "“figures” is not a date" in results.understood


@pytest.mark.parametrize(
    "typed", ["kind:", "from:", ":", "kind::letter", "foo:police", "by:-", 'by:""', "has:"]
)
def test_a_field_without_a_value_is_a_word(filled: SearchEngine, typed: str) -> None:
    assert ask(filled, f"police {typed}").total


def test_words_are_found_within_a_distance_in_either_order(engine: SearchEngine) -> None:
    put(
        engine,
        entry(1, "police discussion"),
        entry(2, "discussion with the police"),
        entry(3, "police one two three four five discussion"),
        entry(4, "police one two three four five six discussion"),
        entry(5, "police", heading="discussion"),
    )
    assert set(found(engine, '"police discussion"~5')) == {1, 2, 3}
    assert set(found(engine, '"police discussion"~2')) == {1, 2}
    assert set(found(engine, '"police discussion"~0')) == {1}
    assert set(found(engine, '"police discussion"~999999999')) == {1, 2, 3, 4}
    assert "within 5 words" in ask(engine, '"police discussion"~5').understood


def test_the_same_word_twice_is_near_itself(engine: SearchEngine) -> None:
    put(engine, entry(1, "police and police"), entry(2, "police"))
    assert found(engine, '"police police"~1') == [1]


def test_a_facet_is_counted_as_though_its_own_filter_were_not_chosen(filled: SearchEngine) -> None:
    facets = ask(filled, "police", kinds=("letter",), years=("2010", "2011")).facets
    assert set(facets["kind"]) == {Facet("report", 2), Facet("letter", 1)}
    assert facets["year"] == (Facet("2010", 1),)
    assert facets["source"] == (Facet("Ofsted", 1),)


def test_stance_and_finding_are_facets_and_filters(filled: SearchEngine) -> None:
    results = ask(filled, "police")
    assert results.facets["stance"] == (Facet("contradicts", 1),)
    assert results.facets["finding"] == (Facet("strength", 1),)
    assert found(filled, "police", stances=("contradicts",)) == [5]
    assert found(filled, "police", findings=("strength",)) == [4]


def test_results_by_date_are_newest_first(filled: SearchEngine) -> None:
    assert found(filled, "police", sort="date") == [4, 2, 3, 1, 5]


def test_results_by_document_say_how_many_passages_each_has(engine: SearchEngine) -> None:
    put(
        engine,
        *[entry(n, "the police met others in some other place", document=1) for n in range(1, 8)],
        entry(10, "police police", document=2),
        entry(11, "weather", document=3),
    )
    results = ask(engine, "police", grouped=True)
    assert (results.total, results.documents) == (8, 2)
    assert [(g.document, g.count, len(g.hits)) for g in results.groups] == [(2, 1, 1), (1, 7, 3)]
    assert [hit.passage for hit in results.hits] == [10, 1, 2, 3]
    second = ask(engine, "police", grouped=True, limit=1, offset=1)
    assert [g.document for g in second.groups] == [1]
    assert ask(engine, "police", grouped=True, offset=2).groups == ()


def test_a_hit_says_what_its_snippet_does_not_show(engine: SearchEngine) -> None:
    put(engine, entry(1, "Cases were reviewed.", heading="Neglect"), entry(2, "Neglect cases."))
    why = {hit.passage: hit.why for hit in ask(engine, "neglect cases").hits}
    assert why == {1: "“neglect” stands in its heading or its label.", 2: ""}
    (hit,) = [h for h in ask(engine, "neglect weather").hits if h.passage == 2]
    assert hit.why == "Its text is without “weather”."


def test_a_paragraph_with_the_words_stands_above_a_short_one_under_a_heading_with_them(
    tmp_path: Path,
) -> None:
    engine = open_engine("whoosh", tmp_path / "index")
    said = "The service for speech and language therapy was described to the board at some length. "
    more = "It meets needs of many kinds across the whole of the area in every season. "
    filler = [entry(n, f"The board met and talked of other things. {more}") for n in range(10, 40)]
    put(
        engine,
        entry(1, "It went well.", heading="Speech and language therapy"),
        entry(2, said + more),
        *filler,
    )
    assert found(engine, "speech language therapy") == [2, 1]
