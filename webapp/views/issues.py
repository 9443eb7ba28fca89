"""A pack's issues: how far one has come, its files for mailboxes, and what changed from one to the next."""

from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import NotFound, PackError, UsageError
from evidence.packs.issuing import issue as issuing
from evidence.packs.issuing.delivery import WholeEnough, deliver
from evidence.packs.planning import changes
from evidence.reads.freezings import MOVING, newest
from webapp.people import auth
from webapp.site.fragments import wants_fragment
from webapp.site.request_services import services
from webapp.views.packs import download, pack_called

issues = Blueprint("issues", __name__)

USUAL_MB = 20  # what mailboxes of councils take at most, often


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


@issues.get("/packs/<int:number>/issues/<int:issue>/files")
@auth.requires(*auth.READERS)
def files(number: int, issue: int) -> ResponseReturnValue:
    """An issue in files of at most so many megabytes, chosen in the address: mb."""
    pack, wanted = pack_called(number), request.args.get("mb", "")
    given: dict[str, Any] = {
        "pack": pack,
        "issue": issue,
        "mb": wanted or USUAL_MB,
        "files": (),
        "whole": "",
        "problem": "",
    }
    if wanted:
        try:
            given["files"] = deliver(services(), pack["name"], issue, _megabytes(wanted))
        except WholeEnough as enough:
            given["whole"] = str(enough)
        except (PackError, UsageError) as error:
            given["problem"] = str(error)
    elif not any(each["number"] == issue for each in pack["issues"]):
        raise NotFound(f"Pack {pack['name']} has no issue {issue}.", "Its page lists those that it has.")
    return render_template("packs/files.html", **given), 400 if given["problem"] else 200


@issues.get("/packs/<int:number>/issues/<int:issue>/files/<int:mb>/<int:part>.pdf")
@auth.requires(*auth.READERS)
def file(number: int, issue: int, mb: int, part: int) -> Response:
    """One of those files, from 1."""
    made = deliver(services(), pack_called(number)["name"], issue, mb)
    if not 1 <= part <= len(made):
        raise NotFound(f"There is no part {part} of issue {issue}.", "Its page lists those that there are.")
    return download(made[part - 1].path)


def _megabytes(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise UsageError(
            f"“{text}” is no number of megabytes.", "Give a whole number, such as 20."
        ) from error


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
