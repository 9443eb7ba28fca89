"""Preflight: what blocks a pack, what it warns of, and in which words."""

from dataclasses import replace
from zipfile import ZipFile

import pytest
from packing import announce, cite, draw_pdf, make_pack, paragraph, store_file
from pypdf import PdfReader

from evidence.errors import PackError, UsageError
from evidence.model import LinkStatus, Stance
from evidence.packs.issuing import issue
from evidence.packs.planning.mending import mend
from evidence.packs.planning.preflight import BLOCK, WARN, check
from evidence.reads import packs as reads
from evidence.services import Services
from evidence.settings import PackSettings
from evidence.store import links, packs
from evidence.store.acknowledgements import acknowledge


def _codes(services: Services, name: str, level: str) -> set[str]:
    return {problem.code for problem in check(services, name) if problem.level == level}


def _with_pdf(services: Services, data: bytes, pages: int = 1) -> str:
    """A pack with one more document, block B."""
    name = make_pack(services)
    document = store_file(
        services, data, "more.pdf", [paragraph(0, "words", rect=(1, 1, 9, 9))], pages=pages, date="2010-12-01"
    )
    cite(services, document, 0, block="B")
    packs.add_section(services.record, name, block="B")
    return name


def test_a_sound_pack_is_not_blocked(services: Services) -> None:
    assert not _codes(services, make_pack(services), BLOCK)


def test_an_empty_pack_is_blocked(services: Services) -> None:
    announce(services)
    packs.add(services.record, "Empty", "Safeguarding 2011")
    assert "empty" in _codes(services, "Empty", BLOCK)
    with pytest.raises(PackError, match="holds no evidence"):
        issue.freeze(services, "Empty")
    assert not reads.pack(services.record.db, "Empty")["issues"]


def test_a_missing_original_is_blocked(services: Services) -> None:
    name = make_pack(services)
    sha256 = next(services.record.db.query("SELECT sha256 FROM files WHERE name = 'inspection.pdf'"))[
        "sha256"
    ]
    services.files.path(sha256).unlink()
    assert "missing_original" in _codes(services, name, BLOCK)


def test_a_pack_without_a_section_is_told_to_have_nothing_to_build(services: Services) -> None:
    announce(services)
    packs.add(services.record, "Empty", "Safeguarding 2011")
    with pytest.raises(PackError, match="has no section yet"):
        issue.build(services, "Empty")


def test_a_changed_original_is_blocked(services: Services) -> None:
    name = make_pack(services)
    sha256 = next(services.record.db.query("SELECT sha256 FROM files WHERE name = 'minutes.txt'"))["sha256"]
    services.files.path(sha256).write_bytes(b"something else")
    assert "missing_original" in _codes(services, name, BLOCK)


def test_an_unreadable_original_is_blocked(services: Services) -> None:
    assert "unreadable_original" in _codes(services, _with_pdf(services, b"not a PDF"), BLOCK)


def test_a_page_that_cannot_be_shown_is_warned_of(services: Services) -> None:
    assert "broken_pages" in _codes(services, _with_pdf(services, draw_pdf(), pages=2), WARN)


def test_a_pack_over_the_limit_is_blocked(services: Services) -> None:
    name = make_pack(services)
    small = replace(services, settings=replace(services.settings, packs=PackSettings(max_mb=0)))
    assert "too_large" in _codes(small, name, BLOCK)
    with pytest.raises(PackError, match="limit is 0 MB"):
        issue.freeze(small, name)


def test_contradicting_evidence_left_out_is_named(services: Services) -> None:
    name = make_pack(services)
    against = next(
        i for s in reads.pack(services.record.db, name)["sections"] for i in s["items"]
        if i["stance"] == Stance.CONTRADICTS
    )  # fmt: skip
    packs.remove_item(services.record, name, against["id"])
    problem = next(p for p in check(services, name) if p.code == "contradicting_left_out")
    assert problem.level == BLOCK
    assert problem.message.startswith("Contradicting evidence left out of N2010-01: ")
    assert against["citation"] in problem.message


