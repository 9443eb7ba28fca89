"""How well passages are tied to measures: the new ranker and the one before it, in one run.

.venv/bin/python -m benchmarks.linking.measure [FOLDER] [--model FILE]

FOLDER holds judged pairs; without it, ../shared/corpus/links. Train a model without their councils for FILE
(see README.md): the shipped one has read their reports.
"""

import argparse
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded, as in a site

import numpy as np

from benchmarks.linking import before, before_stance
from benchmarks.linking.judged import ROOT, Judged, Pair, pairs, samples
from evidence.frameworks.framework import load as load_framework
from evidence.linking import field_model
from evidence.linking.candidates import asked
from evidence.linking.overlap import Background
from evidence.linking.scoring import Scorer
from evidence.linking.stance import stance_of
from evidence.linking.suggesting import Linker
from evidence.model import Stance

MEASURES = 50
MOST = 3  # measures suggested for a passage
FIRST = 5
RECALLS = (0.5, 0.55, 0.7)
DRAWS = 1000
SEED = 11

_T = TypeVar("_T")

Scores = np.ndarray
"""Passages × measures."""


@dataclass(frozen=True)
class Told:
    """A suggestion, best first over all pairs: its score, and whether it is right (None: arguable)."""

    score: float
    right: bool | None


def new(model: field_model.FieldModel | None) -> Callable[[Pair, list[str]], Scores]:
    def scores(pair: Pair, home: list[str]) -> Scores:
        known = asked(pair.measures)
        scorer = Scorer(known, Background(home), model)
        scored = scorer.score([p.candidate for p in pair.passages])
        found = scored.scores + 1e-6 * scored.total  # scores near 1 are rounded to the same
        place = {code: column for column, m in enumerate(known) for code in m.codes}
        return found[:, [place[m.code] for m in pair.measures]]

    return scores


def old(pair: Pair, home: list[str]) -> Scores:
    linker = before.Linker(pair.measures, load_framework("ofsted-2011"), before.Background(home))
    place = {m.code: column for column, m in enumerate(pair.measures)}
    out = np.zeros((len(pair.passages), len(pair.measures)))
    for row, passage in enumerate(pair.passages):
        c = passage.candidate
        for s in linker.suggest(before.Candidate(c.text, c.kind, c.context)):
            if s.measure:
                out[row, place[s.measure]] = s.score
    return out


def first(judged: Sequence[tuple[Judged, Scores]]) -> float:
    """Of the passages with a right measure, the share that has one among its first five; arguable ones are
    passed over."""
    hits = []
    for passage, scores in judged:
        if passage.right:
            order = [m for m in np.argsort(-scores, kind="stable").tolist() if m not in passage.arguable]
            hits.append(any(m in passage.right for m in order[:FIRST]))
    return float(np.mean(hits)) if hits else 0.0


def told(judged: Sequence[tuple[Judged, Scores]]) -> list[Told]:
    """At most three measures a passage, one threshold for all."""
    found = []
    for passage, scores in judged:
        for m in np.argsort(-scores, kind="stable")[:MOST].tolist():
            if scores[m] > 0:
                found.append(Told(float(scores[m]), None if m in passage.arguable else m in passage.right))
    return sorted(found, key=lambda t: -t.score)


def precision(judged: Sequence[tuple[Judged, Scores]], recall: float) -> float:
    """Of what is suggested until this share of the right links is found; 0 if it never is."""
    links = sum(len(p.right) for p, _ in judged)
    right = wrong = 0
    for one in told(judged):
        if one.right is None:
            continue
        right, wrong = right + one.right, wrong + (not one.right)
        if right >= recall * links:
            return right / (right + wrong)
    return 0.0


def at(judged: Sequence[tuple[Judged, Scores]], threshold: float) -> tuple[float, float]:
    """Precision and recall of what a site suggests with this threshold."""
    kept = [t for t in told(judged) if t.score >= threshold and t.right is not None]
    right = sum(bool(t.right) for t in kept)
    return right / max(len(kept), 1), right / max(sum(len(p.right) for p, _ in judged), 1)


