"""Cells as the sheet shows them: a value put through its number format.

Follows ISO/IEC 29500-1, 18.8.31 (number format codes). Dates differ on purpose: one that the sheet shows in
figures alone is written as in ISO 8601, since 03/04/2026 is read one way here and another there.
"""

from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction

from ingest.readers.date_formats import date_shown, elapsed
from ingest.readers.format_codes import Section, sections_of

Value = str | int | float | bool | date | time | timedelta


def shown(value: Value | None, code: str = "General") -> str:
    """A cell's value as the sheet shows it, without what only pads it; nothing for none.

    >>> shown(123, "00000"), shown(3, '"Grade "0'), shown(0.7234, "0%"), shown(-0.041, "0.0%;(0.0%)")
    ('00123', 'Grade 3', '72%', '(4.1%)')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(float(value) if isinstance(value, float) else value, code or "General")
    if isinstance(value, str):
        return _text(value, code)
    return _moment(value, code)


def _text(value: str, code: str) -> str:
    if not code or code in {"General", "@"}:
        return value
    sections = sections_of(code)
    section = sections[3] if len(sections) > 3 else next((s for s in sections if "at" in s.kinds), None)
    if section is None:
        return value
    return "".join(value if kind == "at" else text for kind, text in section.tokens if kind in {"at", "text"})


def _moment(value: date | time | timedelta, code: str) -> str:
    sections = sections_of(code) if code else ()
    tokens = sections[0].tokens if sections else ()
    if isinstance(value, timedelta):
        return elapsed(value, tokens)
    return date_shown(value, tokens)


def _number(value: int | float, code: str) -> str:
    if code == "General":
        return general(value)
    try:
        return _sectioned(value, sections_of(code))
    except (InvalidOperation, ValueError, OverflowError, ZeroDivisionError):
        return general(value)


def general(value: int | float) -> str:
    """A number without a format: as it stands, to ten figures.

    >>> general(0.1 + 0.2), general(1234567), general(72.0)
    ('0.3', '1234567', '72')
    """
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _exact(value: int | float) -> Decimal:
    """The number as Excel keeps it, to fifteen figures."""
    return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")


def _rounded(value: Decimal, places: int) -> Decimal:
    """Half up, as sheets round; no minus stays before nothing but noughts."""
    found = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return found if found else abs(found)


def _sectioned(value: int | float, sections: tuple[Section, ...]) -> str:
    section, signed = _chosen(value, sections)
    if section is None:
        return general(value)
    if section.simple is not None:
        said = section.simple.figures(_exact(abs(value)))
        return f"-{said}" if value < 0 and not signed and _counts(said) else said
    if "general" in section.kinds:
        number = general(abs(value) if signed else value)
        return "".join(number if k == "general" else t for k, t in section.tokens if k in {"general", "text"})
    if "at" in section.kinds:
        return "".join(general(value) if k == "at" else t for k, t in section.tokens if k in {"at", "text"})
    sign = "-" if value < 0 and not signed else ""
    said = _figures(_exact(abs(value)), section)
    return sign + said if _counts(said) else said


def _counts(said: str) -> bool:
    """Whether any figure is more than nought."""
    return any(c in "123456789" for c in said)


def _chosen(value: int | float, sections: tuple[Section, ...]) -> tuple[Section | None, bool]:
    """The section for a value, and whether it says itself that the value is negative."""
    if len(sections) == 1 and sections[0].condition is None:
        return sections[0], False
    if any(s.condition for s in sections):
        for i, section in enumerate(sections[:3]):
            if section.condition is None or _holds(value, section.condition):
                return section, i > 0 and value < 0 and section.condition is not None
        return None, False
    numbers = [s for s in sections[:3] if "at" not in s.kinds or len(sections) == 1]
    if not numbers:
        return None, False
    if value < 0 and len(numbers) > 1:
        return numbers[1], True
    return (numbers[2] if value == 0 and len(numbers) > 2 else numbers[0]), False


def _holds(value: float, condition: tuple[str, float]) -> bool:
    sign, bound = condition
    return {
        "<": value < bound,
        "<=": value <= bound,
        ">": value > bound,
        ">=": value >= bound,
        "=": value == bound,
        "<>": value != bound,
    }[sign]


def _figures(value: Decimal, section: Section) -> str:
    """A number that is not negative in a section's figures."""
    tokens = section.tokens
    kinds = [kind for kind, _ in tokens]
    if "digits" not in kinds:
        if section.kinds & {"date", "elapsed"}:
            return general(float(value))
        return "".join(text for kind, text in tokens if kind in {"text", "percent"})
    value = value.scaleb(2 * kinds.count("percent"))
    if "power" in kinds:
        return _scientific(value, tokens)
    if "slash" in kinds:
        return _fraction(value, tokens)
    last = max(i for i, kind in enumerate(kinds) if kind == "digits")
    scale = 0  # commas right after the last figure: thousands, millions
    while kinds[last + 1 + scale : last + 2 + scale] == ["comma"]:
        scale += 1
    point = kinds.index("point") if "point" in kinds else len(tokens)
    grouped = "comma" in kinds[: min(point, last)]
    places = "".join(text for kind, text in tokens[point:] if kind == "digits")
    rounded = f"{_rounded(value.scaleb(-3 * scale), len(places)):f}"
    whole, _, rest = rounded.partition(".")
    return _whole(whole, tokens[:point], grouped) + _rest(rest, tokens[point:], places)


