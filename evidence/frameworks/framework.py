"""A framework is data: blocks, and the rules that tag passages and documents with them."""

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from evidence.errors import ConfigError
from evidence.frameworks.checking import check
from evidence.language.patterns import small_pattern

SHIPPED = Path(__file__).parent


@dataclass(frozen=True)
class Rule:
    """One reason to tag. ``pattern`` is tried on a passage, or with ``where`` "document" on the
    document's title, in small letters; ``weight`` is 0 to 1."""

    pattern: re.Pattern[str]
    reason: str
    weight: float
    where: str = "passage"
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """A part of a framework. ``since`` and ``until`` are ISO dates, empty where open."""

    code: str
    name: str
    description: str
    rules: tuple[Rule, ...]
    since: str = ""
    until: str = ""

    def valid(self, day: str) -> bool:
        """Whether it was judged on an ISO date of any precision; "" may be any day."""
        return valid(self.since, self.until, day)


@dataclass(frozen=True)
class Limit:
    """A limiting judgement: a ``grade`` given to an area that ``area`` is found in caps blocks at the grade
    ``at`` until a later inspection judges that area otherwise. ``says`` is the rule in words."""

    area: re.Pattern[str]
    grade: str
    caps: tuple[str, ...]
    at: str
    says: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True)
class Framework:
    """``papers`` are what inspectors usually ask for beside evidence, each a section's title."""

    code: str
    name: str
    blocks: tuple[Block, ...]
    limits: tuple[Limit, ...] = ()
    papers: tuple[str, ...] = ()

    def valid(self, day: str) -> tuple[Block, ...]:
        """The blocks that there are on an ISO date of any precision; all of them for ""."""
        return tuple(b for b in self.blocks if b.valid(day))

    @cached_property
    def any_rule(self) -> re.Pattern[str] | None:
        """The patterns of all rules for passages as one: what it is not found in fulfils none of them, and
        looking once takes less than half the time. None where they cannot be put together."""
        patterns = [r.pattern for b in self.blocks for r in b.rules if r.where == "passage"]
        if any(p.groups or p.flags != re.UNICODE for p in patterns):
            return None
        return re.compile("|".join(f"(?:{p.pattern})" for p in patterns))

    def block(self, code: str) -> Block | None:
        return next((b for b in self.blocks if b.code.casefold() == code.casefold()), None)


@lru_cache
def load(name: str) -> Framework:
    """A shipped framework by its code, or a council's own by its path.

    Raises ConfigError, naming the line and the key at fault.
    """
    path = SHIPPED / f"{name}.toml"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        path = Path(name).expanduser()
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        shipped = ", ".join(sorted(p.stem for p in SHIPPED.glob("*.toml")))
        raise ConfigError(
            f"There is no framework {name}.", f"Shipped: {shipped}; or give a .toml file's path."
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"The framework {path} is no text in UTF-8.", "Save it as UTF-8.") from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"The framework {path} is no valid TOML: {error}.", "Correct that line.") from error
    check(f"The framework {path}", text, data)
    return Framework(
        data["code"],
        data["name"],
        tuple(_block(b) for b in data["block"]),
        tuple(_limit(one) for one in data.get("limit", ())),
        tuple(data.get("papers", ())),
    )


def shipped() -> tuple[Framework, ...]:
    """Every framework that comes with Muster, by code."""
    return tuple(load(path.stem) for path in sorted(SHIPPED.glob("*.toml")))


def _block(data: dict[str, Any]) -> Block:
    rules = tuple(
        Rule(
            small_pattern(r["pattern"]),
            r["reason"],
            float(r.get("weight", 0.6)),
            r.get("where", "passage"),
            tuple(r.get("kinds", ())),
        )
        for r in data.get("rule", ())
    )
    return Block(data["code"], data["name"], data["description"], rules, *_span(data))


def _limit(data: dict[str, Any]) -> Limit:
    area = small_pattern(data["area"])
    return Limit(area, data["grade"], tuple(data["caps"]), data["at"], data["says"], *_span(data))


def _span(data: dict[str, Any]) -> tuple[str, str]:
    """From when to when, ISO; TOML's own dates are as good as texts."""
    return str(data.get("since", "")), str(data.get("until", ""))


def valid(since: str, until: str, day: str) -> bool:
    """Whether an ISO date of any precision can lie from ``since`` to ``until``; "" is open, or any."""
    if not day:
        return True
    return (not since or since[: len(day)] <= day) and (not until or day <= until[: len(day)])
