"""Sentences that reports of many councils repeat word for word."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from evidence.linking.boilerplate import marks
from scripts.field_model.texts import Report, council

COUNCILS = 5  # a sentence that so many councils' reports have tells of none of them


def learn(reports: Sequence[Report]) -> np.ndarray:
    """Their marks, in order."""
    seen: dict[int, set[str]] = defaultdict(set)
    for report in reports:
        for text in report.paragraphs:
            for mark, _ in marks(text):
                seen[mark].add(council(report.name))
    seen.pop(0, None)
    return np.array(sorted(m for m, some in seen.items() if len(some) >= COUNCILS), dtype=np.int64)
