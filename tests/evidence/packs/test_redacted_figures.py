"""A figure that is redacted is in no chart, list or target that was made from it."""

from pathlib import Path

import pytest
from extracting import extracted
from packing import draw_pdf, make_pack, page_texts, paragraph, passage_of, store_file
from redacting import WHY

from evidence.packs.assembling.assemble import assemble
from evidence.packs.issuing import issue
from evidence.packs.pack import Pack, from_json
from evidence.packs.planning.finding import find
from evidence.packs.planning.plan import plan
from evidence.services import Services
from evidence.store import pack_items, packs, redactions

NAME = "Safeguarding 2011"
PAPER, PASSAGE = 2, 3  # the report of the inspection, and "4.1 … in 81 per cent of cases …"
FIGURE = "81 per cent of cases"
LEFT_OUT = "The chart is left out: a value that it shows is redacted."


@pytest.fixture
def charted(services: Services) -> Services:
    """A pack with a measure whose indicator has two values, both of one passage of a paper."""
    make_pack(services)
    _observed(services, PAPER, PASSAGE)
    return services


def _observed(services: Services, document: int, passage: int, latest: float = 81.0) -> None:
    for value, period in ((latest, "June 2010"), (64.0, "June 2009")):
        row = {"document": document, "passage": passage, "indicator": "NI 59", "value": value}
        given = {**row, "unit": "percent", "period": period, "cell": "", "rag": ""}
        services.record.table("observations").insert(given)


def _redact(services: Services, *words: str) -> None:
    for said in words:
        redactions.add(services.record, NAME, PAPER, find(services, PAPER, said), WHY)


def _sheet(services: Services, pack: Pack, section: int = 1) -> str:
    built = assemble(pack, services.files.read)
    return " ".join(page_texts(built.pdf)[built.section_pages[0, section] - 1].split())


def test_the_chart_of_a_redacted_figure_is_left_out_and_its_place_says_so(charted: Services) -> None:
    before = _sheet(charted, plan(charted, NAME))
    assert "81%" in before and "64%" in before and LEFT_OUT not in before
    _redact(charted, FIGURE)
    pack = plan(charted, NAME)
    said = _sheet(charted, pack)
    assert LEFT_OUT in said and "NI 59 over time" in said
    assert "81" not in said and "64%" not in said
    assert "The value that this rests on is redacted." in said
    assert from_json(pack.to_json()) == pack
    assert "81.0" not in pack.to_json()


@pytest.mark.parametrize("latest", [81.0, 60.0])
def test_neither_a_target_nor_a_rating_tells_which_side_of_it_a_redacted_figure_lies(
    services: Services, latest: float
) -> None:
    make_pack(services)
    _observed(services, PAPER, PASSAGE, latest)
    services.record.table("measures").update(1, {"rag": "green"})
    before = plan(services, NAME).last.sections[0]
    assert before.targets[0].state == ("met" if latest > 72 else "not met")
    assert any("target" in said for said in before.differs) == (latest < 72)
    _redact(services, FIGURE)
    (target,) = plan(services, NAME).last.sections[0].targets
    assert (target.state, target.rests_on) == ("not shown", "The value that this rests on is redacted.")
    assert not any("target" in said for said in plan(services, NAME).last.sections[0].differs)
    said = _sheet(services, plan(services, NAME))
    assert "Not shown" in said and "Met " not in said and "Not met" not in said


def test_a_trend_with_a_redacted_figure_does_not_tell_its_way(services: Services) -> None:
    make_pack(services)
    other = store_file(services, draw_pdf(words="later"), "l.pdf", [paragraph(0, "94 in 2011")])
    _observed(services, PAPER, PASSAGE)
    passage = passage_of(services, other, 0)
    row = {"document": other, "passage": passage, "indicator": "NI 59", "value": 94.0, "cell": "", "rag": ""}
    services.record.table("observations").insert({**row, "unit": "percent", "period": "June 2011"})
    services.record.table("targets").update(1, {"comparator": "trend_up", "value": None, "period": ""})
    assert [t.state for t in plan(services, NAME).last.sections[0].targets] == ["met"]
    _redact(services, FIGURE)
    assert [t.state for t in plan(services, NAME).last.sections[0].targets] == ["not shown"]


def test_a_chart_stays_where_words_beside_its_figures_are_redacted(charted: Services) -> None:
    _redact(charted, "Assessments")
    said = _sheet(charted, plan(charted, NAME))
    assert "81%" in said and LEFT_OUT not in said


def test_an_issued_chart_is_left_out_of_the_next_issue_and_its_pages_keep_their_numbers(
    services: Services, tmp_path: Path
) -> None:
    make_pack(services)
    drawn, told = (
        draw_pdf(words="of the later report: in 81.3725 per cent of cases"),
        "4.1 Assessments were in time in 81.3725 per cent of cases",
    )
    later = store_file(services, drawn, "later.pdf", [paragraph(0, told)], date="2010-12-01")
    _observed(services, later, passage_of(services, later, 0), 81.3725)
    first = issue.freeze(services, NAME)
    section = packs.add_section(services.record, NAME, title="More")
    pack_items.add_document(services.record, NAME, section, later)
    redactions.add(services.record, NAME, later, find(services, later, "81.3725 per cent of cases"), WHY)
    second = issue.supplement(services, NAME)
    # three letters, as in "81%", come up by chance in the bytes of a file: six do not
    assert "81.3725%" in extracted(first.pdf, tmp_path / "first")
    for made in (second.pdf, second.zip):
        assert "81.3725%" not in extracted(made, tmp_path / made.suffix)
    assert LEFT_OUT in " ".join(" ".join(page_texts(second.pdf.read_bytes())).split())
