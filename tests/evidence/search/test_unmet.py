"""Filters that no paper can meet are told, with what was perhaps meant: on every engine."""

from pathlib import Path

import pytest
from search_entries import ENGINES, ask, entry, put

from evidence.search import SearchEngine
from evidence.search.engines import open_engine


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
    engine = open_engine(request.param, tmp_path_factory.mktemp("unmet"))
    ofsted = {"source": "Ofsted", "source_class": "external", "council": "Leeds City Council"}
    put(
        engine,
        entry(1, "Police visits rose.", document=1, kind="minutes", label="3.2", council="Calder Council"),
        entry(2, "Police visits fell.", document=2, kind="inspection_report", author="Ann Ellery", **ofsted),
        entry(
            3, "Police visits.", document=3, kind="letter", source="Department for Education", title="Notice"
        ),
    )
    return engine


@pytest.mark.parametrize(
    ("typed", "lacks", "meant"),
    [
        ("kind:minuets visits", "kind:minuets", "kind:minutes visits"),
        ("kind:minute visits", "kind:minute", "kind:minutes visits"),
        ("kind:inspection visits", "kind:inspection", "kind:inspection_report visits"),
        ("council:Ledes visits", "council:Ledes", 'council:"Leeds City Council" visits'),
        ("visits source:ofstead", "source:ofstead", "visits source:Ofsted"),
        ("visits source:externl", "source:externl", "visits source:external"),
        ("visits source:education", "source:education", 'visits source:"Department for Education"'),
        ("visits -kind:leter", "kind:leter", "visits -kind:letter"),
        ("visits has:contradict", "has:contradict", "visits has:contradicts"),
        ('visits kind:"leter"', "kind:leter", "visits kind:letter"),
        ("visits kind:leter,minutes", "kind:leter", "visits kind:letter,minutes"),
        ("visits kind:minutes,leter", "kind:leter", "visits kind:minutes,letter"),
        ("visits by:ellory", "by:ellory", ""),
        ("visits label:9.9", "label:9.9", ""),
        ("visits document:77", "document:77", ""),
        ("visits document:register", "document:register", ""),
        ("visits year:1066", "year:1066", ""),
        ("visits block:Z", "block:Z", ""),
        ("kind:minuets", "kind:minuets", "kind:minutes"),
        ("kind:minuets visists", "kind:minuets", "kind:minutes visits"),
    ],
)
def test_a_filter_that_no_paper_can_meet_is_told(
    engine: SearchEngine, typed: str, lacks: str, meant: str
) -> None:
    asked = ask(engine, typed)
    assert asked.understood.startswith(f"No paper here has “{lacks}”")
    assert asked.suggestion == meant


def test_a_known_value_that_nothing_has_yet_is_not_asked_back(engine: SearchEngine) -> None:
    asked = ask(engine, "visits has:contradicts")
    assert asked.understood.startswith("No paper here has “has:contradicts”. Searched for")
    assert asked.suggestion == ""


def test_what_there_is_stands_beside_it(engine: SearchEngine) -> None:
    told = ask(engine, "visits kind:plan").understood
    assert "papers have inspection_report, letter, minutes." in told


@pytest.mark.parametrize(
    "typed",
    [
        "visits kind:minutes,letter",
        "visits by:ellery",
        "visits label:3.2",
        "visits council:Leeds",
        "visits document:notice",
        "visits year:2011 from:2010",
        "kind:letter nosuchword",
    ],
)
def test_a_filter_that_papers_meet_is_not(engine: SearchEngine, typed: str) -> None:
    assert "No paper here" not in ask(engine, typed).understood


@pytest.mark.parametrize("name", ENGINES)
def test_nothing_is_said_of_filters_while_nothing_is_indexed(name: str, tmp_path: Path) -> None:
    empty = open_engine(name, tmp_path / "index")
    put(empty, entry(1, "Police visits rose."))
    empty.replace({1: []})
    assert "No paper here" not in ask(empty, "kind:minuets visits").understood


def test_a_chosen_filter_is_told_where_nothing_is_left(engine: SearchEngine) -> None:
    assert "No paper here has “kind:minuets”" in ask(engine, "visits", kinds=("minuets",)).understood
    assert "No paper here" not in ask(engine, "visits", kinds=("minuets", "letter")).understood
