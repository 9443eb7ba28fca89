"""Named errors. Each says what happened and what the person should do next."""

from collections.abc import Sequence
from dataclasses import dataclass


class MusterError(Exception):
    """Something a person can act on. ``str()`` is the whole sentence: what happened, then what to do.

    ``exit_code`` is what the command line returns for it: 1 done with a failure, 2 wrong usage.
    """

    exit_code = 1
    http_status = 400

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(f"{message} {advice}".strip())
        self.message = message
        self.advice = advice


class UsageError(MusterError):
    """The command or form asks for something that makes no sense."""

    exit_code = 2


class NotFound(MusterError):
    """Nothing of that name or number is in the record."""

    http_status = 404


class Forbidden(MusterError):
    """The person's role does not include it."""

    http_status = 403


class Unreadable(MusterError):
    """A file's content cannot be read; the reason goes into the ledger."""


class ConfigError(MusterError):
    """config.toml cannot be used as it stands."""

    exit_code = 2


class ModelProblem(MusterError):
    """The field's model of words cannot be used: links are suggested from words alone."""


class HomeError(MusterError):
    """The home folder cannot be used: missing, read-only or full."""

    http_status = 503


class Busy(MusterError):
    """Another process holds what is needed."""

    http_status = 503
    told = "Another Muster process is at it."


@dataclass(frozen=True)
class Changed:
    """What was decided since it was seen: who did what when (ISO, UTC), and the version that stands now."""

    key: str
    of: str
    version: int
    by: str
    what: str
    at: str


class Clash(MusterError):
    """A decision rests on what no longer stands; nothing was replaced. ``changed`` says what stands now."""

    http_status = 409

    def __init__(self, message: str, advice: str, changed: Sequence[Changed]) -> None:
        super().__init__(message, advice)
        self.changed = tuple(changed)


class PackError(MusterError):
    """A pack cannot be changed, frozen or built as asked."""

    http_status = 409


class Tampered(MusterError):
    """A stored file or the log is not what was written."""

    http_status = 500


class OurFault(MusterError):
    """A fault of Muster's own. ``number`` is the one under which the home's faults.log tells of it."""

    http_status = 500

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Muster met a fault of its own, number {number}.",
            "Try again; if it goes on, tell your IT officer the number, which faults.log in the home folder"
            " explains.",
        )
        self.number = number
