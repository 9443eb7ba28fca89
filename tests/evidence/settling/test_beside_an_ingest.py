"""What follows from a change while files are read into the home: links are left to that ingest."""

from stored_papers import add

from evidence.home.scratch import in_use, scratch
from evidence.reads.pending import uncompared
from evidence.services import Services
from evidence.settling.settle import settle


def test_a_change_beside_an_ingest_suggests_nothing_for_its_papers(services: Services) -> None:
    new = add(services, "one", "The police discussed it.")
    with scratch(services.settings.scratch):
        assert in_use(services.settings.scratch)
        settle(services)
        assert uncompared(services.record.db) == [new]
    assert not in_use(services.settings.scratch)
    settle(services)
    assert uncompared(services.record.db) == []