def _whole(digits: str, tokens: tuple[tuple[str, str], ...], grouped: bool) -> str:
    """The figures before the point, put into their places from the right."""
    left = digits.lstrip("0")
    first = next((i for i, (kind, _) in enumerate(tokens) if kind == "digits"), -1)
    out: list[str] = []
    count = 0
    for i in range(len(tokens) - 1, -1, -1):
        kind, text = tokens[i]
        if kind in {"text", "percent"}:
            out.append(text)
        if kind != "digits":
            continue
        for k, place in enumerate(reversed(text)):
            taking = len(left) if i == first and k == len(text) - 1 else min(1, len(left))
            figures = left[len(left) - taking :] or ("0" if place == "0" else "")
            left = left[: len(left) - taking]
            for figure in reversed(figures):
                if grouped and count and count % 3 == 0:
                    out.append(",")
                out.append(figure)
                count += 1
    return "".join(t if len(t) == 1 else t[::-1] for t in out)[::-1]


def _rest(digits: str, tokens: tuple[tuple[str, str], ...], places: str) -> str:
    kept = len(places)
    while kept and places[kept - 1] in "#?" and digits[kept - 1] == "0":
        kept -= 1
    out, at = [], 0
    for kind, text in tokens:
        if kind == "digits":
            out.append(digits[at : min(kept, at + len(text))])
            at += len(text)
        elif kind == "point":
            out.append("." if kept else "")
        elif kind in {"text", "percent"}:
            out.append(text)
    return "".join(out)


def _scientific(value: Decimal, tokens: tuple[tuple[str, str], ...]) -> str:
    at = next(i for i, (kind, _) in enumerate(tokens) if kind == "power")
    point = next((i for i, (kind, _) in enumerate(tokens[:at]) if kind == "point"), at)
    places = sum(len(text) for kind, text in tokens[point:at] if kind == "digits")
    wide = sum(len(text) for kind, text in tokens[at:] if kind == "digits")
    mantissa, _, power = f"{value:.{places}E}".partition("E")
    sign = "-" if power.startswith("-") else "+" if tokens[at][1].endswith("+") else ""
    return f"{mantissa}E{sign}{abs(int(power)):0{wide}d}"


def _fraction(value: Decimal, tokens: tuple[tuple[str, str], ...]) -> str:
    at = next(i for i, (kind, _) in enumerate(tokens) if kind == "slash")
    below = "".join(text for _, text in tokens[at + 1 :]).strip()
    fixed = int(below) if below.isdigit() and int(below) else 0
    mixed = sum(kind == "digits" for kind, _ in tokens[:at]) > 1
    number = Fraction(value)
    whole = int(number) if mixed else 0
    part = number - whole
    if fixed:
        over, under = round(part * fixed), fixed
    else:
        near = part.limit_denominator(10 ** max(1, below.count("?") + below.count("#")) - 1)
        over, under = near.numerator, near.denominator
    if over == under:
        whole, over = whole + 1, 0
    if not over:
        return str(whole)
    return f"{whole} {over}/{under}" if whole else f"{over}/{under}"
