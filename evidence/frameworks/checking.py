"""A framework's file, checked key by key before it is used: every complaint names its line. Pure."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

from evidence.errors import ConfigError
from evidence.kinds.kind import kinds
from evidence.language.patterns import small_pattern
from evidence.toml_lines import line_of, lines_of

Path = tuple[str | int, ...]

WHERE = ("passage", "document")
_TEXT, _DATE, _TABLES, _WORDS = "text", "date", "tables", "words"
SHAPES: Mapping[str, Mapping[str, str]] = {
    "": {"code": _TEXT, "name": _TEXT, "papers": _WORDS, "block": _TABLES, "limit": _TABLES},
    "block": {
        "code": _TEXT, "name": _TEXT, "description": _TEXT, "since": _DATE, "until": _DATE, "rule": _TABLES
    },
    "rule": {"pattern": "pattern", "reason": _TEXT, "weight": "weight", "where": "where", "kinds": _WORDS},
    "limit": {
        "area": "pattern", "grade": _TEXT, "caps": _WORDS, "at": _TEXT, "says": _TEXT, "since": _DATE,
        "until": _DATE,
    },
}  # fmt: skip
"""The keys of each table, and what each holds."""
NEEDED: Mapping[str, tuple[str, ...]] = {
    "": ("code", "name", "block"),
    "block": ("code", "name", "description"),
    "rule": ("pattern", "reason"),
    "limit": ("area", "grade", "caps", "at", "says"),
}
_SAYS = {
    _TEXT: "must be a text that is not empty",
    _WORDS: 'must be a list of texts, as in ["one", "two"]',
    "weight": "must be a number from 0 to 1",
    "where": f"must be one of {', '.join(WHERE)}",
}


class _Check:
    """One file on its way through the checks."""

    def __init__(self, name: str, text: str) -> None:
        self._name, self._lines = name, lines_of(text)

    def refuse(self, path: Path, says: str, advice: str) -> ConfigError:
        """The complaint about what stands at a path, with its line."""
        return ConfigError(f"{self._name}, line {line_of(self._lines, path)}: {says}.", advice)

    def table(self, kind: str, data: Any, path: Path) -> None:
        """A table and all within it. Raises ConfigError."""
        if not isinstance(data, dict):
            raise self.refuse(path, f"{kind} must be a table", f"Write it as [[{kind}]].")
        shape = SHAPES[kind]
        for key, value in data.items():
            if key not in shape:
                near = get_close_matches(key, shape, 1)
                meant = f"Did you mean {near[0]}? " if near else ""
                raise self.refuse(
                    (*path, key), f"there is no key {key} here", f"{meant}Known here: {', '.join(shape)}."
                )
            self._value(key, shape[key], value, (*path, key))
        for key in NEEDED[kind]:
            if key not in data:
                where = f"the {kind} that begins here" if kind else "the framework"
                raise self.refuse(path, f"{where} has no {key}", f"Add {key} = … to it.")
        self._span(data, path)

    def _value(self, key: str, holds: str, value: Any, path: Path) -> None:
        if holds == _TABLES:
            if not isinstance(value, list) or not value:
                raise self.refuse(path, f"{key} must be a list of tables", f"Write each as [[{key}]].")
            for place, one in enumerate(value):
                self.table(key, one, (*path, place))
        elif holds == _DATE:
            self._date(key, value, path)
        elif holds == "pattern":
            self._pattern(key, value, path)
        elif not _fits(holds, value):
            raise self.refuse(path, f"{key} {_SAYS[holds]}, not {value!r}", "Correct the value.")
        if key == "kinds":
            for kind in value:
                if kind not in kinds():
                    raise self.refuse(
                        path, f"there is no kind of document {kind}", f"Known: {', '.join(sorted(kinds()))}."
                    )

    def _date(self, key: str, value: Any, path: Path) -> None:
        try:
            if value != "" and date.fromisoformat(str(value)).isoformat() != str(value):
                raise ValueError
        except ValueError:
            raise self.refuse(
                path, f"{key} is no day: {value!r}", 'Write it as "2018-01-31", or "" where it is open.'
            ) from None

    def _pattern(self, key: str, value: Any, path: Path) -> None:
        if not _fits(_TEXT, value):
            raise self.refuse(path, f"{key} {_SAYS[_TEXT]}, not {value!r}", "Correct the value.")
        try:
            small_pattern(value)
        except re.error as error:
            raise self.refuse(
                path, f"{key} is no regular expression: {error}", "Correct the pattern."
            ) from error

    def _span(self, data: Mapping[str, Any], path: Path) -> None:
        since, until = str(data.get("since", "")), str(data.get("until", ""))
        if since and until and until < since:
            raise self.refuse(
                (*path, "until"), f"it ends on {until}, before it begins on {since}", "Correct one of them."
            )

    def code(self, code: str, path: Path) -> None:
        """A code is one word: commands name blocks as CODE@FRAMEWORK. Raises ConfigError."""
        if re.search(r"[\s@/?#]", code):
            raise self.refuse(
                path, f"the code {code!r} holds a space or one of @ / ? #", "Write it as one word: Q-1, say."
            )

    def once(self, blocks: Sequence[Mapping[str, Any]]) -> None:
        """No two blocks of one code. Raises ConfigError that names both lines."""
        seen: dict[str, int] = {}
        for place, block in enumerate(blocks):
            path: Path = ("block", place, "code")
            self.code(block["code"], path)
            code = str(block["code"]).casefold()
            if code in seen:
                raise self.refuse(
                    path,
                    f"the code {block['code']} is that of the block on line {seen[code]} already",
                    "Give one of them another code.",
                )
            seen[code] = line_of(self._lines, path)

    def caps(self, data: Mapping[str, Any]) -> None:
        """What a limit caps is a block of the framework, of the same time. Raises ConfigError."""
        blocks = {block["code"]: block for block in data["block"]}
        codes = list(blocks)
        for place, limit in enumerate(data.get("limit", ())):
            for code in limit["caps"]:
                if code not in codes:
                    raise self.refuse(
                        ("limit", place, "caps"), f"there is no block {code}", f"Blocks: {', '.join(codes)}."
                    )
                for one, other in ((limit, blocks[code]), (blocks[code], limit)):
                    since, until = str(one.get("since", "")), str(other.get("until", ""))
                    if since and until and until < since:
                        raise self.refuse(
                            ("limit", place, "caps"),
                            f"the limit and the block {code} are of different times: one ends on {until}, the"
                            f" other begins on {since}",
                            "Correct since or until of one of them.",
                        )


def check(name: str, text: str, data: dict[str, Any]) -> None:
    """Check a framework's parsed TOML. Raises ConfigError: the file ``name``, the line, what to mend."""
    checks = _Check(name, text)
    checks.table("", data, ())
    checks.code(data["code"], ("code",))
    checks.once(data["block"])
    checks.caps(data)


def _fits(holds: str, value: Any) -> bool:
    if holds == _WORDS:
        return isinstance(value, list) and bool(value) and all(isinstance(w, str) and w for w in value)
    if holds == "weight":
        return type(value) in (int, float) and 0 <= value <= 1
    if holds == "where":
        return value in WHERE
    return isinstance(value, str) and bool(value.strip())
