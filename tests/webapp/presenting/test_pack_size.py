"""What a pack's PDF is estimated at, beside what it comes to."""

import re

from packing import A4, draw_pdf, make_pack, paragraph, store_file

from evidence.packs.issuing import issue
from evidence.packs.planning.plan import plan
from evidence.services import Services
from evidence.store import pack_items, packs
from webapp.presenting.pack_size import estimated


def test_the_estimate_is_near_what_the_pdf_comes_to(services: Services) -> None:
    name = make_pack(services)
    papers = packs.add_section(services.record, name, title="Papers")
    for n in range(4):
        paper = store_file(
            services, draw_pdf([A4] * 30, words=f"paper {n}"), f"{n}.pdf", [paragraph(0, "one")], pages=30,
            title=f"Paper {n}", date="2010-05-01",
        )  # fmt: skip
        pack_items.add_document(services.record, name, papers, paper, (1, 30) if n % 2 else (3, 12))
    said = estimated(plan(services, name))
    built = issue.build(services, name)
    found = re.fullmatch(r"about (\d+) pages and ([\d.]+) (kB|MB)", said)
    assert found, said
    size = float(found[2]) * (1000 if found[3] == "kB" else 1_000_000)
    assert 0.8 < int(found[1]) / built.pages < 1.25
    assert 0.4 < size / built.pdf.stat().st_size < 2.5


def test_a_pack_that_holds_nothing_is_estimated_at_nothing(services: Services) -> None:
    make_pack(services)
    packs.add(services.record, "Empty", "Safeguarding 2011")
    assert estimated(plan(services, "Empty")) == ""
