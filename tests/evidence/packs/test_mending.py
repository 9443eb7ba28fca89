"""What preflight found is mended in one step each, and undo takes it back."""

from dataclasses import replace
from pathlib import Path

import pytest
from packing import A4, announce, cite, draw_pdf, make_pack, on_day, paragraph, store_file

from evidence.errors import NotFound, PackError
from evidence.home import accounting
from evidence.model import LinkStatus, Stance
from evidence.packs.issuing import issue
from evidence.packs.planning.mending import mend
from evidence.packs.planning.preflight import BLOCK, WARN, Problem, check
from evidence.reads import packs as reads
from evidence.services import Services
from evidence.settings import PackSettings
from evidence.store import links, pack_items, pack_order, packs
from evidence.store.pack_changes import undo
from ingest.run.pipeline import ingest

NAME = "Safeguarding 2011"


def _problem(services: Services, code: str, name: str = NAME) -> Problem:
    (found,) = [p for p in check(services, name) if p.code == code]
    return found


def _codes(services: Services, name: str = NAME) -> set[str]:
    return {problem.code for problem in check(services, name)}


def _mended(services: Services, code: str, name: str = NAME) -> None:
    """Mend it, see that it is gone, and that undo brings back what was there."""
    found, before = _problem(services, code, name), reads.pack(services.record.db, name)["sections"]
    assert found.mends and found.mend
    assert mend(services, name, code, found.section, found.document)
    assert code not in _codes(services, name)
    undo(services.record, name)
    assert reads.pack(services.record.db, name)["sections"] == before
    assert code in _codes(services, name)


def _sha256_of(services: Services, name: str) -> str:
    return str(services.record.db.execute("SELECT sha256 FROM files WHERE name = ?", [name]).fetchone()[0])


def test_what_rests_on_a_missing_original_is_taken_out(services: Services) -> None:
    make_pack(services)
    services.files.path(_sha256_of(services, "minutes.txt")).unlink()
    _mended(services, "missing_original")


@pytest.mark.parametrize("date", ["", "2010-12-01"])
def test_an_unreadable_original_and_an_undated_one_are_taken_out(services: Services, date: str) -> None:
    make_pack(services)
    passages = [paragraph(0, "words", rect=(1, 1, 9, 9))]
    more = store_file(services, b"no PDF" if date else draw_pdf(), "more.pdf", passages, date=date)
    cite(services, more, 0, block="B")
    packs.add_section(services.record, NAME, block="B")
    assert date or _problem(services, "undated").way == "date", "or a person gives it its date"
    _mended(services, "unreadable_original" if date else "undated")


def test_an_empty_pack_gets_a_section_for_all_that_has_accepted_evidence(services: Services) -> None:
    make_pack(services)
    packs.add(services.record, "Empty", NAME)
    _mended(services, "empty", "Empty")
    mend(services, "Empty", "empty")
    assert len(reads.pack(services.record.db, "Empty")["sections"]) == 2


def test_a_pack_too_large_and_a_long_paper_are_cut_to_their_cited_pages(services: Services) -> None:
    announce(services)
    passages = [paragraph(0, "words", page=7, rect=(1, 1, 9, 9))]
    long = store_file(
        services, draw_pdf([A4] * 120), "long.pdf", passages, pages=120, title="Long", date="2010-05-01"
    )
    cite(services, long, 0, block="B")
    packs.add(services.record, NAME, NAME)
    packs.add_section(services.record, NAME, block="B")
    _mended(services, "long_document")
    small = replace(services, settings=replace(services.settings, packs=PackSettings(max_mb=0)))
    assert _problem(small, "too_large").mends
    assert mend(small, NAME, "too_large") == 1
    assert reads.pack(services.record.db, NAME)["documents"][long]["cited_only"]


def test_a_pack_whose_cut_off_is_before_every_document_is_told_so_and_leads_to_the_cut_off(
    services: Services,
) -> None:
    make_pack(services)
    services.record.db.execute("UPDATE inspections SET cutoff = '1990-01-01'")
    packs.add(services.record, "Early", NAME)
    packs.add_section(services.record, "Early", measure="N2010-01")
    found = _problem(services, "empty", "Early")
    assert "after the cut-off of 1 January 1990" in found.message
    assert (found.mends, found.way) == (False, "cutoff")


def test_a_pack_too_large_is_frozen_once_it_goes_out_in_files_which_undo_takes_back(
    services: Services,
) -> None:
    make_pack(services)
    services = replace(services, settings=replace(services.settings, packs=PackSettings(max_mb=0)))
    found = _problem(services, "too_large")
    assert (found.level, found.mends) == (BLOCK, False)
    with pytest.raises(PackError, match="deliver_in_parts"):
        issue.freeze(services, NAME)
    assert "deliver_in_parts" in dict(found.also) and mend(services, NAME, "deliver_in_parts") == 1
    told = _problem(services, "too_large")
    assert told.level == WARN and "muster pack split" in told.message
    assert undo(services.record, NAME) == "chose to deliver it in files"
    assert _problem(services, "too_large").level == BLOCK
    mend(services, NAME, "deliver_in_parts")
    assert issue.freeze(services, NAME).pages
    assert not list(accounting.differences(services.record.db)), "the log accounts for it"


