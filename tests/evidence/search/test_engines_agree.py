"""Two engines, one answer: the same hits, counts, facets, marks and words, whatever is asked."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from search_entries import ENGINES, ask, entry, put

from evidence.search import Entry, Results, SearchEngine
from evidence.search.engines import open_engine

WORDS = [
    "safeguarding",
    "safequarding",
    "police",
    "discussion",
    "initial",
    "assessments",
    "organisation",
    "organization",
    "council's",
    "NI",
    "59",
    "CAF",
    "Common",
    "Assessment",
    "Framework",
    "(CAF)",
    "re-assess",
    "72%",
    "3.2.5",
    "the",
    "of",
]

entries = st.builds(
    entry,
    st.integers(1, 40),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join),
    document=st.integers(1, 6),
    heading=st.sampled_from(["", "Police", "Initial assessments"]),
    title=st.sampled_from(["Letter", "Improvement Board report"]),
    label=st.sampled_from(["", "3.2.5", "(a)"]),
    kind=st.sampled_from(["letter", "report"]),
    passage_kind=st.sampled_from(["paragraph", "heading"]),
    date=st.sampled_from(["2010", "2011-06-22", "2011", ""]),
    author=st.sampled_from(["Tim Smith", ""]),
    source=st.sampled_from(["Ofsted", "Council"]),
    source_class=st.sampled_from(["external", "internal"]),
    blocks=st.sampled_from([(), ("A",), ("A", "B")]),
    measures=st.sampled_from([(), ("N2010-08",)]),
    indicators=st.sampled_from([(), ("NI 59",)]),
    stances=st.sampled_from([(), ("supports",), ("contradicts",)]),
    findings=st.sampled_from([(), ("strength",)]),
)
pieces = st.sampled_from(
    [
        *WORDS,
        "-",
        "OR",
        "NOT",
        '"',
        "saf*",
        '"police discussion"~3',
        "“initial assessments”",
        "-police",
        "common assessment framework",
        "kind:letter",
        "-kind:report",
        "from:2011",
        "to:2010",
        "by:tim",
        "block:B",
        'measure:"NI 59"',
        "label:3.2.5",
        "source:external",
        "has:finding",
        "stance:supports",
        "year:2011",
    ]
)
filters = st.fixed_dictionaries(
    {},
    optional={
        "kinds": st.just(("letter",)),
        "sources": st.just(("ofsted", "council")),
        "blocks": st.just(("a",)),
        "years": st.just(("2011",)),
        "findings": st.just(("strength",)),
        "stances": st.just(("supports",)),
        "date_from": st.sampled_from(["2011", "2011-06-23"]),
        "sort": st.just("date"),
    },
)


def comparable(results: Results) -> object:
    hits = sorted((h.passage, h.document, h.snippet, h.why, h.misread) for h in results.hits)
    return results.total, results.documents, hits, results.facets, results.understood, results.suggestion


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> list[SearchEngine]:
    return [open_engine(name, tmp_path_factory.mktemp("agree")) for name in ENGINES]


@given(
    papers=st.lists(entries, min_size=8, max_size=20, unique_by=lambda e: e.passage),
    queries=st.lists(st.tuples(st.lists(pieces, max_size=6).map(" ".join), filters), min_size=8, max_size=20),
)
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink would take minutes
)
def test_engines_agree_on_any_query(pair: list[SearchEngine], papers: list[Entry], queries: list) -> None:
    for engine in pair:
        engine.clear()
        put(engine, *papers)
    for text, chosen in queries:
        first, *others = [comparable(ask(engine, text, limit=100, **chosen)) for engine in pair]
        for other in others:
            assert other == first, (text, chosen)
        grouped = [ask(engine, text, limit=100, grouped=True, **chosen) for engine in pair]
        counts = [{(g.document, g.count) for g in each.groups} for each in grouped]
        assert all(each == counts[0] for each in counts)
        assert sum(n for _, n in counts[0]) == first[0] and len(counts[0]) == first[1]


@given(
    papers=st.lists(entries, min_size=12, max_size=40, unique_by=lambda e: e.passage),
    queries=st.lists(st.lists(pieces, min_size=1, max_size=6).map(" ".join), min_size=8, max_size=20),
)
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
def test_engines_give_one_order_and_one_score(
    pair: list[SearchEngine], papers: list[Entry], queries: list
) -> None:
    for engine in pair:
        engine.clear()
        put(engine, *papers)
    for text in queries:
        first, *others = [[(h.passage, h.score) for h in ask(engine, text).hits] for engine in pair]
        for other in others:
            assert other == first, text


def test_words_side_by_side_in_a_heading_count_the_same_on_both(pair: list[SearchEngine]) -> None:
    for engine in pair:
        engine.clear()
        put(
            engine,
            entry(29, "assessments initial", heading="Initial assessments"),
            entry(17, "safeguarding", heading="Initial assessments", document=2),
            *[entry(100 + n, "police discussion", document=3) for n in range(9)],
        )
    first, other = (
        [(h.passage, h.score) for h in ask(engine, "initial assessments").hits] for engine in pair
    )
    assert first == other and len(first) == 2


@pytest.mark.parametrize("typed", ["im", "board", "Improvement B", "common ass", "x", "", "()*"])
def test_engines_complete_alike(pair: list[SearchEngine], typed: str) -> None:
    for engine in pair:
        engine.clear()
        put(
            engine,
            entry(
                1, "The Improvement Board met the Common Assessment Framework team.", title="Board minutes"
            ),
            entry(2, "Improvements made", passage_kind="heading"),
            entry(3, "Again the Improvement Board met."),
        )
    first, *others = [engine.suggestions(typed) for engine in pair]
    assert all(other == first for other in others)
    if typed == "board":
        assert first == ["Board minutes", "Improvement Board"]
