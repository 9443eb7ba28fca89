"""The log detects change."""

import pytest

from evidence.home import log
from evidence.services import Services


@pytest.fixture
def three(services: Services) -> Services:
    """A log of three events."""
    with services.record.transaction():
        for number in range(3):
            services.record.event("link accepted", f"link {number}", note="seen “here”")
    return services


def test_an_untouched_log_is_unbroken(three: Services) -> None:
    assert log.verify(three.record.db) == []


@pytest.mark.parametrize("column", ["at", "actor", "action", "subject", "detail"])
def test_a_changed_line_is_found(three: Services, column: str) -> None:
    three.record.db["events"].update(2, {column: "something else"})
    (problem,) = log.verify(three.record.db)
    assert problem.startswith("Event 2") and problem.endswith("was changed after it was written.")


def test_a_removed_line_is_found(three: Services) -> None:
    three.record.db["events"].delete(2)
    assert any("Event 2 is missing" in problem for problem in log.verify(three.record.db))


def test_a_change_that_fails_leaves_no_event(services: Services) -> None:
    with pytest.raises(ZeroDivisionError), services.record.transaction():
        services.record.event("link accepted", "link 1")
        raise ZeroDivisionError
    assert log.head(services.record.db) == log.FIRST


def test_a_line_rewritten_together_with_its_hash_no_longer_fits_the_line_after_it(three: Services) -> None:
    db = three.record.db
    row = next(db.query("SELECT * FROM events WHERE id = 2"))
    forged = log.digest(
        row["previous"], row["at"], "someone else", *(row[c] for c in ("action", "subject", "detail"))
    )
    db["events"].update(2, {"actor": "someone else", "hash": forged})
    assert log.verify(db) == ["Event 3 does not follow the event before it."]
