"""Every address of the site that a home's things have, made from the URL map and the record.

A route with a part in its address that nobody told here how to fill is a mistake: the tests that walk all of
them would pass it by.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import product
from pathlib import Path

from flask import Flask
from werkzeug.routing import Rule

NUMBERS = "SELECT id FROM {} ORDER BY id"
WAYS: dict[str, dict[str, str]] = {
    "blocks": {"code": "SELECT 'A' UNION SELECT 'B2' UNION SELECT 'C'"},
    "documents": {"number": NUMBERS.format("documents"), "page": "SELECT 1 UNION SELECT 2"},
    "documents/duplicates": {"number": NUMBERS.format("near_duplicates")},
    "documents/ledger": {"number": NUMBERS.format("ledger")},
    "files": {"sha256": "SELECT sha256 FROM files"},
    "inspections": {"number": NUMBERS.format("inspections")},
    "inspections/<int:inspection>/requests": {
        "inspection": NUMBERS.format("inspections"),
        "number": "SELECT number FROM requests",
    },
    "judgements": {"number": NUMBERS.format("entered_judgements")},
    "links": {"number": NUMBERS.format("links")},
    "measures": {"code": "SELECT code FROM measures", "number": "SELECT 1"},
    "packs": {
        "number": NUMBERS.format("packs"),
        "document": NUMBERS.format("documents"),
        "issue": "SELECT 1",
        "item": NUMBERS.format("pack_items"),
        "section": NUMBERS.format("pack_sections"),
        "mb": "SELECT 5",
        "part": "SELECT 1",
    },
    "people": {"number": NUMBERS.format("accounts")},
    "passages": {"number": NUMBERS.format("passages")},
    "review/lost": {"number": NUMBERS.format("links")},
    "saved": {"number": NUMBERS.format("saved_searches")},
    "uploads": {"number": NUMBERS.format("jobs")},
    "values": {
        "kind": "SELECT 'observation' UNION SELECT 'target'",
        "number": NUMBERS.format("observations"),
    },
}
"""The beginning of a route -> SQL for each part of its address. The longest beginning that fits holds."""
STILL = ("/help/", "/static/", "/sign-in", "/sign-out")
"""Beginnings of routes that show nothing of the record."""


def addresses(app: Flask, home: Path, method: str) -> Iterator[tuple[Rule, str]]:
    """Each route of a method with an address for each thing of the record that it could be asked for."""
    with closing(sqlite3.connect(home / "muster.db")) as db:
        for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
            if method in (rule.methods or ()) and not rule.rule.startswith(STILL):
                for address in _filled(db, rule):
                    yield rule, address


def _filled(db: sqlite3.Connection, rule: Rule) -> Iterator[str]:
    names = sorted(rule.arguments - set(rule.defaults or ()))
    values = [[row[0] for row in db.execute(_way(rule.rule, name))] for name in names]
    for some in product(*values):
        address = rule.rule
        for name, value in zip(names, some, strict=True):
            address = address.replace(f"<int:{name}>", str(value)).replace(f"<{name}>", str(value))
        assert "<" not in address, f"{rule.rule}: the tests do not know how to fill this address"
        yield address


def _way(route: str, name: str) -> str:
    for beginning in sorted(WAYS, key=len, reverse=True):
        if route.startswith(f"/{beginning}/") and name in WAYS[beginning]:
            return WAYS[beginning][name]
    raise AssertionError(f"{route}: tests/support/web/addresses.py does not say what {name} is")
