"""The queue of suggestions that wait for a person."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from evidence.model import LinkStatus
from evidence.reads.documents import documents
from evidence.reads.links import count
from evidence.reads.links import links as read_links
from evidence.reads.measures import measures
from webapp.people import auth
from webapp.site.fragments import render
from webapp.site.paging import pages_of
from webapp.site.request_services import services, settings
from webapp.site.typed import typed

review = Blueprint("review", __name__)


@review.get("/review")
@auth.requires(*auth.READERS)
def queue() -> ResponseReturnValue:
    """Suggested links, document by document, best first."""
    work = services()
    db = work.record.db
    chosen: dict[str, Any] = {
        "document": request.args.get("document", type=int),
        "measure": typed("measure"),
        "block": typed("block"),
    }
    size = settings().search.page_size
    waiting = count(db, status=LinkStatus.SUGGESTED, **chosen)
    paging = pages_of(waiting, size, request.args.get("page", 1, type=int))
    return render(
        "review",
        "page",
        "queue",
        chosen=chosen,
        waiting=waiting,
        paging=paging,
        links=read_links(
            db, status=LinkStatus.SUGGESTED, limit=size, offset=(paging.number - 1) * size, **chosen
        ),
        lost=count(db, review=True),
        totals={status.value: count(db, status=status) for status in LinkStatus},
        documents=documents(db),
        measures=measures(db),
        blocks=work.framework.blocks,
    )
