"""`muster terms`: the words by which passages are found for a measure."""

from pathlib import Path

import pytest
from cli_runner import Muster

from evidence.linking import field_model


def _suggested(muster: Muster, code: str) -> set[int]:
    return {x["passage"] for x in muster("links", "--measure", code, "--status", "suggested", "--json").data}


def test_a_preview_says_what_keeping_the_terms_then_does(own_sample_base: Muster) -> None:
    muster, code = own_sample_base, "N2025-26"
    before = _suggested(muster, code)
    tried = muster("terms", code, "--add", "team managers", "--preview", "--json").data
    assert not tried["kept"] and tried["gains"] >= 1 and _suggested(muster, code) == before
    assert muster("terms", code, "--json").data["added"] == []
    kept = muster("terms", code, "--add", "team managers", "--json").data
    assert kept["kept"] and kept["added"] == ["team managers"]
    assert {p["id"] for p in tried["gained"]} <= _suggested(muster, code) - before
    line = next(x for x in muster("log", "--json").data if x["what"] == "measure terms changed")
    assert line["after"]["added"] == "team managers"
    assert muster("check", "--json").data["ok"]
    assert muster("terms", code, "--restore", "team manager", "--json").data["added"] == []
    assert _suggested(muster, code) == before


def test_terms_that_were_not_seen_are_not_replaced(own_sample_base: Muster) -> None:
    muster, code = own_sample_base, "N2025-26"
    seen = muster("terms", code, "--json").data["version"]
    assert muster("terms", code, "--add", "team managers").code == 0
    ran = muster("terms", code, "--add", "caseloads", "--version", seen)
    assert ran.code == 1 and "Nothing was changed." in ran.err
    assert muster("terms", code, "--json").data["added"] == ["team managers"]


def test_bad_terms_are_refused_with_advice(own_sample_base: Muster) -> None:
    refused = own_sample_base("terms", "N2025-26", "--add", "!!")
    assert refused.code == 2 and "has no word in it" in refused.err
    assert "There is no measure" in own_sample_base("terms", "N1999-01").err


def test_a_lost_model_is_a_problem_that_check_names(
    sample_base: Muster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(field_model, "SHIPPED", tmp_path / "field_model.npz")
    field_model.shipped.cache_clear()
    try:
        checked = sample_base("check", "--json")
        (problem,) = checked.data["problems"]
        assert checked.code == 1 and problem["what"] == "model"
        assert "Links are suggested from words alone" in problem["says"]
    finally:
        field_model.shipped.cache_clear()
