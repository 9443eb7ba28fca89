"""Sections of one's own: documents, pages of them, passages and notes, in a pack's pages and numbers."""

import json
import re
from io import BytesIO

import pytest
from packing import A4, announce, draw_pdf, make_pack, page_texts, paragraph, passage_of, store_file
from pypdf import PdfReader

from evidence.errors import PackError, UsageError
from evidence.packs.assembling.assemble import assemble
from evidence.packs.issuing import issue
from evidence.packs.issuing.archive import archive
from evidence.packs.pack import from_json
from evidence.packs.planning.changes import told
from evidence.packs.planning.plan import plan
from evidence.reads import packs as reads
from evidence.services import Services
from evidence.store import pack_changes, pack_items, pack_order, packs

NAME = "Safeguarding 2011"


def _long(services: Services, pages: int = 12) -> int:
    passages = [paragraph(0, "Cited on the fifth page.", label="5", page=5, rect=(70, 232, 500, 252))]
    drawn = draw_pdf([A4] * pages, words="of the long report")
    return store_file(
        services, drawn, "long.pdf", passages, pages=pages, title="Long report", date="2010-06-01"
    )


@pytest.fixture
def own(services: Services) -> int:
    """A pack with two measures' sections, and one of one's own with pages, a document and a note."""
    make_pack(services)
    long = _long(services)
    scan = store_file(services, draw_pdf([A4]), "scan.pdf", [], title="Unread scan", quality="unreadable")
    section = packs.add_section(services.record, NAME, title="Letters of the board")
    pack_items.add_document(services.record, NAME, section, long, (4, 6))
    pack_items.add_note(services.record, NAME, section, "Asked for by the lead inspector.")
    pack_items.add_document(services.record, NAME, section, scan)
    return section


def test_pages_of_a_long_report_stand_alone_and_say_which_they_are(services: Services, own: int) -> None:
    pack = plan(services, NAME)
    built = assemble(pack, services.files.read)
    texts = page_texts(built.pdf)
    here = [n for n, text in enumerate(texts, start=1) if "of the long report" in text]
    assert len(here) == 3
    assert all("pages 4–6 of 12" in " ".join(texts[n - 1].split()) for n in here)
    assert "pages 4–6 of 12" in " ".join(texts[2].split())  # the index


def test_every_number_holds_with_documents_pages_and_notes(services: Services, own: int) -> None:
    built = assemble(plan(services, NAME), services.files.read)
    reader = PdfReader(BytesIO(built.pdf))
    texts = page_texts(built.pdf)
    assert all(_prints(text, n) for n, text in enumerate(texts, start=1))
    flat = _flat(reader.outline)
    assert any(mark.title.startswith("Note: Asked for by") for mark in flat)
    for mark in flat:
        assert mark.title.endswith(f"(page {reader.get_destination_page_number(mark) + 1})")
    note = next(i for i in plan(services, NAME).items if i.kind == "note")
    assert "Asked for by the lead inspector." in texts[built.item_pages[note.number] - 1]


def _prints(text: str, number: int) -> bool:
    """Its number stands at the page's foot; what is left of it in the strip comes after it in the text."""
    return re.search(rf"(^|\s){number}\s*(Here: [^§]*)?$", text.strip()) is not None


def _flat(outline: list) -> list:
    return [x for entry in outline for x in (_flat(entry) if isinstance(entry, list) else [entry])]


def test_a_document_without_passages_is_in_the_pack(services: Services, own: int) -> None:
    pack = plan(services, NAME)
    assert "Unread scan" in " ".join(d.name for d in pack.last.documents)
    html = archive(pack, assemble(pack, services.files.read), services.files.read).zip
    assert html  # its index and trace are made of it, too


def test_a_plan_with_all_kinds_of_items_comes_back_from_its_json(services: Services, own: int) -> None:
    pack = plan(services, NAME)
    assert from_json(pack.to_json()) == pack


def test_only_the_cited_pages_of_a_long_report_are_taken_if_a_person_says_so(services: Services) -> None:
    make_pack(services)
    long = _long(services)
    section = packs.add_section(services.record, NAME, title="Reading")
    pack_items.add_passage(services.record, NAME, section, passage_of(services, long, 0))
    whole = plan(services, NAME).documents[long]
    assert len(whole.pages) == 12
    pack_items.take_cited_pages(services.record, NAME, long, True)
    assert [page.number for page in plan(services, NAME).documents[long].pages] == [5]