def interval(judged: Sequence[_T], figure: Callable[[list[_T]], float]) -> str:
    """The figure, and between what it lies in 19 of 20 draws of as many passages with replacement."""
    rng = np.random.default_rng(SEED)
    draws = [figure([judged[i] for i in rng.integers(len(judged), size=len(judged))]) for _ in range(DRAWS)]
    low, high = np.quantile(draws, (0.025, 0.975))
    return f"{figure(list(judged)):.2f} ({low:.2f}–{high:.2f})"


def report(name: str, judged: list[tuple[Judged, Scores]], complete: bool, threshold: float) -> None:
    print(f"{name:22} first five {interval(judged, first)}", end="")
    if complete:
        for recall in RECALLS:
            print(f" | P at R {recall} {interval(judged, lambda j, r=recall: precision(j, r))}", end="")
        p, r = at(judged, threshold)
        print(f" | at {threshold}: P {p:.2f} R {r:.2f}", end="")
    print(flush=True)


def sides(judged: Sequence[tuple[str, str]]) -> float:
    """Of the passages that speak for or against, the share whose stance was guessed."""
    hits = [guess == truth for truth, guess in judged if truth != Stance.CONTEXT]
    return float(np.mean(hits)) if hits else 0.0


def stances(judged: list[Pair], model: field_model.FieldModel | None) -> None:
    """How many stances are guessed right: of the pairs, and of the samples' papers."""

    def now(pair: Pair, passage: Judged, learnt: Mapping[str, float]) -> str:
        targets = [t for m in sorted(passage.right) for t in pair.measures[m].targets]
        return stance_of(passage.candidate, learnt, targets)[0]

    print("stance")
    for name, guess in (
        ("now", lambda pair, p: now(pair, p, model.phrases if model else {})),
        ("now, words alone", lambda pair, p: now(pair, p, {})),
        ("before", lambda pair, p: before_stance.stance_of(p.candidate.text)[0]),
    ):
        for which, some in (("pairs", [p for p in judged if p.complete]), ("samples", judged[-1:])):
            told = [(p.stance, guess(pair, p)) for pair in some for p in pair.passages if p.stance]
            neither = [g for truth, g in told if truth == Stance.CONTEXT]
            print(
                f"  {name + ', ' + which:26} sides {interval(told, sides)} of {len(told) - len(neither)}"
                f" | context {sum(g == Stance.CONTEXT for g in neither)} of {len(neither)}"
            )


def speed(judged: list[Pair], model: field_model.FieldModel | None) -> None:
    """Milliseconds of processor time a passage, for fifty measures; with reasons, and scores alone."""
    every = [m for pair in judged for m in pair.measures][:MEASURES]
    fifty = [replace(m, code=f"M-{number}") for number, m in enumerate(every)]
    framework = load_framework("ofsted-2011")
    candidates = [p.candidate for pair in judged for p in pair.passages]
    linker, peer = Linker(fifty, framework, None, model), before.Linker(fifty, framework)
    scorer = Scorer(asked(fifty), Background(()), model)

    def the_peer() -> None:
        for c in candidates:
            peer.worth_storing(before.Candidate(c.text, c.kind, c.context), 0.45, MOST)

    print(f"a passage × {len(fifty)} measures:", end="")
    for name, run in (
        ("all", lambda: list(linker.worth_storing(candidates, 0.5, MOST))),
        ("scores alone", lambda: scorer.score(candidates)),
        ("the ranker before", the_peer),
    ):
        run()
        start = time.process_time()
        run()
        print(f" {name} {(time.process_time() - start) / len(candidates) * 1000:.2f} ms;", end="")
    print()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "corpus" / "links")
    parser.add_argument("--model", type=Path, default=field_model.SHIPPED)
    given = parser.parse_args()
    model = field_model.read(given.model)
    judged = [*pairs(given.folder), samples()]
    for name, scores, threshold in (
        ("now", new(model), 0.5),
        ("now, words alone", new(None), 0.5),
        ("before", old, 0.45),
    ):
        print(name)
        every: list[tuple[Judged, Scores]] = []
        for pair in judged:
            home = [p.candidate.text for q in judged if q.complete == pair.complete for p in q.passages]
            rows = list(zip(pair.passages, scores(pair, home), strict=True))
            report(f"  {pair.name} ({len(pair.measures)})", rows, pair.complete, threshold)
            every += rows if pair.complete else []
        report("  all pairs", every, True, threshold)
    stances(judged, model)
    speed(judged, model)


if __name__ == "__main__":
    main()
