"""Every route of the site, with an address at which something is."""

from collections.abc import Iterator

from flask import Flask
from werkzeug.routing import Rule

from web.papers import Papers


def routes(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Each route, by each method that it answers."""
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield rule, method


def address(app: Flask, rule: Rule, papers: Papers) -> str:
    """The route's address, with values that are there."""
    known = {"code": "N2010-01", "sha256": papers.sha256, "kind": "observation", "name": "search"}
    values = {name: known.get(name, "start.js" if name == "filename" else 1) for name in rule.arguments}
    values |= dict(rule.defaults or {})
    with app.test_request_context():
        return str(app.url_map.bind("localhost").build(rule.endpoint, values, method=None))
