"""The real papers beside the checkout: six documents, and the whole register of the notice."""

from pathlib import Path

import pytest
from kinds_read import fields_of, read_path

from evidence.model import Measure, Reading, Register, SourceClass
from evidence.settings import Settings

NAMED = ("title", "date", "author", "recipient", "reference")
EXPECTED = {
    "000": [
        ("letter", "", "2011-04-05", "Bill McCarthy", "Tim Loughton", "BMcC/SW", SourceClass.PARTNER),
        ("letter", "", "2011-05-12", "Tim Loughton MP", "Bill McCarthy", "", SourceClass.EXTERNAL),
    ],
    "001": [
        (
            "report",
            "Children's Services Improvement Update Report (June 2011)",
            "2011-06-22",
            "Director of Children's Services",
            "Executive Board",
            "",
            SourceClass.INTERNAL,
        )
    ],
    "002": [
        (
            "letter",
            "",
            "2009-12-07",
            "Rt Hon Dawn Primarolo MP",
            "Cllr Andrew Carter",
            "",
            SourceClass.EXTERNAL,
        )
    ],
    "003": [
        (
            "report",
            "Children's Services and children's trust arrangements update report",
            "2007-09-11",
            "Director of Children's Services",
            "Executive Board",
            "",
            SourceClass.INTERNAL,
        )
    ],
    "004": [
        (
            "notice",
            "Improvement Notice",
            "2010-03-02",
            "Secretary of State for Children, Schools and Families",
            "Leeds City Council",
            "",
            SourceClass.EXTERNAL,
        )
    ],
}
THEMES = [
    ("Safeguarding children", 9),
    ("Other areas of concern", 7),
    ("Building capacity and capability to deliver and sustain improvements", 6),
]
TARGETS = [
    ("NI 59", "at_least", 72.0, "percent", "June 2010"),
    ("NI 59", "at_least", 80.0, "percent", "October 2010"),
    ("NI 59", "at_least", 80.0, "percent", "cumulative October 2010 to March 2011"),
    ("NI 60", "at_least", 80.0, "percent", "June 2010"),
    ("NI 60", "at_least", 84.0, "percent", "October 2010"),
    ("NI 60", "at_least", 85.0, "percent", "cumulative October 2010 to March 2011"),
    ("NI 78", "at_most", 0.0, "count", "2011 examinations"),
    ("NI 79", "at_least", 75.2, "percent", "2009/10 academic year"),
    ("NI 102", "reduce_by", 5.0, "ppts", "2010 examinations"),
    ("NI 108", "trend_up", None, "", "end of the academic year 2010/11"),
    ("NI 117", "at_most", 6.8, "percent", "2010/11"),
]


def seed(seeds: Path, number: str, settings: Settings) -> list[Reading]:
    return read_path(next(seeds.glob(f"{number}_*")), settings)


@pytest.fixture
def register(seeds: Path, settings: Settings) -> Register:
    found = seed(seeds, "004", settings)[0].register
    assert found is not None
    return found


@pytest.mark.parametrize("number", EXPECTED)
def test_each_document_says_what_it_is(seeds: Path, settings: Settings, number: str) -> None:
    found = [
        (r.kind, *fields_of(r, *NAMED), r.source and r.source.source_class)
        for r in seed(seeds, number, settings)
    ]
    assert found == EXPECTED[number]


def test_the_notice_has_its_measures_in_order_under_their_themes(register: Register) -> None:
    measures = [m for m in register.measures if not m.overarching]
    assert [m.theme for m in measures] == [theme for theme, count in THEMES for _ in range(count)]
    assert [m.passage for m in measures] == sorted(m.passage or 0 for m in measures)
    assert not any(m.text.endswith(":") for m in measures)


def test_the_notice_has_three_overarching_requirements(register: Register) -> None:
    assert [m.label for m in register.measures if m.overarching] == ["a.", "b.", "c."]
    assert all(m.overarching for m in register.measures[:3])


def test_the_notice_has_every_target_and_no_other(register: Register) -> None:
    def of(measure: Measure) -> list[tuple[str, str, float | None, str, str]]:
        return [(t.indicator, t.comparator.value, t.value, t.unit, t.period) for t in measure.targets]

    assert [target for measure in register.measures for target in of(measure)] == TARGETS
    assert all(m.label == m.targets[0].indicator for m in register.measures if m.targets)


def test_the_notice_says_who_when_and_for_how_long(register: Register) -> None:
    facts = [(f.name, f.date) for f in register.facts]
    assert facts == [
        ("issuer", ""),
        ("addressee", ""),
        ("issued", "2010-03-02"),
        *[("rests_on", "")] * 3,
        ("term", ""),
        *[("review_date", month) for month in ("2010-03", "2010-09", "2011-03", "2011-10")],
        ("assessed_by", ""),
        ("consequence", ""),
    ]
    values = {f.name: f.value for f in register.facts}
    assert values["issuer"] == "Secretary of State for Children, Schools and Families"
    assert values["addressee"] == "Leeds City Council"
    assert values["term"].startswith("From date of issue until")
    assert "497A" in values["consequence"]
