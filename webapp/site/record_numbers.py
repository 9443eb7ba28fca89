"""The numbers in addresses: those that the record can hold."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter

LARGEST = 2**63 - 1
"""SQLite's largest number. No record has a larger one: such an address is not found."""


class RecordNumber(IntegerConverter):
    """A whole number of an address, up to the largest that SQLite knows."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max": LARGEST, **options})


def install(app: Flask) -> None:
    """Before any address is known."""
    app.url_map.converters["int"] = RecordNumber
