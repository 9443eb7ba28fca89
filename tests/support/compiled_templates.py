"""Templates compiled once for all the apps of a test run's process: most tests make an app of their own, and
compiling was two fifths of their time."""

from types import CodeType

import flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class _Kept(BytecodeCache):
    """Jinja's cache of compiled templates, by name and checksum of the source, in this process."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.code


flask.Flask.jinja_options = {**flask.Flask.jinja_options, "bytecode_cache": _Kept()}
