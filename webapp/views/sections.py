"""What is in a pack: its sections and their items."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import UsageError
from evidence.frameworks import framework
from evidence.reads.measures import measures as read_measures
from evidence.store import packs as store
from webapp.people import auth
from webapp.site.request_services import services
from webapp.views.packs import pack_called

sections = Blueprint("sections", __name__)


@sections.post("/packs/<int:number>/sections")
@auth.requires(*auth.COORDINATORS)
def add(number: int) -> ResponseReturnValue:
    """Add sections: for one measure or block, for all blocks, or for all measures of a register."""
    work = services()
    what, _, code = request.form.get("for", "").partition(":")
    pack = pack_called(number)
    wanted = {
        "blocks": [{"block": block.code} for block in _judged(pack)],
        "block": [{"block": code}],
        "measure": [{"measure": code}],
        "register": [{"measure": m["code"]} for m in read_measures(work.record.db) if m["register"] == code],
    }.get(what, [])
    if not wanted:
        raise UsageError("No measure or block was chosen.", "Choose one from the list, then add the section.")
    with work.record.transaction():
        for section in wanted:
            store.add_section(work.record, pack["name"], **section)
    flash(f"{len(wanted)} sections were added." if len(wanted) > 1 else "The section was added.", "done")
    return _back(number)


@sections.post("/packs/<int:number>/sections/<int:section>/remove")
@auth.requires(*auth.COORDINATORS)
def remove(number: int, section: int) -> ResponseReturnValue:
    """Take a section out."""
    store.remove_section(services().record, pack_called(number)["name"], section)
    flash("The section was removed.", "done")
    return _back(number)


@sections.post("/packs/<int:number>/sections/<int:section>/restore")
@auth.requires(*auth.COORDINATORS)
def restore(number: int, section: int) -> ResponseReturnValue:
    """Bring back what was taken out of a section, and what was accepted since."""
    back = store.restore_items(services().record, pack_called(number)["name"], section)
    flash(f"{back} passages were brought back." if back != 1 else "1 passage was brought back.", "done")
    return _back(number)


@sections.post("/packs/<int:number>/items/<int:item>/remove")
@auth.requires(*auth.COORDINATORS)
def remove_item(number: int, item: int) -> ResponseReturnValue:
    """Take one passage out of a pack."""
    store.remove_item(services().record, pack_called(number)["name"], item)
    flash("The passage was taken out. Its section shows it as left out.", "done")
    return _back(number)


def _judged(pack: dict[str, Any]) -> tuple[framework.Block, ...]:
    """The blocks that the pack's inspection can judge: those of its day."""
    return framework.load(pack["framework"]).valid(pack["cutoff"])


def _back(number: int) -> ResponseReturnValue:
    return redirect(url_for("packs.page", number=number))
