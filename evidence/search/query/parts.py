"""The parts of what was typed: words, phrases, beginnings, alternatives. No engine is imported."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from evidence.search.query import fields
from evidence.search.query.fields import Field


@dataclass(frozen=True)
class Word:
    """One word, folded but not stemmed. A ``common`` one ("the") need not be in a passage if others are."""

    text: str
    common: bool = False
    cited: bool = False
    """A number that says which paragraph: "para 23"."""
    quoted: bool = False
    """In quotation marks: neither its long form nor its other spellings are meant."""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Phrase:
    """Words that stand side by side. ``quoted`` is false for one that we made of "2009/10" or "re-assess";
    ``compound`` is then how the parts read when written as one word."""

    words: tuple[str, ...]
    quoted: bool = True
    compound: str = ""

    def __str__(self) -> str:
        return f"“{' '.join(self.words)}”"


@dataclass(frozen=True)
class Spelt:
    """What is written in several ways, in none of them demanded: see evidence.language.spellings.

    ``said`` is how it was typed, ``keys`` name it, ``looser`` may mean it, ``other`` is another spelling.
    """

    said: str
    keys: tuple[str, ...]
    words: tuple[str, ...]
    looser: tuple[str, ...] = ()
    other: str = ""

    def __str__(self) -> str:
        return f"“{self.said}”"


@dataclass(frozen=True)
class Near:
    """Words each of which stands near the next, in either order: at most ``within`` words between."""

    words: tuple[str, ...]
    within: int

    def __str__(self) -> str:
        return f"“{' '.join(self.words)}” within {self.within} words"


@dataclass(frozen=True)
class Prefix:
    """Any word that begins so, as printed: it is not stemmed."""

    text: str

    def __str__(self) -> str:
        return f"{self.text}*"


@dataclass(frozen=True)
class Not:
    """Passages without this."""

    part: "Leaf"

    def __str__(self) -> str:
        return f"not {self.part}"


@dataclass(frozen=True)
class AnyOf:
    """At least one of these."""

    parts: tuple["Leaf | Not", ...]

    def __str__(self) -> str:
        return " or ".join(str(part) for part in self.parts)


Leaf = Word | Phrase | Spelt | Near | Prefix
Part = Leaf | Not | AnyOf


@dataclass(frozen=True)
class Parsed:
    """The parts, all of them wanted, and notes in plain English on how an odd query was read."""

    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    times: Mapping[Part, int] = field(default_factory=dict)
    """How often a part was typed, where that is more than once."""

    @property
    def operators(self) -> bool:
        """Whether anything but words and phrases was typed."""
        return bool(self.fields) or any(isinstance(part, AnyOf | Not | Near | Prefix) for part in self.parts)

    def __str__(self) -> str:
        parts = [f"({part})" if isinstance(part, AnyOf) else str(part) for part in self.parts]
        return ", and ".join([*parts, *fields.say(self.fields)])
