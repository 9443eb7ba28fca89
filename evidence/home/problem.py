"""What a check finds."""

from dataclasses import dataclass

RESTORE = "Restore the record from a backup, or find out who wrote to muster.db by other means than Muster."


@dataclass(frozen=True)
class Problem:
    """One thing that is not as it should be: the part of the home, the thing in it, a sentence, what to do.

    ``what``: record | log | original | index | pack | model.
    """

    what: str
    of: str
    says: str
    advice: str = RESTORE

    def __str__(self) -> str:
        return f"{self.says} {self.advice}".strip()
