"""A check is of one moment, and says what bears on it without alarm."""

import threading
from datetime import UTC, datetime, timedelta

from packing import add_notice, add_report, cite

from evidence.home.check import check, notes
from evidence.home.heads import NAME
from evidence.model import LinkStatus
from evidence.services import Services, open_services
from evidence.settings import Settings
from evidence.store import links


def test_a_check_while_others_decide_raises_no_alarm(settings: Settings) -> None:
    with open_services(settings, actor="ann") as services:
        add_notice(services)
        link = cite(services, add_report(services), 0, measure="N2010-01")
    done = threading.Event()

    def decide() -> None:
        with open_services(settings, actor="bob") as others:
            while not done.is_set():
                links.decide(others.record, [link], LinkStatus.REJECTED)
                links.decide(others.record, [link], LinkStatus.ACCEPTED)

    worker = threading.Thread(target=decide)
    worker.start()
    try:
        with open_services(settings) as services:
            for _ in range(30):
                assert check(services.record.db, services.files, head=settings.home / NAME) == []
    finally:
        done.set()
        worker.join()


def test_a_clock_that_was_set_back_is_noted_and_the_order_stays(settings: Settings) -> None:
    now = datetime(2026, 11, 2, tzinfo=UTC)
    with open_services(settings, clock=lambda: now) as services:
        add_notice(services)
    with open_services(settings, clock=lambda: now - timedelta(days=2)) as services:
        add_report(services)
        assert check(services.record.db, services.files) == []
        (note,) = notes(services.record.db)
    assert "The clock was set back" in note and "2026-10-31" in note


def test_decisions_are_told_apart_although_the_clock_was_set_back(services: Services) -> None:
    """Versions are numbers of events, not moments."""
    add_notice(services)
    link = cite(services, add_report(services), 0, measure="N2010-01")
    versions = []
    for status in (LinkStatus.REJECTED, LinkStatus.ACCEPTED):
        links.decide(services.record, [link], status)
        sql = "SELECT max(event) FROM statements WHERE name = 'links' AND key = ?"
        versions.append(services.record.db.execute(sql, [str(link)]).fetchone()[0])
    assert versions[0] < versions[1]
