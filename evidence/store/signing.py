"""A signing key's public part in the log: what issues are checked with for as long as the log is kept."""

from evidence.reads.signing import MADE
from evidence.store.record import Record


def add_key(record: Record, fingerprint: str, certificate: str, replaces: str = "") -> None:
    """Note a key that the home signs with from now on. ``replaces``: the fingerprint of one that was lost."""
    with record.transaction():
        record.event(
            MADE,
            f"key {fingerprint[:8]}",
            fingerprint=fingerprint,
            certificate=certificate,
            replaces=replaces,
        )
