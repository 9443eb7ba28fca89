"""Filters, counts and browsing, for every engine."""

from dataclasses import replace
from pathlib import Path

import pytest
from search_entries import ENGINES, ask, entry, found, put

from evidence.search import Facet, Query, SearchEngine
from evidence.search.answering.facets import facets_from
from evidence.search.engines import open_engine

KENT = "Kent County Council"


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> SearchEngine:
    engine = open_engine(request.param, tmp_path / "index")
    ofsted = {"source": "Ofsted", "source_class": "external"}
    put(
        engine,
        entry(1, "police matters", document=1, kind="letter", date="2010-12-04", council=KENT, **ofsted),
        entry(2, "police figures", document=2, date="2011-06", blocks=("A", "B"), measures=("N2010-08",)),
        entry(3, "police rows", document=2, date="2011-06", blocks=("B",), indicators=("NI 59",)),
        entry(
            4, "police notes", document=3, kind="minutes", date="2011", council="Leeds City Council", **ofsted
        ),
        entry(5, "undated police", document=4, date="", source="", source_class=""),
    )
    return engine


def test_a_document_is_picked_by_words_of_its_title(engine: SearchEngine) -> None:
    put(
        engine,
        entry(11, "police posts", document=11, title="Improvement Plan 2025"),
        entry(12, "police cars", document=12, title="Improvement Notice"),
    )
    assert found(engine, 'police document:"improvement plan"') == [11]
    assert set(found(engine, "police document:improvement")) == {11, 12}
    assert found(engine, "police document:improvement -document:plan") == [12]
    assert set(found(engine, "police document:plan document:notice")) == {11, 12}
    assert set(found(engine, "document:improvement")) == {11, 12}
    assert found(engine, "police document:11") == [11]
    assert "document improvement plan" in ask(engine, 'police document:"improvement plan"').understood


def test_a_filter_keeps_what_has_one_of_its_values(engine: SearchEngine) -> None:
    assert found(engine, "police", kinds=("letter",)) == [1]
    assert set(found(engine, "police", kinds=("letter", "minutes"))) == {1, 4}
    assert set(found(engine, "police", blocks=("b",))) == {2, 3}
    assert set(found(engine, "police", sources=("ofsted",))) == {1, 4}
    assert set(found(engine, "police", source_classes=("external",))) == {1, 4}


@pytest.mark.parametrize("name", ["Kent", "kent county council", "KENT COUNTY COUNCIL"])
def test_a_council_is_found_under_any_of_its_names(engine: SearchEngine, name: str) -> None:
    assert found(engine, "police", councils=(name,)) == [1]
    assert found(engine, f'police council:"{name}"') == [1]
    assert 1 not in found(engine, f'police -council:"{name}"')
    assert set(found(engine, "police council:Kent council:Leeds")) == {1, 4}
    assert found(engine, "police council:Wigan") == []


def test_a_document_is_named_by_its_number_and_counted(engine: SearchEngine) -> None:
    assert found(engine, "police", documents=("2",)) == found(engine, "police document:2")
    assert set(found(engine, "police", documents=("2", "4"))) == {2, 3, 5}
    facets = ask(engine, "police", documents=("2",)).facets["document"]
    assert facets == (Facet("2", 2), Facet("1", 1), Facet("3", 1), Facet("4", 1))
    assert found(engine, "police", documents=("99",)) == []


def test_what_was_accepted_as_contradicting_is_asked_for_by_measure(tmp_path: Path) -> None:
    for name in ENGINES:
        engine = open_engine(name, tmp_path / name)
        both = {"measures": ("N2010-08", "N2010-09"), "indicators": ("NI 59",)}
        put(
            engine,
            entry(1, "police", has=("contradicts", "contradicts N2010-08", "contradicts NI 59"), **both),
            entry(2, "police", has=("contradicts", "contradicts N2010-09"), **both),
            entry(3, "police", stances=("contradicts",), **both),
        )
        assert found(engine, 'has:contradicts measure:"NI 59"') == [1]
        assert found(engine, "has:contradicts measure:N2010-09") == [2]
        assert found(engine, "police has:contradicts", measures=("NI 59",)) == [1]
        assert set(found(engine, "has:contradicts")) == {1, 2}
        assert found(engine, "police NOT has:contradicts") == [3]


def test_a_label_a_councils_name_and_a_year_are_asked_for_together(tmp_path: Path) -> None:
    for name in ENGINES:
        engine = open_engine(name, tmp_path / name)
        leeds = {"council": "Leeds City Council", "author": "Leeds City Council"}
        put(
            engine,
            entry(1, "Care leavers wait.", document=1, label="23", date="2015-02-02", **leeds),
            entry(2, "Care leavers wait in Leeds.", document=1, label="24", date="2015-02-02", **leeds),
            entry(3, "Care leavers wait in Leeds.", document=2, label="23", date="2014", **leeds),
            entry(4, "Care leavers wait.", document=3, label="23", date="2015", council=KENT, author=KENT),
        )
        assert found(engine, "label:23 Leeds year:2015")[:1] == [1], name
        assert not {2, 3} & set(found(engine, "label:23 Leeds year:2015")), name


