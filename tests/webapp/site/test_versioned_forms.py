"""Every form that decides says which version it saw."""

import re

import pytest
from paths import ROOT

TEMPLATES = ROOT / "webapp" / "templates"
DECIDES = (
    "links.decide",
    "lost.settle",
    "duplicates.decide",
    "crosswalk.decide",
    "corrections.correct",
    "match_terms.change",
)
FORMS = [
    (path.relative_to(TEMPLATES).as_posix(), form)
    for path in sorted(TEMPLATES.rglob("*.html"))
    for form in re.findall(r"<form.*?</form>", path.read_text(encoding="utf-8"), re.DOTALL)
    if any(f"url_for('{name}'" in form.split(">")[0] + form.split("\n")[0] for name in DECIDES)
]


@pytest.mark.parametrize(("template", "form"), FORMS, ids=[name for name, _ in FORMS])
def test_a_form_that_decides_one_thing_carries_its_version(template: str, form: str) -> None:
    assert 'name="seen"' in form


def test_every_place_that_decides_was_looked_at() -> None:
    assert len(FORMS) >= len(DECIDES)


def test_links_ticked_for_a_bulk_decision_carry_their_versions() -> None:
    for path in TEMPLATES.rglob("*.html"):
        for tag in re.findall(r"<input[^>]*type=.checkbox[^>]*>", path.read_text(encoding="utf-8")):
            assert 'name="link"' not in tag or "@{{" in tag, path.name
