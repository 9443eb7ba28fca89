"""Frozen values as JSON has them, and back."""

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

# Marks a field that plans frozen earlier lack: left out at its default, so that their JSON stays the same.
LATER = {"later": True}


def plain(value: Any) -> Any:
    """A frozen value as JSON has it."""
    if isinstance(value, tuple):
        return [plain(v) for v in value]
    if (named := _fields(value.__class__)) is None:
        return value
    found = {name: (getattr(value, name), later, default) for name, later, default in named}
    return {name: plain(v) for name, (v, later, default) in found.items() if not (later and v == default)}


@cache
def _fields(kind: type) -> tuple[tuple[str, bool, Any], ...] | None:
    """The fields of a frozen value: name, whether it is left out at its default, and that."""
    if not is_dataclass(kind):
        return None
    return tuple((f.name, bool(f.metadata), f.default) for f in fields(kind))


def build(kind: Any, value: Any) -> Any:
    """A value of this kind, out of what ``plain`` made of it. A field that it lacks is at its default."""
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        known = [f for f in fields(kind) if f.name in value or not f.metadata]
        return kind(**{f.name: build(hints[f.name], value[f.name]) for f in known})  # type: ignore[operator]
    if get_origin(kind) is tuple:
        kinds = get_args(kind)
        each = [kinds[0]] * len(value) if kinds[-1] is ... else kinds
        return tuple(build(k, v) for k, v in zip(each, value, strict=True))
    return value
