"""A framework is data: blocks, and the rules that tag passages and documents with them."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from evidence.errors import ConfigError
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


@dataclass(frozen=True)
class Framework:
    code: str
    name: str
    blocks: tuple[Block, ...]

    def block(self, code: str) -> Block | None:
        return next((b for b in self.blocks if b.code.casefold() == code.casefold()), None)


@lru_cache
def load(name: str) -> Framework:
    """A shipped framework by its code, or a council's own by its path.

    Raises ConfigError, naming the block and the rule at fault.
    """
    path = SHIPPED / f"{name}.toml"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        path = Path(name).expanduser()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return Framework(data["code"], data["name"], tuple(_block(b) for b in data["block"]))
    except OSError as error:
        shipped = ", ".join(sorted(p.stem for p in SHIPPED.glob("*.toml")))
        raise ConfigError(
            f"There is no framework {name}.", f"Shipped: {shipped}; or give a .toml file's path."
        ) from error
    except (tomllib.TOMLDecodeError, KeyError, TypeError, re.error) as error:
        raise ConfigError(f"The framework {path} cannot be read: {error}.", "Correct it.") from error


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
    return Block(
        data["code"], data["name"], data["description"], rules, data.get("since", ""), data.get("until", "")
    )
