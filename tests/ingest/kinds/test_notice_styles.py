"""Notices and directions of any year and style are read."""

import pytest
from kinds_read import read_text
from notice_styles import STYLES, Style

from evidence.settings import Settings


@pytest.mark.parametrize("style", STYLES, ids=lambda s: f"{s.kind} of {s.date}")
def test_a_notice_of_any_year_gives_who_when_and_what(style: Style, settings: Settings) -> None:
    paper = read_text(style.text, settings)
    assert (paper.kind, paper.field("date"), paper.field("recipient")) == (
        style.kind,
        style.date,
        style.recipient,
    )
    assert paper.register is not None
    measures = paper.register.measures
    assert tuple(m.label for m in measures) == style.labels
    found = [(t.comparator.value, t.value, t.period, t.baseline) for m in measures for t in m.targets]
    assert tuple(found) == style.targets
    assert tuple(f.date for f in paper.register.facts if f.name == "review_date") == style.reviews
    assert all(m.passage is not None for m in measures)
