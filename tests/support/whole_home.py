"""Is a home whole, as `muster check` asks it?"""

from evidence.home.check import check
from evidence.search import indexer
from evidence.services import Services


def problems(services: Services) -> list[str]:
    """What `muster check` would print."""
    indexer.drain(services.record, services.engine)
    index = indexer.check(services.record, services.engine)
    return list(check(services.record.db, services.files, index))
