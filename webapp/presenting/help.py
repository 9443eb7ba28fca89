"""What each page is for and what one can do there: the topics of help.toml, by the endpoints they serve."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Topic:
    """Help with some pages. ``keys`` are pairs: the keys, and what they do."""

    name: str
    title: str
    pages: tuple[str, ...]
    """The endpoints of the pages that it serves."""
    is_for: str
    can: tuple[str, ...]
    keys: tuple[tuple[str, str], ...] = ()
    note: str = ""


@cache
def topics() -> dict[str, Topic]:
    """Every topic by its name, in the order in which they are listed."""
    text = (Path(__file__).parent / "help.toml").read_text(encoding="utf-8")
    return {name: _topic(name, **table) for name, table in tomllib.loads(text).items()}


@cache
def topic_of(endpoint: str) -> str:
    """The name of the topic that serves a page; "" if none does, as where no page is."""
    return next((topic.name for topic in topics().values() if endpoint in topic.pages), "")


def _topic(
    name: str,
    title: str,
    pages: list[str],
    is_for: str,
    can: list[str],
    keys: tuple[list[str], ...] = (),
    note: str = "",
) -> Topic:
    pairs = tuple((pressed, does) for pressed, does in keys)
    return Topic(name, title, tuple(pages), is_for, tuple(can), pairs, note)
