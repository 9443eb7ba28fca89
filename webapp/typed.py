"""What a person typed into an address or a form, less the characters that no page can show."""

from flask import request

MOST = 2000


def typed(name: str) -> str:
    """The query string's value of that name, or nothing."""
    return plain(request.args.get(name, ""))


def typed_all(name: str) -> tuple[str, ...]:
    """Every value of that name that is not empty."""
    return tuple(filter(None, map(plain, request.args.getlist(name))))


def plain(text: str) -> str:
    """The text without control characters and lone surrogates, cut at what a person would type."""
    return "".join(c if c.isprintable() else " " for c in text[:MOST]).strip()
