"""What to look at first is found without going through all that waits, and is what going through it finds."""

import random
from collections.abc import Callable

import pytest
import stored_papers

from evidence.model import (
    Field,
    LinkStatus,
    Measure,
    Page,
    Passage,
    PassageKind,
    Reading,
    Register,
    Stance,
    Suggestion,
)
from evidence.reads.links import links as read_links
from evidence.reads.queue import BEST, on_passage, queue, to_look_at
from evidence.services import Services
from evidence.store import crosswalk, documents, ledger, links, standings
from evidence.store.deciding import decide
from evidence.store.record import Record
from evidence.store.withdrawals import withdraw

MEASURES = [f"{part}-0{n}" for part in ("N2010", "I2011") for n in range(1, 7)]


def _register(services: Services, kind: str, date: str) -> None:
    texts = [f"The {kind} asks for thing number {n}." for n in range(1, 7)]
    reading = Reading(
        kind,
        (Page(1, "\n".join(texts)),),
        tuple(Passage(n, PassageKind.PARAGRAPH, text) for n, text in enumerate(texts)),
        fields=(Field("date", date),),
        register=Register(kind, kind, tuple(Measure(text, passage=n) for n, text in enumerate(texts))),
    )
    ledger.keep_file(
        services.record, sha256=f"{kind:b>64}", size=1, media_type="text/plain", name=f"{kind}.txt"
    )
    documents.add_readings(services.record, f"{kind:b>64}", [reading])


@pytest.fixture
def home(services: Services) -> Services:
    """A notice and an inspection's register; papers later than both, between them, and before them."""
    _register(services, "notice", "2010-03-04")
    _register(services, "inspection_report", "2011-03-04")
    for name, date in (("early", "2009-01-01"), ("between", "2010-06-01"), ("late", "2012-01-01")):
        stored_papers.add(services, name, *(f"{name} paragraph {n}" for n in range(20)), date=date)
    return services


def _suggest(services: Services, chance: random.Random, share: float) -> None:
    passages = [
        row[0] for row in services.record.db.execute("SELECT id FROM passages WHERE text LIKE '%paragraph%'")
    ]
    found = [
        (passage, Suggestion(round(chance.uniform(0.3, 1), 1), "why", Stance.SUPPORTS, **what))
        for passage in passages
        for what in [*({"measure": code} for code in MEASURES), {"block": "A"}, {"block": "B"}]
        if chance.random() < share
    ]
    links.suggest(services.record, services.framework.code, found)


def _agree(services: Services) -> None:
    db = services.record.db
    whole = queue(db)
    look = to_look_at(db)
    assert look == whole.look
    of = {link["id"]: link["passage"] for link in read_links(db, every=True)}
    for passage in set(of.values()):
        assert on_passage(db, passage, look) == [link for link in whole.every if of[link] == passage]


@pytest.mark.parametrize("seed", range(3))
def test_what_to_look_at_first_is_the_same_as_going_through_all_finds(home: Services, seed: int):
    chance, record = random.Random(seed), home.record
    _suggest(home, chance, 0.7)
    assert len(queue(record.db).look) > BEST
    _agree(home)
    for one, other in (("N2010-01", "I2011-01"), ("N2010-02", "I2011-01"), ("N2010-03", "I2011-04")):
        crosswalk.decide(record, one, other, "approved")
    _agree(home)
    for status in (LinkStatus.ACCEPTED, LinkStatus.REJECTED):
        decide(record, chance.sample(to_look_at(record.db), 12), status)
        _agree(home)
    assert queue(record.db).apart["group"] and queue(record.db).apart["baseline"]
    standings.set_standing(record, "N2010-04", "closed", "Done.")
    _agree(home)
    withdraw(record, record.db.execute("SELECT document FROM links ORDER BY document DESC").fetchone()[0])
    _agree(home)


def test_the_work_of_finding_it_does_not_grow_with_what_waits(home: Services):
    _suggest(home, random.Random(1), 1.0)
    few = _steps(home.record, to_look_at), len(to_look_at(home.record.db))
    late = [
        stored_papers.add(home, f"later{n}", *(f"paragraph {n} {m}" for m in range(40)), date="2013-01-01")
        for n in range(8)
    ]
    _suggest(home, random.Random(2), 1.0)
    waits = len(queue(home.record.db).every)
    assert waits > 5 * few[1] and late
    assert _steps(home.record, to_look_at) < 2 * few[0]
    assert _steps(home.record, queue) > 4 * few[0]


def _steps(record: Record, ask: Callable[..., object]) -> int:
    """How many hundreds of its machine's instructions SQLite takes."""
    counted = [0]

    def one_more() -> None:
        counted[0] += 1

    record.db.conn.set_progress_handler(one_more, 100)
    ask(record.db)
    record.db.conn.set_progress_handler(None, 100)
    return counted[0]
