"""What the server tells of its work: a JSON object a line, and nothing that a person or a paper said.

A line has the address as its rule ("/documents/<int:number>"), never as it was typed, and no name, title or
network address. Of what other code logs it keeps the sentence's pattern and the numbers put into it: what a
library puts together itself may quote a document, and is left out.
"""

import json
import logging
import sys
import time
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from flask import Flask, Response, g, request

from evidence.home import faults
from evidence.settings import Settings

MOST, KEPT = 4 << 20, 5
"""Bytes of a file of lines, and how many earlier ones are kept beside it."""
STDERR = "stderr"
OURS = ("evidence", "ingest", "webapp", "waitress")
"""Whose patterns are code: no text of a document stands in them."""

log = logging.getLogger(__name__)


class Lines(logging.Formatter):
    """A record of the log as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, what told it and what it says."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
        }
        fields = getattr(record, "fields", None)
        if fields is not None:
            line |= fields
        elif record.name.split(".")[0] in OURS:
            line["says"] = str(record.msg)
            line |= _numbers(record)
        if record.exc_info and record.exc_info[1] is not None:
            fault = faults.describe(record.exc_info[1])
            line |= {"raised": fault.what, "where": fault.where}
        return json.dumps(line, ensure_ascii=False)


def _numbers(record: logging.LogRecord) -> dict[str, object]:
    given = record.args if isinstance(record.args, tuple) else ()
    numbers = [value for value in given if isinstance(value, int | float)]
    return {"numbers": numbers} if numbers else {}


def begin(settings: Settings) -> None:
    """Have everything that is logged in this process go where it is configured to."""
    root = logging.getLogger()
    for handler in list(root.handlers):
        root.removeHandler(handler)
    handler = _handler(settings)
    handler.setFormatter(Lines())
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger("webapp").setLevel(logging.INFO)


def _handler(settings: Settings) -> logging.Handler:
    where = settings.serve.log
    if not where:
        return logging.NullHandler()
    if where == STDERR:
        return logging.StreamHandler(sys.stderr)
    path = settings.home / Path(where).name
    try:
        return RotatingFileHandler(path, maxBytes=MOST, backupCount=KEPT, encoding="utf-8", delay=False)
    except OSError:  # a home that takes no file says so elsewhere
        return logging.StreamHandler(sys.stderr)


def install(app: Flask) -> None:
    """Tell each request: its rule, how it ended, and how long it took."""
    app.before_request(_began)
    app.after_request(_ended)


def _began() -> None:
    g.began, g.worked = time.perf_counter(), time.thread_time()


def _ended(response: Response) -> Response:
    rule = request.url_rule.rule if request.url_rule else "(none)"
    if request.endpoint in ("static", "health.alive"):
        return response
    fields = {
        "says": "request",
        "method": request.method if request.method in ("GET", "HEAD", "POST") else "other",
        "rule": rule,
        "status": response.status_code,
        "ms": _since(g.get("began"), time.perf_counter()),
        "cpu_ms": _since(g.get("worked"), time.thread_time()),  # less than ms: it waited for others
    }
    log.info("request", extra={"fields": fields})
    return response


def _since(before: float | None, now: float) -> float:
    """Milliseconds."""
    return round((now - (now if before is None else before)) * 1000, 1)
