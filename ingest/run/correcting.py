"""A person's correction of a document's field, and what follows from it at once, for replies and blocks.

What else follows, evidence.settling.settle does: the caller has it done, at once or in the background.
"""

from evidence.model import SourceClass
from evidence.reads.corrections import corrections
from evidence.reads.documents import summary
from evidence.reads.measures import measures
from evidence.services import Services
from evidence.settings import Settings
from evidence.settling.settle import retie
from evidence.settling.suggestions import tag_document
from evidence.store import comparing
from evidence.store import corrections as store
from ingest.run.rereading import reread

TAGGED_BY = ("kind", "title", "date")
COUNTS_BY = ("council", "date", "kind")  # what says for which measures a paper can be evidence


def correct(
    services: Services,
    document: int,
    field: str,
    value: str,
    note: str = "",
    *,
    seen: int | None = None,
) -> None:
    """Correct one field. ``seen`` is the version of its correction that this rests on. Raises NotFound,
    UsageError, Clash.

    What its council, date or kind now make of its links waits for ``evidence.settling.rescoring``. A source
    that the configuration names brings its class, unless a person has said what that is.
    """
    with services.record.transaction():
        store.correct(services.record, document, field, value, note, seen=seen)
        named = _class_of(value, services.settings) if field == "source" else None
        said = {c["field"] for c in corrections(services.record.db, document)}
        if named and "source_class" not in said:
            store.correct(services.record, document, "source_class", named, f"The class of {value}")
        _retag(services, document, field)
    _read_as_said(services, document, field)
    _follow(services, document, field)


def undo(services: Services, document: int, field: str) -> str:
    """Take one's own correction back. Returns what stands again. Raises NotFound, UsageError."""
    with services.record.transaction():
        read = store.undo(services.record, document, field)
        _retag(services, document, field)
    _read_as_said(services, document, field)
    _follow(services, document, field)
    return read


def _read_as_said(services: Services, document: int, field: str) -> None:
    """Read the file again as what the document now is: another kind says other things of itself.

    Pictures of pages are left to `muster reread`, which can take as long as it needs.
    """
    quality = summary(services.record.db, document)["text_quality"]
    if field == "kind" and quality == "text":
        reread(services, [document])


def _class_of(source: str, settings: Settings) -> str | None:
    if settings.council and source.casefold() == settings.council.casefold():
        return SourceClass.INTERNAL
    return next((b.source_class for b in settings.sources if b.name.casefold() == source.casefold()), None)


def _retag(services: Services, document: int, field: str) -> None:
    if field in TAGGED_BY:
        tag_document(services, document)


def _follow(services: Services, document: int, field: str) -> None:
    if field in COUNTS_BY:
        brought = measures(services.record.db, document=document)
        why = f"the {field} of document {document} was set right"
        comparing.ask(services.record, None if brought else [document], why)
    retie(services, {document})
