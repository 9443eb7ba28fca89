"""A number alone stands in its page's content since layout 8; before, every number was a form of its own."""

import json
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest
from openpyxl import load_workbook
from packing import make_pack, page_texts
from paths import CONFIG

from evidence.packs.assembling.assemble import AssembledPack, assemble
from evidence.packs.assembling.stamping import FONT, IN_PLACE
from evidence.packs.issuing import issue
from evidence.packs.issuing.archive import archive
from evidence.packs.issuing.prints import page_prints
from evidence.packs.pack import Pack
from evidence.packs.planning import plan as planning
from evidence.packs.planning.plan import plan
from evidence.packs.proving.verify import verify
from evidence.packs.setting.stamp import PLACES
from evidence.packs.setting.text_layout import Drawn, Marks, counting, draw, line
from evidence.packs.setting.typeset import NAME
from evidence.services import Services, open_services
from evidence.settings import load
from evidence.store import pack_items
from evidence.store import packs as packs_store


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[int, Pack], dict[str, bytes]]:
    """One pack in this layout and in that before, and its originals; every page of the report has another
    place for its number."""
    with open_services(load(home=tmp_path_factory.mktemp("home"), config=CONFIG), actor="tester") as services:
        pack = plan(services, make_pack(services), frozen=True)
        held = {sha256: services.files.read(sha256) for sha256 in pack.originals}
    part = pack.parts[0]
    places = [*PLACES, "strip"]
    documents = [
        replace(d, pages=tuple(replace(p, place=places[n % 7], said="") for n, p in enumerate(d.pages)))
        for d in part.documents
    ]
    found = {
        layout: replace(pack, parts=(replace(part, documents=tuple(documents), layout=layout),))
        for layout in (IN_PLACE - 1, IN_PLACE)
    }
    return found, held


@pytest.fixture(scope="module")
def built(packs: tuple[dict[int, Pack], dict[str, bytes]]) -> dict[int, AssembledPack]:
    found, held = packs
    return {layout: assemble(pack, held.__getitem__) for layout, pack in found.items()}


def test_a_number_in_its_page_looks_and_reads_as_one_in_a_form(built: dict[int, AssembledPack]) -> None:
    before, now = (built[layout].pdf for layout in sorted(built))
    assert page_texts(before) == page_texts(now)
    one, other = pypdfium2.PdfDocument(before), pypdfium2.PdfDocument(now)
    assert len(one) == len(other) > 4
    for a, b in zip(one, other, strict=True):
        assert a.render(scale=2).to_pil().tobytes() == b.render(scale=2).to_pil().tobytes()


def test_numbers_that_stand_alone_share_one_font_and_need_no_form(built: dict[int, AssembledPack]) -> None:
    with pikepdf.open(BytesIO(built[IN_PLACE].pdf)) as pdf:
        held = [page.obj.Resources for page in pdf.pages]
        assert len({each.Font[FONT].objgen for each in held}) == 1
        assert not any("/N" in each.XObject for each in held)


def test_the_trace_says_the_same_in_both_layouts(
    packs: tuple[dict[int, Pack], dict[str, bytes]], built: dict[int, AssembledPack]
) -> None:
    found, held = packs
    said = []
    for layout, pack in found.items():
        zipped = ZipFile(BytesIO(archive(pack, built[layout], held.__getitem__).zip))
        book = load_workbook(BytesIO(zipped.read("trace.xlsx")))
        said.append(
            json.dumps(
                [
                    (
                        sheet.title, sheet.freeze_panes, sheet.auto_filter.ref,
                        [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)],
                        [sheet.column_dimensions[c].width // 1 for c in "ABCDEF"],
                    )
                    for sheet in book
                ]
            )
        )  # fmt: skip
    assert said[0] == said[1]


def test_pages_drawn_to_be_counted_are_as_many_with_every_line_in_its_place() -> None:
    def drawn() -> Drawn:
        marks = Marks()
        story = [
            line(f"{n}. <b>Words</b> " * n, NAME, marks, to=("item", n, 0), place=("item", -n, 0), number="9")
            for n in range(1, 60)
        ]
        return draw(story, marks, "Footer")

    with counting():
        first = drawn()
    second = drawn()
    assert (first.count, first.links, first.places) == (second.count, second.links, second.places)
    assert "Words" not in "".join(page_texts(first.pdf)) and "Words" in page_texts(second.pdf)[0]


def test_a_supplement_in_this_layout_leaves_the_pages_issued_before_as_they_were(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "LAYOUT", str(IN_PLACE - 1))  # issued by an earlier Muster
    name = make_pack(services)
    first = page_prints(issue.freeze(services, name).pdf.read_bytes())
    monkeypatch.undo()
    section = packs_store.add_section(services.record, name, title="Later")
    pack_items.add_note(services.record, name, section, "Said later.")
    second = issue.supplement(services, name)
    prints = page_prints(second.pdf.read_bytes())
    assert prints[1 : len(first)] == first[1:]  # the cover speaks of the whole pack
    with pikepdf.open(second.pdf) as pdf:
        forms = ["/N" in page.obj.Resources.XObject for page in pdf.pages]
    assert forms == [True] * len(first) + [False] * (len(forms) - len(first))
    for number, issued in ((1, first), (2, prints)):
        assert page_prints(issue.build(services, name, number).pdf.read_bytes()) == issued
    assert not verify(second.pdf).problems
