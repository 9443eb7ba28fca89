"""A hit names the pages of its document that nothing could be found on."""

from packing import paragraph

from evidence.model import Field, Page, Reading
from evidence.search.engine import Hit
from evidence.search.results import shown
from evidence.services import Services
from evidence.store import documents, ledger


def test_a_hit_names_the_unreadable_pages_of_its_document(services: Services) -> None:
    sha256, size = services.files.put_bytes(b"scan")
    pages = tuple(Page(n, "", "unreadable" if n in {2, 3} else "text") for n in range(1, 5))
    reading = Reading("report", pages, (paragraph(0, "The board met."),), (Field("title", "Report"),))
    with services.record.transaction():
        ledger.keep_file(
            services.record, sha256=sha256, size=size, media_type="application/pdf", name="a.pdf"
        )
        (document,) = documents.add_readings(services.record, sha256, [reading])
    passage = next(services.record.db.query("SELECT id FROM passages WHERE document = ?", [document]))["id"]
    (hit,) = shown(services.record, [Hit(passage, document, 1.0, "")])
    assert hit["unreadable_pages"] == [2, 3]