def test_of_papers_that_say_the_same_the_later_go_but_not_what_contradicts(services: Services) -> None:
    make_pack(services)
    for n, stance in enumerate((Stance.SUPPORTS, Stance.SUPPORTS, Stance.CONTRADICTS)):
        copy = store_file(
            services, draw_pdf(words="abc"[n]), f"copy{n}.pdf", [paragraph(0, "The very same words.")],
            title=f"Copy {n}", date="2010-12-01",
        )  # fmt: skip
        cite(services, copy, 0, block="B", stance=stance)
    packs.add_section(services.record, NAME, block="B")
    assert mend(services, NAME, "duplicates") == 1
    held = [
        i["stance"]
        for s in reads.pack(services.record.db, NAME)["sections"]
        for i in s["items"]
        if s["block"]
    ]
    assert held == ["supports", "contradicts"]
    assert not _problem(services, "duplicates").mends


def test_of_two_pairs_that_say_the_same_the_one_is_mended_that_was_asked_for(services: Services) -> None:
    make_pack(services)
    section = packs.add_section(services.record, NAME, title="More")
    for n, said in enumerate(("One and the same.", "One and the same.", "Quite another.", "Quite another.")):
        drawn, day = draw_pdf(words=f"paper {n}"), "2010-12-01"
        copy = store_file(services, drawn, f"{n}.pdf", [paragraph(0, said)], title=f"Copy {n}", date=day)
        pack_items.add_document(services.record, NAME, section, copy)
    first, second = (problem for problem in check(services, NAME) if problem.code == "duplicates")
    assert mend(services, NAME, "duplicates", document=first.document) == 1
    assert [p.message for p in check(services, NAME) if p.code == "duplicates"] == [second.message]


def test_a_section_of_ones_own_that_nothing_is_in_is_told_and_taken_out(services: Services) -> None:
    make_pack(services)
    assert "nothing_in_section" not in _codes(services)
    packs.add_section(services.record, NAME, title="To come")
    assert "“To come”" in _problem(services, "nothing_in_section").message
    _mended(services, "nothing_in_section")


def test_sections_that_hold_nothing_are_taken_out_but_none_that_contradicts(services: Services) -> None:
    make_pack(services)
    packs.add_section(services.record, NAME, block="C")
    found = _problem(services, "no_evidence")
    assert "N2010-02" in found.message and found.mends
    assert mend(services, NAME, "no_evidence") == 1
    left = _problem(services, "no_evidence")
    assert "N2010-02" in left.message and not left.mends


def test_what_was_issued_is_never_offered_to_be_taken_out(services: Services) -> None:
    make_pack(services)
    issue.freeze(services, NAME).zip.unlink()
    services.files.path(_sha256_of(services, "minutes.txt")).unlink()
    assert not _problem(services, "missing_original").mends


def test_what_nothing_mends_is_told_so(services: Services) -> None:
    make_pack(services)
    with pytest.raises(NotFound, match="Nothing mends that"):
        mend(services, NAME, "no_place")


def test_an_issued_original_that_was_changed_is_put_back_from_the_issues_zip(services: Services) -> None:
    make_pack(services)
    issue.freeze(services, NAME)
    sha256 = _sha256_of(services, "minutes.txt")
    services.files.path(sha256).write_bytes(b"changed")
    packs.add_section(services.record, NAME, title="More")
    pack_items.add_note(
        services.record, NAME, reads.pack(services.record.db, NAME)["sections"][-1]["id"], "Said since."
    )
    found = _problem(services, "missing_original")
    assert found.mends and found.mend.startswith("Put it back from safeguarding-2011-issue-1")
    assert mend(services, NAME, "missing_original", 0, found.document) == 1
    assert services.files.read(sha256) == b"minutes of the board"
    assert "missing_original" not in _codes(services)


def test_what_no_step_mends_names_the_way_to_go_about_it(services: Services) -> None:
    make_pack(services)
    late = store_file(services, draw_pdf(), "late.pdf", [paragraph(0, "It was on time.")], date="2011-03-01")
    cite(services, late, 0, measure="N2010-01")
    assert _problem(services, "accepted_left_out").way == "cutoff"
    assert _problem(services, "no_evidence").way == "evidence"
    assert _problem(services, "no_evidence").measure == "N2010-02"
    more = store_file(
        services, draw_pdf(words="more"), "more.pdf", [paragraph(0, "No place of it.")], date=""
    )
    cite(services, more, 0, block="B", stance=Stance.CONTRADICTS)
    packs.add_section(services.record, NAME, block="B")
    undated, lost = _problem(services, "undated"), _problem(services, "no_place")
    assert (undated.way, undated.document, undated.mends) == ("date", more, False)
    assert (lost.way, lost.document) == ("reread", more)


