"""A section's sheets: what belongs together is not parted by a page's end."""

from dataclasses import replace

from packing import announce, cite, draw_pdf, page_texts, paragraph, store_file

from evidence.packs.assembling.assemble import assemble
from evidence.packs.pack import Pack
from evidence.packs.planning.plan import plan
from evidence.services import Services
from evidence.store import packs


def test_who_accepted_evidence_stands_on_the_page_of_its_quote(services: Services) -> None:
    announce(services)
    words = "The Board noted that the figures of the month were read through by two of its members. "
    said = [paragraph(n, words * (1 + n % 3), label=str(n)) for n in range(40)]
    document = store_file(services, draw_pdf(), "minutes.pdf", said, title="Minutes", date="2010-12-01")
    for n in range(40):
        cite(services, document, n, block="B")
    packs.add(services.record, "One", "Safeguarding 2011")
    packs.add_section(services.record, "One", block="B")
    pack = plan(services, "One")
    assert not _parted(services, pack)
    older = replace(pack, parts=(replace(pack.last, layout=7),))
    assert _parted(services, older), "what was issued builds as it was"


def _parted(services: Services, pack: Pack) -> list[str]:
    """The first lines of sheets that say who accepted what stands on the page before."""
    built = assemble(pack, services.files.read)
    opens = [text.strip().split("\n")[0] for text in page_texts(built.pdf)[built.section_pages[0, 1] - 1 :]]
    return [line for line in opens if "Accepted by" in line]
