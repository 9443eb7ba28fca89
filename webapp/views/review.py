"""The queue of suggestions that wait for a person."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from evidence.model import LinkStatus
from evidence.reads.crosswalk import equivalents
from evidence.reads.links import count
from evidence.reads.narrowing import waiting_documents, waiting_measures
from evidence.reads.packs import block_names, frameworks
from evidence.reads.queue import chosen_of, in_order, say_waiting
from evidence.reads.queue import queue as waiting_queue
from webapp.people import auth
from webapp.site.fragments import render
from webapp.site.paging import pages_of
from webapp.site.request_services import services, settings
from webapp.site.typed import typed

review = Blueprint("review", __name__)


@review.get("/review")
@auth.requires(*auth.READERS)
def queue() -> ResponseReturnValue:
    """Suggested links that are worth a look, in the order of the queue; ``?all=`` the others after them."""
    work = services()
    db = work.record.db
    found = waiting_queue(db)
    chosen: dict[str, Any] = {
        "document": request.args.get("document", type=int),
        "measure": typed("measure"),
        "block": typed("block"),
    }
    size = settings().search.page_size
    everything = bool(typed("all"))
    ids = chosen_of(db, found, chosen, everything)
    paging = pages_of(len(ids), size, request.args.get("page", 1, type=int))
    start = (paging.number - 1) * size
    return render(
        "review",
        "page",
        "queue",
        chosen=chosen,
        everything=everything,
        waiting=len(ids),
        queue=found,
        said=say_waiting(found),
        paging=paging,
        links=in_order(db, ids[start : start + size]),
        same=equivalents(db),
        lost=count(db, review=True),
        totals={status.value: count(db, status=status) for status in LinkStatus},
        documents=waiting_documents(db, chosen["document"]),
        measures=waiting_measures(db, work.own, chosen["measure"]),
        blocks=block_names(frameworks(db, work.framework)),
    )
