"""What came of verifying."""

from dataclasses import dataclass


@dataclass(frozen=True)
class VerifyReport:
    """``ok`` only if everything was there to check and agreed. ``problems`` name what differs, ``notes`` say
    what that does not prove."""

    ok: bool
    problems: tuple[str, ...]
    checked: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
