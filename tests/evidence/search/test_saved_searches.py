"""Saved searches: whose they are, what the log tells of them, and what is new since a person last looked."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search_entries import ENGINES, entry, passages, put

from evidence.errors import NotFound, UsageError
from evidence.model import Page, Passage, PassageKind, Reading
from evidence.reads import saved_searches as reads
from evidence.reads.documents import passages as read_passages
from evidence.search import Query, SearchEngine, Since, news, saved
from evidence.search.engines import open_engine
from evidence.search.query.kept import read, written
from evidence.services import Services, open_services
from evidence.settings import Settings
from evidence.store import documents, withdrawals
from evidence.store import saved_searches as store
from evidence.store.ledger import keep_file
from evidence.store.new_reading import reread

ASKED = Query(text="neglect", kinds=("report",), date_from="2010", sort="date")
NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@pytest.fixture(params=ENGINES)
def work(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Services]:
    """Ann at work, on each engine."""
    chosen = replace(settings, search=replace(settings.search, engine=request.param))
    with open_services(chosen, actor="Ann") as opened:
        yield opened


def paper(*texts: str) -> Reading:
    made = tuple(Passage(n, PassageKind.PARAGRAPH, text, end=len(text)) for n, text in enumerate(texts))
    return Reading(kind="report", pages=(Page(1, "\n".join(texts)),), passages=made)


def add(work: Services, *texts: str) -> int:
    """Add a paper with these paragraphs. Returns its document's id."""
    sha256, size = work.files.put_bytes("\n".join(texts).encode())
    keep_file(work.record, sha256=sha256, size=size, media_type="text/plain", name="paper.txt")
    return documents.add_readings(work.record, sha256, [paper(*texts)])[0]


def save(work: Services, text: str = "neglect", **how: bool) -> int:
    """Save a search and open it once."""
    number = saved.save(work.record, text, Query(text=text), **how)
    news.look(work, number)
    return number


def new(work: Services, number: int) -> int | None:
    """How many passages are new to whoever is at work."""
    person = work.record.actor
    return news.counted(work, saved.saved_searches(work.record.db, person)).get(number)


def test_a_saved_search_keeps_what_was_asked_and_how_it_was_shown(services: Services) -> None:
    number = saved.save(services.record, "  Neglect,\n since 2010 ", replace(ASKED, limit=50, offset=100))
    found = saved.saved_search(services.record.db, number, "tester")
    assert (found["name"], found["query"], found["shared"]) == ("Neglect, since 2010", ASKED, False)


@given(NAMES, st.lists(NAMES), NAMES, st.sampled_from(["relevance", "date"]), st.booleans())
def test_any_query_comes_back_as_it_was_saved(
    text: str, kinds: list[str], date: str, sort: str, grouped: bool
) -> None:
    query = Query(text=text.strip(), kinds=tuple(kinds), date_to=date, sort=sort, grouped=grouped)
    assert read(written(query)) == query


