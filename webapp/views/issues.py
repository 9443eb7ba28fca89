"""A pack's issues: how far one has come that is being built, and what changed from one to the next."""

from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import PackError, UsageError
from evidence.packs import changes
from evidence.packs import issue as issuing
from evidence.reads.freezings import MOVING, newest
from webapp.people import auth
from webapp.site.fragments import wants_fragment
from webapp.site.request_services import services
from webapp.views.packs import pack_called

issues = Blueprint("issues", __name__)


@issues.get("/packs/<int:number>/freezing")
@auth.requires(*auth.READERS)
def freezing(number: int) -> ResponseReturnValue:
    """How far the newest issue has come: the fragment that a pack's page asks for; its page otherwise."""
    found = newest(services().record.db, number)
    if not wants_fragment() or found is None:
        return redirect(url_for("packs.page", number=number))
    answer = make_response(render_template("packs/_freezing.html", pack=pack_called(number), freezing=found))
    if found["state"] not in MOVING:  # sections, preflight and issues are other ones now
        answer.headers["HX-Refresh"] = "true"
    return answer


@issues.get("/packs/<int:number>/changes")
@auth.requires(*auth.READERS)
def compare(number: int) -> ResponseReturnValue:
    """What changed between two issues, or since the newest. Which is chosen in the address: from, to."""
    pack = pack_called(number)
    before, after = (request.args.get(name, type=int) or None for name in ("from", "to"))
    found, problem = None, ""
    try:
        found = issuing.compare(services(), pack["name"], before, after)
    except (PackError, UsageError) as error:
        problem = str(error)
    shown = {
        "pack": pack,
        "found": found,
        "lead": changes.lead(found) if found else "",
        "problem": problem,
        "issued": [
            _choice(issue["number"], before or (found.before if found else 0)) for issue in pack["issues"]
        ],
        "until": [*(_choice(issue["number"], after) for issue in pack["issues"]), _choice(0, after)],
    }
    return render_template("packs/changes.html", **shown), 400 if problem else 200


def _choice(number: int, chosen: int | None) -> dict[str, Any]:
    text = f"Issue {number}" if number else "The pack as it is now"
    return {"value": number, "text": text, "selected": number == (chosen or 0)}
