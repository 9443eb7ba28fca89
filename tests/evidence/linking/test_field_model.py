"""The field's model of words: what is shipped is whole, and what is not is said and done without."""

from pathlib import Path

import numpy as np
import pytest

from evidence.errors import ModelProblem
from evidence.frameworks.framework import load
from evidence.language.terms import stem_of
from evidence.linking import field_model
from evidence.linking.candidates import Candidate
from evidence.linking.suggesting import Linker
from evidence.model import Measure


def _changed(tmp_path: Path, **arrays: np.ndarray) -> Path:
    with np.load(field_model.SHIPPED) as data:
        whole = dict(data) | arrays
    path = tmp_path / "changed.npz"
    np.savez_compressed(path, **whole)
    return path


def test_the_shipped_model_is_whole_and_small() -> None:
    model = field_model.read()
    assert field_model.shipped()[1] == ""
    assert len(model.stems) == len(model.vectors) == len(model.rarity) == len(set(model.stems))
    assert field_model.SHIPPED.stat().st_size < 600_000
    assert "Open Government Licence" in field_model.SHIPPED.with_suffix(".LICENCE.txt").read_text()


def test_the_models_stems_are_those_of_todays_stemmer() -> None:
    """Where this fails, the language's rules changed: train the model again."""
    stems = {stem_of(word) for word in ("children’s", "assessments", "placements", "recording", "caseloads")}
    assert stems - {None} <= set(field_model.read().stems)


def test_a_missing_model_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelProblem, match=r"missing.*words alone"):
        field_model.read(tmp_path / "none.npz")


def test_a_model_of_another_version_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelProblem, match="another version"):
        field_model.read(_changed(tmp_path, version=np.array(0)))


def test_a_model_of_another_stemmer_is_said(tmp_path: Path) -> None:
    with np.load(field_model.SHIPPED) as data:
        stems = bytes(data["stems"]).decode().split("\n")
    reversed_ = np.frombuffer("\n".join(reversed(stems)).encode(), dtype=np.uint8)
    with pytest.raises(ModelProblem, match="another stemmer"):
        field_model.read(_changed(tmp_path, stems=reversed_))


def test_a_damaged_model_is_said(tmp_path: Path) -> None:
    (tmp_path / "broken.npz").write_bytes(field_model.SHIPPED.read_bytes()[:5000])
    with pytest.raises(ModelProblem, match="damaged"):
        field_model.read(tmp_path / "broken.npz")


def test_without_the_model_words_alone_are_compared() -> None:
    linker = Linker([Measure("Reduce the caseloads of social workers.", code="N1")], load("ofsted-2011"))
    (found,) = linker.suggest(Candidate("The caseloads of social workers have fallen."))
    assert found.measure == "N1" and found.score > 0.5
    assert "caseloads" in found.reason and "inspection reports" not in found.reason
