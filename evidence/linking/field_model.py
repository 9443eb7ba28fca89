"""The field's model of words: what inspection reports taught of which words go together. Pure.

``field_model.npz`` is made by scripts/field_model/train.py; field_model.LICENCE.txt says from what. It holds,
for each stem, a vector of whole numbers (-127 to 127; the stem's rarity is part of its length), the rarity
itself, the mean and the spread that texts of the field have in that space, and phrases that tell good news
from bad.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from evidence.errors import ModelProblem
from evidence.language.terms import stem_of

VERSION = 3
SHIPPED = Path(__file__).with_name("field_model.npz")
ADVICE = "Links are suggested from words alone, and fewer of them are right; install Muster again."
RAREST = 7.0  # rarity of a word that the field's reports do not have


@dataclass(frozen=True)
class FieldModel:
    """``vectors`` is stems × dimensions; ``rarity`` is 1 + ln(paragraphs / paragraphs with the stem);
    ``mean`` and ``spread`` (dimensions × dimensions) are of the field's paragraphs at unit length;
    ``repeated`` are marks of sentences that many councils' reports have (evidence.linking.boilerplate)."""

    stems: tuple[str, ...]
    vectors: NDArray[np.float64]
    rarity: NDArray[np.float64]
    mean: NDArray[np.float64]
    spread: NDArray[np.float64]
    phrases: dict[str, float]
    repeated: frozenset[int]

    @property
    def dimensions(self) -> int:
        return int(self.vectors.shape[1])


def read(path: Path = SHIPPED) -> FieldModel:
    """The model in a file. Raises ModelProblem if there is none, if it is damaged, or if it was made for
    another version of Muster or by another stemmer."""
    if not path.is_file():
        raise ModelProblem(f"The field's model of words ({path.name}) is missing.", ADVICE)
    try:
        with np.load(BytesIO(path.read_bytes()), allow_pickle=False) as data:
            if int(data["version"]) != VERSION:
                raise ModelProblem(
                    f"The field's model of words ({path.name}) is of another version of Muster.", ADVICE
                )
            stems = tuple(bytes(data["stems"]).decode("utf-8").split("\n"))
            samples = bytes(data["samples"]).decode("utf-8").split("\n")
            phrases = bytes(data["phrases"]).decode("utf-8").split("\n") if len(data["weights"]) else []
            model = FieldModel(
                stems,
                data["vectors"].astype(np.float64),
                data["rarity"].astype(np.float64) / 32,
                data["mean"].astype(np.float64),
                data["spread"].astype(np.float64),
                dict(zip(phrases, (data["weights"].astype(np.float64) / 32).tolist(), strict=True)),
                frozenset(data["repeated"].tolist()),
            )
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as problem:
        raise ModelProblem(
            f"The field's model of words ({path.name}) is damaged: {problem}", ADVICE
        ) from problem
    _check(model, samples, path.name)
    return model


def _check(model: FieldModel, samples: list[str], name: str) -> None:
    """``samples`` are words as written, one for each stem from the first on, or nothing."""
    if len(model.stems) != len(model.vectors) or len(model.stems) != len(model.rarity):
        raise ModelProblem(
            f"The field's model of words ({name}) is damaged: its parts differ in length.", ADVICE
        )
    if any(word and stem_of(word) != root for word, root in zip(samples, model.stems, strict=False)):
        raise ModelProblem(f"The field's model of words ({name}) was made with another stemmer.", ADVICE)


@lru_cache
def label() -> str:
    """The version of the shipped model and the beginning of its SHA-256, for the log; "none" without it."""
    if not SHIPPED.is_file():
        return "none"
    return f"{VERSION}, {hashlib.sha256(SHIPPED.read_bytes()).hexdigest()[:12]}"


@lru_cache
def shipped() -> tuple[FieldModel | None, str]:
    """The model that comes with Muster, or None and what is wrong with it."""
    try:
        return read(SHIPPED), ""
    except ModelProblem as problem:
        return None, str(problem)
