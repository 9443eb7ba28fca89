"""What an email or letter encloses stands under it in a pack, and is named where the pack lacks it."""

from zipfile import ZipFile

from packing import announce, draw_pdf, page_texts, paragraph, store_file

from evidence.packs.assembling.assemble import assemble
from evidence.packs.issuing import issue
from evidence.packs.planning.mending import mend
from evidence.packs.planning.plan import plan
from evidence.packs.planning.preflight import check
from evidence.services import Services
from evidence.store import pack_items, packs
from evidence.store.pack_changes import undo

NAME = "Safeguarding 2011"


def _papers(services: Services) -> tuple[int, int, int, int]:
    """A section's id; then an email, another paper, and what the email encloses."""
    announce(services)
    found = [
        store_file(
            services,
            draw_pdf(words=title),
            f"{title}.pdf",
            [paragraph(0, title)],
            title=title,
            date="2010-05-01",
        )
        for title in ("Email", "Another", "Attachment")
    ]
    with services.record.transaction():
        services.record.table("documents").update(found[2], {"parent": found[0], "relation": "encloses"})
    packs.add(services.record, NAME, NAME)
    section = packs.add_section(services.record, NAME, title="Papers")
    return section, found[0], found[1], found[2]


def test_what_an_email_encloses_follows_it_and_the_index_says_so(services: Services) -> None:
    section, email, other, attachment = _papers(services)
    for document in (email, other, attachment):
        pack_items.add_document(services.record, NAME, section, document)
    built = assemble(plan(services, NAME), services.files.read)
    assert built.document_pages[attachment] == built.document_pages[email] + 1
    assert built.document_pages[other] == built.document_pages[attachment] + 1
    index = " ".join(page_texts(built.pdf)[2].split())
    assert index.count("Enclosed with: Email, 1 May 2010") == 2
    by_document = index.partition("Index by document")[2]
    assert by_document.index("Another,") < by_document.index("Email,") < by_document.index("Attachment,")


def test_an_enclosure_that_is_cited_first_still_stands_under_its_email(services: Services) -> None:
    section, email, _, attachment = _papers(services)
    for document in (attachment, email):
        pack_items.add_document(services.record, NAME, section, document)
    built = issue.build(services, NAME)
    pages = page_texts(built.pdf.read_bytes())
    assert "sheet b Email" in pages[-2] and "sheet b Attachment" in pages[-1]
    with ZipFile(built.zip) as archive:
        (name,) = [n for n in archive.namelist() if n.endswith("index.html")]
        assert "Enclosed with: Email, 1 May 2010" in archive.read(name).decode()


def test_what_is_enclosed_and_not_in_the_pack_is_named_and_put_in_by_one_step(services: Services) -> None:
    section, email, _, attachment = _papers(services)
    pack_items.add_document(services.record, NAME, section, email)
    (found,) = [p for p in check(services, NAME) if p.code == "enclosed_left_out"]
    assert "Attachment" in found.message and found.mends
    assert mend(services, NAME, found.code) == 1
    assert attachment in plan(services, NAME).documents
    assert "enclosed_left_out" not in {p.code for p in check(services, NAME)}
    undo(services.record, NAME)
    assert attachment not in plan(services, NAME).documents
