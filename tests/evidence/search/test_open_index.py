"""The index of people who are not cleared never held what is marked, whatever engine builds it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from marked_home import SECRET
from short_papers import notice, report

from evidence.search.engine import IndexDamaged, Query
from evidence.search.open_index import bring_up
from evidence.search.results import search, suggestions
from evidence.services import Services, open_services
from evidence.settings import Settings
from evidence.store import markings, withdrawals
from ingest.run.pipeline import ingest


@pytest.fixture(params=["whoosh", "tantivy"])
def site(settings: Settings, tmp_path: Path, request: pytest.FixtureRequest) -> Settings:
    if request.param == "tantivy":
        pytest.importorskip("tantivy")
    chosen = replace(settings, search=replace(settings.search, engine=request.param))
    papers = tmp_path / "papers"
    papers.mkdir()
    told = (
        f"The {SECRET} Alert Board (ZAB) met, and the {SECRET} protocol was kept.",
        f"{SECRET} referrals.",
    )
    (papers / "a-notice.txt").write_text(notice(), encoding="utf-8")
    (papers / "b-report.txt").write_text(report("The protocol was kept."), encoding="utf-8")
    (papers / "c-secret.txt").write_text("\n\n".join(told), encoding="utf-8")
    with open_services(chosen, actor="ann") as services:
        ingest(services, [papers], origin="test")
    return chosen


def secret(services: Services) -> int:
    sql = "SELECT d.id FROM documents d JOIN files f ON f.sha256 = d.sha256 WHERE f.name = 'c-secret.txt'"
    return int(services.record.db.execute(sql).fetchone()[0])


@pytest.fixture
def whole(site: Settings) -> Iterator[Services]:
    with open_services(site, actor="ann") as services:
        search(services, Query("protocol"), patient=True)
        yield services


def said_to_the_uncleared(site: Settings) -> str:
    """All that search, facets, suggestions and completions tell of a few queries."""
    told = []
    with open_services(site, actor="ben", cleared=False) as services:
        for typed in (SECRET, "zephyrne", "ZAB", "protocol", "alert board", "zeph*", ""):
            told.append({**search(services, Query(typed, grouped=typed == ""), similar=5), "took_ms": 0})
        told += [suggestions(services, typed) for typed in ("ze", "zab", "alert", "the ")]
    return repr(told)


def test_nothing_that_is_marked_is_found_counted_suggested_or_completed(
    site: Settings, whole: Services
) -> None:
    assert SECRET in said_to_the_uncleared(site).lower()
    markings.mark(whole.record, secret(whole), "OFFICIAL-SENSITIVE", "Why")
    told = said_to_the_uncleared(site).lower().replace(f"“{SECRET}”", "")  # what was typed is said again
    assert SECRET not in told
    assert "b-report.txt" in told
    assert search(whole, Query(SECRET))["total"]
    markings.undo(whole.record, secret(whole))
    assert "c-secret.txt" in said_to_the_uncleared(site)


def test_words_of_a_paper_that_was_withdrawn_before_it_was_marked_are_gone_too(
    site: Settings, whole: Services
) -> None:
    with whole.record.transaction():
        first = min(row[0] for row in whole.record.db.execute("SELECT id FROM documents").fetchall())
    markings.mark(whole.record, first, "OFFICIAL-SENSITIVE", "So that there is an open index")
    said_to_the_uncleared(site)
    withdrawals.withdraw(whole.record, secret(whole))
    said_to_the_uncleared(site)
    markings.mark(whole.record, secret(whole), "OFFICIAL-SENSITIVE", "Why")
    with open_services(site, cleared=False) as services:
        with pytest.raises(IndexDamaged):
            services.engine.suggestions("zeph")
        bring_up(services.record, services.engine)
        assert services.engine.suggestions("zeph") == []
        assert secret(whole) not in services.engine.documents()


def test_a_marking_writes_the_parts_again_that_held_the_paper_and_leaves_the_others(
    site: Settings, whole: Services, tmp_path: Path
) -> None:
    markings.mark(whole.record, secret(whole), "OFFICIAL-SENSITIVE", "So that there is an open index")
    said_to_the_uncleared(site)
    (later := tmp_path / "later.txt").write_text(f"The {SECRET} rota was agreed by all who were asked.")
    ingest(whole, [later], origin="test")
    number = max(row[0] for row in whole.record.db.execute("SELECT id FROM documents").fetchall())
    assert "rota" in said_to_the_uncleared(site)
    before = parts(site)
    markings.mark(whole.record, number, "OFFICIAL-SENSITIVE", "Why")
    with open_services(site, cleared=False) as services:
        bring_up(services.record, services.engine)
        assert number not in services.engine.documents()
        assert services.engine.suggestions("rota") == []
    assert "rota" not in said_to_the_uncleared(site)
    if site.search.engine == "whoosh":
        assert before & parts(site)  # the first papers' own part stayed
        assert len(before - parts(site)) == 1


def parts(site: Settings) -> set[str]:
    """The parts of the open index, by name."""
    return {path.name for path in (site.index / "open").rglob("*.seg")}


def test_what_changes_later_comes_into_both_indexes(site: Settings, whole: Services, tmp_path: Path) -> None:
    markings.mark(whole.record, secret(whole), "OFFICIAL-SENSITIVE", "Why")
    said_to_the_uncleared(site)
    later = tmp_path / "later.txt"
    later.write_text("Quokkas were consulted on the rota, at length and in writing.", encoding="utf-8")
    ingest(whole, [later], origin="test")
    assert search(whole, Query("quokkas"))["total"] == 1
    with open_services(site, cleared=False) as services:
        assert search(services, Query("quokkas"))["total"] == 1


def test_an_index_of_which_it_is_not_known_what_it_held_answers_nothing(
    site: Settings, whole: Services
) -> None:
    markings.mark(whole.record, secret(whole), "OFFICIAL-SENSITIVE", "Why")
    said_to_the_uncleared(site)
    next((site.index / "open").glob("*.held")).unlink()
    with open_services(site, cleared=False) as services, pytest.raises(IndexDamaged):
        services.engine.search(Query("protocol"))