def test_councils_are_counted_and_a_paper_about_none_is_not(engine: SearchEngine) -> None:
    facets = ask(engine, "police").facets["council"]
    assert set(facets) == {Facet(KENT, 1), Facet("Leeds City Council", 1)}


def test_several_filters_must_all_hold(engine: SearchEngine) -> None:
    assert found(engine, "police", kinds=("letter", "report"), sources=("Ofsted",)) == [1]
    assert found(engine, "police", kinds=("plan",)) == []


@pytest.mark.parametrize(("measure", "passage"), [("n2010-08", 2), ("NI 59", 3), ("ni59", 3)])
def test_a_measure_is_named_by_its_code_or_its_indicator(
    engine: SearchEngine, measure: str, passage: int
) -> None:
    assert found(engine, "police", measures=(measure,)) == [passage]


@pytest.mark.parametrize(
    ("first", "last", "passages"),
    [
        ("2010", "2010", {1}),
        ("2011-06-10", "", {2, 3, 4}),
        ("", "2010-12-03", set()),
        ("", "2010-12-04", {1}),
        ("2011-06-30", "", {2, 3, 4}),
        ("2011-07-01", "", {4}),
        ("2011-12-31", "", {4}),
        ("", "2011-06-01", {1, 2, 3, 4}),
        ("", "2011-05-31", {1, 4}),
        ("2011-07", "2011-08", {4}),
        ("2012", "", set()),
    ],
)
def test_a_date_counts_with_the_precision_it_has(
    engine: SearchEngine, first: str, last: str, passages: set[int]
) -> None:
    assert set(found(engine, "police", date_from=first, date_to=last)) == passages


@pytest.mark.parametrize("typed", ["2011-02-31", "2011-13", "June 2011", "²⁰¹¹", "0000", "*"])
def test_a_date_that_does_not_exist_is_not_used_and_that_is_said(engine: SearchEngine, typed: str) -> None:
    results = ask(engine, "police", date_from=typed)
    assert results.total == 5
    assert f"“{typed}” is not a date" in results.understood


def test_facets_count_every_hit_under_the_filters(engine: SearchEngine) -> None:
    facets = ask(engine, "police", limit=1).facets
    assert facets["kind"] == (Facet("report", 3), Facet("letter", 1), Facet("minutes", 1))
    assert facets["block"] == (Facet("B", 2), Facet("A", 1))
    assert facets["measure"] == (Facet("N2010-08", 1),)
    assert facets["source"] == (Facet("Council", 2), Facet("Ofsted", 2))
    assert facets["year"] == (Facet("2011", 3), Facet("2010", 1))
    assert ask(engine, "police", sources=("Ofsted",)).facets["kind"] == (
        Facet("letter", 1),
        Facet("minutes", 1),
    )


def test_a_facets_count_is_what_its_filter_leaves(engine: SearchEngine) -> None:
    for facet in ask(engine, "police").facets["block"]:
        assert ask(engine, "police", blocks=(facet.value,)).total == facet.count


def test_nothing_typed_browses_newest_first(engine: SearchEngine) -> None:
    assert found(engine) == [2, 3, 4, 1, 5]
    assert found(engine, "  ", sources=("Ofsted",)) == [4, 1]
    results = ask(engine, limit=2)
    assert (results.total, results.understood) == (5, "")
    assert results.hits[0].snippet == "police figures"


def test_a_filter_of_dates_says_how_many_undated_it_left_out_and_shows_them(engine: SearchEngine) -> None:
    engine.clear()
    put(
        engine,
        entry(1, "The police met.", date="2011"),
        entry(2, "The police met.", document=2, date=""),
        entry(3, "The police met.", document=3, date="2009"),
    )
    for asked in ({"date_from": "2010"}, {"text": "police from:2010"}):
        query = Query(**{"text": "police", **asked})
        results = engine.search(query)
        assert [hit.passage for hit in results.hits] == [1]
        assert results.undated_left_out == 1
        wider = engine.search(replace(query, undated=True))
        assert {hit.passage for hit in wider.hits} == {1, 2}
        assert wider.undated_left_out == 0
    assert ask(engine, "police").undated_left_out == 0


def test_a_hit_says_how_it_was_found(engine: SearchEngine) -> None:
    engine.clear()
    put(
        engine,
        entry(1, "Safeguarding in Ryburn."),
        entry(2, "Safequarding in Ryburn."),
        entry(3, "Safeguarding in Calder."),
        entry(4, "Safeguarding elsewhere.", document=2, title="Letter to Ryburn"),
    )
    hits = {hit.passage: hit.how for hit in ask(engine, "safeguarding ryburn").hits}
    assert hits == {1: "exact", 2: "damaged", 3: "near", 4: "near"}


def test_a_council_is_one_facet_under_whichever_name_its_papers_call_it() -> None:
    counted = {"council": {"Aldermarsh": 16, "Aldermarsh Borough Council": 28, "Leeds": 2, "": 9}}
    found = [(facet.value, facet.count) for facet in facets_from(counted)["council"]]
    assert found == [("Aldermarsh Borough Council", 44), ("Leeds", 2)]
