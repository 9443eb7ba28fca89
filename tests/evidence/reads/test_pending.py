"""Whether what follows from changes is done in a moment."""

import stored_papers

from evidence.reads.pending import comparing, is_little, last_compared
from evidence.services import Services
from evidence.store import comparing as store
from evidence.store.documents import compared


def test_a_paper_to_compare_or_many_to_index_is_not_little(services: Services) -> None:
    record = services.record
    assert is_little(record.db, 2)
    numbers = [stored_papers.add(services, name, "The Board met.") for name in ("one", "two", "three")]
    assert not is_little(record.db, 3)  # nothing was compared with them yet
    compared(record, max(numbers), "")
    assert last_compared(record.db) == max(numbers)
    assert is_little(record.db, 3) and not is_little(record.db, 2)
    store.ask(record, numbers[:1], "a measure changed")
    assert comparing(record.db).left == 1 and not is_little(record.db, 3)
