"""Suggestions that are made no more: their numbers, and what a decision on one is told."""

import pytest
from web.papers import Papers, add_papers

from evidence.errors import Gone, NotFound
from evidence.model import LinkStatus, Stance, Suggestion
from evidence.services import Services
from evidence.settling.measure_changes import edit
from evidence.settling.rescoring import compare_again
from evidence.store import links
from evidence.store.deciding import with_those_that_stand


@pytest.fixture
def papers(services: Services) -> Papers:
    return add_papers(services)


def _refresh(services: Services, papers: Papers, *kept: tuple[int, Suggestion]) -> None:
    links.refresh(services.record, services.framework.code, [papers.report], kept)


def _accept(services: Services, *numbers: int) -> None:
    links.decide(services.record, numbers, LinkStatus.ACCEPTED)


def _numbers(services: Services) -> set[int]:
    return {row["id"] for row in services.record.db.query("SELECT id FROM links")}


def test_a_number_is_never_given_again_so_that_no_decision_falls_on_another_pair(
    services: Services, papers: Papers
):
    _refresh(services, papers)
    _refresh(services, papers, (papers.unwelcome, Suggestion(0.7, "other", measure="N2010-01")))
    assert _numbers(services).isdisjoint({papers.met, papers.late, papers.block})


def test_what_stands_again_after_a_refresh_keeps_its_number(services: Services, papers: Papers):
    _refresh(services, papers, (papers.welcome, Suggestion(0.9, "names NI 59", measure="N2010-01")))
    assert _numbers(services) == {papers.met}


def test_a_decision_on_one_that_is_made_no_more_says_why_and_records_nothing(
    services: Services, papers: Papers
):
    edit(services, "N2010-01", {"text": "Every care leaver must have a pathway plan."}, "Said so")
    compare_again(services)
    with pytest.raises(Gone) as told:
        _accept(services, papers.met)
    (gone,) = told.value.links
    assert "N2010-01" in str(told.value) and "para 3.1" in str(told.value)
    assert "the words of N2010-01 changed" in gone.why and "Nothing was recorded" in str(told.value)
    assert (gone.passage, gone.measure, gone.again, gone.open) == (papers.welcome, "N2010-01", 0, True)


def test_the_same_pair_under_another_number_is_named(services: Services, papers: Papers):
    _refresh(services, papers)
    _refresh(services, papers, (papers.welcome, Suggestion(0.9, "names NI 59", measure="N2010-01")))
    (now,) = _numbers(services)
    with pytest.raises(Gone) as told:
        _accept(services, papers.met)
    assert told.value.links[0].again == now and f"link {now}" in str(told.value)


def test_of_several_those_that_stand_are_decided_and_the_others_told(services: Services, papers: Papers):
    _refresh(services, papers, (papers.welcome, Suggestion(0.9, "names NI 59", measure="N2010-01")))
    told = with_those_that_stand(
        services.record, [papers.met, papers.late], lambda stand: _accept(services, *stand)
    )
    assert told is not None and [one.link for one in told.links] == [papers.late]
    row = services.record.db.execute("SELECT status FROM links WHERE id = ?", [papers.met]).fetchone()
    assert row[0] == "accepted"


def test_where_none_stands_or_one_never_did_nothing_is_decided(services: Services, papers: Papers):
    _refresh(services, papers)
    made: list[int] = []
    with pytest.raises(Gone) as told:
        with_those_that_stand(services.record, [papers.met, papers.late], made.extend)
    assert len(told.value.links) == 2 and not made
    with pytest.raises(NotFound, match=r"There is no link 999\."):
        with_those_that_stand(services.record, [papers.met, 999], made.extend)


def test_ones_own_link_that_was_taken_away_says_who_did_it(services: Services, papers: Papers):
    own = links.add(services.record, "", papers.unwelcome, measure="N2010-01", stance=Stance.CONTEXT)
    links.undo(services.record, [own])
    with pytest.raises(Gone, match="tester took it away"):
        links.undo(services.record, [own])


def test_a_paper_that_was_disposed_of_is_not_named(services: Services, papers: Papers):
    from evidence.store.disposing import dispose

    dispose(services.record, papers.sha256, "Asked for", "the court")
    with pytest.raises(NotFound, match=f"There is no link {papers.met}"):
        _accept(services, papers.met)


def test_a_passage_that_is_read_otherwise_now_is_not_offered_for_a_link(services: Services, papers: Papers):
    with services.record.transaction():
        now = services.record.now
        services.record.table("passages").update(papers.unwelcome, {"retired_at": now, "ordinal": -5})
    _refresh(services, papers)
    with pytest.raises(Gone) as told:
        _accept(services, papers.late)
    assert "read again" in told.value.links[0].why and not told.value.links[0].open
