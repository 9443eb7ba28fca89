"""Markings of the Government Security Classifications, and the rules of config.toml that give them. Pure.

Muster knows the lowest tier alone, OFFICIAL, and its -SENSITIVE marking, with any descriptor or handling
instruction as its caveat: what is SECRET does not belong into it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from evidence.errors import ConfigError

OFFICIAL, SENSITIVE = "OFFICIAL", "OFFICIAL-SENSITIVE"
MARKINGS = (OFFICIAL, SENSITIVE)
"""From the lowest up."""
LONGEST = 60
"""Characters of a caveat: it stands in the header of each page of a pack."""


@dataclass(frozen=True)
class MarkingRule:
    """What is of this kind, from this source and came in this folder gets a marking; empty asks nothing."""

    marking: str
    caveat: str = ""
    kind: str = ""
    source: str = ""
    folder: str = ""

    def holds(self, kind: str, source: str, paths: Iterable[str]) -> bool:
        """Whether a document of that kind and source, offered under these paths, is meant."""
        return (
            self.kind in ("", kind)
            and self.source.casefold() in ("", source.casefold())
            and (not self.folder or any(_within(path, self.folder) for path in paths))
        )

    @property
    def said(self) -> str:
        """What it asks for, in words: "kind minutes, folder Restricted"."""
        asked = ((name, getattr(self, name)) for name in ("kind", "source", "folder"))
        return ", ".join(f"{name} {value}" for name, value in asked if value)


@dataclass(frozen=True)
class MarkingSettings:
    """[marking] of config.toml."""

    rules: tuple[MarkingRule, ...] = ()


def rule_for(
    rules: Sequence[MarkingRule], kind: str, source: str, paths: Sequence[str]
) -> MarkingRule | None:
    """The rule that gives the highest marking; of several, the first. None where none holds."""
    held = [rule for rule in rules if rule.holds(kind, source, paths)]
    return max(held, key=lambda rule: MARKINGS.index(rule.marking), default=None)


def said(marking: str, caveat: str) -> str:
    """A marking as it is printed, in capitals: "OFFICIAL-SENSITIVE [PERSONAL DATA]"."""
    return f"{marking} [{caveat.upper()}]" if marking and caveat else marking


def rules_of(value: Any, where: str) -> tuple[MarkingRule, ...]:
    """The rules as config.toml has them. Raises ConfigError, which begins with ``where``."""
    known = [field.name for field in fields(MarkingRule)]
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise ConfigError(f"{where} must be tables.", 'As in [{ marking = "OFFICIAL", kind = "notice" }].')
    found = []
    for one in value:
        if wrong := next((key for key in one if key not in known or not isinstance(one[key], str)), ""):
            raise ConfigError(f"{where}: {wrong} is none of a rule's texts.", f"Known: {', '.join(known)}.")
        if one.get("marking") not in MARKINGS:
            raise ConfigError(f"{where}: a rule names no marking.", f"Write one of: {', '.join(MARKINGS)}.")
        rule = MarkingRule(**one)
        if not rule.said:
            raise ConfigError(f"{where}: a rule marks nothing.", "Give it a kind, a source or a folder.")
        if len(rule.caveat) > LONGEST:
            raise ConfigError(f"{where}: a caveat is longer than {LONGEST} characters.", "Shorten it.")
        found.append(rule)
    return tuple(found)


def _within(path: str, folder: str) -> bool:
    """Whether a path leads through a folder, which may be several, one in another."""
    parts, wanted = _parts(path)[:-1], _parts(folder)
    return any(parts[n : n + len(wanted)] == wanted for n in range(len(parts) - len(wanted) + 1))


def _parts(path: str) -> list[str]:
    return [part for part in path.replace("\\", "/").casefold().split("/") if part]
