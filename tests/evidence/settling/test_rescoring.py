"""Comparing again: in batches that a stop does not lose, and what no longer suggests itself goes."""

from pathlib import Path

import pytest
from short_papers import notice, report

from evidence.model import LinkStatus, Suggestion
from evidence.reads.documents import documents, passages
from evidence.reads.links import links
from evidence.reads.pending import comparing
from evidence.search.indexer import drain
from evidence.services import Services
from evidence.settling import apart, match_terms, rescoring
from evidence.store import comparing as store
from evidence.store import links as link_store
from ingest.run.pipeline import ingest

GARDEN = "The garden of the town hall was opened to all who live in the town this summer."


class Stop(Exception):
    pass


@pytest.fixture
def home(services: Services, tmp_path: Path) -> Services:
    """A notice and three reports."""
    (tmp_path / "notice.txt").write_text(notice())
    for n in (1, 2, 3):
        (tmp_path / f"{n}.txt").write_text(report(GARDEN, year=2020 + n, subject=f"Progress report {n}"))
    ingest(services, sorted(tmp_path.glob("*.txt")), origin="test")
    return services


def test_a_stop_loses_nothing_and_the_next_run_goes_on_there(
    home: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rescoring, "BATCH", 1)  # a stop comes between two batches
    store.ask(home.record, None, "a test")

    def stop(done: int, total: int) -> None:
        raise Stop

    with pytest.raises(Stop):
        rescoring.compare_again(home, stop)
    assert (comparing(home.record.db).done, comparing(home.record.db).total) == (1, 4)
    seen: list[tuple[int, int]] = []
    rescoring.compare_again(home, lambda done, total: seen.append((done, total)))
    assert seen[0] == (2, 4) and seen[-1][0] == 4 and comparing(home.record.db).total == 0


def test_what_is_asked_for_meanwhile_is_not_taken_for_done(
    home: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rescoring, "BATCH", 1)  # it comes between two batches
    store.ask(home.record, None, "a test")
    before, kept = _suggested(home), False

    def change(done: int, total: int) -> None:
        nonlocal kept
        kept = kept or match_terms.keep(home, "N2020-01", ["garden", "town hall", "summer"], [])

    rescoring.compare_again(home, change)
    found = _suggested(home)
    store.ask(home.record, None, "a test")
    rescoring.compare_again(home)
    assert found == _suggested(home) != before


def _suggested(home: Services) -> set[tuple[int, str, float]]:
    return {
        (link["passage"], link["measure"] or link["block"], link["score"]) for link in links(home.record.db)
    }


def test_what_suggests_itself_no_more_goes_and_what_a_person_decided_stays(home: Services) -> None:
    report = documents(home.record.db, kind="report")[0]["id"]
    garden = next(p["id"] for p in passages(home.record.db, report) if "garden" in p["text"])
    stale = [Suggestion(0.9, "an older version's", measure=f"N2020-0{n}") for n in (1, 2)]
    link_store.suggest(home.record, "ofsted-2011", [(garden, s) for s in stale])
    _, second = sorted(x["id"] for x in links(home.record.db, passage=garden))
    link_store.decide(home.record, [second], LinkStatus.ACCEPTED)
    link_store.decide(home.record, [second], LinkStatus.SUGGESTED)
    store.ask(home.record, None, "a test")
    kept = {x["id"]: x["score"] for x in links(home.record.db) if x["passage"] != garden}
    rescoring.compare_again(home)
    assert [x["id"] for x in links(home.record.db, passage=garden)] == [second]
    assert {x["id"]: x["score"] for x in links(home.record.db) if x["passage"] != garden} == kept


def test_papers_stored_before_they_had_a_council_are_read_for_it(home: Services) -> None:
    home.record.db.execute("UPDATE documents SET council = ''")
    home.record.db.execute("DELETE FROM fields WHERE name = 'council'")
    store.ask(home.record, None, "an upgrade")
    home.record.db.execute("UPDATE to_compare SET read_council = 1")
    rescoring.compare_again(home)
    notice = documents(home.record.db, kind="notice")[0]
    assert notice["council"] == "Leeds City Council"
    assert home.own.name == "Leeds City Council"


def test_much_is_compared_in_a_process_of_its_own_which_a_stop_ends(
    home: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "MANY", 1)  # or fifty documents would have to be made
    store.ask(home.record, None, "a test")

    def stop() -> None:
        raise Stop

    with pytest.raises(Stop):
        monkeypatch.setattr(apart, "TICK", 0.0)  # stopped before anything is done
        apart.compare_apart(home, stop)
    monkeypatch.setattr(apart, "TICK", 0.5)
    assert comparing(home.record.db).left > 0
    apart.compare_apart(home, lambda: None)
    assert comparing(home.record.db).left == 0


def test_what_suggests_itself_as_before_is_neither_written_nor_indexed_again(home: Services) -> None:
    drain(home.record, home.engine)
    before = home.record.db.execute("SELECT count(*) FROM statements WHERE name = 'links'").fetchone()
    store.ask(home.record, None, "a test")
    rescoring.compare_again(home)
    assert home.record.db.execute("SELECT count(*) FROM outbox").fetchone() == (0,)
    after = home.record.db.execute("SELECT count(*) FROM statements WHERE name = 'links'").fetchone()
    assert after == before
