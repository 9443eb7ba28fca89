"""Number format codes taken apart (ISO/IEC 29500-1, 18.8.31): their sections, conditions and tokens."""

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_TOKEN = re.compile(
    r'"([^"]*)"?|\\(.)|_(.)|\*(.)|\[([^\]]*)\]|(General)|(AM/PM|A/P)|(E[+-])|([yYmMdDhHsSbBgGeE]+)|([0#?]+)|(.)',
    re.S | re.I,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+)")
_CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?")
_ELAPSED = re.compile(r"h+|m+|s+", re.I)
_PLAIN = re.compile(r"(#,##)?0(\.0+)?(%)?")


@dataclass(frozen=True)
class Section:
    """One part of a format: what holds of the values it is for, and its tokens as (kind, text).

    Kinds: text, digits, point, comma, percent, slash, power, date, half (of the day), elapsed, at, general.
    """

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, float] | None = None
    simple: "Simple | None" = None  # the quick way, where the format is one

    @property
    def kinds(self) -> set[str]:
        return {kind for kind, _ in self.tokens}


@dataclass(frozen=True)
class Simple:
    """Figures as "#,##0.00%" has them, with what stands before and after."""

    before: str
    after: str
    form: str  # of Python's own: ",f" or "f"
    unit: Decimal  # of the last place
    percent: bool

    def figures(self, value: Decimal) -> str:
        rounded = (value.scaleb(2) if self.percent else value).quantize(self.unit, ROUND_HALF_UP)
        return f"{self.before}{rounded:{self.form}}{self.after}"


@lru_cache(2000)
def sections_of(code: str) -> tuple[Section, ...]:
    sections = [Section(())]
    for found in _TOKEN.finditer(code):
        if found.group() == ";":
            sections.append(Section(()))
            continue
        token, condition = _token(found)
        now = sections[-1]
        sections[-1] = replace(
            now, tokens=now.tokens + ((token,) if token else ()), condition=condition or now.condition
        )
    return tuple(replace(s, simple=_simple(s.tokens)) for s in sections)


def _simple(tokens: tuple[tuple[str, str], ...]) -> Simple | None:
    """The quick way to write a section's figures, where they are plain ones between words."""
    kinds = [kind for kind, _ in tokens]
    inner = [i for i, kind in enumerate(kinds) if kind != "text"]
    if not inner or kinds[inner[0]] != "digits" or "text" in kinds[inner[0] : inner[-1]]:
        return None
    plain = _PLAIN.fullmatch("".join(text for _, text in tokens[inner[0] : inner[-1] + 1]))
    if plain is None:
        return None
    before, after = ("".join(t for _, t in part) for part in (tokens[: inner[0]], tokens[inner[-1] + 1 :]))
    unit = Decimal(1).scaleb(-(len(plain[2] or ".") - 1))
    return Simple(before, (plain[3] or "") + after, ",f" if plain[1] else "f", unit, bool(plain[3]))


def _token(found: re.Match[str]) -> tuple[tuple[str, str] | None, tuple[str, float] | None]:
    """One token, if it prints anything, and one condition, if it is one."""
    quoted, escaped, padding, _, bracket, general_, half, power, letters, digits, other = found.groups()
    if bracket is not None:
        condition = _CONDITION.fullmatch(bracket)
        if condition:
            return None, (condition[1], float(condition[2]))
        currency = _CURRENCY.fullmatch(bracket)
        if currency:
            return ("text", currency[1]), None
        return (("elapsed", bracket.lower()), None) if _ELAPSED.fullmatch(bracket) else (None, None)
    if padding is not None:
        return ("text", " "), None
    plain = (
        ("text", quoted),
        ("text", escaped),
        ("general", general_),
        ("half", half),
        ("power", power),
        ("date", letters.lower() if letters else None),
        ("digits", digits),
    )
    for kind, text in plain:
        if text is not None:
            return (kind, text), None
    named = {".": "point", ",": "comma", "%": "percent", "/": "slash", "@": "at"}
    return ((named.get(other, "text"), other), None) if other is not None else (None, None)