def test_a_private_search_is_there_for_its_owner_alone(services: Services) -> None:
    record, other = services.record.acting_as("Ann"), services.record.acting_as("Ben")
    number = saved.save(record, "Neglect", ASKED)
    assert [s["id"] for s in saved.saved_searches(record.db, "Ann")] == [number]
    assert saved.saved_searches(record.db, "Ben") == []
    for attempt in (
        lambda: saved.saved_search(record.db, number, "Ben"),
        lambda: news.look(services.acting_as("Ben"), number),
        lambda: store.change(other, number, "Mine", shared=True),
        lambda: store.delete(other, number),
        lambda: store.bring_back(other, number),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_a_shared_search_is_everybodys_to_run_and_its_owners_to_change(services: Services) -> None:
    number = saved.save(services.record.acting_as("Ann"), "Neglect", ASKED, shared=True)
    assert saved.saved_search(services.record.db, number, "Ben")["owner"] == "Ann"
    with pytest.raises(UsageError, match="belongs to Ann"):
        store.delete(services.record.acting_as("Ben"), number)


def test_a_deleted_search_is_gone_until_it_is_brought_back(services: Services) -> None:
    number = saved.save(services.record, "Neglect", ASKED)
    store.delete(services.record, number)
    assert saved.saved_searches(services.record.db, "tester") == []
    saved.save(services.record, "neglect", ASKED)
    with pytest.raises(UsageError, match="already"):
        store.bring_back(services.record, number)
    store.delete(services.record, number + 1)
    store.bring_back(services.record, number)
    assert [s["id"] for s in saved.saved_searches(services.record.db, "tester")] == [number]


@pytest.mark.parametrize("name", ["", " \n ", "x" * 201, "neglect", " NEGLECT "])
def test_a_name_must_be_ones_own_to_give(services: Services, name: str) -> None:
    saved.save(services.record, "Neglect", ASKED)
    with pytest.raises(UsageError):
        saved.save(services.record, name, ASKED)
    saved.save(services.record.acting_as("Ben"), "Neglect", ASKED)


@pytest.mark.parametrize("query", [Query(), Query(text="  "), Query(sort="date", grouped=True)])
def test_nothing_asked_is_nothing_to_save(services: Services, query: Query) -> None:
    with pytest.raises(UsageError, match="nothing to save"):
        saved.save(services.record, "Nothing", query)


def test_every_change_is_logged_and_the_log_keeps_private_what_is(services: Services) -> None:
    number = saved.save(services.record, "Neglect", ASKED)
    store.change(services.record, number, "Open neglect", shared=True)
    store.change(services.record, number, "Secret neglect", shared=False)
    store.delete(services.record, number)
    store.bring_back(services.record, number)
    log = [
        (e["action"], json.loads(e["detail"]))
        for e in services.record.db.query("SELECT * FROM events ORDER BY id")
    ]
    assert [action for action, _ in log] == [
        "search saved",
        "saved search changed",
        "saved search changed",
        "saved search deleted",
        "saved search brought back",
    ]
    assert log[1][1]["name"] == "Open neglect" and log[1][1]["query"]["text"] == "neglect"
    assert [detail for at, (_, detail) in enumerate(log) if at != 1] == [{"shared": False}] * 4


def test_what_came_since_the_last_look_is_new_to_each_person_apart(work: Services) -> None:
    add(work, "Neglect was found.")
    number = save(work, shared=True)
    ben = work.acting_as("Ben")
    assert (new(work, number), new(ben, number)) == (0, None)
    news.look(ben, number)
    add(work, "Neglect was found again.", "Of neglect nothing more.", "Something else.")
    assert (new(work, number), new(ben, number)) == (2, 2)
    news.look(work, number)
    assert (new(work, number), new(ben, number)) == (0, 2)


def test_what_was_new_when_it_was_opened_is_told_until_the_next_look(work: Services) -> None:
    number = save(work)
    add(work, "Neglect was found.")
    opened = news.look(work, number)
    assert reads.since(work.record.db, opened["before"]) == Since(0)
    assert reads.since(work.record.db, opened["seen"]) is None
    assert reads.since(work.record.db, news.look(work, number)["before"]) is None


def test_a_withdrawn_paper_is_not_new_and_one_that_is_back_is_new_to_who_missed_it(work: Services) -> None:
    first, number = add(work, "Neglect was found."), save(work)
    gone = add(work, "Neglect was found again.")
    withdrawals.withdraw(work.record, gone)
    assert new(work, number) == 0
    news.look(work, number)
    withdrawals.bring_back(work.record, gone)
    assert new(work, number) == 1
    news.look(work, number)
    withdrawals.withdraw(work.record, first)
    withdrawals.bring_back(work.record, first)
    assert new(work, number) == 0


def test_a_paragraph_read_again_is_not_new_and_one_first_read_then_is(work: Services) -> None:
    document, number = add(work, "Neglect was found.", "Something else."), save(work)
    before = [p["id"] for p in read_passages(work.record.db, document)]
    sha256 = work.record.db["documents"].get(document)["sha256"]
    reread(work.record, sha256, [paper("Neglect was found.", "Something else.", "No neglect since.")])
    assert [p["id"] for p in read_passages(work.record.db, document)][:2] == before
    assert new(work, number) == 1


def test_what_the_index_did_not_hold_yet_stays_new(work: Services) -> None:
    number = save(work)
    seen = saved.saved_search(work.record.db, number, "Ann")["seen"]
    add(work, "Neglect was found.")  # waits in the outbox
    assert reads.seen_now(work.record.db, seen) == seen


def test_counting_stops_when_time_is_up_and_says_so(work: Services) -> None:
    numbers = [save(work, text) for text in ("neglect", "found", "nobody")]
    add(work, "Neglect was found.")
    found = saved.saved_searches(work.record.db, "Ann")
    counts = news.counted(work, found, seconds=-1)
    assert sorted(counts) == numbers
    assert sorted(counts.values(), key=str) == [1, None, None]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> SearchEngine:
    """Four passages in three documents."""
    made = open_engine(request.param, tmp_path / "index")
    put(
        made,
        entry(1, "core assessments rose", document=1, kind="plan"),
        entry(2, "core assessments fell", document=2),
        entry(3, "core groups", document=3),
        entry(4, "core assessments stood", document=3),
    )
    return made


@pytest.mark.parametrize(
    ("since", "found"),
    [
        (Since(0), {1, 2, 4}),
        (Since(2), {4}),
        (Since(4), set()),
        (Since(2, (1,)), {1, 4}),
        (Since(9, (3,)), {4}),
    ],
)
@pytest.mark.parametrize("how", [{}, {"sort": "date"}, {"grouped": True}])
def test_the_new_are_those_of_the_found_that_came_since(
    engine: SearchEngine, since: Since, found: set[int], how: dict[str, object]
) -> None:
    results = engine.search(Query(text='"core assessments"', since=since, **how))
    assert set(passages(results.hits)) == found and results.total == len(found)
    assert sum(facet.count for facet in results.facets["kind"]) == len(found)
    assert engine.search(Query(text='"core assessments"', since=since, limit=0)).total == len(found)


@given(
    text=st.sampled_from(["core", "core assessments", "core OR fell", "groups -core", "nothing", "a*", ""]),
    since=st.builds(Since, st.integers(0, 5), st.lists(st.integers(1, 4)).map(tuple)),
    grouped=st.booleans(),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_new_are_always_a_part_of_what_is_found(
    engine: SearchEngine, text: str, since: Since, grouped: bool
) -> None:
    every = engine.search(Query(text=text)).hits
    expected = {h.passage for h in every if h.passage > since.passage or h.document in since.documents}
    results = engine.search(Query(text=text, since=since, grouped=grouped))
    assert set(passages(results.hits)) == expected and results.total == len(expected)


def test_without_words_every_new_passage_under_the_filters_is_found(engine: SearchEngine) -> None:
    assert passages(engine.search(Query(kinds=("report",), since=Since(2))).hits) == [3, 4]


def test_words_are_not_asked_for_more_loosely_because_few_are_new(engine: SearchEngine) -> None:
    put(engine, *(entry(n, "core assessments", document=n) for n in range(2, 14)))
    put(engine, entry(20, "core reviews", document=20))
    assert engine.search(Query(text="core assessments", since=Since(19))).total == 0
