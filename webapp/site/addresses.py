"""Addresses that a request names."""

from urllib.parse import urlsplit


def local_address(address: str) -> str:
    """The address if it stays on this site, else nothing: no form or link may send a person elsewhere."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    local = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.netloc
    return address if local and address.isprintable() and "\\" not in address else ""
