"""What follows when files have been stored: suggested links, answered letters, near-duplicates, the index.

Each step finds in the record what it still has to do, so that what a kill interrupts is done next time.
"""

import logging
from collections.abc import Collection

from evidence.errors import MusterError
from evidence.home import faults
from evidence.home.scratch import in_use
from evidence.reads.letters import letters, replies
from evidence.reads.pending import compared_as, last_compared, uncompared
from evidence.relations.correspondence import answered
from evidence.relations.councils import same_council
from evidence.search.engine import IndexBusy, IndexUnwritable
from evidence.search.indexer import drain
from evidence.search.kept import is_kept, wait_for_all
from evidence.services import Services
from evidence.settings import Settings
from evidence.settling.alongside import Alongside, services_here
from evidence.settling.near_duplicates import flag_near_duplicates
from evidence.settling.references import link_references
from evidence.settling.suggestions import suggest_for_documents
from evidence.store import comparing
from evidence.store import documents as document_store
from evidence.store.documents import compared
from evidence.store.markings import by_rules

log = logging.getLogger(__name__)


def settle(services: Services) -> None:
    """Take every step for whatever was stored since it was last taken.

    While files are read into the home links are left to that ingest: they rest on what came together, and
    should not be others because somebody corrected a title meanwhile.

    On the record of somebody who is not cleared the index alone: the rest is worked out from the whole one.
    """
    if services.record.closed:
        _index(services)
        return
    by_rules(services.record, services.settings.marking.rules)  # kinds and sources may be read otherwise now
    relate(services)
    if not in_use(services.settings.scratch):
        suggest(services)
    catch_up(services)


def relate(services: Services) -> None:
    """Tie replies to letters, and mentions to what they mean."""
    link_replies(services)
    refer(services)


def catch_up(services: Services) -> None:
    """Flag near-duplicates, and bring the index up to the record."""
    compare(services)
    _index(services)


def _index(services: Services) -> None:
    try:
        if not (is_kept(services.settings) and wait_for_all(services.settings, services.record)):
            drain(services.record, services.engine)
    except IndexBusy:
        # Another process is at it. What is new waits in the outbox, and the next search or start takes it in.
        log.warning("the index is busy; what is new will be searchable in a moment")
    except IndexUnwritable as error:
        log.error("%s What was stored stands, and is found then.", error)
    except MusterError:
        raise
    except Exception as error:
        _tell(services, error, "indexing what is new")


def compare(services: Services) -> int:
    """Flag near-duplicates among what is new. Returns how many pairs are new."""
    try:
        return flag_near_duplicates(services.record)
    except MusterError:
        raise
    except Exception as error:
        _tell(services, error, "comparing new documents with the others")
        return 0


def refer(services: Services) -> int:
    """Tie what passages mention to what it means, now that papers have come. Returns how many ties are
    new.
    """
    try:
        return link_references(services.record)
    except MusterError:
        raise
    except Exception as error:
        _tell(services, error, "looking up references between documents")
        return 0


def suggest(services: Services, other: Alongside | None = None, up_to: int | None = None) -> int:
    """Suggest links for documents that never were compared with the measures. Returns how many links are new.

    ``other`` processes index them meanwhile. All of them at once: what is common in the whole batch says
    which words tell, and a notice may stand after its evidence. Those up to a document: an ingest that goes
    on after it was stopped finds later ones there, and is to suggest what it would have suggested.
    """
    db, own = services.record.db, services.own.name
    new, before = [n for n in uncompared(db) if up_to is None or n <= up_to], compared_as(db)
    if before is not None and not same_council(before, own):
        comparing.ask(
            services.record, None, f"our council is {own or 'not known'}, and was {before or 'not'}"
        )
        compared(services.record, last_compared(db), own)
    if not new:
        return 0
    try:
        if other is not None:
            added = suggest_for_documents(services, new, other)
        else:
            with Alongside(services.settings, len(new)) as beside:
                added = suggest_for_documents(services, new, beside)
    except MusterError:
        raise
    except Exception as error:
        _tell(services, error, f"suggesting links for {len(new)} documents together, before one by one")
        added = sum(_suggest_one(services, document) for document in new)
    compared(services.record, max(new), own)
    return added


def suggest_apart(settings: Settings, actor: str, up_to: int) -> int:
    """The same in a process that goes on with its services; the caller has them indexed."""
    services = services_here(settings, actor)
    return suggest(services, Alongside(settings), up_to)


def _suggest_one(services: Services, document: int) -> int:
    try:
        return suggest_for_documents(services, [document])
    except MusterError:
        raise
    except Exception as error:
        _tell(services, error, f"suggesting links for document {document}")
        return 0


def _tell(services: Services, error: Exception, doing: str) -> None:
    """A step that fails for a fault of ours stops no other: it is told by its number, a refusal raised."""
    refused = faults.refusal(error)
    if refused is not None:
        raise refused from error
    log.error("%s: %s", doing, faults.report(services.settings.home, error, doing))


def link_replies(services: Services) -> int:
    """Tie every letter that answers another to it, whichever came first. Returns how many ties are new.

    A tie that stands is replaced only by another letter that fits better, now that it has come.
    """
    record = services.record
    known = replies(record.db)
    found = {r: a for r, a in answered(letters(record.db)).items() if known.get(r) != a}
    for reply, letter in found.items():
        document_store.set_reply(record, reply, letter)
    return len(found)


def retie(services: Services, documents: Collection[int]) -> None:
    """Untie replies from or to these documents that no longer fit as they now read, and tie anew."""
    record = services.record
    found = answered(letters(record.db))
    for reply, letter in replies(record.db).items():
        if (reply in documents or letter in documents) and found.get(reply) != letter:
            document_store.set_reply(record, reply, found.get(reply))
    link_replies(services)
