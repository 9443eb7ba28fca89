"""Who speaks, whose paper it is and when: words of a query that say so, on every engine."""

from datetime import date
from pathlib import Path

import pytest
from search_entries import ENGINES, ask, entry, found, put

from evidence.search import SearchEngine
from evidence.search.engines import open_engine
from evidence.search.query.when import dated


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> SearchEngine:
    engine = open_engine(request.param, tmp_path / "index")
    department = {"author": "Ann Ellery MP", "source": "Department for Education", "source_class": "external"}
    put(
        engine,
        entry(1, "Case recording remains of concern to me.", document=1, date="2011-05", **department),
        entry(2, "The minister has seen our plan.", document=2, date="2010"),
        entry(3, "Case recording is audited each month, and files are read.", document=2, date="2010"),
        entry(4, "Case recording was poor in most files.", document=3, source="Ofsted", date="2009-06"),
        entry(5, "Care leavers have advisers.", document=4, council="Ryburn Borough Council"),
        entry(6, "Care leavers have flats.", document=5, council="Calder City Council"),
        entry(
            7, "In Ryburn figures rose, as did those for leavers.", document=5, council="Calder City Council"
        ),
    )
    return engine


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("minister case recording", 1),
        ("DfE case recording", 1),
        ("Ellery case recording", 1),
        ("inspectors case recording", 4),
        ("Ofsted case recording", 4),
        ("Ryburn care leavers", 5),
        ("Calder care leavers", 6),
    ],
)
def test_what_a_speaker_wrote_comes_first(engine: SearchEngine, typed: str, first: int) -> None:
    hit = ask(engine, typed).hits[0]
    assert (hit.passage, hit.how) == (first, "exact")
    assert "is who speaks here, or whose paper it is" in hit.why


@pytest.mark.parametrize(
    ("typed", "first"),
    [("case recording 2009", 4), ("case recording May 2011", 1), ("2010 files", 3), ("Calder June 2011", 6)],
)
def test_a_date_in_a_query_is_met_by_papers_of_that_date(
    engine: SearchEngine, typed: str, first: int
) -> None:
    hit = ask(engine, typed).hits[0]
    assert (hit.passage, hit.how) == (first, "exact")
    assert "is when its paper was written" in hit.why


def test_a_month_alone_leads_to_the_beginnings_of_its_papers(engine: SearchEngine) -> None:
    put(engine, entry(8, "It was agreed in May 2011.", document=6), entry(9, "More.", document=6))
    hits = ask(engine, "May 2011").hits
    assert [hit.passage for hit in hits] == [8, 1]
    assert hits[1].why == "“May 2011” is when its paper was written."


def test_a_label_and_a_date_lead_to_that_paragraph_of_the_papers_of_that_date(engine: SearchEngine) -> None:
    put(
        engine,
        entry(8, "Visits rose.", document=6, date="2011-06-22", label="3.2"),
        entry(9, "Visits fell.", document=7, date="2010-06-22", label="3.2"),
        entry(10, "In June 2011 it was done.", document=7, date="2010-06-22", label="3.3"),
    )
    for typed in ("label:3.2 June 2011", "June 2011 label:3.2", "label:3.2 2011"):
        assert found(engine, typed) == [8], typed


def test_a_question_asks_what_is_said_not_that_it_is(engine: SearchEngine) -> None:
    asked = ask(engine, "What did the minister say about case recording?")
    assert (asked.hits[0].passage, asked.hits[0].how) == (1, "exact")


@pytest.fixture
def letterheads(engine: SearchEngine) -> SearchEngine:
    """A council's papers with its name all over them, and what is asked for in two that lack it."""
    calder = {"council": "Calder City Council", "title": "Inspection of Calder children’s services"}
    put(
        engine,
        entry(20, "Calder children’s services", document=20, **calder),
        entry(21, "Calder City Council, Calder", document=20, **calder),
        entry(22, "Roma children who move with the seasons are visited.", document=20, **calder),
        entry(23, "Calder families and workers in Calder said so.", document=20, **calder),
        *(entry(n, f"Families are helped by worker {n}.", document=21) for n in range(30, 45)),
    )
    return engine


@pytest.mark.parametrize(
    "typed", ["Calder Roma families", "Were many Roma families of Calder seen, helped, and housed well?"]
)
def test_whose_paper_it_is_does_not_stand_for_what_was_asked_about(
    letterheads: SearchEngine, typed: str
) -> None:
    hits = ask(letterheads, typed, limit=40).hits
    assert hits[0].passage == 22
    assert not {20, 21} & {hit.passage for hit in hits}


@pytest.mark.parametrize(
    "typed",
    [
        "Holme voice of the child panel audits",
        "How is the voice of each child heard by panels and audits at Holme in reviews?",
    ],
)
def test_where_words_are_let_go_the_papers_of_whom_was_named_come_first(
    engine: SearchEngine, typed: str
) -> None:
    said = "The voice of each child is heard, and the panel hears the child’s voice in {} audits."
    put(
        engine,
        *(entry(n, said.format(n), document=n, council="Calder City Council") for n in range(20, 32)),
        entry(
            40,
            "Reviews write down what a child says in a voice of its own.",
            document=40,
            council="Holme Borough Council",
        ),
        entry(41, "Panel members of Holme meet for lunch.", document=40, council="Holme Borough Council"),
    )
    hits = ask(engine, typed, limit=40).hits
    assert hits[0].passage == 40
    assert set(range(20, 32)) < {hit.passage for hit in hits}
    assert "Passages of papers by or about “holme” come first." in ask(engine, typed).understood


