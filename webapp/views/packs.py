"""Packs: their sections, what stands in the way of freezing, and their files."""

import tempfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import PackError, UsageError
from evidence.frameworks import framework
from evidence.packs.issuing import issue as issuing
from evidence.packs.planning.mending import mend
from evidence.packs.planning.plan import plan
from evidence.packs.planning.preflight import blocked, check
from evidence.packs.proving.verify import verify
from evidence.reads import packs as read
from evidence.reads.freezings import newest
from evidence.reads.inspections import called as inspection_called
from evidence.reads.inspections import listed as announced
from evidence.reads.measures import measures as read_measures
from evidence.store import freezings
from evidence.store import packs as store
from evidence.store.acknowledgements import acknowledge as say_left_out
from evidence.store.pack_changes import changing, refuse_unseen
from evidence.store.pack_templates import take_sections
from webapp.people import auth
from webapp.presenting.mending import with_ways
from webapp.presenting.pack_papers import holds, papers_of, section_numbers
from webapp.presenting.pack_size import estimated
from webapp.site.request_services import queue, services

packs = Blueprint("packs", __name__)


@packs.get("/packs")
@auth.requires(*auth.READERS)
def listed() -> ResponseReturnValue:
    """Every pack and every inspection."""
    db = services().record.db
    return render_template("packs/list.html", packs=read.packs(db), inspections=announced(db))


@packs.get("/packs/new")
@auth.requires(*auth.COORDINATORS)
def new() -> ResponseReturnValue:
    """The form for a new pack."""
    return render_template("packs/new.html", **_form(request.args, ""))


@packs.post("/packs")
@auth.requires(*auth.COORDINATORS)
def add() -> ResponseReturnValue:
    """Make an empty pack; or show the form again with what is wrong."""
    form = request.form
    record, name, like = services().record, form.get("name", ""), form.get("like", "")
    try:
        with record.transaction():
            number = store.add(record, name, form.get("inspection", ""), form.get("title", ""))
            missing = take_sections(record, read.named(record.db, number), like) if like else []
    except UsageError as error:
        return render_template("packs/new.html", **_form(form, str(error))), 400
    done = f"with the sections of {like}." if like else "Add its sections next."
    flash(f"The pack was made{', ' if like else '. '}{done}", "done")
    for said in missing:
        flash(f"Not taken over: {said}", "problem")
    return redirect(url_for("packs.page", number=number))


@packs.get("/packs/<int:number>")
@auth.requires(*auth.READERS)
def page(number: int) -> ResponseReturnValue:
    """A pack with its sections, its issues, and what stands in the way of freezing."""
    return shown(number)


def shown(number: int, typed: Mapping[str, str] | None = None) -> str:
    """A pack's page; with what a person ``typed`` there, by the field's id, where it could not be done."""
    work = services()
    pack = pack_called(number)
    planned = plan(work, pack["name"])
    problems = check(work, pack["name"], planned)
    used, measures = framework.load(pack["framework"]), read_measures(work.record.db)
    codes = [measure["code"] for measure in measures]
    inspection = inspection_called(work.record.db, pack["inspection"])
    return render_template(
        "packs/page.html",
        pack=pack,
        problems=with_ways(problems, pack, inspection["id"], codes),
        freezing=newest(work.record.db, number),
        blocked=blocked(problems),
        added=planned.issue == 0,  # else the plan is the newest issue as it was
        measures=measures,
        blocks=used.valid(pack["cutoff"]),
        papers_asked=used.papers,
        holds=holds(planned),
        estimated=estimated(planned),
        numbers=section_numbers(planned, pack["sections"]),
        papers=papers_of(planned, pack["documents"]),
        typed=typed or {},
        moving=request.args.get("move", 0, type=int),
    )


@packs.post("/packs/<int:number>/freeze")
@auth.requires(*auth.COORDINATORS)
def freeze(number: int) -> ResponseReturnValue:
    """Have the pack issued; or, if it was issued, what was added since. It is built in the background."""
    try:
        queue().freeze(freezings.ask(services().record, pack_called(number)["name"], seen()))
    except PackError as error:
        flash(str(error), "problem")
    return redirect(url_for("packs.page", number=number))


