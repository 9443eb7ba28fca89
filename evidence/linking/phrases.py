"""Good news and bad by phrases learnt from inspection reports. Pure."""

import math
import re
from collections.abc import Callable, Mapping

LONGEST = 3  # words
BIAS = ""  # the phrase that every passage has

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


def phrases_in(text: str) -> set[str]:
    """Its runs of one to three words."""
    words = _WORD.findall(text.lower().replace("’", "'"))
    runs = (map(" ".join, zip(*(words[at:] for at in range(n)), strict=False)) for n in range(2, LONGEST + 1))
    return set(words).union(*runs)


def worth(phrases: int) -> float:
    """How much each phrase counts in a passage that has so many: a long one has more of them by chance."""
    return 1 / math.sqrt(phrases + 4)


def leaning(weights: Mapping[str, float], text: str, judges: Callable[[str], bool]) -> tuple[float, str]:
    """How far a passage leans to good news (above 0) or bad, and of the phrases that judge the one that
    weighs most that way, of several words where one is; no phrase where those that judge lean the other way.
    """
    found = phrases_in(text) & weights.keys()
    if not found:
        return 0.0, ""
    # The exact sum is the same in whatever order.
    weight = math.fsum(weights[p] for p in found) * worth(len(found)) + weights.get(BIAS, 0.0)
    towards = [(weights[p] * math.copysign(1, weight), p) for p in found if judges(p)]
    if math.fsum(one for one, _ in towards) <= 0:
        return weight, ""
    several = [one for one in towards if " " in one[1] and one[0] > 0]
    return weight, max(several or towards)[1]
