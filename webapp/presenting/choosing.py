"""Which measures and blocks a person means who types a code, or some of their words. Pure."""

from collections.abc import Iterable
from typing import Any

from evidence.frameworks.framework import Framework
from evidence.language.stems import stem
from evidence.language.words import words

MOST = 12
"""Choices that are shown; who typed too little types another word."""


def choices(
    typed: str, measures: Iterable[dict[str, Any]], frameworks: Iterable[Framework], most: int = MOST
) -> list[dict[str, str]]:
    """Each with "value" (``measure:CODE`` or ``block:CODE@FRAMEWORK``), "code", "text": those first whose
    code begins as typed, then those that have every word (its stem, or its beginning) in code, theme, text,
    register or framework. Nothing typed, none."""
    wanted, plain = _stems(typed), _plain(typed)
    if not plain:
        return []
    offered = [
        (measure_choice(m["code"], m["text"]), f"{m['theme']} {m['register_title']} {_indicators(m)}")
        for m in measures
        if not m["retired_at"]
    ]
    offered += [(block_choice(f, b.code), f"{b.description} {f.name}") for f in frameworks for b in f.blocks]
    found: list[tuple[bool, int, dict[str, str]]] = []
    for choice, besides in offered:
        code, bare = _plain(choice["code"]), _plain(choice["code"].removeprefix("Block "))
        named = code.startswith(plain) or bare.startswith(plain)
        if named or _has(wanted, _stems(f"{choice['code']} {choice['text']} {besides}")):
            found.append((not named, len(found), choice))
    return [choice for _, _, choice in sorted(found, key=lambda row: row[:2])[:most]]


def measure_choice(code: str, text: str) -> dict[str, str]:
    return {"value": f"measure:{code}", "code": code, "text": text}


def block_choice(framework: Framework, code: str) -> dict[str, str]:
    block = framework.block(code)
    name = f"{block.name} ({framework.name})" if block else ""
    return {"value": f"block:{code}@{framework.code}", "code": f"Block {code}", "text": name}


def _indicators(measure: dict[str, Any]) -> str:
    return " ".join(target["indicator"] for target in measure["targets"])


def _stems(text: str) -> set[str]:
    return {stem(word.text) for word in words(text)}


def _has(wanted: set[str], there: set[str]) -> bool:
    return bool(wanted) and all(any(word.startswith(w) for word in there) for w in wanted)


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
