"""What the best passages share, to rank by: relevance feedback without a person, and neighbours. Pure.

Feedback is RM3 as in Abdul-Jaleel et al., *UMass at TREC 2004*: the words of the best passages, each by its
share of the passage, its rarity and the passage's share of the scores, are mixed with those that were asked
for. Neighbours are Diaz's, *Regularizing ad hoc retrieval scores* (2005): passages that are alike should
have scores that are alike. Both change the order, never what is found.
"""

from functools import cache

import numpy as np

from evidence.language.stems import stem
from evidence.language.words import COMMON
from evidence.search.answering.bm25 import K1
from evidence.search.answering.vectors import Floats, Numbers, Vectors, numbers, summed

PASSAGES = 5
WORDS = 30
SHARE = 0.15
"""How much of the mixture is the passages'."""
OWN = 0.6
"""How much of its own score a passage keeps; the rest comes from its neighbours."""
NEIGHBOURS = 10
RARE = 16
"""Passages of the pool that have a stem which counts as rare among them."""


@cache
def _untelling() -> Numbers:
    """Common words and single letters and figures."""
    return numbers({stem(word) for word in COMMON} | set("abcdefghijklmnopqrstuvwxyz0123456789"))


def expanded(pool: Vectors, scores: Floats, rarities: Floats, lengths: Floats, asked: float) -> Floats:
    """What the best passages' words add to each passage's score. ``rarities`` are the pool's stems';
    ``asked`` is how much the words that were asked for weigh together."""
    best = np.argsort(-scores, kind="stable")[:PASSAGES]
    total = scores[best].sum()
    if total <= 0:
        return np.zeros(len(pool))
    shares = np.zeros(len(pool))
    shares[best] = scores[best] / total / np.maximum(pool.words[best], 1.0)
    weights = summed(pool.column, shares[pool.owner] * pool.own, len(pool.stems)) * rarities
    weights[np.isin(pool.stems, _untelling(), kind="sort")] = 0.0
    chosen = np.argsort(-np.round(weights, 9), kind="stable")[:WORDS]
    if (whole := weights[chosen].sum()) <= 0:
        return np.zeros(len(pool))
    gains = np.zeros(len(pool.stems))
    gains[chosen] = weights[chosen] * SHARE / (1 - SHARE) * max(asked, 1.0) / whole
    here = np.flatnonzero(gains[pool.column])
    own, owner, column = pool.own[here], pool.owner[here], pool.column[here]
    added = gains[column] * rarities[column] * (K1 + 1) * own / (own + lengths[owner])
    return summed(owner, added, len(pool))


def smoothed(pool: Vectors, scores: Floats, rarities: Floats) -> Floats:
    """Each passage's score, in part its nearest neighbours'."""
    like = _cosines(pool, rarities)
    np.fill_diagonal(like, 0.0)
    count = min(NEIGHBOURS, len(pool) - 1)
    # Of neighbours that are as near as the last one, those that come first: the same on every engine.
    order = np.argpartition(np.arange(len(pool)) * 1e-9 - like, count - 1, axis=1)[:, :count]
    near = np.take_along_axis(like, order, axis=1)
    total = near.sum(axis=1)
    theirs = (near * scores[order]).sum(axis=1) / np.where(total > 0, total, 1.0)
    return np.where(total > 0, OWN * scores + (1 - OWN) * theirs, scores)


def _cosines(pool: Vectors, rarities: Floats) -> Floats:
    """How alike any two passages are: the cosine of log tf × idf, rounded, so that ties are ties."""
    size = len(pool)
    weights = np.log1p(pool.own) * rarities[pool.column]
    norms = np.sqrt(summed(pool.owner, weights**2, size))
    weights = weights / np.maximum(norms[pool.owner], 1e-9)
    # Most stems stand in few of the passages: pair by pair they take less time than a column each.
    at = [_together(pool, count) for count in range(2, RARE + 1)]
    one, other = (np.concatenate(each) for each in zip(*at, strict=True))
    pairs = pool.owner[one] * size + pool.owner[other]
    like = np.bincount(pairs, weights[one] * weights[other], size * size).reshape(size, size)
    often = pool.counts > RARE
    here = often[pool.column]
    table = np.zeros((size, int(often.sum())), np.float32)
    table[pool.owner[here], (np.cumsum(often) - 1)[pool.column[here]]] = weights[here]
    return np.asarray(np.round(like + table @ table.T.copy(), 5), np.float64)


def _together(pool: Vectors, count: int) -> tuple[Numbers, Numbers]:
    """Any two entries of the same stem, of the stems that stand in so many passages."""
    at = pool.starts[pool.counts == count][:, None] + np.arange(count)
    return np.repeat(at, count, axis=1).ravel(), np.tile(at, count).ravel()