def test_what_cannot_be_shown_is_taken_out_with_a_note_in_its_place(services: Services) -> None:
    make_pack(services)
    passages = [paragraph(0, "words", rect=(1, 1, 9, 9))]
    more = store_file(services, b"no PDF", "more.pdf", passages, title="Torn report", date="2010-12-01")
    section = packs.add_section(services.record, NAME, title="Letters")
    for text in ("First.", "Last."):
        pack_items.add_note(services.record, NAME, section, text)
    item = pack_items.add_document(services.record, NAME, section, more)
    pack_order.move(services.record, NAME, 2, item=item)
    found = _problem(services, "unreadable_original")
    assert found.way == "replace" and "note_in_its_place" in dict(found.also)
    assert mend(services, NAME, "note_in_its_place", 0, found.document) == 1
    held = [i["text"] for i in reads.pack(services.record.db, NAME)["sections"][-1]["items"]]
    assert [held[0], held[2]] == ["First.", "Last."]
    assert "Torn report" in held[1] and held[1].endswith("is not in this pack: its file cannot be opened.")
    assert "unreadable_original" not in _codes(services)
    issue.freeze(services, NAME)


def test_sections_without_support_say_so_in_a_note_with_its_day_until_there_is_some(
    services: Services,
) -> None:
    make_pack(services)
    packs.add_section(services.record, NAME, block="C")
    found = _problem(services, "no_evidence")
    assert dict(found.also)["say_none"] and "N2010-02" in found.message and "C" in found.message
    assert mend(on_day(services, "2026-02-28"), NAME, "say_none") == 2
    assert "no_evidence" not in _codes(services)
    held = {s["measure"] or s["block"]: s["items"] for s in reads.pack(services.record.db, NAME)["sections"]}
    assert held["N2010-02"][0]["text"] == (
        "On 28 February 2026 no supporting evidence had been accepted for this measure."
    )
    assert held["C"][0]["text"].endswith("for this block.")
    cite(services, 3, 3, measure="N2010-02")
    packs.add_accepted(services.record, NAME)
    assert "N2010-02" in _problem(services, "note_outdone").message
    _mended(services, "note_outdone")


def test_a_block_without_support_leads_to_its_own_evidence_and_an_empty_pack_to_what_is_suggested(
    services: Services,
) -> None:
    announce(services)
    packs.add(services.record, NAME, NAME)
    assert _problem(services, "empty").way == "accept"
    section = packs.add_section(services.record, NAME, block="C")
    pack_items.add_note(services.record, NAME, section, "See the letters.")
    found = _problem(services, "no_evidence")
    assert (found.way, found.measure, found.block) == ("evidence", "", "C")


def test_a_lost_original_that_was_issued_leads_to_sending_it_again_which_puts_it_back(
    services: Services, tmp_path: Path
) -> None:
    make_pack(services)
    issue.freeze(services, NAME).zip.unlink()
    sha256 = _sha256_of(services, "minutes.txt")
    services.files.path(sha256).write_bytes(b"changed")
    found = _problem(services, "missing_original")
    assert (found.mends, found.also, found.way) == (False, (), "replace")
    again = tmp_path / "minutes again.txt"
    again.write_bytes(b"minutes of the board")
    ingest(services, [again], origin="command line")
    assert services.files.read(sha256) == b"minutes of the board"
    assert "missing_original" not in _codes(services)


def test_what_fell_after_it_was_issued_is_told_apart_and_leads_to_a_new_pack(services: Services) -> None:
    make_pack(services)
    issue.freeze(services, NAME)
    links.decide(services.record, [1], LinkStatus.REJECTED)
    found = _problem(services, "issued_no_longer")
    assert "next issue's first page" in found.message and (found.mends, found.way) == (False, "anew")
    assert "no_longer_accepted" not in _codes(services)


def test_every_problem_has_a_way_out(services: Services) -> None:
    """Whatever preflight can raise here, at least one step or page or command puts it right."""
    make_pack(services)
    late = store_file(services, draw_pdf(), "late.pdf", [paragraph(0, "On time.")], date="2011-03-01")
    cite(services, late, 0, measure="N2010-01", stance=Stance.CONTRADICTS)
    scan = store_file(
        services, draw_pdf(words="u"), "u.pdf", [paragraph(0, "No place.")], quality="unreadable"
    )
    cite(services, scan, 0, block="B")
    cite(services, store_file(services, b"torn", "torn.pdf", [paragraph(0, "Torn.")]), 0, block="B")
    packs.add_section(services.record, NAME, block="B")
    links.decide(services.record, [1], LinkStatus.REJECTED)
    services.files.path(_sha256_of(services, "minutes.txt")).unlink()
    for name in (NAME, "Empty"):
        if name == "Empty":
            packs.add(services.record, "Empty", NAME)
        for problem in check(services, name):
            assert problem.mends or problem.also or problem.way, problem
