"""What the review desk shows of a passage: the words that its suggestions rest on, marked. Pure."""

import html
import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup

QUOTED = re.compile("“([^”]+)”")
FEW = 4
"""Words that a reason quotes as telling; what is longer is a sentence that lies near."""


def marked(text: str, reasons: Iterable[str]) -> Markup:
    """The text with the words that the reasons name in <mark>."""
    words = {
        quoted.casefold()
        for reason in reasons
        for quoted in QUOTED.findall(reason.partition("; nearest:")[0])
        if len(quoted.split()) <= FEW
    }
    if not words:
        return Markup(html.escape(text))  # noqa: S704 -- escaped here
    longest = "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
    found = re.compile(rf"(?<!\w)({longest})(?!\w)", re.IGNORECASE)
    parts = found.split(text)  # at odd places stand the words
    return Markup(  # noqa: S704 -- escaped here
        "".join(f"<mark>{html.escape(p)}</mark>" if n % 2 else html.escape(p) for n, p in enumerate(parts))
    )


def beside(order: Sequence[int], here: int) -> tuple[int | None, int | None]:
    """The cards before and after this one in the queue; from the last the first follows. None for none."""
    if here not in order:
        return None, order[0] if order else None
    at = order.index(here)
    others = len(order) > 1
    return (order[at - 1] if others else None), (order[(at + 1) % len(order)] if others else None)


def say_left(left: int, each: float | None) -> str:
    """How long what is left takes at that many seconds each, in words; nothing if the pace is not known."""
    if each is None or not left:
        return ""
    minutes = left * each / 60
    if minutes < 1:
        return "less than a minute at your pace"
    if minutes < 100:
        return f"about {round(minutes)} minute{'s' if round(minutes) != 1 else ''} at your pace"
    return f"about {round(minutes / 60)} hours at your pace"