def _without_contradiction(services: Services) -> str:
    name = make_pack(services)
    held = [i for s in reads.pack(services.record.db, name)["sections"] for i in s["items"]]
    for item in held:
        if item["stance"] == Stance.CONTRADICTS:
            packs.remove_item(services.record, name, item["id"])
    return name


def test_contradicting_evidence_left_out_blocks_until_it_is_acknowledged_in_words(services: Services) -> None:
    name = _without_contradiction(services)
    with pytest.raises(PackError, match="Contradicting evidence left out"):
        issue.freeze(services, name)
    with pytest.raises(UsageError, match="in a sentence"):
        acknowledge(services.record, name, "ok")
    acknowledge(services.record, name, "Both audits were withdrawn by their authors.")
    assert "contradicting_left_out" in _codes(services, name, WARN)
    built = issue.freeze(services, name)
    cover = " ".join(PdfReader(built.pdf).pages[0].extract_text().split())
    assert "“Both audits were withdrawn by their authors.” (tester," in cover
    index = ZipFile(built.zip).read("index.html").decode()
    assert "“Both audits were withdrawn by their authors.”" in index


def test_words_on_what_was_left_out_do_not_cover_what_is_left_out_later(services: Services) -> None:
    name = _without_contradiction(services)
    acknowledge(services.record, name, "Both audits were withdrawn by their authors.")
    cite(services, 3, 3, measure="N2010-02", stance=Stance.CONTRADICTS)
    assert "contradicting_left_out" in _codes(services, name, BLOCK)


@pytest.mark.parametrize("code", ["contradicting_left_out", "accepted_left_out", "no_longer_accepted"])
def test_a_problem_that_can_be_mended_is_mended_in_one_step(services: Services, code: str) -> None:
    name = _without_contradiction(services)
    cite(services, 3, 3, measure="N2010-02")
    links.decide(services.record, [1], LinkStatus.REJECTED)
    problem = next(p for p in check(services, name) if p.code == code)
    assert problem.mends
    assert mend(services, name, code, problem.section)
    assert problem not in check(services, name)


def test_evidence_accepted_since_is_named(services: Services) -> None:
    name = make_pack(services)
    cite(services, 3, 3, measure="N2010-02")
    assert "accepted_left_out" in _codes(services, name, WARN)


def test_evidence_no_longer_accepted_is_named_and_not_built(services: Services) -> None:
    name = make_pack(services)
    links.decide(services.record, [1], LinkStatus.REJECTED)
    assert "no_longer_accepted" in _codes(services, name, WARN)
    from evidence.packs.planning.plan import plan

    assert 1 not in {item.link for item in plan(services, name).items}


def test_sections_without_supporting_evidence_and_measures_without_a_section_are_named(
    services: Services,
) -> None:
    name = make_pack(services)
    assert "no_evidence" in _codes(services, name, WARN)
    packs.remove_section(services.record, name, 2)
    messages = [p.message for p in check(services, name) if p.code == "measures_without_section"]
    assert messages == ["Measures without a section: N2010-02."]


def test_unreadable_pages_and_documents_with_the_same_words_are_named(services: Services) -> None:
    name = make_pack(services)
    for index in range(2):
        document = store_file(
            services, draw_pdf(words=str(index)), f"scan{index}.pdf", [paragraph(0, "The same words.")],
            date="2010-12-01", quality="unreadable",
        )  # fmt: skip
        cite(services, document, 0, block="B")
    packs.add_section(services.record, name, block="B")
    assert {"unreadable_pages", "duplicates", "no_place"} <= _codes(services, name, WARN)


def test_undated_evidence_is_named_where_there_is_a_cut_off(services: Services) -> None:
    name = make_pack(services)
    document = store_file(services, draw_pdf(words="u"), "undated.pdf", [paragraph(0, "Undated words.")])
    cite(services, document, 0, block="B")
    packs.add_section(services.record, name, block="B")
    assert "undated" in _codes(services, name, WARN)
