"""Freezing, building again, and supplements."""

from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from packing import cite, draw_pdf, make_pack, on_day, page_texts, paragraph, store_file
from pypdf import PdfReader

from evidence.errors import NotFound, PackError, UsageError
from evidence.home import log
from evidence.model import LinkStatus, Stance
from evidence.packs.assembling.assemble import assemble
from evidence.packs.issuing import issue
from evidence.packs.issuing.fingerprint import page_hashes
from evidence.packs.planning.changes import told
from evidence.packs.planning.plan import plan
from evidence.reads import packs as reads
from evidence.services import Services
from evidence.store import links, packs
from evidence.store.acknowledgements import acknowledge


def _add_evidence(services: Services, name: str) -> int:
    """A new document, cited for N2010-02 and brought into the pack. Returns its id."""
    late = paragraph(0, "Late words.", label="9", rect=(70, 240, 300, 260))
    document = store_file(
        services, draw_pdf(words="late"), "late.pdf", [late],
        title="Late report", date="2011-01-20",
    )  # fmt: skip
    cite(services, document, 0, measure="N2010-02")
    cite(services, 2, 0, measure="N2010-02")
    packs.add_section(services.record, name, measure="N2010-02")
    return document


def test_a_frozen_issue_is_kept_logged_and_named_by_its_date(services: Services) -> None:
    name = make_pack(services)
    built = issue.freeze(on_day(services, "2026-02-28"), name)
    assert built.issue == 1
    assert built.pdf.name == "safeguarding-2011-issue-1-2026-02-28.pdf"
    assert built.pdf.is_file() and built.zip.is_file()
    found = reads.pack(services.record.db, name)
    assert found["state"] == "frozen"
    assert found["issues"][0]["pdf_sha256"] == built.pdf_sha256
    event = next(services.record.db.query("SELECT * FROM events WHERE action = 'pack frozen'"))
    assert built.pdf_sha256 in event["detail"]
    assert not log.verify(services.record.db)
    assert [p.name for p in built.pdf.parent.iterdir() if p.name.startswith(".")] == []


def test_an_issue_builds_byte_for_byte_after_the_record_moved_on(services: Services, tmp_path: Path) -> None:
    name = make_pack(services)
    built = issue.freeze(services, name)
    links.decide(services.record, [1, 2], LinkStatus.REJECTED)
    services.record.db["documents"].update(2, {"title": "Another title", "date": "1999-01-01"})
    again = issue.build(services, name, 1, tmp_path)
    assert again.pdf.read_bytes() == built.pdf.read_bytes()
    assert again.zip.read_bytes() == built.zip.read_bytes()


def test_a_frozen_pack_cannot_be_frozen_again(services: Services) -> None:
    name = make_pack(services)
    issue.freeze(services, name)
    with pytest.raises(PackError, match="supplement"):
        issue.freeze(services, name)


def test_a_build_that_differs_from_the_issue_is_refused(services: Services, tmp_path: Path) -> None:
    name = make_pack(services)
    issue.freeze(services, name)
    plan_text = reads.issue_plan(services.record.db, 1, 1)
    changed = plan_text.replace("seen alone", "seen once")
    services.record.db["pack_issues"].update(1, {"plan": changed})
    with pytest.raises(PackError, match="does not build as it was issued"):
        issue.build(services, name, 1, tmp_path)
    assert not list(tmp_path.glob("*.pdf"))


def test_a_lost_issue_is_built_again_from_its_plan(services: Services) -> None:
    name = make_pack(services)
    built = issue.freeze(services, name)
    before = built.pdf.read_bytes()
    built.pdf.unlink()
    assert issue.stored(services, name, 1)[0].read_bytes() == before


def test_a_draft_says_so_and_leaves_no_issue(services: Services, tmp_path: Path) -> None:
    name = make_pack(services)
    built = issue.build(services, name, out=tmp_path)
    assert built.issue == 0
    assert "DRAFT" in page_texts(built.pdf.read_bytes())[0]
    assert not reads.pack(services.record.db, name)["issues"]


def test_a_supplement_goes_at_the_end_and_issued_pages_do_not_change(services: Services) -> None:
    name = make_pack(services)
    first = issue.freeze(services, name)
    document = _add_evidence(services, name)
    second = issue.supplement(services, name)
    assert second.issue == 2
    before, after = page_texts(first.pdf.read_bytes()), page_texts(second.pdf.read_bytes())
    assert after[1 : len(before)] == before[1:]
    assert "Issue 2" in after[0] and f"from page {len(before) + 1}" in after[0], (
        "the cover is the whole pack's"
    )
    old, new = page_hashes(first.pdf.read_bytes()), page_hashes(second.pdf.read_bytes())
    changed = [n for n, (a, b) in enumerate(zip(old, new, strict=False), start=1) if a != b]
    assert changed == [1, 5]  # the cover; and a passage on 5 is cited anew: its highlight says so
    assert "Supplement 1" in after[len(before)]
    assert all(text.rstrip().endswith(str(n)) for n, text in enumerate(after, start=1))
    pack = plan(services, name)
    assert [d.id for d in pack.parts[1].documents] == [document]  # the report cited again is already there
    labels = PdfReader(second.pdf).page_labels
    assert labels == [str(n) for n in range(1, len(after) + 1)]


