"""What builds an address from each route, compiled once for all the apps of a test run's process: it was two
thirds of the making of an app, which most tests of pages do."""

from collections.abc import Callable

from werkzeug.routing import Rule

_compile = Rule._compile_builder
_kept: dict[tuple[object, ...], Callable[..., tuple[str, str]]] = {}


def _once(self: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
    """A function of the rule's words alone: it asks the rule that it is called on for its converters."""
    key = (self.host, self.subdomain, self.rule, self.merge_slashes, repr(self.defaults), append_unknown)
    if key not in _kept:
        _kept[key] = _compile(self, append_unknown)
    return _kept[key]


Rule._compile_builder = _once