@pytest.mark.parametrize(
    "typed", ["Ryburn and Calder care leavers", "Ryburn or Calder care leavers", "care leavers Ryburn Calder"]
)
def test_two_councils_that_share_no_paper_are_alternatives(engine: SearchEngine, typed: str) -> None:
    put(
        engine,
        entry(5, "Care leavers have advisers.", document=4, council="Ryburn Borough Council"),
        entry(6, "Care leavers have flats.", document=5, council="Calder City Council"),
        entry(7, "Figures rose.", document=5, council="Calder City Council"),
        entry(8, "Care leavers have keys.", document=8, council="Holme Borough Council"),
        entry(9, "Care leavers left Calder.", document=8, council="Holme Borough Council"),
    )
    asked = ask(engine, typed)
    assert {hit.passage for hit in asked.hits if hit.how == "exact"} == {5, 6, 9}
    assert [hit.why for hit in asked.hits if hit.passage == 9] == [""]
    assert asked.hits[0].why == "“ryburn” or “calder” is who speaks here, or whose paper it is."
    assert "No paper is of “ryburn” and “calder” together: either will do." in asked.understood


def test_a_council_of_two_words_is_named_by_both(engine: SearchEngine) -> None:
    put(
        engine,
        entry(8, "Care leavers have flats.", document=8, council="St Aldhelm Metropolitan Borough Council"),
    )
    hit = ask(engine, "St Aldhelm care leavers").hits[0]
    assert (hit.passage, hit.how) == (8, "exact")
    assert "“st” is who speaks here, or whose paper it is" in hit.why


def test_two_councils_that_one_paper_compares_are_both_asked_for(engine: SearchEngine) -> None:
    put(engine, entry(8, "Care leavers of Ryburn and Calder have flats.", document=8))
    asked = ask(engine, "Ryburn Calder care leavers")
    assert asked.hits[0].passage == 8
    assert "either will do" not in asked.understood


def test_a_writers_name_that_is_a_common_word_too_demands_no_paper_of_theirs(engine: SearchEngine) -> None:
    put(
        engine,
        *(entry(n, "A grant is paid to leavers who settle down.", document=20) for n in range(20, 32)),
        *(entry(n, f"Visit {n} was on time.", document=21) for n in range(100, 250)),
        entry(40, "Leavers pay.", document=40, author="Richard Grant"),
        entry(42, "The grant buys beds and chairs too late.", document=41),
        entry(41, "Leavers who set up home late buy beds and chairs.", document=41),
    )
    asked = "Is the grant that is paid to leavers who set up home late enough to buy beds and chairs?"
    assert ask(engine, asked).hits[0].passage == 41


def test_a_speaker_alone_is_a_word_like_any_other(engine: SearchEngine) -> None:
    assert found(engine, "minister") == [2]
    assert found(engine, "ryburn") == [7]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("visits since 2010", "visits from:2010"),
        ("visits before June 2011", "visits to:2011-05-31"),
        ("visits after 2010", "visits from:2011-01-01"),
        ("visits until 12 march 2011", "visits to:2011-03-12"),
        ("visits from 2009 to March 2010", "visits from:2009 to:2010-03"),
        ("visits last year", "visits year:2025"),
        ("visits since last year", "visits from:2025"),
        ("visits before this year", "visits to:2025-12-31"),
        ("visits after last year", "visits from:2026-01-01"),
        ("visits up to last year", "visits to:2025"),
        ("visits since 2025-09", "visits from:2025-09"),
        ("visits before 2025-09-01", "visits to:2025-08-31"),
        ("visits between June 2010 and 2011", "visits from:2010-06 to:2011"),
        ("visits between January and April 2011", "visits from:2011-01 to:2011-04"),
        ("visits from November to March 2011", "visits from:2010-11 to:2011-03"),
        ("visits since 2010-11", "visits since 2010-11"),
        ("links between homes and schools", "links between homes and schools"),
        ("what may and june 2011 have", "what may and june 2011 have"),
        ("visits from:May 2011", "visits from:2011-05"),
        ("visits to:12 june 2011 notes", "visits to:2011-06-12 notes"),
        ('visits from:"May 2011" to:"12/06/2011"', "visits from:2011-05 to:2011-06-12"),
        ("visits from:2011-05 to:2012", "visits from:2011-05 to:2012"),
        ("visits year:2010/11", "visits from:2010-04 to:2011-03"),
        ("visits year:2010-2011", "visits from:2010-04 to:2011-03"),
        ("visits year:2010/13", "visits year:2010/13"),
        ("visits year:2010-2013", "visits from:2010 to:2013"),
        ("visits year:1999/00", "visits from:1999-04 to:2000-03"),
        ("visits year:2010/99", "visits year:2010/99"),
        ("visits year:2013-2010", "visits year:2013-2010"),
        ("visits 2010 to 2012", "visits from:2010 to:2012"),
        ("visits May 2010 until June 2012", "visits from:2010-05 to:2012-06"),
        ("ages 11 to 16", "ages 11 to 16"),
        ('"since 2010"', '"since 2010"'),
        ("since 2010/11", "since 2010/11"),
        ("since they left", "since they left"),
    ],
)
def test_words_of_time_are_dates(typed: str, read: str) -> None:
    assert dated(typed, date(2026, 11, 27)) == read


def test_since_a_year_leaves_out_what_is_older(engine: SearchEngine) -> None:
    assert set(found(engine, "case recording since 2010")) == {1, 2, 3} - {2}
    assert "dated from 2010" in ask(engine, "case recording since 2010").understood
    assert set(found(engine, "recording before june 2010")) == {3, 4}
