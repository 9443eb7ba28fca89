"""BM25F's formula, as in Robertson, Zaragoza and Taylor, *Simple BM25 Extension to Multiple Weighted Fields*
(2004): a word's frequencies are added up by the weights of their fields before they saturate. Pure."""

import math
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

K1 = 1.2
B = 0.75
SHORTEST = 0.4
"""Of the average size: a passage that is shorter counts as so long. Else a few words under a heading that was
asked for would stand above the paragraph that has it all."""

Sizes = TypeVar("Sizes", NDArray[np.float64], NDArray[np.int64])


def length_terms(sizes: Sizes, average: float) -> NDArray[np.float64]:
    """The length term for passages of so many words."""
    slope = K1 * B / max(average, 1.0)
    return K1 * (1 - B) + slope * np.maximum(sizes, SHORTEST * average)


def rarity(found: float, passages: int) -> float:
    """Inverse document frequency, never negative."""
    return math.log(1 + max(passages - found + 0.5, 0.5) / (found + 0.5)) if found else 0.0