def test_a_supplement_brings_the_pages_that_the_issue_left_out(services: Services, own: int) -> None:
    issue.freeze(services, NAME)
    long = next(i["document"] for i in _items(services, own) if i["kind_of_item"] == "pages")
    pack_items.add_document(services.record, NAME, own, long, (6, 8))
    pack = plan(services, NAME)
    assert [page.number for page in pack.last.documents[0].pages] == [7, 8]
    built = assemble(pack, services.files.read)
    item = next(i for i in pack.last.items)
    texts = page_texts(built.pdf)
    assert all(_prints(text, n) for n, text in enumerate(texts, start=1))
    assert built.item_pages[item.number] == built.document_pages[long] + 2  # page 6, as it was issued


def _items(services: Services, section: int) -> list[dict]:
    found = reads.pack(services.record.db, NAME)["sections"]
    return next(s["items"] for s in found if s["id"] == section)


def test_section_numbers_have_no_gaps(services: Services, own: int) -> None:
    first = reads.pack(services.record.db, NAME)["sections"][0]["id"]
    packs.remove_section(services.record, NAME, first)
    assert [s.ordinal for s in plan(services, NAME).last.sections] == [1, 2]


def test_a_section_out_and_in_again_keeps_what_was_taken_out_of_it(services: Services) -> None:
    make_pack(services)
    section = reads.pack(services.record.db, NAME)["sections"][0]
    gone = section["items"][0]
    packs.remove_item(services.record, NAME, gone["id"])
    packs.remove_section(services.record, NAME, section["id"])
    again = packs.add_section(services.record, NAME, measure="N2010-01")
    assert gone["link"] not in {i["link"] for i in _items(services, again)}
    assert len(_items(services, again)) == len(section["items"]) - 1


def test_items_and_sections_move(services: Services, own: int) -> None:
    first, *others = [i["id"] for i in _items(services, own)]
    pack_order.move(services.record, NAME, 3, item=first)
    assert [i["id"] for i in _items(services, own)] == [*others, first]
    pack_order.move(services.record, NAME, 1, section=own)
    assert plan(services, NAME).last.sections[0].title == "Letters of the board"


def test_an_item_moves_to_another_section_and_back_in_one_change(services: Services, own: int) -> None:
    minutes = packs.add_section(services.record, NAME, title="Minutes")
    pages, note, scan = (i["id"] for i in _items(services, own))
    assert pack_order.move_into(services.record, NAME, note, minutes) == (note, 1, 1)
    assert pack_order.move_into(services.record, NAME, scan, minutes, to=1) == (scan, 1, 2)
    assert [i["id"] for i in _items(services, own)] == [pages]
    assert [i["id"] for i in _items(services, minutes)] == [scan, note]
    assert pack_changes.undo(services.record, NAME) == (
        "moved an item from the section Letters of the board to Minutes"
    )
    assert [i["id"] for i in _items(services, own)] == [pages, scan]
    sql = "SELECT detail FROM events WHERE action = 'pack item moved' ORDER BY id DESC LIMIT 1"
    assert json.loads(services.record.db.execute(sql).fetchone()[0]) == {
        "item": scan, "before": "Letters of the board", "value": "Minutes",
    }  # fmt: skip


def test_accepted_evidence_that_moves_away_is_left_out_of_its_measure_and_is_evidence_again_once_back(
    services: Services, own: int
) -> None:
    first = next(s for s in reads.pack(services.record.db, NAME)["sections"] if s["measure"])
    item = first["items"][0]
    moved = pack_order.move_into(services.record, NAME, item["id"], own)
    assert [i["kind_of_item"] for i in _items(services, own)][-1] == "passage"
    here = next(s for s in reads.pack(services.record.db, NAME)["sections"] if s["id"] == first["id"])
    assert [(i["link"], i["why"]) for i in here["left_out"]] == [(item["link"], "taken out")]
    packs.add_accepted(services.record, NAME)
    assert item["link"] not in {i["link"] for i in _items(services, first["id"])}
    back = pack_order.move_into(services.record, NAME, moved.item, first["id"], to=1)
    assert (back.item, back.place) == (item["id"], 1)
    assert _items(services, first["id"])[0]["link"] == item["link"]
    assert len(_items(services, own)) == 3


def test_what_is_in_a_section_already_is_not_moved_there_and_what_was_taken_out_does_not_come_back_beside_it(
    services: Services, own: int
) -> None:
    other = packs.add_section(services.record, NAME, title="Minutes")
    long = _items(services, own)[0]
    there = pack_items.add_document(services.record, NAME, other, long["document"], (4, 6))
    before = reads.pack(services.record.db, NAME)
    with pytest.raises(UsageError, match="in this section already"):
        pack_order.move_into(services.record, NAME, long["id"], other)
    assert reads.pack(services.record.db, NAME) == before
    packs.remove_item(services.record, NAME, there)
    pack_order.move_into(services.record, NAME, long["id"], other)
    packs.restore_items(services.record, NAME, other)
    packs.restore_items(services.record, NAME, own)
    assert [i["id"] for i in _items(services, other)] == [long["id"]]
    assert long["id"] not in {i["id"] for i in _items(services, own)}


