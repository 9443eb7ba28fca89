"""The log's newest line, noted and receipted while others write to the log."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from evidence.home import heads, log, receipt
from evidence.services import Services, open_services
from evidence.settings import Settings


@contextmanager
def _others_write(services: Services, settings: Settings) -> Iterator[None]:
    """Within it somebody else has written a line to the log before each statement of these services."""
    with open_services(settings, actor="another") as other:
        going = False

        def write(sql: str) -> None:
            nonlocal going
            if not going and "events" in sql:
                going = True
                with other.record.transaction():
                    other.record.event("note", "another's")
                going = False

        services.record.db.conn.set_trace_callback(write)
        try:
            yield
        finally:
            services.record.db.conn.set_trace_callback(None)


def test_the_line_that_is_noted_is_one_that_the_log_has_whoever_writes_meanwhile(settings: Settings) -> None:
    path = settings.home / heads.NAME
    with open_services(settings, actor="tester") as services:
        with services.record.transaction():
            services.record.event("note", "first")
        with _others_write(services, settings):
            heads.keep(path, services.record.db)
        assert heads.check(heads.noted(path), services.record.db) == []


def test_a_receipt_has_the_number_of_the_line_whose_hash_it_has(settings: Settings) -> None:
    with open_services(settings, actor="tester") as services:
        with _others_write(services, settings):
            taken = receipt.take(services.record.db, "2026-11-28", "tester")
        sql = "SELECT hash FROM events WHERE id = ?"
        assert taken.head == services.record.db.execute(sql, [taken.events]).fetchone()[0]


def test_what_many_wrote_at_once_is_noted_to_the_last_line(settings: Settings) -> None:
    def write() -> None:
        with open_services(settings, actor="tester") as services:
            for number in range(20):
                with services.record.transaction():
                    services.record.event("note", str(number))

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_services(settings, actor="tester") as services:
        assert heads.noted(settings.home / heads.NAME) == log.last(services.record.db)
