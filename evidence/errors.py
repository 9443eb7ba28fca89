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


@dataclass(frozen=True)
class GoneLink:
    """A link that stood and is no more, and why.

    ``measure`` or ``block`` (of ``framework``) is what it tied ``passage`` of ``document`` to; ``again`` the
    link that ties the same now, in ``status``, 0 if none does. ``open``: a person can still tie the two.
    """

    link: int
    why: str
    suggested: bool  # it was the machine's, and nobody had decided it
    document: int
    passage: int
    citation: str
    measure: str
    block: str
    framework: str
    again: int
    status: str
    open: bool

    @property
    def tie(self) -> str:
        return self.measure or f"block {self.block}"

    def __str__(self) -> str:
        what = "is no longer suggested" if self.suggested else "is no more"
        said = f"Link {self.link} ({self.tie}: {self.citation}) {what}: {self.why}."
        return f"{said} The same is {self.status} as link {self.again}." if self.again else said


class Gone(MusterError):
    """What was to be decided is no more; nothing was recorded for it. ``links`` says of each what became of
    it; ``some``, whether others were decided."""

    http_status = 409
    told = 5  # of so many the sentence names each

    def __init__(self, links: Sequence[GoneLink], advice: str = "", *, some: bool = False) -> None:
        more = len(links) - self.told
        said = [*map(str, links[: self.told]), *([f"So it is with {more} more."] if more > 0 else [])]
        own = (
            "Tie the passage yourself if it is evidence."
            if any(x.open and not x.again for x in links)
            else ""
        )
        super().__init__(
            " ".join([*said, f"Nothing was recorded for {'it' if len(links) == 1 else 'them'}."]),
            advice or own,
        )
        self.links, self.some = tuple(links), some


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
