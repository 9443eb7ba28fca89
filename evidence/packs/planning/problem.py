"""What preflight says of one thing it found, and how that is put right."""

from dataclasses import dataclass, replace

BLOCK, WARN = "block", "warn"
# Ways in which a person puts right what no step of Muster's can: what their pages and commands are called.
WAYS = {
    "reread": "Read it again",
    "cutoff": "Change the cut-off",
    "review": "Look at them again",
    "date": "Give it its date",
    "withdraw": "Open the copy, to withdraw it",
    "evidence": "Look for supporting evidence",
    "accept": "Look at what is suggested",
    "replace": "Send a sound copy",
    "redactions": "Look at them",
    "anew": "Begin a new pack with the same sections",
}


@dataclass(frozen=True)
class Problem:
    """One thing preflight found. ``level`` is "block" or "warn"; ``message`` says what, then what to do.

    ``section`` and ``document`` (ids) say where it is. ``mends``: ``mending.mend`` can mend it; ``mend`` says
    in words what that does; ``also`` has further mends of it, each its code and its words. ``way``: a key of
    WAYS; ``measure`` or ``block``: whose evidence is looked for.
    """

    level: str
    code: str
    message: str
    section: int = 0
    document: int = 0
    mends: bool = False
    mend: str = ""
    way: str = ""
    measure: str = ""
    block: str = ""
    also: tuple[tuple[str, str], ...] = ()

    def mended(self, mend: str, can: object, way: str = "") -> "Problem":
        """The problem, with what mends it, if anything ``can``; else with the way to go about it."""
        return replace(self, mends=True, mend=mend) if can else replace(self, way=way)
