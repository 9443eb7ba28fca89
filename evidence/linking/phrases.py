"""Good news and bad by phrases learnt from reports judged good and reports judged inadequate. Pure."""

import math
import re
from collections.abc import Mapping

LONGEST = 3  # words
DOUBT = 0.1  # of the weight: nearer to nothing than this, phrases do not decide

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


def phrases_in(text: str) -> set[str]:
    """Its runs of one to three words."""
    words = _WORD.findall(text.lower().replace("’", "'"))
    return {" ".join(words[at : at + n]) for n in range(1, LONGEST + 1) for at in range(len(words) - n + 1)}


def leaning(weights: Mapping[str, float], text: str) -> tuple[float, str]:
    """How far a passage leans to good news (above 0) or bad, and the phrase that weighs most that way; 0 and
    nothing in doubt.
    """
    found = sorted((phrase, weights[phrase]) for phrase in phrases_in(text) if phrase in weights)
    weight = sum(w for _, w in found) / math.sqrt(len(found) + 4)
    if abs(weight) <= DOUBT:
        return 0.0, ""
    phrase, _ = max(found, key=lambda pair: pair[1] * math.copysign(1, weight))
    return weight, phrase
