"""What nobody would write on purpose: each has one outcome."""

import time

import numpy as np

from evidence.frameworks.framework import load
from evidence.linking import field_model
from evidence.linking.candidates import Candidate
from evidence.linking.suggesting import Linker
from evidence.model import Measure

FRAMEWORK = load("ofsted-2011")


def _stored(measures: list[Measure], *texts: str) -> list[tuple[int, str, str]]:
    linker = Linker(measures, FRAMEWORK, model=field_model.read())
    found = linker.worth_storing([Candidate(text) for text in texts], 0.5, 3)
    return [(place, s.measure, s.reason) for place, s in found if s.measure]


def test_a_measure_of_three_words_is_found_by_them() -> None:
    found = _stored(
        [Measure("Reduce staff turnover.", code="M1")],
        "Turnover of staff fell from 21% to 14% over the year, and agency use with it.",
        "The town hall was repainted over the summer and is open to visitors again.",
    )
    assert [(place, code) for place, code, _ in found] == [(0, "M1")]


def test_a_measure_without_telling_words_finds_nothing() -> None:
    text = "Services for children improved in the year, and the council is pleased with them."
    for words in ("Improve the service", "Do more", "", "…"):
        with np.errstate(all="raise"):
            assert not _stored([Measure(words, code="M1")], text), words


def test_a_passage_of_three_thousand_words_is_compared_sentence_by_sentence() -> None:
    key = "The electronic record system now holds an up-to-date chronology for every child."
    filler = "The cabinet heard about roads, bins, planning appeals, libraries and the new car park. "
    long = filler * 110 + key + " " + filler * 110
    measure = Measure(
        "Keep an up-to-date chronology for every child in an electronic record system.", code="M1"
    )
    assert len(long.split()) > 3000
    linker = Linker([measure], FRAMEWORK, model=field_model.read())
    start = time.process_time()
    (found,) = [s for s in linker.suggest(Candidate(long)) if s.measure]
    assert time.process_time() - start < 2
    assert f"nearest: “{key}”" in found.reason and len(found.reason) < 600
