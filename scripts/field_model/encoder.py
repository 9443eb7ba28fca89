"""Learning the vectors: latent semantic analysis first, then by contrast.

A text's vector is the sum of its stems' vectors, at unit length. By contrast: a sentence should lie nearer to
the rest of its own paragraph than to other paragraphs (inverse cloze task, Lee, Chang and Toutanova 2019),
and what a report asks for nearer to the paragraph that gives the grounds than to others, with InfoNCE (van
den Oord, Li and Vinyals 2018) as the measure of how far that is so. Adam (Kingma and Ba 2015) does the steps.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from scripts.field_model.bags import Bag, Stems, less, matrix
from scripts.field_model.texts import Report

TEMPERATURE = 0.1
BATCH = 512  # sentences
TOGETHER = 8  # of one report in a batch: near neighbours that must be told apart


def latent(stems: Stems, reports: Sequence[Report], dimensions: int) -> np.ndarray:
    """Stems × dimensions: the directions in which paragraphs differ most, signs fixed."""
    size = len(stems.rarity)
    together = np.zeros((size, size))
    for report in reports:
        rows = matrix([stems.bag(text) for text in report.paragraphs], stems.rarity).astype(np.float64)
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        together += rows.T @ rows
    _, vectors = np.linalg.eigh(together)
    best = vectors[:, ::-1][:, :dimensions]
    best = best * np.sign(best[np.abs(best).argmax(axis=0), np.arange(dimensions)])
    return best.astype(np.float32)


class Encoder:
    """The vectors being learnt, and Adam's memory."""

    def __init__(self, vectors: np.ndarray, rarity: np.ndarray, rate: float) -> None:
        self.vectors, self.rarity, self.rate = vectors.copy(), rarity, rate
        self._mean = np.zeros_like(vectors)
        self._square = np.zeros_like(vectors)
        self._steps = 0

    def learn(self, anchors: np.ndarray, others: np.ndarray, same: np.ndarray | None = None) -> float:
        """One step: each anchor's own is the row of ``others`` with its number; ``same`` marks pairs of rows
        that are not to be told apart. Returns the loss before it."""
        loss, change = _contrast(anchors, others, self.vectors, same)
        self._steps += 1
        self._mean = 0.9 * self._mean + 0.1 * change
        self._square = 0.999 * self._square + 0.001 * change * change
        mean = self._mean / (1 - 0.9**self._steps)
        square = self._square / (1 - 0.999**self._steps)
        self.vectors -= (self.rate * mean / (np.sqrt(square) + 1e-8)).astype(np.float32)
        return loss

    def encode(self, bags: Sequence[Bag]) -> np.ndarray:
        return _unit(matrix(bags, self.rarity) @ self.vectors)[0]


def from_sentences(
    encoder: Encoder, stems: Stems, reports: Sequence[Report], rng: np.random.Generator
) -> float:
    """One pass over all paragraphs of three sentences or more. Returns the mean loss."""
    whole = [[found for text in r.paragraphs if len(found := stems.in_sentences(text)) > 2] for r in reports]
    losses = []
    for batch in _batches(whole, rng):
        anchors, rest = [], []
        for parts in batch:
            chosen = int(rng.integers(len(parts)))
            others: Bag = {}
            for part in parts:
                for number, x in part.items():
                    others[number] = others.get(number, 0.0) + x
            others = less(others, parts[chosen])
            if len(parts[chosen]) > 1 and len(others) > 1:
                anchors.append(parts[chosen])
                rest.append(others)
        losses.append(encoder.learn(matrix(anchors, encoder.rarity), matrix(rest, encoder.rarity)))
    return float(np.mean(losses))


def _batches(whole: list[list[list[Bag]]], rng: np.random.Generator) -> Iterator[list[list[Bag]]]:
    groups = []
    for paragraphs in whole:
        order = rng.permutation(len(paragraphs))
        groups += [
            [paragraphs[i] for i in order[at : at + TOGETHER]] for at in range(0, len(order), TOGETHER)
        ]
    order = rng.permutation(len(groups))
    step = BATCH // TOGETHER
    for at in range(0, len(order), step):
        yield [one for g in order[at : at + step] for one in groups[g]]


def _unit(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    length = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
    return rows / length, length


def _contrast(
    anchors: np.ndarray, others: np.ndarray, vectors: np.ndarray, same: np.ndarray | None
) -> tuple[float, np.ndarray]:
    (a, a_length), (b, b_length) = _unit(anchors @ vectors), _unit(others @ vectors)
    likeness = a @ b.T / TEMPERATURE
    if same is not None:
        likeness[same] = -1e9
    likeness -= likeness.max(axis=1, keepdims=True)
    odds = np.exp(likeness)
    odds /= odds.sum(axis=1, keepdims=True)
    own = np.arange(len(a))
    loss = float(-np.log(odds[own, own] + 1e-12).mean())
    odds[own, own] -= 1
    odds /= len(a) * TEMPERATURE
    change = anchors.T @ _back(odds @ b, a, a_length) + others.T @ _back(odds.T @ a, b, b_length)
    return loss, change


def _back(change: np.ndarray, unit: np.ndarray, length: np.ndarray) -> np.ndarray:
    """Through the division by a vector's length."""
    return (change - unit * (change * unit).sum(axis=1, keepdims=True)) / length
