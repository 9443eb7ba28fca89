"""Ranking keeps the quality that was measured, on real collections with judged queries."""

import importlib.util
import math
import sys
from pathlib import Path
from types import ModuleType

import pytest
from paths import ROOT


@pytest.fixture(scope="module")
def compare() -> ModuleType:
    """benchmarks/relevance/compare.py."""
    spec = importlib.util.spec_from_file_location("compare", ROOT / "benchmarks" / "relevance" / "compare.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["compare"] = module  # its dataclasses look themselves up
    spec.loader.exec_module(module)
    return module


def test_ndcg_is_one_for_the_best_order_and_less_for_another(compare: ModuleType) -> None:
    grades = {"a": 3.0, "b": 1.0}
    assert compare.ndcg(["a", "b", "x"], grades, float) == pytest.approx(1)
    worse = (1 + 3 / math.log2(3)) / (3 + 1 / math.log2(3))
    assert compare.ndcg(["b", "a"], grades, float) == pytest.approx(worse)
    assert compare.ndcg([], grades, float) == compare.ndcg(["x"], {}, float) == 0


@pytest.mark.parametrize(("name", "least"), [("cranfield", 0.567), ("cisi", 0.4)])
def test_the_default_engine_ranks_as_well_as_was_measured(
    compare: ModuleType, corpus: Path, tmp_path: Path, name: str, least: float
) -> None:
    collection = compare.load(corpus / "relevance" / name)
    ranking = compare.muster("whoosh")(collection, tmp_path)
    figures = [
        compare.ndcg(ranking[query], grades, lambda grade: 2**grade - 1)
        for query, grades in collection.grades.items()
        if any(grades.values())
    ]
    assert sum(figures) / len(figures) >= least
