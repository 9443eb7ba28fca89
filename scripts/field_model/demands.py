"""Free supervision: what a report asks for, and the paragraph of the same report that gives the grounds.

Which paragraph that is, only "(Recommendation)" marks say, and those not for which recommendation. So the
nearest is taken, as the model stands and words are shared, if each is among the other's nearest; then the
model learns from these pairs, and they are chosen again.
"""

from collections.abc import Sequence

import numpy as np

from scripts.field_model.bags import Stems, matrix
from scripts.field_model.encoder import Encoder
from scripts.field_model.texts import Report

ROUNDS = 3
PASSES = 2  # over the pairs, in each round
BATCH = 256
DOUBTFUL = 0.3  # this share of the pairs, those that are least alike, is left out
MARKED = 0.15  # likeness that a "(Recommendation)" mark adds
STRANGERS = 6  # other paragraphs of each report in a batch, for contrast

Pair = tuple[int, int, int]  # report, paragraph, demand


def from_demands(
    encoder: Encoder, stems: Stems, reports: Sequence[Report], rng: np.random.Generator
) -> list[float]:
    """Returns the mean loss of each round."""
    asking = [r for r in reports if r.demands]
    grounds = [[stems.bag(text) for text in r.paragraphs] for r in asking]
    asked = [[stems.bag(text) for text in r.demands] for r in asking]
    losses = []
    for _ in range(ROUNDS):
        pairs = _pairs(encoder, asking, grounds, asked)
        found = []
        for _ in range(PASSES):
            for batch in _batches(pairs, rng):
                mine = [grounds[r][p] for r, p, _ in batch]
                strangers = [
                    grounds[r][int(rng.integers(len(grounds[r])))]
                    for r in sorted({r for r, _, _ in batch})
                    for _ in range(STRANGERS)
                ]
                wanted = matrix([asked[r][d] for r, _, d in batch], encoder.rarity)
                same = _same(batch)
                wide = np.hstack([same, np.zeros((len(batch), len(strangers)), dtype=bool)])
                found.append(encoder.learn(wanted, matrix(mine + strangers, encoder.rarity), wide))
                found.append(encoder.learn(matrix(mine, encoder.rarity), wanted, same))
        losses.append(float(np.mean(found)))
    return losses


def _pairs(
    encoder: Encoder,
    reports: Sequence[Report],
    grounds: list[list[dict[int, float]]],
    asked: list[list[dict[int, float]]],
) -> list[Pair]:
    found: dict[Pair, float] = {}
    for number, report in enumerate(reports):
        likeness = encoder.encode(grounds[number]) @ encoder.encode(asked[number]).T
        words = (
            _unit(matrix(grounds[number], encoder.rarity)) @ _unit(matrix(asked[number], encoder.rarity)).T
        )
        likeness = likeness + words
        marked = np.array(report.marked)
        second = np.sort(likeness, axis=1)[:, -2:].min(axis=1)
        best = (likeness + MARKED * marked[:, None]).argmax(axis=0)
        for demand, paragraph in enumerate(best.tolist()):
            if likeness[paragraph, demand] >= second[paragraph]:
                found[number, paragraph, demand] = float(likeness[paragraph, demand])
        for paragraph in np.flatnonzero(marked).tolist():
            demand = int(likeness[paragraph].argmax())
            found[number, paragraph, demand] = float(likeness[paragraph, demand])
    least = float(np.quantile(list(found.values()), DOUBTFUL))
    return sorted(pair for pair, x in found.items() if x >= least)


def _batches(pairs: list[Pair], rng: np.random.Generator) -> list[list[Pair]]:
    """Whole reports, so that what one report asks for is told apart."""
    reports = sorted({r for r, _, _ in pairs})
    by_report = {r: [pair for pair in pairs if pair[0] == r] for r in reports}
    batches: list[list[Pair]] = [[]]
    for at in rng.permutation(len(reports)).tolist():
        if len(batches[-1]) >= BATCH:
            batches.append([])
        batches[-1] += by_report[reports[at]]
    return batches


def _same(batch: list[Pair]) -> np.ndarray:
    paragraphs = np.array([(r, p) for r, p, _ in batch])
    demands = np.array([(r, d) for r, _, d in batch])
    same = (paragraphs[:, None] == paragraphs[None]).all(axis=2) | (demands[:, None] == demands[None]).all(
        axis=2
    )
    np.fill_diagonal(same, False)
    return np.asarray(same)


def _unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