def test_both_issues_build_again_and_a_pack_without_news_builds_its_newest(
    services: Services, tmp_path: Path
) -> None:
    name = make_pack(services)
    first = issue.freeze(services, name)
    _add_evidence(services, name)
    second = issue.supplement(services, name)
    for built in (first, second):
        again = issue.build(services, name, built.issue, tmp_path)
        assert again.pdf_sha256 == built.pdf_sha256
        assert again.zip_sha256 == built.zip_sha256
    assert issue.build(services, name, out=tmp_path).issue == 2


def test_what_a_supplement_says_of_the_whole_is_counted_over_the_whole(services: Services) -> None:
    name = make_pack(services)
    issue.freeze(services, name)
    _add_evidence(services, name)
    built = issue.supplement(services, name)
    texts = [" ".join(text.split()) for text in page_texts(built.pdf.read_bytes())]
    whole = "6 cited passages: 4 supporting, 2 contradicting"
    assert whole in texts[0] and "2 contradicting passages are included" in texts[0]
    sheet = next(text for text in texts if text.startswith("Evidence for the") and "Supplement 1" in text)
    assert whole in sheet and "2 contradicting passages are included" in sheet
    with ZipFile(built.zip) as zipped:
        (page,) = [n for n in zipped.namelist() if n.endswith(".html")]
        assert "2 contradicting passages are included" in zipped.read(page).decode()


def test_a_supplement_says_where_a_measure_is_evidenced_already(services: Services) -> None:
    name = make_pack(services)
    first = issue.freeze(services, name)
    issued = len(page_texts(first.pdf.read_bytes()))
    _add_evidence(services, name)
    texts = [" ".join(t.split()) for t in page_texts(issue.supplement(services, name).pdf.read_bytes())]
    sections = [text for text in texts[issued:] if text.startswith("Section ")]
    assert sections and not any("None has been accepted" in text for text in sections)
    assert any("Nothing is added. Issued before Inspection of safeguarding" in text for text in sections)


def test_contradicting_evidence_accepted_since_is_counted_though_its_section_adds_nothing(
    services: Services,
) -> None:
    name = make_pack(services)
    issue.freeze(services, name)
    _add_evidence(services, name)
    cite(services, 3, 3, measure="N2010-02", stance=Stance.CONTRADICTS)
    acknowledge(services.record, name, "It goes into the next issue.")
    built = issue.supplement(services, name)
    assert "1 accepted contradicting passage is left out" in " ".join(
        page_texts(built.pdf.read_bytes())[0].split()
    )


def test_a_cover_with_much_to_say_is_still_one_page_and_a_reverse(services: Services) -> None:
    name = make_pack(services)
    pack = replace(plan(services, name), title="A very long title indeed " * 25)
    assert "Index" in page_texts(assemble(pack, services.files.read).pdf)[2].split("\n")[0]


def test_a_supplement_says_what_no_longer_stands(services: Services) -> None:
    name = make_pack(services)
    issue.freeze(services, name)
    links.decide(services.record, [1], LinkStatus.REJECTED)
    _add_evidence(services, name)
    built = issue.supplement(services, name)
    assert "No longer accepted since it was issued" in " ".join(page_texts(built.pdf.read_bytes()))
    with ZipFile(built.zip) as zipped:
        assert "No longer accepted since it was issued" in zipped.read("index.html").decode()


def test_a_document_that_was_withdrawn_since_is_told_as_that(services: Services) -> None:
    make_pack(services)
    issue.freeze(services, "Safeguarding 2011")
    services.record.db["documents"].update(2, {"withdrawn_at": "2026-01-01"})
    notes = issue.compare(services, "Safeguarding 2011").notes
    assert notes and all(
        note.startswith("No longer stands, since its document was withdrawn: ") for note in notes
    )


def test_a_supplements_first_page_tells_what_changed_and_its_links_lead_there(services: Services) -> None:
    name = make_pack(services)
    first = issue.freeze(services, name)
    links.decide(services.record, [1], LinkStatus.REJECTED)
    _add_evidence(services, name)
    second = issue.supplement(services, name)
    page = PdfReader(second.pdf).pages[first.pages]
    said = " ".join(page.extract_text().split())
    assert "What changed since issue 1 No longer accepted since it was issued" in said
    assert "1 document is new: Late report" in said
    assert [a for a in page["/Annots"] if "/Dest" in a.get_object()]


def test_the_covers_reverse_has_every_originals_checksum_and_a_supplement_those_it_adds(
    services: Services,
) -> None:
    name = make_pack(services)
    first = issue.freeze(services, name)
    texts = page_texts(first.pdf.read_bytes())
    assert "Checksums" in texts[1]
    sums = {d.sha256: d.file for d in plan(services, name).documents.values()}
    assert all(sha256 in texts[1] and file in texts[1] for sha256, file in sums.items())
    document = _add_evidence(services, name)
    sql = "SELECT sha256 FROM documents WHERE id = ?"
    (added,) = services.record.db.execute(sql, [document]).fetchone()
    second = page_texts(issue.supplement(services, name).pdf.read_bytes())
    assert second[1] == texts[1], "issued pages never change"
    assert added in second[first.pages] + second[first.pages + 1]


