"""Frozen values as JSON has them, and back."""

from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

# Marks a field that plans frozen earlier lack: left out at its default, so that their JSON stays the same.
LATER = {"later": True}


def plain(value: Any) -> Any:
    """A frozen value as JSON has it."""
    if is_dataclass(value):
        kept = [f for f in fields(value) if not (f.metadata and getattr(value, f.name) == f.default)]
        return {f.name: plain(getattr(value, f.name)) for f in kept}
    return [plain(v) for v in value] if isinstance(value, tuple) else value


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
