"""How values are said to people in templates."""

import re
from functools import lru_cache

from flask import Flask, url_for

from evidence.kinds.kind import kind_of
from evidence.language.citations import say_date, say_time
from evidence.language.units import say_noted, say_size, say_target, say_value
from webapp.site import components
from webapp.site.paging import links_to


def install(app: Flask) -> None:
    """Filters, globals and components of every template."""
    app.jinja_env.filters.update(
        say_date=say_date, say_time=say_time, say_kind=say_kind, say_value=say_value, say_target=say_target,
        say_noted=say_noted,
        say=say, counted=counted, slug=slug, cited=cited,
        say_size=say_size, kind_of=kind_of,
    )  # fmt: skip
    app.jinja_env.tests["iso_date"] = is_iso_date
    app.jinja_env.globals.update(asset=asset, links_to=links_to)
    components.install(app)


def asset(name: str) -> str:
    """A static file's address."""
    return url_for("static", filename=name)


def say(name: str) -> str:
    """A name with underscores, as a sentence begins."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def say_kind(kind: str) -> str:
    """What a document is, in words."""
    return kind_of(kind).said


def counted(number: int, one: str, many: str = "") -> str:
    """1 and "document" is "1 document"; 2,000 is "2,000 documents"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def is_iso_date(value: str) -> bool:
    """Whether a value is an ISO date, which people should see in words."""
    return bool(re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])(-\d{2})?", value))


@lru_cache(maxsize=4096)
def slug(value: str) -> str:
    """A value as part of an element's id; different values stay different."""
    return "".join(c if c.isascii() and c.isalnum() else f"_{ord(c):x}" for c in value)


def cited(citation: str) -> str:
    """A citation whose page number never stands alone on the next line."""
    return citation.replace("(p. ", "(p.\N{NO-BREAK SPACE}")
