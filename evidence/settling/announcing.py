"""An inspection brings a framework: its blocks are suggested for every paper of the home."""

from collections.abc import Iterator
from contextlib import contextmanager

from evidence.reads.packs import frameworks
from evidence.services import Services
from evidence.settling.suggestions import tag_document
from evidence.store import comparing


@contextmanager
def bringing_frameworks(services: Services) -> Iterator[None]:
    """Announce or change inspections within: of a framework that is new to the home with them, every document
    is tagged with the blocks, and waits to be compared with them."""
    db = services.record.db
    with services.record.transaction():
        before = {used.code for used in frameworks(db, services.framework, broken=True)}
        yield
        new = {used.code for used in frameworks(db, services.framework, broken=True)} - before
        if new:
            for (document,) in db.execute("SELECT id FROM documents ORDER BY id").fetchall():
                tag_document(services, document)
            # With no measure that stands already: it is for the blocks.
            last = db.execute("SELECT ifnull(max(id), 0) FROM measures").fetchone()[0]
            why = f"an inspection under {', '.join(sorted(new))} was announced"
            comparing.ask(services.record, None, why, since=last + 1)
