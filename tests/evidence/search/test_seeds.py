"""Three words typed land on the paragraph, in real papers with real OCR damage."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from paths import ROOT

from evidence.search import Query
from evidence.search.results import search
from evidence.services import Services, open_services
from evidence.settings import load
from ingest.run.pipeline import ingest


@pytest.fixture(scope="module")
def read(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Services on a home that has read the seeds."""
    home = tmp_path_factory.mktemp("seeds") / "home"
    with open_services(replace(load(home=home, config=ROOT / "config.toml"))) as services:
        ingest(services, [seeds], origin="a test")
        yield services


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("police discussion", ("police", "discuss")),
        ("initial assessments timescale", ("initial assess", "timescale")),
        ("ESCR replacement", ("ESCR", "replace")),
        ('"core assessments"', ("core assessments",)),
        ("red amber green", ("red", "amber", "green")),
        ("NI 59", ("NI 59",)),
    ],
)
def test_three_words_land_on_the_paragraph(read: Services, typed: str, words: tuple[str, ...]) -> None:
    best = search(read, Query(text=typed))["hits"][0]
    text = read.record.db.execute("SELECT text FROM passages WHERE id = ?", [best["passage"]]).fetchone()[0]
    assert all(re.search(rf"(?i)\b{word}", text) for word in words)
    assert "<mark>" in best["snippet"]
    assert best["citation"].startswith(best["title"])


def test_every_passage_is_in_the_index_once(read: Services) -> None:
    count = read.record.db.execute("SELECT count(*) FROM passages").fetchone()[0]
    assert search(read, Query())["total"] == count


def test_every_facet_of_the_seeds_counts_what_its_filter_leaves(read: Services) -> None:
    filters = {"kind": "kinds", "block": "blocks", "measure": "measures", "source": "sources"}
    facets = search(read, Query(text="children"))["facets"]
    for name, filter_name in filters.items():
        for facet in facets[name]:
            query = Query(text="children", **{filter_name: (facet["value"],)})
            assert search(read, query)["total"] == facet["count"]