def test_what_stands_again_is_told_by_the_next_supplement_and_no_more_after_it(services: Services) -> None:
    name = make_pack(services)
    issue.freeze(services, name)
    links.decide(services.record, [1], LinkStatus.REJECTED)
    _add_evidence(services, name)
    issue.supplement(services, name)
    links.decide(services.record, [1], LinkStatus.ACCEPTED)
    cite(services, 3, 3, measure="N2010-02")
    packs.add_section(services.record, name, measure="N2010-02")
    third = issue.supplement(services, name)
    notes = plan(services, name).last.notes
    assert [note.partition(":")[0] for note in notes] == ["Stands again as it was issued"]
    assert issue.compare(services, name, 1, 3).notes == ()
    assert issue.compare(services, name, 2, 3).notes == notes
    assert issue.build(services, name, 3).pdf_sha256 == third.pdf_sha256


def test_a_supplement_says_whose_stance_was_changed_since_it_was_issued(services: Services) -> None:
    name = make_pack(services)
    issue.freeze(services, name)
    links.decide(services.record, [1], LinkStatus.ACCEPTED, stance=Stance.CONTRADICTS)
    _add_evidence(services, name)
    printed = " ".join(" ".join(page_texts(issue.supplement(services, name).pdf.read_bytes())).split())
    assert "Issued as “supports”, now “contradicts”" in printed


def test_a_supplement_needs_an_issue_and_something_new(services: Services) -> None:
    name = make_pack(services)
    with pytest.raises(PackError, match="has not been issued yet"):
        issue.supplement(services, name)
    issue.freeze(services, name)
    with pytest.raises(PackError, match="Nothing was added"):
        issue.supplement(services, name)


def test_an_issue_by_another_hand_meanwhile_is_not_overwritten(services: Services) -> None:
    name = make_pack(services)
    issue.freeze(services, name)
    with pytest.raises(PackError, match="meanwhile"):
        packs.add_issue(
            services.record, name, number=1, at="", stem="", pages=1, plan="", plan_sha256="", pdf_sha256="",
            zip_sha256="", log_head="",
        )  # fmt: skip


def test_the_plan_names_the_tools_that_set_its_pages(services: Services) -> None:
    pack = plan(services, make_pack(services))
    assert {"pypdf", "reportlab", "zlib"} <= dict(pack.made_with).keys()
    assert replace(pack, made_with=()).fingerprint() != pack.fingerprint()


def test_what_changed_between_two_issues_is_told_by_document_and_passage(services: Services) -> None:
    name = make_pack(services)
    issue.freeze(services, name)
    assert list(told(issue.compare(services, name))) == [
        "Nothing differs between issue 1 and the pack as it is now."
    ]
    _add_evidence(services, name)
    links.decide(services.record, [1], LinkStatus.REJECTED)
    now = issue.compare(services, name)
    assert now.after == 0 and len(now.passages) == 2
    issue.supplement(services, name)
    found = list(told(issue.compare(services, name, after=2)))
    assert found[0].startswith("From issue 1 to issue 2: 2 cited passages")
    assert any(line.startswith("New for N2010-02 (supports): ") for line in found)
    assert any(line.startswith("New document: Late report") for line in found)
    assert any("No longer accepted since it was issued" in line for line in found)


def test_what_no_longer_stands_is_told_though_nothing_was_added_and_once(services: Services) -> None:
    name = make_pack(services)
    issue.freeze(services, name)
    links.decide(services.record, [1], LinkStatus.REJECTED)
    (first, note) = told(issue.compare(services, name))
    assert first == "From issue 1 to the pack as it is now: nothing was added."
    assert note.startswith("No longer accepted since it was issued: ")
    _add_evidence(services, name)
    issue.supplement(services, name)
    assert issue.compare(services, name, 1, 2).notes == (note,)
    assert issue.compare(services, name).notes == (), "issue 2 says so already"
    assert issue.compare(services, name, 1).notes == (note,)
    links.decide(services.record, [1], LinkStatus.ACCEPTED)
    assert issue.compare(services, name).notes == (
        note.replace("No longer accepted since it was issued", "Stands again as it was issued"),
    )
    assert issue.compare(services, name, 1).notes == ()


def test_issues_that_are_not_in_their_order_are_refused(services: Services) -> None:
    name = make_pack(services)
    with pytest.raises(PackError, match="not been issued"):
        issue.compare(services, name)
    issue.freeze(services, name)
    for before, after in ((None, 1), (1, 1), (2, 1), (0, 1)):
        with pytest.raises(UsageError):
            issue.compare(services, name, before, after)
    for before, after in ((7, None), (1, 2), (None, 0), (-1, None)):
        with pytest.raises(NotFound):
            issue.compare(services, name, before, after)