@packs.post("/packs/<int:number>/acknowledge")
@auth.requires(*auth.COORDINATORS)
def acknowledge(number: int) -> ResponseReturnValue:
    """Say why contradicting evidence is left out; the cover prints it."""
    record, pack, words = services().record, pack_called(number), request.form.get("words", "")
    try:
        with record.transaction():
            refuse_unseen(record, pack, seen())
            say_left_out(record, pack["name"], words)
    except (PackError, UsageError) as error:
        flash(str(error), "problem")
        return shown(number, {"acknowledge-words": words}), 400
    flash("Your words will stand on the cover.", "done")
    return redirect(url_for("packs.page", number=number))


@packs.post("/packs/<int:number>/mend")
@auth.requires(*auth.COORDINATORS)
def mend_problem(number: int) -> ResponseReturnValue:
    """Mend one thing that preflight found."""
    code = request.form.get("code", "")
    section, document = (request.form.get(name, 0, type=int) for name in ("section", "document"))
    work, name = services(), pack_called(number)["name"]
    try:
        with changing(work.record, name, seen()):
            count = mend(work, name, code, section, document)
    except PackError as error:
        flash(str(error), "problem")
    else:
        flash(f"Mended: {count} changed." if count else "Nothing was left to mend.", "done")
    return redirect(url_for("packs.page", number=number))


@packs.get("/packs/<int:number>/draft.pdf")
@auth.requires(*auth.READERS)
def draft(number: int) -> Response:
    """The pack as it stands, as a PDF. Nothing is kept of it."""
    pack = pack_called(number)
    with tempfile.TemporaryDirectory(prefix="muster-draft-") as folder:
        built = issuing.build(services(), pack["name"], out=Path(folder))
        return download(built.pdf, kept=False)


@packs.get("/packs/<int:number>/issues/<int:issue>.pdf")
@auth.requires(*auth.READERS)
def issue_pdf(number: int, issue: int) -> Response:
    """An issue's PDF, byte for byte as it was issued."""
    return download(issuing.stored(services(), pack_called(number)["name"], issue)[0])


@packs.get("/packs/<int:number>/issues/<int:issue>.zip")
@auth.requires(*auth.READERS)
def issue_zip(number: int, issue: int) -> Response:
    """An issue's ZIP, byte for byte as it was issued."""
    return download(issuing.stored(services(), pack_called(number)["name"], issue)[1])


@packs.get("/packs/<int:number>/issues/<int:issue>/check")
@auth.requires(*auth.READERS)
def check_issue(number: int, issue: int) -> ResponseReturnValue:
    """Whether an issue's files are what was issued."""
    pack = pack_called(number)
    pdf, _ = issuing.stored(services(), pack["name"], issue)
    report = verify(pdf, services())
    problems = [{"text": problem} for problem in report.problems]
    return render_template("packs/check.html", pack=pack, issue=issue, report=report, problems=problems)


def pack_called(number: int) -> dict[str, Any]:
    """A pack by its number."""
    db = services().record.db
    return read.pack(db, read.named(db, number))


def seen() -> int | None:
    """The version of the pack that a form was shown with."""
    return request.form.get("version", type=int)


def _form(values: Any, problem: str) -> dict[str, Any]:
    return {
        "packs": read.packs(services().record.db),
        "problem": problem,
        "values": {name: values.get(name, "") for name in ("inspection", "name", "title", "like")},
        "inspections": announced(services().record.db),
    }


def download(path: Path, *, kept: bool = True) -> Response:
    """A file with its size, so that browsers show how far it has come. A download of one that is ``kept``
    goes on where it was cut short."""
    return send_file(
        BytesIO(path.read_bytes()),
        conditional=kept,
        mimetype="application/pdf" if path.suffix == ".pdf" else "application/zip",
        as_attachment=True,
        download_name=path.name,
    )
