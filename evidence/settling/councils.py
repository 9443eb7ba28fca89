"""Saying which council is ours, and what follows: everything is to be compared again."""

from evidence.services import Services
from evidence.settling.settle import suggest
from evidence.store import comparing
from evidence.store import councils as store


def change_own(services: Services, name: str, seen: int | None = None) -> str:
    """Confirm which council is ours; "" takes one's own last confirmation back. Returns what stands now.

    ``seen`` is the version that this rests on. Raises UsageError,
    NotFound, Clash. Comparing again is left to ``evidence.settling.rescoring``.
    """
    record = services.record
    now = store.settle(record, name, seen) if name else store.unsettle(record, seen)
    suggest(services)
    return now


def decide_succession(services: Services, name: str, counts: bool | None, seen: int | None = None) -> str:
    """Decide whether a predecessor's or successor's papers count as ours; None takes that back.

    Returns its name. Raises NotFound, Clash. Comparing again is left to ``evidence.settling.rescoring``.
    """
    with services.record.transaction():
        found = store.decide_succession(services.record, services.own, name, counts, seen)
        comparing.ask(services.record, None, f"{found}: {store.SAID[counts]}")
    return found
