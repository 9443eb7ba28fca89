"""Finding evidence for one measure: by a search, or by what was accepted; and linking what was found."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from evidence.errors import Clash, UsageError
from evidence.language.citations import cite
from evidence.model import Stance
from evidence.reads.documents import passage as read_passage
from evidence.reads.finding import standing
from evidence.reads.measures import called
from evidence.search import Query
from evidence.search.results import search
from evidence.settling.alike import alike
from evidence.store import links as store
from webapp.people import auth
from webapp.site.request_services import services, settings
from webapp.site.typed import typed
from webapp.views.links import clashed, numbered

finding = Blueprint("finding", __name__)

ALIKE = 15


@finding.get("/measures/<code>/find")
@auth.requires(*auth.READERS)
def page(code: str) -> ResponseReturnValue:
    """``?q=`` searches; ``?alike=yes`` lists passages like those that were accepted."""
    work = services()
    measure = called(work.record.db, code)
    words, like = typed("q"), bool(typed("alike"))
    found: list[dict[str, Any]] = []
    total, said = 0, ""
    if words:
        answer = search(work, Query(words, limit=settings().search.page_size))
        found, total, said = answer["hits"], answer["total"], answer["understood"]
    elif like:
        found = [_as_hit(number) for number, _ in alike(work, measure["id"], ALIKE)]
        total = len(found)
    stands = standing(work.record.db, measure["id"], [hit["passage"] for hit in found])
    return render_template(
        "finding/page.html",
        measure=measure,
        words=words,
        alike=like,
        hits=[{**hit, **_shown(hit), **stands[hit["passage"]]} for hit in found if hit["passage"] in stands],
        total=total,
        said=said,
    )


@finding.post("/measures/<code>/find")
@auth.requires(*auth.DECIDERS)
def link(code: str) -> ResponseReturnValue:
    """Link the passages that were ticked, each as the page showed it; all of them or none."""
    work = services()
    measure = called(work.record.db, code)
    ticked = dict(numbered(words) for words in request.form.getlist("passage"))
    if not ticked:
        raise UsageError("No passage was chosen.", "Tick those to link, then press the button again.")
    stance, note = _stance(), request.form.get("note", "").strip()
    here = url_for("finding.page", code=measure["code"], q=typed("q") or None, alike=typed("alike") or None)
    try:
        with work.record.transaction():
            for passage, seen in ticked.items():
                store.add(
                    work.record,
                    work.framework.code,
                    passage,
                    measure=measure["code"],
                    stance=stance,
                    note=note,
                    seen=seen,
                )
    except Clash as clash:
        said = {"status": "accepted", "stance": stance.value, "note": note, "back": here}
        return clashed(clash, url_for("links.decide_many"), {}, said)
    many = "1 passage was" if len(ticked) == 1 else f"{len(ticked)} passages were"
    flash(f"{many} linked to {measure['code']}.", "done")
    return redirect(here)


def _stance() -> Stance:
    try:
        return Stance(request.form.get("stance", ""))
    except ValueError as error:
        raise UsageError("The form names no stance that is known.", "Choose one from the list.") from error


def _as_hit(number: int) -> dict[str, Any]:
    """A passage as a search would show it, its words whole."""
    found = read_passage(services().record.db, number)
    own = {name: found["document"][name] for name in ("source", "source_class", "council", "date")}
    return {"passage": number, "document": found["document"]["id"], "citation": found["citation"], **own}


def _shown(hit: dict[str, Any]) -> dict[str, Any]:
    """The snippet as HTML; none where the words are shown whole."""
    snippet = hit.get("snippet", "")
    return {"snippet": Markup(snippet), "named": hit.get("citation") or cite(hit["title"], hit["date"])}  # noqa: S704 -- escaped by the engine
