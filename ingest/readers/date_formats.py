"""Dates and times of a sheet by their number format; in ISO 8601 where it shows them in figures alone."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

Token = tuple[str, str]


def date_shown(value: date | time, tokens: Sequence[Token]) -> str:
    """A date or a time of day as the format shows it.

    A month by its name stays so, with its year; figures alone are ISO 8601, as far as the format goes.
    """
    letters = [text for kind, text in _told_apart(tokens) if kind == "date"]
    if isinstance(value, time):
        return _clock(datetime.combine(date.min, value), tokens) if letters else value.isoformat("minutes")
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    parts = {text[0] for text in letters}
    if letters and not parts & {"y", "d", "m"}:
        return _clock(moment, tokens)
    if any(text in {"mmm", "mmmm"} for text in letters) and not parts & {"h", "s"}:
        if "y" in parts:
            return _written(moment, tokens)
        if "d" not in parts:
            return f"{_written(moment, tokens)} {moment.year}"
    return _iso(moment, parts, letters)


def _iso(moment: datetime, parts: set[str], letters: list[str]) -> str:
    if parts == {"y"}:
        return str(moment.year)
    if parts == {"y", "m"} and moment.day == 1 and not any(len(x) > 4 for x in letters):
        return f"{moment.year:04d}-{moment.month:02d}"
    return moment.date().isoformat() if moment.time() == time() else moment.isoformat(" ", "minutes")


def elapsed(value: timedelta, tokens: Sequence[Token]) -> str:
    """A length of time: thirty hours and a quarter under [h]:mm are 30:15."""
    sign = "-" if value < timedelta() else ""
    seconds = round(abs(value).total_seconds())
    if not any(kind == "elapsed" for kind, _ in tokens):
        return sign + f"{seconds // 3600}:{seconds // 60 % 60:02d}"
    units = {"h": 3600, "m": 60, "s": 1}
    left, out = seconds, []
    for kind, text in _told_apart(tokens):
        if kind == "elapsed":
            out.append(f"{left // units[text[0]]:0{len(text)}d}")
            left %= units[text[0]]
        elif kind == "date":
            unit = units.get({"i": "m"}.get(text[0], text[0]), 0)
            out.append(f"{left // unit:0{len(text)}d}" if unit else "")
            left %= unit or 1
        elif kind in {"text", "point"}:
            out.append(text)
    return sign + "".join(out).rstrip(".").strip()


def _told_apart(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, with "i" for the m that means minutes: after hours or before seconds."""
    out = list(tokens)
    places = [i for i, (kind, _) in enumerate(out) if kind in {"date", "elapsed"}]
    for n, i in enumerate(places):
        kind, text = out[i]
        if kind != "date" or text not in {"m", "mm"}:
            continue
        before = out[places[n - 1]][1][0] if n else ""
        after = out[places[n + 1]][1][0] if n + 1 < len(places) else ""
        if before == "h" or after == "s":
            out[i] = (kind, "i" * len(text))
    return out


def _clock(moment: datetime, tokens: Sequence[Token]) -> str:
    """The time of day; a format that shows no minutes shows the whole time all the same."""
    told = _told_apart(tokens)
    halved = any(kind == "half" for kind, _ in told)
    if not any(kind == "date" and text[0] == "i" for kind, text in told):
        return moment.time().isoformat("minutes")
    hour = (moment.hour % 12 or 12) if halved else moment.hour
    values = {"h": hour, "i": moment.minute, "s": moment.second}
    out = []
    for kind, text in told:
        if kind == "date" and text[0] in values:
            out.append(f"{values[text[0]]:0{len(text)}d}")
        elif kind == "half":
            out.append("am" if moment.hour < 12 else "pm")
        elif kind == "text":
            out.append(text)
    return "".join(out).strip()


def _written(moment: datetime, tokens: Sequence[Token]) -> str:
    forms = {
        **{"d": str(moment.day), "dd": f"{moment.day:02d}", "ddd": f"{moment:%a}", "dddd": f"{moment:%A}"},
        **{
            "m": str(moment.month),
            "mm": f"{moment.month:02d}",
            "mmm": f"{moment:%b}",
            "mmmm": f"{moment:%B}",
        },
        **{"yy": f"{moment.year % 100:02d}", "y": f"{moment.year % 100:02d}"},
    }
    out = []
    for kind, text in tokens:
        if kind == "date":
            out.append(forms.get(text, f"{moment.year:04d}" if text[0] == "y" else ""))
        elif kind in {"text", "comma", "slash", "point"}:
            out.append(text)
    return "".join(out).strip()
