"""An original's pages are looked at once, and again where that cannot be relied on."""

from pathlib import Path

import pytest
from packing import A4, draw_pdf, make_pack

from evidence.packs.originals.survey import survey_pdf
from evidence.packs.planning import surveys
from evidence.packs.planning.plan import plan
from evidence.packs.planning.surveys import surveyed
from evidence.services import Services

DATA = draw_pdf([A4, A4[::-1]], words="of a report")
SHA256 = "a" * 64


def _kept(home: Path) -> list[Path]:
    return sorted((home / "cache" / "surveys").glob("*.json"))


def test_pages_are_looked_at_once_and_seen_alike_from_then_on(tmp_path: Path) -> None:
    first = surveyed(tmp_path, SHA256, DATA, "pdf", [1, 2], {})
    assert first == survey_pdf(DATA, [1, 2])
    assert surveyed(tmp_path, SHA256, b"not looked at", "pdf", [1, 2], {}) == first
    assert len(_kept(tmp_path)) == 1


def test_other_pages_other_turns_and_other_originals_are_looked_at_by_themselves(tmp_path: Path) -> None:
    surveyed(tmp_path, SHA256, DATA, "pdf", [1, 2], {})
    assert [p.number for p in surveyed(tmp_path, SHA256, DATA, "pdf", [2], {})] == [2]
    assert surveyed(tmp_path, SHA256, DATA, "pdf", [1, 2], {1: 90})[0].turn == 90
    assert surveyed(tmp_path, "b" * 64, draw_pdf([(300.0, 300.0)] * 2), "pdf", [1, 2], {})[0].width == 300
    assert len(_kept(tmp_path)) == 4


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'[{"number": 1}]', b'[{"no": 1}, 2]', b"\xff"])
def test_a_survey_that_is_damaged_where_it_is_kept_is_made_again(tmp_path: Path, damage: bytes) -> None:
    first = surveyed(tmp_path, SHA256, DATA, "pdf", [1, 2], {})
    _kept(tmp_path)[0].write_bytes(damage)
    assert surveyed(tmp_path, SHA256, DATA, "pdf", [1, 2], {}) == first


def test_pages_that_could_not_be_shown_are_looked_at_again(tmp_path: Path) -> None:
    assert surveyed(tmp_path, SHA256, b"%PDF-1.7 damaged", "pdf", [1], {})[0].problem
    assert not surveyed(tmp_path, SHA256, DATA, "pdf", [1], {})[0].problem


def test_another_version_of_the_survey_looks_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    surveyed(tmp_path, SHA256, DATA, "pdf", [1], {})
    monkeypatch.setattr(surveys, "SURVEY", surveys.SURVEY + 1)  # a later release of Muster
    surveyed(tmp_path, SHA256, DATA, "pdf", [1], {})
    assert len(_kept(tmp_path)) == 2


def test_a_home_whose_cache_cannot_be_written_plans_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way", encoding="utf-8")
    assert surveyed(tmp_path, SHA256, DATA, "pdf", [1, 2], {}) == survey_pdf(DATA, [1, 2])


def test_a_pack_planned_from_what_was_seen_before_is_the_same_pack(services: Services) -> None:
    name = make_pack(services)
    first = plan(services, name, frozen=True)
    assert _kept(services.settings.home)
    again = plan(services, name, frozen=True)
    assert again.last.documents == first.last.documents
    assert again.last.sections == first.last.sections
