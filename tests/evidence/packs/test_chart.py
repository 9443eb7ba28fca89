"""An indicator's values over time, drawn: the same series gives the same drawing."""

import re
from dataclasses import replace
from typing import Any

import pypdfium2
from defusedxml.ElementTree import fromstring
from packing import make_pack, page_texts

from evidence.model import Observation
from evidence.packs.assembling.assemble import assemble
from evidence.packs.pack import Pack, from_json
from evidence.packs.planning.plan import plan
from evidence.packs.setting.chart import svg
from evidence.reads.series import POINT, SPAN
from evidence.services import Services

TARGETS = [
    {"comparator": "at_least", "value": 72.0, "baseline": None, "end": "2010-06"},
    {"comparator": "at_least", "value": 80.0, "baseline": None, "end": "2010-10"},
    {"comparator": "increase_by", "value": 5.0, "baseline": None, "end": "2011-03"},
]


def seen(end: str, value: float, span: str = POINT) -> dict[str, Any]:
    return {"end": end, "value": value, "span": span}


def series(*observations: dict[str, Any]) -> dict[str, Any]:
    return {"unit": "percent", "targets": TARGETS, "observations": list(observations)}


def count(drawn: str, tag: str) -> int:
    return sum(element.tag.endswith(f"}}{tag}") for element in fromstring(drawn).iter())


def test_it_is_the_same_text_each_time_and_holds_every_value() -> None:
    one = series(seen("2010-04", 61.5), seen("2010-06", 74.2), seen("2010-09", 75.3, SPAN))
    drawn = svg(one)
    assert drawn == svg(one)
    assert count(drawn, "circle") == 2 + 1  # two values, and the key's
    assert "several months together" in drawn and "target" in drawn


def test_values_of_several_months_together_are_no_points_of_the_line() -> None:
    apart = svg(series(seen("2010-04", 61.5), seen("2010-06", 74.2, SPAN)))
    assert count(apart, "circle") == 1 + 1


def test_one_value_of_any_size_can_be_drawn_and_none_gives_nothing() -> None:
    for value in (0.0, 0.004, 3.0, 100.0, 1e9, -12.0):
        assert svg(series(seen("2010-06", value)))
        assert svg({"unit": "count", "targets": [], "observations": [seen("2010-06", value)]})
    assert svg(series()) == ""


def _observed(services: Services, *values: tuple[str, float]) -> None:
    read = tuple(Observation("NI 59", value, "percent", period, 0) for period, value in values)
    services.record.table("observations").insert_all(
        {
            "document": 2, "passage": 3, "indicator": o.indicator, "value": o.value, "unit": o.unit,
            "period": o.period, "cell": "", "rag": "",
        }
        for o in read
    )  # fmt: skip


def test_a_section_shows_its_measures_values_as_a_chart_with_every_value_and_its_source(
    services: Services,
) -> None:
    make_pack(services)
    _observed(services, ("June 2010", 61.5), ("September 2010", 74.2))
    pack = plan(services, "Safeguarding 2011")
    built = assemble(pack, services.files.read)
    page = built.section_pages[0, 1]
    text = " ".join(page_texts(built.pdf)[page - 1].split())
    assert "NI 59 over time" in text
    assert re.search(r"June 2010: 61\.5% \* \(.*Inspection of safeguarding", text)
    assert "September 2010: 74.2% *" in text and "not confirmed by a person" in text
    assert "Jun 2010" in text and "target" in text  # the chart's own words are text too
    assert from_json(pack.to_json()) == pack
    bare = assemble(_without_charts(pack), services.files.read)
    assert _line_points(bare.pdf, page) + 200 < _line_points(built.pdf, page)


def test_a_section_without_values_has_no_chart_and_its_plan_is_as_it_was(services: Services) -> None:
    make_pack(services)
    pack = plan(services, "Safeguarding 2011")
    assert '"charts"' not in pack.to_json()


def _without_charts(pack: Pack) -> Pack:
    part = pack.parts[0]
    bare = replace(part, sections=tuple(replace(section, charts=()) for section in part.sections))
    return replace(pack, parts=(bare,))


def _line_points(pdf: bytes, page: int) -> int:
    """How many points of a page, as rendered, are of the colour of a chart's line."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        image = document[page - 1].render(scale=2).to_pil().convert("RGB")
        return sum(n for n, seen in image.getcolors(1 << 24) or () if seen == (0x1D, 0x4F, 0x76))
    finally:
        document.close()


def test_a_step_is_dashed_on_the_page_as_on_paper() -> None:
    steps = re.findall(r'<path d="([^"]+)"[^>]*stroke-dasharray', svg(series(seen("2010-04", 61.5))))
    assert steps and not any("Z" in path for path in steps)


def test_what_a_paper_notes_of_several_values_stands_once_below_them(services: Services) -> None:
    make_pack(services)
    _observed(services, ("June 2010", 61.5), ("September 2010", 74.2))
    services.record.table("observations").db.execute("UPDATE observations SET note = 'Counted anew.'")
    pack = plan(services, "Safeguarding 2011")
    built = assemble(pack, services.files.read)
    text = " ".join(page_texts(built.pdf)[built.section_pages[0, 1] - 1].split())
    assert len(re.findall(r"\(Inspection of safeguarding[^)]*(?:\([^)]*\))?\), note 1", text)) == 2
    assert text.count("Note 1: Counted anew.") == 1
    older = replace(pack, parts=(replace(pack.last, layout=7),))
    before = assemble(older, services.files.read)
    assert " ".join(page_texts(before.pdf)[built.section_pages[0, 1] - 1].split()).count("Counted anew.") >= 2
