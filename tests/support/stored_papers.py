"""Papers of a few lines, stored without being read from a file."""

from evidence.model import Field as ReadField
from evidence.model import Page, Passage, PassageKind, Reading, Source, SourceClass
from evidence.services import Services
from evidence.store import documents, ledger


def add(
    services: Services,
    name: str,
    *texts: str,
    kind: str = "report",
    paged: bool = True,
    date: str = "2011-06-22",
) -> int:
    """Store a document of these paragraphs, without indexing it. Returns its id."""
    sha256 = f"{name:a>64}"
    passages = tuple(
        Passage(
            n, PassageKind.PARAGRAPH, text, label=f"{n + 1}.", heading_path=("Progress", "Police"), page=2
        )
        for n, text in enumerate(texts)
    )
    reading = Reading(
        kind,
        (Page(1, ""), Page(2, "\n".join(texts))),
        passages,
        fields=(ReadField("date", date), ReadField("author", "A. Writer")),
        source=Source("Improvement Board", SourceClass.PARTNER),
        paged=paged,
    )
    ledger.keep_file(services.record, sha256=sha256, size=1, media_type="text/plain", name=f"{name}.txt")
    return documents.add_readings(services.record, sha256, [reading])[0]
