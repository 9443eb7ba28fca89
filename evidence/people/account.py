"""Roles, accounts, and what a name may be."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from evidence.errors import UsageError

LONGEST = 60  # characters of a name
RESERVED = frozenset({"muster", "coordinator", "command line", "nobody", "single sign-on", "system"})
"""What the log calls Muster itself and people without an account."""
_NAME = re.compile(r"[^\W_][\w .'’@+-]*", re.UNICODE)


class Role(StrEnum):
    """What a person is here to do."""

    OFFICER = "officer"  # searches, suggests and ties links, decides them
    COORDINATOR = "coordinator"  # and makes packs, keeps inspections and registers
    AUDITOR = "auditor"  # reads everything and the log; changes nothing but their own saved searches
    ADMINISTRATOR = "administrator"  # people and settings; neither evidence nor the log


@dataclass(frozen=True)
class Account:
    """A person whom Muster knows. ``name`` is what the log calls them, for good; ``shown`` what pages do."""

    id: int
    name: str
    shown: str
    role: Role
    cleared: bool  # whether they may see what is marked OFFICIAL-SENSITIVE
    system_user: str = ""  # whom the command line takes for this person
    subject: str = ""  # of single sign-on: the provider's address, a space, its "sub"
    closed_at: str = ""  # ISO; "" while it is open
    password_at: str = ""  # ISO; when the password was last set, "" where there is none
    version: int = 0  # evidence.reads.versions

    @property
    def open(self) -> bool:
        """Whether the person may sign in."""
        return not self.closed_at


def name_for(words: str) -> str:
    """A name as it is kept: its blanks made single, its letters composed (NFKC). Raises UsageError."""
    name = " ".join(unicodedata.normalize("NFKC", words).split())
    if not name:
        raise UsageError("The name is missing.", "Give the name that the log is to call the person by.")
    if len(name) > LONGEST:
        raise UsageError(f"The name is longer than {LONGEST} characters.", "Choose a shorter one.")
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"“{name}” cannot be a name.", "Letters, digits, spaces and . ' @ + - may stand in one."
        )
    if name.casefold() in RESERVED:
        raise UsageError(f"The log calls others “{name}”.", "Choose another name.")
    return name


def key_of(name: str) -> str:
    """What two names that a person would take for one have in common: case counts for nothing."""
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()
