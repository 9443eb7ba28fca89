"""How far the building of a pack has come, told to whoever waits for it."""

from collections.abc import Callable
from dataclasses import dataclass

LOOKING, SETTING, SEALING = "Looking at documents", "Setting pages", "Signing and checking"


@dataclass(frozen=True)
class Progress:
    """``done`` of ``total`` in a stage: documents looked at, pages set; the last stage has no steps."""

    stage: str
    done: int = 0
    total: int = 0


Told = Callable[[Progress], None]


def untold(progress: Progress) -> None:
    """For builds that nobody watches."""
