"""What a person typed into an address or a form, less the characters that no page can show."""

from flask import request

MOST = 2000


def typed(name: str) -> str:
    """The query string's value of that name, or nothing."""
    return plain(request.args.get(name, ""))


def plain(text: str, most: int = MOST) -> str:
    """The text without control characters and lone surrogates, cut at what a person would type."""
    return "".join(c if c.isprintable() else " " for c in text[:most]).strip()
