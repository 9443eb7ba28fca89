"""One URL serves the page or its fragment."""

from typing import Any
from urllib.parse import urlsplit

from flask import render_template
from flask_htmx import HTMX

htmx = HTMX()


def wants_fragment() -> bool:
    """Whether htmx asked for a part of the page, and not for the page by other means."""
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def asked_from(path: str) -> bool:
    """Whether htmx asks from the page of that address, whatever is chosen on it."""
    return urlsplit(htmx.current_url or "").path == path


def render(area: str, page: str, fragment: str, **values: Any) -> str:
    """``<area>/<page>.html``, or the ``<area>/_<fragment>.html`` that it includes."""
    name = f"{area}/_{fragment}.html" if wants_fragment() else f"{area}/{page}.html"
    return render_template(name, fragment=wants_fragment(), **values)
