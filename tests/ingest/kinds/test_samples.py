"""The shipped sample: every document read as samples/truth.json says."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from kinds_read import read_path
from paths import ROOT

from evidence.model import Reading
from evidence.settings import Settings

TRUTH = ROOT / "samples" / "truth.json"
EXACT = ("title", "date", "reference")


def files() -> list[dict[str, Any]]:
    return [f for f in json.loads(TRUTH.read_text(encoding="utf-8"))["files"] if f["status"] == "added"]


def read(samples: Path, settings: Settings, name: str) -> list[Reading]:
    return read_path(samples / name, replace(settings, council="Aldermarsh Borough Council"))


@pytest.mark.parametrize("file", files(), ids=lambda f: f["file"])
def test_each_document_is_read_as_it_was_written(
    samples: Path, settings: Settings, file: dict[str, Any]
) -> None:
    documents = read(samples, settings, file["file"])
    assert [d.kind for d in documents] == [d["kind"] for d in file["documents"]]
    for document, wanted in zip(documents, file["documents"], strict=True):
        assert {n: document.field(n) for n in EXACT} == {n: wanted[n] or "" for n in EXACT}
        # The truth names people without "Dr" or "MP"; the paper, and so Muster, prints them.
        for name in ("author", "recipient"):
            assert (wanted[name] or "") in document.field(name) and bool(wanted[name]) == bool(
                document.field(name)
            )
        if document.source:
            assert document.source.source_class.value == wanted["source_class"]


def test_the_notices_measures_and_targets_are_all_there_in_order(samples: Path, settings: Settings) -> None:
    file = next(f for f in files() if "register" in f)
    register = read(samples, settings, file["file"])[0].register
    assert register is not None
    wanted = file["register"]["measures"]
    assert [(m.theme, m.overarching) for m in register.measures] == [
        (w["theme"], w["overarching"]) for w in wanted
    ]
    for measure, want in zip(register.measures, wanted, strict=True):
        assert measure.text.startswith(want["starts"].rstrip(";"))
        found = [(t.indicator, t.comparator.value, t.value, t.unit) for t in measure.targets]
        assert found == [
            (t["indicator"], t["comparator"], t["value"], t["unit"] or "") for t in want["targets"]
        ]
        assert all(w["period"] in t.period for t, w in zip(measure.targets, want["targets"], strict=True))


def test_the_notices_facts_are_all_there(samples: Path, settings: Settings) -> None:
    file = next(f for f in files() if "register" in f)
    register = read(samples, settings, file["file"])[0].register
    assert register is not None
    values: dict[str, list[str]] = {}
    for fact in register.facts:
        values.setdefault(fact.name, []).append(fact.value)
    wanted = file["register"]
    for name in ("issuer", "addressee", "issued", "term"):
        assert values[name] == [wanted[name]]
    assert values["rests_on"] == wanted["rests_on"]
    assert [v.startswith(w) for v, w in zip(values["review_date"], wanted["review_dates"], strict=True)] == [
        True
    ] * 4


def test_every_figure_of_the_workbook_is_an_observation(samples: Path, settings: Settings) -> None:
    (workbook,) = read(samples, settings, "indicators-2026-09.xlsx")
    assert len({o.cell for o in workbook.observations}) == len(workbook.observations) == 4 * 15 + 10 * 6
    last = {o.indicator: (o.value, o.unit, o.period, o.rag) for o in workbook.observations}
    assert last["NI 59"] == (81.0, "percent", "Sep 2026", "green")
    assert last["CS 10"] == (371.0, "rate_per_10000", "Q2 2026/27", "amber")
