"""Make evidence/linking/field_model.npz from inspection reports as plain text.

.venv/bin/python -m scripts.field_model.train FOLDER [--leave-out kent --leave-out leeds] [--to FILE]

FOLDER holds one .txt a report, named council-YYYY-MM-DD.txt. --leave-out leaves a council's reports out, for
measuring on them. Needs numpy alone, which works in one thread here: sums in several threads come in another
order. The same folder, numpy and kind of processor give the same file, byte for byte; the numbers in it are
rounded, so that another machine's differ, if at all, in the last digit of a few, and every site uses the one
that is shipped.
"""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

os.environ |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")

import numpy as np

from evidence.linking.field_model import SHIPPED, VERSION
from scripts.field_model import repeated
from scripts.field_model.bags import Stems, matrix
from scripts.field_model.demands import from_demands
from scripts.field_model.encoder import Encoder, from_sentences, latent
from scripts.field_model.phrases import learn
from scripts.field_model.texts import Report, reports

DIMENSIONS = 128
SEED = 2010
SENTENCES_RATE = 0.001
DEMANDS_RATE = 0.0005
CHECKED = 300  # stems whose words are kept, so that the model's reader notices another stemmer
TYPICAL = 6000  # paragraphs, from all reports, that the mean and the spread are of


def train(read: Sequence[Report]) -> dict[str, np.ndarray]:
    """The arrays of the file."""
    rng = np.random.default_rng(SEED)
    stems = Stems(read)
    print(f"{len(read)} reports, {stems.total} paragraphs, {len(stems.stems)} stems")
    encoder = Encoder(latent(stems, read, DIMENSIONS), stems.rarity, SENTENCES_RATE)
    print(f"sentences: loss {from_sentences(encoder, stems, read, rng):.3f}")
    encoder = Encoder(encoder.vectors, stems.rarity, DEMANDS_RATE)
    print("demands: loss", [round(x, 3) for x in from_demands(encoder, stems, read, rng)])
    vectors = _whole_numbers(encoder.vectors * stems.rarity[:, None])
    mean, spread = _typical(vectors, stems, read, rng)
    return {
        "version": np.array(VERSION),
        "stems": _bytes(stems.stems),
        "samples": _bytes(stems.written(stems.stems[:CHECKED])),
        "vectors": vectors,
        "rarity": np.round(stems.rarity * 32).astype(np.uint16),
        "mean": mean.astype(np.float32),
        "spread": spread.astype(np.float32),
        **_phrases(read),
        "repeated": repeated.learn(read),
    }


def _phrases(read: Sequence[Report]) -> dict[str, np.ndarray]:
    weights = learn(read)
    rounded = np.clip(np.round(np.array(list(weights.values())) * 32), -127, 127).astype(np.int8)
    return {"phrases": _bytes(list(weights)), "weights": rounded}


def _whole_numbers(vectors: np.ndarray) -> np.ndarray:
    """Scaled so that few are cut off at 127."""
    scale = 127 / np.quantile(np.abs(vectors), 0.9995)
    return np.clip(np.round(vectors * scale), -127, 127).astype(np.int8)


def _typical(
    vectors: np.ndarray, stems: Stems, read: Sequence[Report], rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    texts = [text for report in read for text in report.paragraphs]
    some = sorted(rng.choice(len(texts), min(TYPICAL, len(texts)), replace=False).tolist())
    ones = np.ones(len(stems.stems))
    rows = matrix([stems.bag(texts[i]) for i in some], ones) @ vectors.astype(np.float32)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
    return rows.mean(axis=0), np.cov(rows.T)


def _bytes(words: Sequence[str]) -> np.ndarray:
    return np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--leave-out", action="append", default=[], metavar="COUNCIL")
    parser.add_argument("--to", type=Path, default=SHIPPED)
    given = parser.parse_args()
    arrays = train(reports(given.folder, tuple(given.leave_out)))
    np.savez_compressed(given.to, **arrays)
    print(f"{given.to}: {given.to.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