def test_a_page_is_turned_in_this_pack(services: Services, own: int) -> None:
    long = next(i["document"] for i in _items(services, own) if i["kind_of_item"] == "pages")
    pack_items.turn(services.record, NAME, long, 5, 90)
    pages = {page.number: page for page in plan(services, NAME).documents[long].pages}
    assert (pages[5].width, pages[5].height) == (pages[4].height, pages[4].width)
    built = assemble(plan(services, NAME), services.files.read)
    page = PdfReader(BytesIO(built.pdf)).pages[built.document_pages[long]]
    assert float(page.mediabox.width) > float(page.mediabox.height)


def test_undo_brings_back_what_stood_step_by_step(services: Services, own: int) -> None:
    before = reads.pack(services.record.db, NAME)["sections"]
    packs.remove_item(services.record, NAME, before[0]["items"][0]["id"])
    packs.remove_section(services.record, NAME, before[1]["id"])
    assert "took out the section" in pack_changes.undo(services.record, NAME)
    pack_changes.undo(services.record, NAME)
    assert reads.pack(services.record.db, NAME)["sections"] == before


def test_a_change_on_a_pack_that_another_changed_meanwhile_is_refused_and_names_it(
    services: Services, own: int
) -> None:
    seen = reads.pack(services.record.db, NAME)["version"]
    other = services.record.acting_as("kim")
    pack_items.add_note(other, NAME, own, "Kim's note.")
    with pytest.raises(PackError, match="kim: wrote a note"):
        pack_order.move(services.record, NAME, 1, section=own, seen=seen)
    with pytest.raises(PackError, match="changed since you saw it"):
        pack_changes.undo(services.record, NAME, seen)
    assert any(i["text"] == "Kim's note." for i in _items(services, own))


def test_what_was_issued_is_neither_moved_nor_turned_nor_undone(services: Services, own: int) -> None:
    issue.freeze(services, NAME)
    item = _items(services, own)[0]
    other = reads.pack(services.record.db, NAME)["sections"][0]["id"]
    for do in (
        lambda: pack_order.move(services.record, NAME, 2, item=item["id"]),
        lambda: pack_order.move_into(services.record, NAME, item["id"], other),
        lambda: pack_items.turn(services.record, NAME, item["document"], 5, 90),
        lambda: pack_changes.undo(services.record, NAME),
        lambda: packs.remove_item(services.record, NAME, item["id"]),
    ):
        with pytest.raises(PackError):
            do()


@pytest.mark.parametrize("pages", [(0, 3), (11, 13), (6, 4)])
def test_pages_that_a_document_lacks_are_refused_with_those_that_it_has(
    services: Services, own: int, pages: tuple[int, int]
) -> None:
    long = next(i["document"] for i in _items(services, own) if i["kind_of_item"] == "pages")
    with pytest.raises(UsageError, match="its pages are 1 to 12"):
        pack_items.add_document(services.record, NAME, own, long, pages)


def test_a_withdrawn_document_goes_into_no_pack(services: Services, own: int) -> None:
    long = next(i["document"] for i in _items(services, own) if i["kind_of_item"] == "pages")
    services.record.db["documents"].update(long, {"withdrawn_at": "2026-01-01"})
    with pytest.raises(UsageError, match="is withdrawn"):
        pack_items.add_document(services.record, NAME, own, long)
    assert long not in plan(services, NAME).documents


def test_a_pack_of_own_sections_alone_says_that_it_weighs_no_evidence(services: Services) -> None:
    announce(services)
    packs.add(services.record, "Own", NAME)
    section = packs.add_section(services.record, "Own", title="📌 Papers " + "x" * 480)
    pack_items.add_note(services.record, "Own", section, "One note.")
    built = assemble(plan(services, "Own"), services.files.read)
    assert "weighs no evidence" in " ".join(page_texts(built.pdf)[0].split())


def test_what_changed_since_an_issue_names_documents_pages_and_notes(services: Services, own: int) -> None:
    issue.freeze(services, NAME)
    letter = store_file(services, draw_pdf([A4] * 3), "letter.pdf", [], pages=3, title="Later letter")
    pack_items.add_document(services.record, NAME, own, letter, (2, 3))
    pack_items.add_note(services.record, NAME, own, "Asked for on the second day.")
    found = list(told(issue.compare(services, NAME)))
    assert found[0] == ("From issue 1 to the pack as it is now: 1 page range and 1 note, added.")
    assert any(line.startswith("New document: ") and "Later letter" in line for line in found)
    assert any(line.startswith("New: ") and "pages 2 to 3" in line for line in found)
    assert "New: the note “Asked for on the second day.”" in found
