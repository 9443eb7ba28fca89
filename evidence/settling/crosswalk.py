"""Proposes the crosswalk: our measures, of several registers, that ask for the same."""

import hashlib
import json

from evidence.linking import field_model
from evidence.linking.crosswalk import alike
from evidence.services import Services
from evidence.settings import Settings
from evidence.settling.alongside import services_here
from evidence.settling.candidates import measure_of
from evidence.settling.suggestions import background, own_measures
from evidence.store import crosswalk as store

COMPARED = "measures compared"


def propose(services: Services) -> int:
    """Compare our measures with each other, if they are not those last compared. Returns how many pairs are
    new."""
    record = services.record
    rows = [m for m in own_measures(services) if not m["overarching"]]
    measures = [(m["register"], measure_of(m)) for m in rows]
    state = hashlib.sha256(repr(measures).encode()).hexdigest()
    sql = "SELECT detail FROM events WHERE action = ? ORDER BY id DESC LIMIT 1"
    row = record.db.execute(sql, [COMPARED]).fetchone()
    if state == (json.loads(row[0])["state"] if row else hashlib.sha256(repr([]).encode()).hexdigest()):
        return 0
    model, _ = field_model.shipped()
    found = alike(measures, services.framework, background(record.db), model)
    with record.transaction():
        added = store.propose(record, found)
        record.event(COMPARED, f"{len(measures)} measures", state=state)
    return added


def propose_apart(settings: Settings, actor: str) -> int:
    """The same in a process of its own."""
    return propose(services_here(settings, actor))
